import type { Localized } from '../../../data/localized.ts'

export const inputWords = {
  peak: { ko: '최대 부하 (건/s)', en: 'Peak (req/s)' },
  target: { ko: '목표 사용률', en: 'Target' },
  tolerance: { ko: '허용 오차', en: 'Tolerance' },
  min: { ko: 'minReplicas', en: 'minReplicas' },
  max: { ko: 'maxReplicas', en: 'maxReplicas' },
  scaleUp: { ko: '늘리는 정책', en: 'Scale up' },
  scaleDown: { ko: '줄이는 정책', en: 'Scale down' },
  window: { ko: '안정화 창', en: 'Window (down)' },
  startSeconds: { ko: '뜨는 시간 (가정)', en: 'Start (assumption)' },
} satisfies Record<string, Localized>

/** Behaviours; each is written out in the manifest. */
export const speedNames = {
  default: { ko: '기본', en: 'Default' },
  all: { ko: '기본: 한꺼번에', en: 'Default: all' },
  half: { ko: '1분에 절반', en: 'Half per minute' },
  gentleUp: { ko: '1분에 2개', en: '2 per minute' },
  gentleDown: { ko: '1분에 1개', en: '1 per minute' },
  off: { ko: '안 함', en: 'Never' },
} satisfies Record<string, Localized>

/** What `scaleDown` allows, within a sentence. */
export const downPolicies = {
  half: { ko: '1분에 절반', en: 'half per minute' },
  gentle: { ko: '1분에 1개', en: '1 per minute' },
  off: { ko: '줄이지 않음', en: 'never' },
} satisfies Record<string, Localized>

export const strings = {
  label: { ko: 'HPA가 파드 수를 정하는 과정', en: 'How an HPA sets the number of pods' },
  models: {
    ko: 'HPA 컨트롤러 1.35의 계산식, 뜨는 파드, 허용 오차, 안정화, 정책을 따릅니다. 지표는 15초마다, 요청 하나에 CPU 5 ms(가정)입니다. 받지 못한 요청과 커스텀 메트릭은 뺐습니다.',
    en: 'The HPA controller of 1.35: formula, starting pods, tolerance, windows, policies. Metrics every 15 s; a request takes 5 ms of CPU (assumption). No lost requests, no custom metrics.',
  },
  unfit: { ko: 'kind: HorizontalPodAutoscaler 하나와, 그것이 가리키는 kind: Deployment가 있어야 합니다.', en: 'It takes a HorizontalPodAutoscaler and the Deployment that it points at.' },
  contradicts: (min: number, max: number): Localized => ({ ko: `minReplicas(${min})는 maxReplicas(${max})보다 클 수 없습니다.`, en: `minReplicas (${min}) must not be above maxReplicas (${max}).` }),
  save: { ko: 'YAML 저장', en: 'YAML' },
  current: { ko: '지금 수', en: 'pods' },
  usage: { ko: '사용률', en: 'usage' },
  target: { ko: '목표', en: 'target' },
  within: { ko: '오차 안', en: 'within tolerance' },
  whileStarting: { ko: '뜨는 동안 그대로', en: 'kept while pods start' },
  formula: { ko: '계산', en: 'formula' },
  stabilized: (window: Localized): Localized => ({ ko: `최근 ${window.ko}의 최댓값`, en: `highest of ${window.en}` }),
  byWindow: { ko: '안정화 창', en: 'by its window' },
  byPolicy: { ko: '정책까지만', en: 'by policy' },
  byMax: { ko: '최댓값', en: 'the maximum' },
  byMin: { ko: '최솟값', en: 'the minimum' },
  desired: { ko: '원하는 수', en: 'desired' },
  ready: { ko: '준비됨', en: 'ready' },
  asZero: { ko: '0으로 셈', en: 'counts as 0' },
  unseen: { ko: '아직 보지 못함', en: 'not seen yet' },
  leaving: { ko: '종료 중', en: 'on its way out' },
  zeros: (count: number): Localized => ({ ko: `${count}개는 아직 0으로 셈`, en: `${count} count as 0 for now` }),
  newPods: (fresh: number): Localized => ({ ko: `새 파드 ${fresh}개는 다음 계산부터`, en: `${fresh} new ${fresh === 1 ? 'pod counts' : 'pods count'} next time` }),
  average: (share: number): Localized => ({ ko: `평균 ${share}%`, en: `average ${share}%` }),
  podCount: (count: number, leaving: number): Localized => ({
    ko: `파드 ${count}개${leaving > 0 ? `, 종료 중 ${leaving}개` : ''}`,
    en: `${count} ${count === 1 ? 'pod' : 'pods'}${leaving > 0 ? `, ${leaving} leaving` : ''}`,
  }),
  unknown: { ko: '요청량 없음', en: 'no request' },
  load: (perSecond: number): Localized => ({ ko: `초당 ${perSecond}건`, en: `${perSecond} req/s` }),
  heap: { ko: '캐시가 참', en: 'caches fill up' },
  repair: { ko: '요청량을 적음', en: 'request written' },
  window: (window: string): Localized => ({ ko: `최근 ${window}`, en: `the last ${window}` }),
  max: (count: number): Localized => ({ ko: `최대 ${count}`, en: `max ${count}` }),
  chart: { ko: '시간에 따른 파드 수', en: 'Pods over time' },
  usageOf: { ko: 'HPA가 본 파드별 사용률', en: 'Usage that the HPA saw' },
  table: { ko: 'HPA가 살펴볼 때마다', en: 'Each look of the HPA' },
  time: { ko: '시각', en: 'Time' },
  why: { ko: '이유', en: 'Why' },
  begin: (replicas: number, target: number | undefined): Localized => ({
    ko: `파드 ${replicas}개${target === undefined ? '' : `, 목표 사용률 ${target}%`}. HPA가 15초마다 살펴봅니다.`,
    en: `${replicas} pods${target === undefined ? '' : `, target ${target}%`}. The HPA looks every 15 seconds.`,
  }),
} satisfies Record<string, Localized | ((...args: never[]) => Localized)>

const often = (count: number) => count === 1 ? 'once' : `${count} times`
const percent = (share: number) => `${Math.round(share)}%`

/** What a scenario comes to, from the run's own numbers. */
export const verdicts = {
  settled: (pods: number, usage: number): Localized => ({
    ko: `파드 ${pods}개가 부하를 나누어 사용률이 ${percent(usage)}가 됐습니다.`,
    en: `${pods} pods share the load: usage is ${percent(usage)}.`,
  }),
  both: (high: number, up: Localized, low: number, down: Localized): Localized => ({
    ko: `늘릴 때는 ${up.ko} 만에 ${high}개, 줄일 때는 ${down.ko} 만에 ${low}개.`,
    en: `Up: ${high} ready after ${up.en}. Down: ${low} after ${down.en}.`,
  }),
  stays: (pods: number): Localized => ({ ko: `끝까지 파드는 ${pods}개입니다.`, en: `In the end there are ${pods} pods.` }),
  spike: (steps: string, took: Localized): Localized => ({ ko: `${steps}. 모두 준비되기까지 ${took.ko}.`, en: `${steps}, all of them ready after ${took.en}.` }),
  gentle: (pods: number, took: Localized): Localized => ({
    ko: `1분에 2개씩만 허락하면 ${pods}개가 준비되기까지 ${took.ko}.`,
    en: `With 2 a minute at most, ${pods} are ready after ${took.en}.`,
  }),
  whatIfGentle: { ko: '같은 폭주에 1분에 2개씩만 허락하면?', en: 'The same spike, with 2 a minute at most?' },
  waves: (waves: number, changes: number): Localized => ({ ko: `부하가 ${waves}번 바뀌는 동안 파드 수는 ${changes}번 바뀌었습니다.`, en: `The load changed ${waves} times, the number of pods ${often(changes)}.` }),
  flaps: (waves: number, changes: number): Localized => ({
    ko: `안정화 창이 없으면 ${waves}번 바뀌는 부하에 파드 수도 ${changes}번 바뀝니다.`,
    en: `Without a window, ${waves} changes of load change the pods ${often(changes)}.`,
  }),
  whatIfNoWindow: { ko: '같은 부하에 안정화 창을 없애면?', en: 'The same load, without a window?' },
  unshared: (usage: number): Localized => ({ ko: `파드를 늘려도 하나하나의 메모리는 ${percent(usage)} 그대로입니다.`, en: `More pods, yet each still uses ${percent(usage)} of its memory.` }),
  memory: (pods: number, usage: number): Localized => ({
    ko: `${pods}개까지 늘었지만 사용률은 ${percent(usage)}. 나뉘지 않는 지표였습니다.`,
    en: `${pods} pods, and usage is still ${percent(usage)}: it is not shared.`,
  }),
  blind: (pods: number): Localized => ({ ko: `부하가 올라도 HPA에게는 보이지 않습니다. 여전히 ${pods}개입니다.`, en: `The load is up, the HPA cannot see it: still ${pods}.` }),
  repaired: (took: Localized, pods: number): Localized => ({ ko: `요청량 한 줄을 적자 ${took.ko} 만에 ${pods}개가 준비됐습니다.`, en: `One line, the request: ${took.en} later ${pods} pods are ready.` }),
}

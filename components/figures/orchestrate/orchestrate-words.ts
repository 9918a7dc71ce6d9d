import type { Language, Localized } from '../../../data/localized.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { type FaultId, type LaneId, MINUTE, REPLICAS, START } from './night.ts'
import { type Moving, shortUntil, type Watch } from './watch.ts'

export const strings = {
  label: { ko: '새벽 세 시, 손으로 돌볼 때와 쿠버네티스가 돌볼 때', en: 'Three in the morning: by hand, and by Kubernetes' },
  models: {
    ko: '손으로 띄운 쪽은 restartPolicy Never인 파드와 kubelet뿐, 쿠버네티스 쪽은 디플로이먼트, HPA, 노드 컨트롤러까지 돕니다. 사람은 정해 둔 시간 뒤에 한꺼번에 고친다고 가정합니다. 부하는 지표를 재는 두 시점의 가운데쯤에 늘어, HPA는 이보다 7초쯤 빠를 수도 늦을 수도 있습니다.',
    en: 'By hand: bare pods, restartPolicy Never, kubelets alone. Kubernetes: Deployment, HPA, node lifecycle too. Assumed: a person fixes all at once. The load rises about halfway between two measurements: the HPA may be some 7 s faster or slower.',
  },
  responseMinutes: { ko: '사람이 고치기까지 (가정)', en: 'A person fixes it after (assumption)' },
  tolerationSeconds: { ko: '대기 (tolerationSeconds)', en: 'Wait (tolerationSeconds)' },
  needed: { ko: '필요', en: 'needed' },
  short: { ko: '모자란 시간', en: 'short for' },
  pages: (count: number): Localized => ({ ko: `호출 ${count}번`, en: `${count} ${count === 1 ? 'page' : 'pages'}` }),
  calm: { ko: '자는 중', en: 'asleep' },
  /** Just after somebody has mended something: what was done, since a machine that died stays dead. */
  fixed: {
    crash: { ko: '일어나 다시 띄움', en: 'up, started it again' },
    machine: { ko: '다른 머신에 띄움', en: 'up, started elsewhere' },
    load: { ko: '일어나 더 띄움', en: 'up, started more' },
  },
  watching: { ko: '컨트롤러가 지켜보는 중', en: 'controllers watch' },
  /** What the minutes are made of: a silence is noticed late, and pods wait for a machine that may come back. */
  moved: ({ noticing, waiting, starting }: Moving): Localized => {
    const [notices, waits, starts] = [noticing, waiting, starting].map(ms => ms / 1000)
    return { ko: `감지 ${notices}초 + 대기 ${waits}초 + 시작 ${starts}초`, en: `notice ${notices} s + wait ${waits} s + start ${starts} s` }
  },
  /** Why it takes as long: metrics-server measures, then the autoscaler looks, each at its own pace. */
  measures: { ko: '지표도 HPA도 15초마다', en: 'metrics and HPA: every 15 s' },
  chart: { ko: '요청을 받는 컨테이너 수', en: 'Containers that serve' },
  lane: { ko: '어느 쪽', en: 'Lane' },
  noDeployment: { ko: `replicas가 ${REPLICAS.least}~${REPLICAS.most}인 kind: Deployment가 하나 있어야 합니다.`, en: `It takes one object of kind Deployment with ${REPLICAS.least} to ${REPLICAS.most} replicas.` },
  noRequest: { ko: '컨테이너에 CPU requests가 있어야 합니다. HPA가 사용률을 거기에 견주어 잽니다.', en: 'Its containers need a CPU request: the HPA measures usage against it.' },
} satisfies Record<string, Localized | Record<FaultId, Localized> | ((...args: never[]) => Localized)>

export const laneNames: Readonly<Record<LaneId, Localized>> = {
  hand: { ko: '손으로', en: 'By hand' },
  kubernetes: { ko: '쿠버네티스', en: 'Kubernetes' },
}

/** The time on the wall: the figure begins at three in the morning. */
export function wallClock(now: number, language: Language): string {
  const minutes = Math.floor((now - START) / MINUTE)
  const clock = `${3 + Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  return { ko: `새벽 ${clock}`, en: `${clock} a.m.` }[language]
}

/** What the person is doing: how long the pager has been ringing. */
export function pagerWords(minutes: number): Localized {
  return minutes < 1 ? { ko: '호출이 울립니다', en: 'the pager rings' } : { ko: `호출 ${minutes}분째`, en: `paged ${minutes} min ago` }
}

/** A while in words: to the second, and from ten minutes on to the minute. */
function span(ms: number | undefined): Localized {
  if (ms === undefined)
    return { ko: '끝까지 모자란 채', en: 'never' }
  const round = ms < 10 * MINUTE ? ms : Math.round(ms / MINUTE) * MINUTE
  return { ko: timeWords(round, 'ko'), en: timeWords(round, 'en') }
}

/** What the story says after each beat, from the run's own numbers. */
export const told = {
  calm: ({ needed: { before } }: Watch): Localized => ({ ko: `새벽 3시. 양쪽에 같은 컨테이너 ${before}개가 있습니다.`, en: `Three in the morning. Both sides run the same ${before} containers.` }),
  healed: {
    crash: (took: number | undefined): Localized => ({ ko: `컨테이너 하나가 죽었습니다. 쿠버네티스는 ${span(took).ko} 만에 다시 띄웠습니다.`, en: `A container crashed. Kubernetes had it back after ${span(took).en}.` }),
    machine: (took: number | undefined): Localized => ({ ko: `머신 한 대가 멈췄습니다. 쿠버네티스는 ${span(took).ko} 뒤 다른 머신에 띄웠습니다.`, en: `A machine died. Kubernetes had its pods elsewhere after ${span(took).en}.` }),
    load: (took: number | undefined, { needed: { after } }: Watch): Localized => ({ ko: `부하가 두 배입니다. 쿠버네티스는 ${span(took).ko} 만에 ${after}개로 늘렸습니다.`, en: `The load doubles. Kubernetes runs ${after} after ${span(took).en}.` }),
  },
  mended: {
    crash: (took: number | undefined): Localized => ({ ko: `손으로는 ${span(took).ko}. 호출을 받은 사람이 일어나 다시 띄웁니다.`, en: `By hand: ${span(took).en}. Somebody was paged, got up and started it again.` }),
    machine: (took: number | undefined): Localized => ({ ko: `손으로는 ${span(took).ko}. 사람이 일어나 남은 머신에 띄웁니다.`, en: `By hand: ${span(took).en}. Somebody got up and started them elsewhere.` }),
    load: (took: number | undefined): Localized => ({ ko: `손으로는 ${span(took).ko}. 사람이 일어나 더 띄웁니다.`, en: `By hand: ${span(took).en}. Somebody got up and started more.` }),
  },
  verdict: (watch: Watch): Localized => {
    const [left, right] = (['hand', 'kubernetes'] as const).map(lane => span(shortUntil(watch, lane, watch.end)))
    return {
      ko: `손으로: ${left?.ko} 동안 모자라고 ${strings.pages(watch.night.length).ko}. 쿠버네티스: ${right?.ko}, 호출 0번.`,
      en: `By hand: ${left?.en} short, ${strings.pages(watch.night.length).en}. Kubernetes: ${right?.en}, none.`,
    }
  },
}

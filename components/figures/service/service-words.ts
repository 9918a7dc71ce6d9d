import type { Localized } from '../../../data/localized.ts'
import { amount } from '../controls/number-words.ts'
import type { ServiceInputs } from './service-plan.ts'
import type { TrafficActs } from './traffic-acts.ts'

export const strings = {
  label: { ko: '서비스로 가는 요청', en: 'Requests to a Service' },
  models: {
    ko: 'EndpointSlice 컨트롤러와 kube-proxy의 선택(iptables 방식, 정책 Cluster)을 따릅니다. 요청은 순간에 끝나고, 진행 중인 요청과 재시도, DNS는 뺐습니다.',
    en: 'Follows the EndpointSlice controller and kube-proxy\'s choice (iptables mode, policy Cluster). A request takes no time. Leaves out requests under way, retries and DNS.',
  },
  replicas: { ko: '레플리카', en: 'Replicas' },
  requestsPerSecond: { ko: '초당 요청', en: 'Requests a second' },
  readySeconds: { ko: '준비까지 (가정)', en: 'Ready after (assumption)' },
  proxySeconds: { ko: '규칙 반영 (가정)', en: 'Rules follow (assumption)' },
  preStopSeconds: { ko: 'preStop 대기', en: 'preStop sleep' },
  noDeployment: { ko: 'kind: Deployment가 하나 있어야 합니다. Service는 없으면 만들어 드립니다.', en: 'It takes one object of kind Deployment. A Service is made where there is none.' },
  client: { ko: '호출하는 쪽', en: 'Caller' },
  lost: { ko: '유실', en: 'lost' },
  of: (sent: number): Localized => ({ ko: `/ ${amount(sent, 0)}`, en: `/ ${amount(sent, 0)}` }),
  dot: { ko: '점 = 요청', en: 'dot = request' },
  digits: { ko: '숫자 = 버전', en: 'digit: version' },
  unfilled: { ko: ', 덜 찬 것 = 앱 준비 전', en: ', unfilled: not up' },
  counted: { ko: '유실 / 요청', en: 'lost / sent' },
  sent: { ko: '요청', en: 'sent' },
  served: { ko: '응답', en: 'served' },
  chart: { ko: '초당 요청과 응답', en: 'Requests sent and served a second' },
  table: { ko: '파드와 엔드포인트', en: 'Pods and endpoints' },
  endpoint: { ko: '엔드포인트', en: 'Endpoint' },
} satisfies Record<string, Localized | ((...args: never[]) => Localized)>

export const endpointStates: Record<'ready' | 'starting' | 'ending' | 'none', Localized> = {
  ready: { ko: '받는 중', en: 'receives' },
  starting: { ko: '준비 전', en: 'not ready' },
  ending: { ko: '종료 중', en: 'terminating' },
  none: { ko: '없음', en: 'none' },
}

/** What the story says after each beat, from the run's own numbers. */
export const told = {
  calm: ({ requestsPerSecond }: ServiceInputs): Localized => ({ ko: `초당 ${requestsPerSecond}건. 호출하는 쪽은 Service 이름만 압니다.`, en: `${requestsPerSecond} requests a second. Callers know the Service's name, nothing more.` }),
  starting: (): Localized => ({ ko: '새 파드는 probe를 통과하기 전이라 요청이 가지 않습니다.', en: 'The new pod has not passed its probe: no request goes there.' }),
  joined: (): Localized => ({ ko: '통과하자 EndpointSlice에 준비됨으로 적히고, 요청을 나눠 받습니다.', en: 'It passed: its EndpointSlice says ready, and it takes its share.' }),
  updated: ({ preStopSeconds, own }: ServiceInputs): Localized => preStopSeconds > 0 && own.length === 0
    ? { ko: `롤링 업데이트: 새 파드가 준비되면 옛 파드는 preStop으로 ${preStopSeconds}초 뒤에 멈춥니다.`, en: `Rolling update: new pods get ready, old ones stop ${preStopSeconds} s later (preStop).` }
    : { ko: '롤링 업데이트: 새 파드가 준비되는 만큼 옛 파드가 멈춥니다.', en: 'Rolling update: as new pods get ready, old ones stop.' },
  bare: (): Localized => ({ ko: 'readiness probe를 뺐습니다. 아직 포트를 열지 않은 파드에도 요청이 갑니다.', en: 'Without its readiness probe, requests go to pods that do not listen yet.' }),
  probes: ({ tallies: [, second, third] }: TrafficActs): Localized => ({ ko: `같은 업데이트에서 probe가 있으면 유실 ${amount(second.lost, 0)}건, 없으면 ${amount(third.lost, 0)}건.`, en: `The same update: ${amount(second.lost, 0)} lost with a probe, ${amount(third.lost, 0)} without.` }),
  told: (): Localized => ({ ko: '종료는 두 갈래입니다. 파드는 바로 멈추는데, 규칙은 조금 뒤에 바뀝니다.', en: 'Two things begin at once: the pod stops now, the rules follow later.' }),
  gap: ({ tallies: [first] }: TrafficActs, { proxySeconds }: ServiceInputs): Localized => ({ ko: `규칙이 바뀌기 전 ${proxySeconds}초 동안 멈춘 파드로 간 ${amount(first.lost, 0)}건을 잃었습니다.`, en: `${amount(first.lost, 0)} lost: sent to stopped pods in the ${proxySeconds} s before the rules followed.` }),
  hooked: ({ tallies: [first, second] }: TrafficActs, { preStopSeconds }: ServiceInputs): Localized => ({ ko: `preStop 없이는 ${amount(first.lost, 0)}건, ${preStopSeconds}초 기다리게 하면 ${amount(second.lost, 0)}건 유실.`, en: `${amount(first.lost, 0)} lost without preStop, ${amount(second.lost, 0)} with a sleep of ${preStopSeconds} s.` }),
  down: (): Localized => ({ ko: '노드가 멈췄습니다. 엔드포인트는 아직 그대로라 요청이 계속 갑니다.', en: 'A node stopped. Its endpoints still stand, so requests still go there.' }),
  noticed: ({ tallies: [first], plan, lastLost }: TrafficActs): Localized => ({ ko: `${lastLost === undefined ? 0 : Math.round((lastLost - plan.first) / 1000)}초 뒤 NotReady. 엔드포인트에서 빠지기까지 ${amount(first.lost, 0)}건 유실.`, en: `NotReady after ${lastLost === undefined ? 0 : Math.round((lastLost - plan.first) / 1000)} s; ${amount(first.lost, 0)} lost before its endpoints went.` }),
  rest: ({ tallies: [, second] }: TrafficActs): Localized => ({ ko: `남은 파드가 나눠 받습니다. 300초 뒤 새 파드가 뜰 때까지 ${amount(second.lost, 0)}건 유실.`, en: `The rest share the load; 300 s later new pods. Lost meanwhile: ${amount(second.lost, 0)}.` }),
}

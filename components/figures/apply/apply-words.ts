import type { Language, Localized } from '../../../data/localized.ts'
import type { Write } from '../../../engine/kubernetes/simulation/writes.ts'
import { WORKLOADS } from '../workload/kinds.ts'
import type { WriteRow } from './rows.ts'
import { componentsOf, type Steps } from './steps.ts'

export const strings = {
  label: { ko: 'apply부터 실행까지', en: 'From apply to a running pod' },
  models: {
    ko: '엔진의 API 서버에 실제로 적힌 쓰기 전부입니다(노드 심박과 이벤트는 뺐습니다). 읽기는 그리지 않았고, watch는 쓰기로 이어질 때만 점선으로 그렸습니다. 밀리초인 간격을 0.6초로 늘렸습니다.',
    en: 'Every write that the engine\'s API server took, but for heartbeats and events. Reads are not drawn, a watch only where a write follows from it, dotted; milliseconds are stretched to 0.6 s.',
  },
  question: { ko: 'kubectl apply를 치면, 그다음은 누가 무엇을 할까요?', en: 'You type kubectl apply. Who does what next?' },
  replicas: { ko: '레플리카', en: 'Replicas' },
  unfit: { ko: `파드를 만드는 종류가 하나 있어야 합니다: ${WORKLOADS.join(', ')}`, en: `It takes an object that runs pods: ${WORKLOADS.join(', ')}` },
  /** The second line of the API server's name. */
  server: { ko: '서버', en: 'server' },
  off: { ko: '꺼짐', en: 'off' },
  nothing: { ko: '아직 아무것도 적히지 않았습니다.', en: 'Nothing has been written yet.' },
  draft: { ko: '아직 적용 전', en: 'Not applied yet' },
  waits: { ko: '지켜봄', en: 'watches' },
  table: { ko: '쓰기 기록', en: 'Writes' },
  time: { ko: '시각', en: 'Time' },
  writer: { ko: '누가', en: 'Who' },
  verb: { ko: '무엇을', en: 'What' },
  object: { ko: '객체', en: 'Object' },
  fields: { ko: '필드', en: 'Fields' },
  writes: (count: number): Localized => ({ ko: '쓰기', en: count === 1 ? 'write' : 'writes' }),
  pods: (count: number): Localized => ({ ko: '실행 중인 파드', en: count === 1 ? 'pod runs' : 'pods run' }),
} satisfies Record<string, Localized | ((count: number) => Localized)>

/** The kind that a controller looks after. */
const kindsOf: Readonly<Record<string, string>> = {
  'deployment-controller': 'Deployment',
  'replicaset-controller': 'ReplicaSet',
  'statefulset-controller': 'StatefulSet',
  'daemonset-controller': 'DaemonSet',
  'job-controller': 'Job',
  'persistentvolume-controller': 'PV',
}
const others: Readonly<Record<string, Localized>> = { 'user': { ko: 'kubectl', en: 'kubectl' }, 'default-scheduler': { ko: '스케줄러', en: 'scheduler' } }

/** A column's heading, in two lines. */
export function laneName(id: string, language: Language): readonly [string, string] {
  const kind = kindsOf[id]
  return kind ? [kind, { ko: '컨트롤러', en: 'controller' }[language]] : [others[id]?.[language] ?? id, '']
}

/** Who makes pods, as Kubernetes' Korean documentation calls them. */
const writerKo: Readonly<Record<string, string>> = { 'replicaset-controller': '레플리카셋', 'statefulset-controller': '스테이트풀셋', 'daemonset-controller': '데몬셋', 'job-controller': '잡' }

/** A write in a few words of the API. */
export function writeWords({ verb, object, changed }: Pick<Write, 'verb' | 'object' | 'changed'>): string {
  if (verb === 'bind')
    return `${object.kind} spec.nodeName`
  if (verb === 'update')
    return `${object.kind} ${changed[0]?.[0] ?? ''}`
  return verb === 'update status' ? `${object.kind} status` : `${verb} ${object.kind}`
}

/** What one has written in a row: the first of it, how often, and how many writes came besides. The rows add up to what is counted beside them. */
export function rowWords({ steps }: WriteRow): Localized {
  const words = steps.map(step => writeWords(step))
  const [first = ''] = words
  const times = words.filter(each => each === first).length
  const said = times > 1 ? `${first} ×${times}` : first
  const others = words.length - times
  if (others === 0)
    return { ko: said, en: said }
  const updates = steps.every(({ verb }, index) => words[index] === first || verb.startsWith('update'))
  const [ko, en] = updates ? ['수정', 'update'] : ['쓰기', 'write']
  return { ko: `${said} + ${ko} ${others}번`, en: `${said} + ${others} ${en}${others === 1 ? '' : 's'}` }
}

/** What the story says after each beat, from the run's own writes. */
export const told = {
  accepted: (): Localized => ({ ko: 'API 서버가 검사하고 etcd에 적습니다. apply는 여기서 끝입니다.', en: 'The API server checks it and records it in etcd. Apply ends here.' }),
  replicaSet: (): Localized => ({ ko: '디플로이먼트 컨트롤러가 그 기록을 보고 레플리카셋을 적습니다.', en: 'The Deployment controller sees the record and writes a ReplicaSet.' }),
  pods: ({ steps }: Steps): Localized => {
    const bound = steps.findIndex(({ verb }) => verb === 'bind')
    const made = steps.filter(({ verb, object }, index) => verb === 'create' && object.kind === 'Pod' && (bound < 0 || index < bound))
    const pods = made.length
    const by = made[0]?.by ?? ''
    const name = kindsOf[by] ?? by
    return { ko: `${writerKo[by] ?? name} 컨트롤러가 파드 ${pods}개를 적습니다. 노드는 아직 없습니다.`, en: `The ${name} controller writes ${pods === 1 ? 'a pod' : `${pods} pods`}. No node is named yet.` }
  },
  waits: (): Localized => ({ ko: '스케줄러가 꺼져 있습니다. 파드는 기다릴 뿐, 고장 난 것은 없습니다.', en: 'The scheduler is off. The pod waits, and nothing is broken.' }),
  bound: (): Localized => ({ ko: '스케줄러가 노드 없는 파드를 보고 spec.nodeName에 노드 이름을 적습니다.', en: 'The scheduler sees a pod without a node and writes a node\'s name.' }),
  runs: (): Localized => ({ ko: '그 노드의 kubelet이 제 이름을 보고 컨테이너를 띄웁니다.', en: 'That node\'s kubelet sees its own name and starts the container.' }),
  done: ({ steps }: Steps): Localized => {
    const [writes, components] = [steps.length, componentsOf(steps).size]
    return { ko: `쓰기 ${writes}번, kubectl과 컴포넌트 ${components}개. 서로 시킨 적은 없습니다.`, en: `${writes} writes by kubectl and ${components} components; none gave an order.` }
  },
}

/** Twelve small tasks at a terminal: where each begins, what holds when it is done, and one way to do it. */
import type { Localized } from '../../../data/localized.ts'
import { ebsStorageClass } from '../../../engine/aws/storage-class.ts'
import type { ObjectReader } from '../../../engine/kubernetes/apiserver/objectreader.ts'
import { isPodReady } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { Deployment, KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'
import { nodes } from './nodes.ts'

/** Something that must hold, in words and as a question to the store. */
export interface Check {
  say: Localized
  holds: (store: ObjectReader) => boolean
}

export interface Level {
  /** The chapter's idea that it practises. */
  chapter: Localized
  title: Localized
  /** What is wrong, or wanted. */
  task: Localized
  objects: readonly KubeObject[]
  /** What has happened before the reader sits down; the level begins when it has settled. */
  before?: readonly Command[]
  checks: readonly Check[]
  /** From a nudge to nearly the answer. */
  hints: readonly Localized[]
  /** The fewest lines that do it. */
  solution: readonly string[]
}

interface Shape {
  replicas?: number
  image?: string
  cpu?: string
  spec?: object
}

function web({ replicas = 2, image = 'web:1', cpu = '250m', spec = {} }: Shape = {}): Deployment {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: {
      replicas, selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image, resources: { requests: { cpu, memory: '256Mi' } } }], ...spec } },
    },
  }
}

const service = (app: string): KubeObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app }, ports: [{ port: 80 }] } } as KubeObject)
const setImage = (image: string): Command => ({ type: 'patch', kind: 'Deployment', name: 'web', patch: { spec: { template: { spec: { containers: [{ name: 'web', image, resources: { requests: { cpu: '250m', memory: '256Mi' } } }] } } } } })

const pods = (store: ObjectReader) => store.list('Pod', { namespace: 'default' })
const readyPods = (store: ObjectReader) => pods(store).filter(pod => isPodReady(pod) && !pod.metadata.deletionTimestamp)
const deployment = (store: ObjectReader) => store.get('Deployment', 'default', 'web')
const imageOf = (store: ObjectReader) => deployment(store)?.spec.template.spec.containers[0]?.image
const endpointsOf = (store: ObjectReader) => store.list('EndpointSlice', { namespace: 'default' }).flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready)

const ready = (count: number): Check => ({
  say: { ko: `준비된 파드 ${count}개`, en: `${count} pods ready` },
  holds: store => readyPods(store).length === count,
})
const runs = (image: string): Check => ({
  say: { ko: `모든 파드가 ${image}`, en: `every pod runs ${image}` },
  holds: store => imageOf(store) === image && pods(store).length > 0 && pods(store).every(({ spec }) => spec.containers[0]?.image === image),
})
const endpoints = (count: number): Check => ({
  say: { ko: `서비스 web의 엔드포인트 ${count}개`, en: `the Service web has ${count} endpoints` },
  holds: store => endpointsOf(store).length === count,
})

const chapters = {
  workload: { ko: '디플로이먼트', en: 'Deployment' },
  service: { ko: '서비스', en: 'Service' },
  rollout: { ko: '롤아웃', en: 'Rollout' },
  scheduling: { ko: '스케줄링', en: 'Scheduling' },
  volumes: { ko: '볼륨', en: 'Volumes' },
  nodes: { ko: '노드 정비', en: 'Node upkeep' },
  scaling: { ko: '스케일링', en: 'Scaling' },
}

export const levels = {
  'scale': {
    chapter: chapters.workload,
    title: { ko: '다섯으로 늘리기', en: 'Up to five' },
    task: { ko: '트래픽이 늘었습니다. web을 파드 5개로 늘리세요.', en: 'Traffic is up. Bring web to five pods.' },
    objects: [...nodes, web()],
    checks: [ready(5)],
    hints: [{ ko: '디플로이먼트의 레플리카 수를 바꿉니다.', en: 'Change how many replicas the Deployment wants.' }, { ko: 'kubectl scale deployment …', en: 'kubectl scale deployment …' }],
    solution: ['kubectl scale deployment web --replicas=5'],
  },
  'expose': {
    chapter: chapters.service,
    title: { ko: '주소 하나로 부르기', en: 'One address' },
    task: { ko: '파드는 있는데 부를 주소가 없습니다. 서비스 web을 만드세요.', en: 'There are pods but no address to call. Make a Service called web.' },
    objects: [...nodes, web()],
    checks: [{ say: { ko: '서비스 web이 있다', en: 'there is a Service web' }, holds: store => store.get('Service', 'default', 'web') !== undefined }, endpoints(2)],
    hints: [{ ko: '디플로이먼트에서 바로 서비스를 만들 수 있습니다.', en: 'A Service can be made straight from a Deployment.' }, { ko: 'kubectl expose … --port=80', en: 'kubectl expose … --port=80' }],
    solution: ['kubectl expose deployment web --port=80'],
  },
  'selector': {
    chapter: chapters.service,
    title: { ko: '아무도 받지 않는 서비스', en: 'A Service that nobody answers' },
    task: { ko: '서비스 web은 있는데 엔드포인트가 하나도 없습니다. 이어 주세요.', en: 'The Service web has no endpoint at all. Connect it.' },
    objects: [...nodes, web(), service('wbe')],
    checks: [endpoints(2)],
    hints: [{ ko: '서비스의 셀렉터와 파드의 레이블을 견주어 보세요: kubectl get svc -o wide, kubectl get pods --show-labels', en: 'Hold the Service\'s selector against the pods\' labels: kubectl get svc -o wide, kubectl get pods --show-labels' }, { ko: 'kubectl set selector …', en: 'kubectl set selector …' }],
    solution: ['kubectl set selector service web app=web'],
  },
  'image': {
    chapter: chapters.rollout,
    title: { ko: '새 버전 내보내기', en: 'Ship a new version' },
    task: { ko: 'web을 web:2로 올리고, 끝까지 바뀌었는지 확인하세요.', en: 'Bring web to web:2, and see it through.' },
    objects: [...nodes, web({ replicas: 3 })],
    checks: [runs('web:2'), ready(3)],
    hints: [{ ko: '컨테이너 이름도 web입니다.', en: 'The container is called web, too.' }, { ko: 'kubectl set image deployment/web …, 그다음 kubectl rollout status deployment/web', en: 'kubectl set image deployment/web …, then kubectl rollout status deployment/web' }],
    solution: ['kubectl set image deployment/web web=web:2'],
  },
  'stuck': {
    chapter: chapters.rollout,
    title: { ko: '멈춘 롤아웃', en: 'A stuck rollout' },
    task: { ko: '없는 이미지로 올리다 롤아웃이 멈췄습니다. 잘 돌던 버전으로 되돌리세요.', en: 'A rollout to an image that is not there is stuck. Go back to what ran.' },
    objects: [...nodes, web({ replicas: 3 })],
    before: [setImage('missing/web:2')],
    checks: [runs('web:1'), ready(3)],
    hints: [{ ko: '롤아웃에는 되돌리기가 있습니다.', en: 'A rollout can be undone.' }, { ko: 'kubectl rollout undo …', en: 'kubectl rollout undo …' }],
    solution: ['kubectl rollout undo deployment/web'],
  },
  'revision': {
    chapter: chapters.rollout,
    title: { ko: '두 리비전 전으로', en: 'Two revisions back' },
    task: { ko: 'web:2도 web:3도 문제가 있습니다. 이력을 보고 web:1로 돌아가세요.', en: 'Neither web:2 nor web:3 is good. Look at the history, and go back to web:1.' },
    objects: [...nodes, web({ replicas: 2 })],
    before: [setImage('web:2'), setImage('web:3')],
    checks: [runs('web:1'), ready(2)],
    hints: [{ ko: 'kubectl rollout history deployment/web', en: 'kubectl rollout history deployment/web' }, { ko: 'undo에 --to-revision을 붙입니다.', en: 'Give undo a --to-revision.' }],
    solution: ['kubectl rollout undo deployment/web --to-revision=1'],
  },
  'pending': {
    chapter: chapters.scheduling,
    title: { ko: '갈 곳 없는 파드', en: 'A pod with nowhere to go' },
    task: { ko: '파드가 Pending에 머물러 있습니다. 이유를 읽고 요청량을 고치세요. 노드에는 CPU가 2개씩 있습니다.', en: 'The pods stay Pending. Read why, and fix what they request. Nodes have two CPUs each.' },
    objects: [...nodes, web({ cpu: '4' })],
    checks: [ready(2)],
    hints: [{ ko: 'kubectl describe pod의 맨 아래에 이유가 있습니다.', en: 'kubectl describe pod says why at its foot.' }, { ko: 'kubectl set resources deployment web --requests=cpu=…', en: 'kubectl set resources deployment web --requests=cpu=…' }],
    solution: ['kubectl set resources deployment web --requests=cpu=500m'],
  },
  'label': {
    chapter: chapters.scheduling,
    title: { ko: 'SSD가 있는 노드', en: 'The node with the SSD' },
    task: { ko: 'web은 disk=ssd인 노드를 찾습니다. SSD는 node-b에 꽂혀 있는데, 아무도 적어 두지 않았습니다.', en: 'web looks for a node with disk=ssd. The SSD is in node-b, but nobody wrote that down.' },
    objects: [...nodes, web({ replicas: 1, spec: { nodeSelector: { disk: 'ssd' } } })],
    checks: [ready(1), { say: { ko: '파드가 node-b에 있다', en: 'the pod is on node-b' }, holds: store => readyPods(store).every(({ spec }) => spec.nodeName === 'node-b') && readyPods(store).length > 0 }],
    hints: [{ ko: '노드에도 레이블을 붙일 수 있습니다.', en: 'Nodes have labels, too.' }, { ko: 'kubectl label node node-b …', en: 'kubectl label node node-b …' }],
    solution: ['kubectl label node node-b disk=ssd'],
  },
  'taint': {
    chapter: chapters.scheduling,
    title: { ko: '점검이 끝난 노드', en: 'The upkeep is over' },
    task: { ko: '모든 노드에 점검 테인트가 남아 있습니다. node-a만 다시 열어 주세요.', en: 'Every node still has the taint of an upkeep. Open node-a again, and no other.' },
    objects: [...nodes.map(node => ({ ...node, spec: { taints: [{ key: 'upkeep', value: 'true', effect: 'NoSchedule' as const }] } })), web()],
    checks: [ready(2), { say: { ko: 'node-b와 node-c의 테인트는 그대로', en: 'node-b and node-c keep their taint' }, holds: store => ['node-b', 'node-c'].every(name => store.get('Node', '', name)?.spec.taints?.some(({ key }) => key === 'upkeep')) }],
    hints: [{ ko: '테인트는 이름 뒤에 -를 붙여 뗍니다.', en: 'A taint is taken off by its name and a minus.' }, { ko: 'kubectl taint node node-a upkeep-', en: 'kubectl taint node node-a upkeep-' }],
    solution: ['kubectl taint node node-a upkeep-'],
  },
  'claim': {
    chapter: chapters.volumes,
    title: { ko: '데이터는 2b에 있다', en: 'The data is in 2b' },
    task: { ko: 'web의 볼륨은 ap-northeast-2b에 있는데 파드가 뜨지 않습니다. 왜 그런지 찾아 고치세요.', en: 'The volume of web is in ap-northeast-2b, and the pod does not come up. Find out why, and fix it.' },
    objects: [
      ...nodes.map(node => node.metadata.name === 'node-b' ? { ...node, spec: { unschedulable: true } } : node), ebsStorageClass(),
      {
        apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'data' },
        spec: {
          capacity: { storage: '8Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-data' }, claimRef: { namespace: 'default', name: 'data' },
          nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE_LABEL, operator: 'In', values: ['ap-northeast-2b'] }] }] } },
        },
      } as KubeObject,
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', volumeName: 'data', resources: { requests: { storage: '8Gi' } } } } as KubeObject,
      web({ replicas: 1, spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }),
    ],
    checks: [ready(1)],
    hints: [{ ko: '볼륨은 자기 가용 영역의 노드에만 붙습니다. kubectl get nodes를 보세요.', en: 'A volume attaches in its own zone only. Look at kubectl get nodes.' }, { ko: 'kubectl uncordon …', en: 'kubectl uncordon …' }],
    solution: ['kubectl uncordon node-b'],
  },
  'drain': {
    chapter: chapters.nodes,
    title: { ko: '비워지지 않는 노드', en: 'A node that will not drain' },
    task: { ko: 'node-a를 비워야 하는데 PDB가 막습니다. PDB는 지우지 말고 비우세요.', en: 'node-a must be drained, and a PDB is in the way. Drain it without deleting the PDB.' },
    objects: [
      ...nodes.slice(0, 2), web(),
      { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } } } as KubeObject,
    ],
    checks: [
      { say: { ko: 'node-a에 web이 없고, 새로 오지도 않는다', en: 'node-a has no web pod, and takes none' }, holds: store => store.get('Node', '', 'node-a')?.spec.unschedulable === true && !pods(store).some(({ spec }) => spec.nodeName === 'node-a') },
      { say: { ko: 'PDB가 그대로 있고, 준비된 파드가 2개 이상', en: 'the PDB is still there, and two pods or more are ready' }, holds: store => store.get('PodDisruptionBudget', 'default', 'web') !== undefined && readyPods(store).length >= 2 },
    ],
    hints: [{ ko: 'PDB가 허락하는 축출은 지금 0개입니다: kubectl get pdb. 여유를 하나 만드세요.', en: 'The PDB allows no disruption now: kubectl get pdb. Make some room.' }, { ko: '레플리카를 3으로 늘린 다음 kubectl drain node-a --ignore-daemonsets', en: 'Scale to three, then kubectl drain node-a --ignore-daemonsets' }],
    solution: ['kubectl scale deployment web --replicas=3', 'kubectl drain node-a --ignore-daemonsets'],
  },
  'autoscale': {
    chapter: chapters.scaling,
    title: { ko: '알아서 늘어나게', en: 'Let it grow by itself' },
    task: { ko: 'web이 CPU 50%를 목표로 2개에서 6개 사이에서 스스로 늘고 줄게 하세요.', en: 'Let web scale by itself between two and six pods, for half of its CPU.' },
    objects: [...nodes, web()],
    checks: [{
      say: { ko: 'HPA: 2~6개, CPU 50%', en: 'an HPA: two to six, 50 % CPU' },
      holds: store => store.list('HorizontalPodAutoscaler', { namespace: 'default' }).some(({ spec }) => spec.minReplicas === 2 && spec.maxReplicas === 6 && spec.scaleTargetRef.name === 'web'
        && spec.metrics?.some(({ resource }) => resource?.name === 'cpu' && resource.target.averageUtilization === 50)),
    }],
    hints: [{ ko: 'kubectl autoscale --help', en: 'kubectl autoscale --help' }, { ko: 'kubectl autoscale deployment web --min=2 …', en: 'kubectl autoscale deployment web --min=2 …' }],
    solution: ['kubectl autoscale deployment web --min=2 --max=6 --cpu=50%'],
  },
} satisfies Record<string, Level>

export type LevelName = keyof typeof levels
export const levelNames = Object.keys(levels) as LevelName[]

/** One level by its name. */
export const levelOf = (name: LevelName): Level => levels[name]

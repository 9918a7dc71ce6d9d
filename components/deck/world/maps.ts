import type { Localized } from '../../../data/localized.ts'
import type { Hue, Part } from './blocks.ts'
import { above, type View } from './views.ts'

/** A name for a block of the picture, beside it. */
export interface Callout {
  /** The id of the block that it points to; the first of several, in paint. */
  block: string
  side: 'left' | 'right'
  /** Where on the block's top it points to, in its width and depth; its middle without it. */
  at?: readonly [x: number, y: number]
  /** Whose it is, where the block that it points by is not what it names. @default the block's hue */
  hue?: Hue
  text: Localized
  /** Pixels by which its words stand below what they name, where its leader would else run through something. */
  below?: number
  /** The slide that teaches it. */
  to?: string
}

export interface WorldView extends View {
  /** The whole picture in words, for who does not see it. */
  description: Localized
  callouts: readonly Callout[]
  /** In pixels of a slide; mapHeight without it. */
  height?: number
}

/** How high a picture is over a line of text. */
export const mapHeight = 366

/** All that lies on the ground. */
const below: readonly Part[] = ['zone', 'node', 'pod', 'fargate', 'volume', 'balancer', 'network']

const kubectl = { block: 'kubectl', side: 'left', at: [0.2, 0.9] } as const
const endpoint = { block: 'endpoint', side: 'left', at: [0.04, 0.5] } as const
const vpc = { block: 'zone-a', side: 'left', at: [-0.46, 1.19], hue: 'own' } as const
/** Between the members of etcd: a leader that passes behind one seems to name it. */
const scheduler = { block: 'scheduler-a', side: 'right', at: [1, 0.5] } as const
const controller = { block: 'controller-b', side: 'right', at: [0.5, 0] } as const
const etcd = { block: 'etcd-c', side: 'right', at: [0.9, 0.2] } as const

const ofZones = {
  box: [-163, -170, 458, 322],
  hidden: [...below, 'kubectl', 'eni'],
  zones: true,
} as const

const ofRepair = { ...ofZones, height: 276, broken: 'api-a' } as const
const detected = { block: 'api-a', side: 'left', text: { ko: 'EKS가 고장을 탐지', en: 'EKS detects a fault' } } as const

/** The views of the picture that name its blocks. */
export const maps = {
  overview: {
    box: [-303, -163, 663, 518],
    lettered: true,
    hidden: ['volume', 'balancer'],
    description: {
      ko: '위에 뜬 판이 AWS의 VPC에 있는 컨트롤 플레인이다. 가용 영역 세 곳에 etcd가 한 대씩, API 서버가 두 대 있고, 앞의 막대가 API 엔드포인트다. 나는 kubectl로 그 엔드포인트에만 요청한다. 아래는 내 VPC의 데이터 플레인으로, 가용 영역 a, b, c에 노드가 있고 그 위에 파드가 있다. 판에서 영역마다 내려온 선이 EKS가 만든 네트워크 인터페이스와 이어진다.',
      en: 'The plate that floats above is the control plane in AWS\'s VPC: a member of etcd in each of three Availability Zones, two API servers, and the API endpoint as a bar in front. You send requests with kubectl to that endpoint only. Below is the data plane in your VPC: nodes in the zones a, b and c, with pods on them. A line from the plate comes down in each zone to a network interface that EKS has made.',
    },
    callouts: [
      { ...endpoint, text: { ko: 'API 엔드포인트', en: 'API endpoint' } },
      { ...kubectl, text: { ko: '나 · kubectl', en: 'You · kubectl' } },
      { ...vpc, text: { ko: '내 VPC', en: 'Your VPC' } },
      { block: 'api-a', side: 'left', text: { ko: 'API 서버', en: 'API servers' } },
      { block: 'etcd-b', side: 'right', at: [0.9, 0.2], text: { ko: 'etcd', en: 'etcd' } },
      { block: 'plane', side: 'right', at: [1, 0.5], text: { ko: 'AWS의 VPC', en: 'AWS\'s VPC' } },
      { block: 'pod-c-0-1', side: 'right', text: { ko: '파드', en: 'Pods' } },
      { block: 'node-c-0', side: 'right', at: [1, 0.5], text: { ko: '노드', en: 'Nodes' } },
      { block: 'eni-c', side: 'right', text: { ko: 'EKS가 만든 ENI', en: 'ENI made by EKS' } },
    ],
  },
  zones: {
    ...ofZones,
    description: {
      ko: '컨트롤 플레인의 판이 가용 영역 a, b, c로 나뉜다. etcd가 영역마다 한 대씩 세 대 있고 서로 복제한다. API 서버는 두 대 이상이 서로 다른 영역에 있고, 클라이언트는 하나의 API 엔드포인트로 접속한다.',
      en: 'The plate of the control plane is divided into the Availability Zones a, b and c. Each zone has a member of etcd, three in all, which replicate to one another. API servers are two or more, in different zones, and clients use one API endpoint.',
    },
    callouts: [
      { block: 'api-a', side: 'left', text: { ko: 'API 서버 2대 이상', en: '2+ API servers' } },
      { ...endpoint, text: { ko: 'API 엔드포인트', en: 'API endpoint' } },
      { block: 'etcd-b', side: 'right', text: { ko: '복제되는 etcd 3대', en: '3 etcd replicas' } },
      { block: 'etcd-c', side: 'right', text: { ko: '영역마다 1대', en: 'One in each zone' } },
    ],
  },
  majority: {
    ...ofZones,
    lost: 0,
    description: {
      ko: '가용 영역 a가 통째로 멈췄다. 그 영역의 API 서버와 etcd가 함께 사라졌다. 영역 b와 c의 etcd 두 대가 세 대의 과반이라 계속 읽고 쓰고, 영역 b에 남은 API 서버 한 대가 요청을 받는다.',
      en: 'The whole Availability Zone a is down, with its API server and its member of etcd. The two members in zones b and c are a majority of three and go on reading and writing, and the API server that is left in zone b takes the requests.',
    },
    callouts: [
      { block: 'api-a', side: 'left', text: { ko: 'API 서버 2→1대', en: 'API servers: 2→1' } },
      { ...endpoint, text: { ko: '엔드포인트 그대로', en: 'Endpoint stays' } },
      // The floor beside the zone's letter: what is lost is more than etcd, which has a name of its own.
      { block: 'etcd-a', side: 'right', at: [3.09, 0.59], text: { ko: '영역 a를 잃었다', en: 'Zone a is lost' } },
      { block: 'etcd-b', side: 'right', text: { ko: 'etcd 3→2대: 과반', en: 'etcd 3→2: quorum' } },
    ],
  },
  fault: {
    ...ofRepair,
    description: {
      ko: '컨트롤 플레인의 판이 가용 영역 a, b, c로 나뉜다. 영역 a의 API 서버가 고장 났고, EKS가 그것을 탐지한다.',
      en: 'The plate of the control plane, in the Availability Zones a, b and c. The API server in zone a has failed, and EKS detects it.',
    },
    callouts: [detected],
  },
  repair: {
    ...ofRepair,
    added: ['replacement'],
    description: {
      ko: '영역 a의 API 서버가 고장 났다. EKS가 그것을 탐지하고, 필요하면 다른 가용 영역인 c에 새 인스턴스를 세워 교체한다.',
      en: 'The API server in zone a has failed. EKS detects it and replaces it with a new instance, here in another Availability Zone, c.',
    },
    callouts: [
      detected,
      // Level with it the leader would run through the zone's letter.
      { block: 'replacement-c', side: 'right', at: [1.3, 1.3], below: 26, text: { ko: '필요하면 다른 영역에', en: 'Another zone if needed' } },
    ],
  },
  cluster: {
    // Of Kubernetes only, and closer than the overview: what is AWS's own is not in it.
    box: [-192, -165, 500, 430],
    rows: 2,
    hidden: ['zone', 'network', 'kubectl', 'eni', 'volume', 'balancer', 'fargate'],
    description: {
      ko: '위에 뜬 판이 컨트롤 플레인이다. 하나의 API 엔드포인트 뒤에 API 서버가 있고, 스케줄러와 컨트롤러가 있고, 상태는 etcd에 적힌다. 아래는 실행하는 쪽으로, 노드마다 kubelet과 컨테이너 런타임이 있고 그 위에서 파드가 돈다.',
      en: 'The plate that floats above is the control plane: API servers behind one API endpoint, schedulers and controllers, with the state written down in etcd. Below is where things run: each node has a kubelet and a container runtime, and pods run on it.',
    },
    callouts: [
      { block: 'api-a', side: 'left', text: { ko: 'API 서버', en: 'API server' } },
      { ...endpoint, text: { ko: 'API 엔드포인트', en: 'API endpoint' } },
      { block: 'node-a-1', side: 'left', at: [0, 0.9], text: { ko: '노드', en: 'Nodes' } },
      { ...scheduler, text: { ko: '스케줄러', en: 'Scheduler' } },
      { ...etcd, text: { ko: 'etcd', en: 'etcd' } },
      { ...controller, text: { ko: '컨트롤러', en: 'Controllers' } },
      { block: 'plane', side: 'right', at: [1, 0.5], text: { ko: '컨트롤 플레인', en: 'Control plane' } },
      { block: 'pod-c-0-1', side: 'right', text: { ko: '파드', en: 'Pods' } },
    ],
  },
  nodeGroup: {
    box: [-303, -70, 663, 496],
    lettered: true,
    hidden: [...above, 'balancer', 'volume'],
    lit: ['zone', 'node', 'pod', 'network', 'group'],
    added: ['group'],
    quietRow: 2,
    description: {
      ko: '내 AWS 계정의 가용 영역 세 곳에 노드가 있다. 위에 뜬 관리형 노드 그룹은 EKS의 것이고, 선이 그 아래 세 영역에 걸친 Auto Scaling 그룹으로 이어진다. 그 그룹이 영역마다 EC2 노드를 시작한다. 그룹 밖의 노드는 회색이다. Auto Scaling 그룹과 EC2는 내 계정에 있다.',
      en: 'Your AWS account has nodes in three Availability Zones. The managed node group that floats above is EKS\'s; a line leads from it to an Auto Scaling group that spans the three zones and starts EC2 nodes in each. Nodes outside the group are grey. The Auto Scaling group and the EC2 instances are in your account.',
    },
    callouts: [
      { block: 'group', side: 'left', text: { ko: 'EKS의 노드 그룹', en: 'EKS\'s node group' } },
      { block: 'node-a-1', side: 'left', at: [-0.07, 0.9], hue: 'own', text: { ko: 'Auto Scaling 그룹', en: 'Auto Scaling group' } },
      { block: 'node-a-2', side: 'left', at: [0.02, 0.98], hue: 'ground', text: { ko: '그룹 밖의 노드', en: 'Nodes outside it' } },
      { block: 'node-c-1', side: 'right', at: [1, 0.4], text: { ko: 'EC2 노드', en: 'EC2 nodes' } },
      { block: 'zone-c', side: 'right', at: [1.25, 0.94], hue: 'own', text: { ko: '내 AWS 계정', en: 'Your AWS account' } },
    ],
  },
  closing: {
    height: 408,
    // Without the zones' letters, which lie under the load balancer.
    box: [-303, -169, 663, 531],
    description: {
      ko: '오늘 배운 것을 모두 담은 그림. 위의 판은 AWS의 VPC에 있는 컨트롤 플레인이고, 아래는 내 VPC의 가용 영역 세 곳에 있는 데이터 플레인이다. 옆의 이름은 저마다 그것을 배운 슬라이드로 이어진다.',
      en: 'A picture of all that was taught today. The plate above is the control plane in AWS\'s VPC; below is the data plane, in three Availability Zones of your VPC. Each name beside it leads to the slide that taught it.',
    },
    callouts: [
      { block: 'api-a', side: 'left', to: 'k8s-apply', text: { ko: 'API 서버', en: 'API server' } },
      { ...endpoint, to: 'eks-overview', text: { ko: 'API 엔드포인트', en: 'API endpoint' } },
      { ...kubectl, to: 'cp-access', text: { ko: '나 · kubectl', en: 'You · kubectl' } },
      { block: 'pod-c-0-1', side: 'right', to: 'k8s-pod', text: { ko: '파드', en: 'Pods' } },
      { ...vpc, to: 'pod-addresses', text: { ko: '내 VPC', en: 'Your VPC' } },
      { block: 'eni-c', side: 'right', to: 'cp-topology', text: { ko: 'EKS가 만든 ENI', en: 'ENI made by EKS' } },
      { block: 'zone-b', side: 'left', at: [0.2, 0.98], to: 'cp-topology', text: { ko: '가용 영역', en: 'Availability Zone' } },
      { block: 'balancer', side: 'left', at: [0.2, 0.5], to: 'request-in', text: { ko: '로드 밸런서', en: 'Load balancer' } },
      { ...etcd, to: 'cp-break', text: { ko: 'etcd', en: 'etcd' } },
      { ...scheduler, to: 'k8s-scheduling', text: { ko: '스케줄러', en: 'Scheduler' } },
      { ...controller, to: 'k8s-rollout', text: { ko: '컨트롤러', en: 'Controllers' } },
      { block: 'plane', side: 'right', at: [1, 0.5], to: 'cp-repair', text: { ko: 'EKS 컨트롤 플레인', en: 'EKS control plane' } },
      { block: 'volume-1', side: 'left', to: 'k8s-volumes', text: { ko: '볼륨', en: 'Volumes' } },
      { block: 'node-c-0', side: 'right', at: [1, 0.5], to: 'dp-three', text: { ko: '노드', en: 'Nodes' } },
      { block: 'fargate-c-pod-2', side: 'right', at: [1, 0.5], to: 'fargate', text: { ko: 'Fargate', en: 'Fargate' } },
    ],
  },
} as const satisfies Record<string, WorldView>

export type MapName = keyof typeof maps

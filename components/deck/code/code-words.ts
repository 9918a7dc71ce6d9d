import type { Localized } from '../../../data/localized.ts'
import type { Bounds } from './bounds.ts'
import type { Machine } from './machine.ts'

/** What the picture of a node group says of it. */
interface GroupWords { type: string, ami: string, zones: number, least: number, desired: number, most: number, tag: string }

/** The words of the pictures beside code. */
export const strings = {
  podPicture: (sidecar: string, app: string, cpu: string, memory: string) => ({
    ko: `파드는 속이 보이는 상자다. 그 안에 사이드카 ${sidecar}와, CPU ${cpu}와 메모리 ${memory}를 요청하는 앱 ${app}이 함께 있다. 아래에서는 같은 상자가 통째로 노드에 놓이고, 통째로 늘어난다.`,
    en: `A pod is a box with its inside in sight: the sidecar ${sidecar} and the app ${app}, which asks for ${cpu} of CPU and ${memory} of memory, share it. Below, the same box is put on a node as a whole, and copied as a whole.`,
  }),
  pod: { ko: '파드', en: 'Pod' },
  sidecar: { ko: '사이드카', en: 'Sidecar' },
  app: { ko: '앱', en: 'App' },
  cpu: { ko: 'CPU', en: 'CPU' },
  memory: { ko: '메모리', en: 'Memory' },
  deploymentPicture: ({ replicas, least, most, share }: Bounds, image: string) => ({
    ko: `파드의 틀 하나가 자리 ${replicas}개를 찍어 낸다. 이미지는 ${image}. 업데이트하는 동안 쓸 수 있는 파드는 ${share}를 버림해서 최소 ${least}개, 모두 합쳐 ${share}를 올림해서 최대 ${most}개다. 디플로이먼트 컨트롤러가 레플리카셋을 만들고, 그 안의 자리가 실제 파드로 채워진다.`,
    en: `One template, with the image ${image}, makes ${replicas} places. During an update at least ${least} pods are available, for ${share} is rounded down, and at most ${most} exist, for ${share} is rounded up. The Deployment controller makes a ReplicaSet, in which real pods fill the places.`,
  }),
  least: (pods: number) => ({ ko: `최소 ${pods}`, en: `min ${pods}` }),
  most: (pods: number) => ({ ko: `최대 ${pods}`, en: `max ${pods}` }),
  replicaSet: { ko: '레플리카셋', en: 'ReplicaSet' },
  controller: { ko: '디플로이먼트 컨트롤러', en: 'Deployment controller' },
  nodeGroupPicture: ({ type, ami, zones, least, desired, most, tag }: GroupWords) => ({
    ko: `위에 뜬 관리형 노드 그룹에서 선이 Auto Scaling 그룹으로 내려온다. 그 그룹은 가용 영역 ${zones}곳에 걸치고 노드 자리가 최소 ${least}개, 최대 ${most}개다. 명령을 치면 희망하는 ${desired}개가 영역마다 하나씩 채워진다. 노드는 ${type}, AMI는 ${ami}이고 태그 ${tag}가 붙는다.`,
    en: `From the managed node group, which floats above, a line leads down to an Auto Scaling group. It spans ${zones} Availability Zones and has places for at least ${least} nodes and at most ${most}. The command fills the desired ${desired}, one in each zone. A node is an ${type} with the AMI ${ami} and the tag ${tag}.`,
  }),
  nodeGroup: { ko: '관리형 노드 그룹', en: 'Managed node group' },
  desired: (nodes: number) => ({ ko: `희망 ${nodes}`, en: `desired ${nodes}` }),
  clusterPicture: {
    ko: '위에 뜬 판이 AWS의 VPC에 생긴 컨트롤 플레인이고, 아래가 내 VPC다. Auto Mode를 켰지만 노드는 파드가 생길 때 뜨므로 아직 자리뿐이다. 나는 kubectl로 15분짜리 토큰을 들고 API 엔드포인트로 들어간다.',
    en: 'The plate that floats above is the control plane, made in AWS\'s VPC; below is your VPC. Auto Mode is on; nodes come when pods do, so of them there are only the places yet. With kubectl you go to the API endpoint, with a token for 15 minutes.',
  },
  controlPlane: { ko: '컨트롤 플레인', en: 'Control plane' },
  ownVpc: { ko: '내 VPC', en: 'Your VPC' },
  nodes: { ko: '노드', en: 'Nodes' },
  later: { ko: '파드가 생기면', en: 'once pods come' },
  kubectl: { ko: 'kubectl', en: 'kubectl' },
  token: { ko: 'IAM 토큰', en: 'IAM token' },
  claimPicture: (size: string) => ({
    ko: `스토리지클래스가 점선으로 둔 디스크는 아직 없다. 클레임은 ${size}를 적은 요청서로 그 위에 떠 있다. 파드가 노드에 놓이면 같은 가용 영역에 디스크가 퍼시스턴트볼륨으로 생기고, 파드는 클레임을 거쳐 디스크에 닿는다.`,
    en: `The disk of the StorageClass is dashed, for it does not exist yet. The claim, a request for ${size}, floats over it. Once the pod is on a node, the disk is made in the same Availability Zone, as a PersistentVolume, and the pod reaches it by way of the claim.`,
  }),
  storageClass: { ko: '스토리지클래스', en: 'StorageClass' },
  volume: { ko: '퍼시스턴트볼륨', en: 'PersistentVolume' },
  claim: { ko: '클레임', en: 'Claim' },
  sameZone: { ko: '같은 가용 영역', en: 'One zone' },
  fargatePicture: ({ vcpu, memoryGB, asked, added }: Machine, namespace: string) => ({
    ko: `네임스페이스 ${namespace}의 파드가 Fargate 머신으로 간다. 머신의 메모리 ${memoryGB} GB를 크기대로 그리면 파드의 요청이 ${asked} GB, Fargate의 몫이 ${added * 1024} MB이고 나머지는 비어 있다. CPU는 ${vcpu} vCPU다. 아래 시간 줄에서 요금은 이미지를 내려받을 때부터 파드가 끝날 때까지다.`,
    en: `A pod of namespace ${namespace} goes to a machine of Fargate. Of its ${memoryGB} GB of memory, drawn to scale, the pod asks for ${asked} GB, Fargate takes ${added * 1024} MB, and the rest is empty. It has ${vcpu} vCPU. On the line of time below, you pay from the download of the image to the end of the pod.`,
  }),
  namespace: { ko: '네임스페이스', en: 'Namespace' },
  machine: { ko: 'Fargate 머신', en: 'Its machine' },
  asked: { ko: '요청', en: 'Request' },
  added: { ko: 'Fargate 몫', en: 'For Fargate' },
  download: { ko: '내려받기 시작', en: 'Download begins' },
  paid: { ko: '요금', en: 'paid' },
  ends: { ko: '파드 끝', en: 'Pod ends' },
} satisfies Record<string, Localized | ((...values: never[]) => Localized)>

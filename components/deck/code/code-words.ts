import type { Localized } from '../../../data/localized.ts'
import type { Bounds } from './bounds.ts'

/** The words of the pictures beside code. */
export const strings = {
  podPicture: (sidecar: string, app: string, cpu: string, memory: string) => ({
    ko: `파드는 속이 보이는 상자다. 그 안에 사이드카 ${sidecar}와 앱 ${app}이 함께 있고, 앱의 상자는 CPU ${cpu}, 메모리 ${memory}만큼 크다. 아래에서는 같은 상자가 통째로 노드에 놓이고, 통째로 늘어난다.`,
    en: `A pod is a box with its inside in sight: the sidecar ${sidecar} and the app ${app} share it, and the app's block is as large as its CPU of ${cpu} and its memory of ${memory}. Below, the same box is put on a node as a whole, and copied as a whole.`,
  }),
  pod: { ko: '파드', en: 'Pod' },
  sidecar: { ko: '사이드카', en: 'Sidecar' },
  app: { ko: '앱', en: 'App' },
  cpu: { ko: 'CPU', en: 'CPU' },
  memory: { ko: '메모리', en: 'Memory' },
  deploymentPicture: ({ replicas, least, most, share }: Bounds, image: string) => ({
    ko: `파드의 틀 하나가 자리 ${replicas}개를 찍어 낸다. 이미지는 ${image}. 업데이트하는 동안 쓸 수 있는 파드는 ${share}를 버림해서 최소 ${least}개, 모두 합쳐 ${share}를 올림해서 최대 ${most}개다. 디플로이먼트 컨트롤러가 자리를 실제 파드로 채운다.`,
    en: `One template, with the image ${image}, makes ${replicas} places. During an update at least ${least} pods are available, for ${share} is rounded down, and at most ${most} exist, for ${share} is rounded up. The Deployment controller fills the places with real pods.`,
  }),
  least: (pods: number) => ({ ko: `최소 ${pods}`, en: `min ${pods}` }),
  most: (pods: number) => ({ ko: `최대 ${pods}`, en: `max ${pods}` }),
  controller: { ko: '디플로이먼트 컨트롤러', en: 'Deployment controller' },
  nodeGroupPicture: (type: string, ami: string, zones: number, least: number, desired: number, most: number) => ({
    ko: `위에 뜬 관리형 노드 그룹에서 선이 Auto Scaling 그룹으로 내려온다. 그 그룹은 가용 영역 ${zones}곳에 걸치고 노드 자리가 ${most}개다. 지금 ${desired}개가 영역마다 하나씩 돌고, 최소 ${least}개는 늘 있다. 노드는 ${type}, AMI는 ${ami}다.`,
    en: `From the managed node group, which floats above, a line leads down to an Auto Scaling group. It spans ${zones} Availability Zones and has places for ${most} nodes: ${desired} run now, one in each zone, and ${least} always do. A node is an ${type} with the AMI ${ami}.`,
  }),
  now: (nodes: number) => ({ ko: `지금 ${nodes}`, en: `now ${nodes}` }),
  clusterPicture: {
    ko: '위에 뜬 판이 AWS의 VPC에 생긴 컨트롤 플레인이고, 아래가 내 VPC다. Auto Mode를 켜면 내 VPC에 노드가 생기고 파드가 돈다. 나는 kubectl로 15분짜리 토큰을 들고 API 엔드포인트로 들어간다.',
    en: 'The plate that floats above is the control plane, made in AWS\'s VPC; below is your VPC. With Auto Mode on, nodes with pods come up in it. With kubectl you go to the API endpoint, with a token for 15 minutes.',
  },
  controlPlane: { ko: '컨트롤 플레인', en: 'Control plane' },
  ownVpc: { ko: '내 VPC', en: 'Your VPC' },
  nodes: { ko: '노드', en: 'Nodes' },
  kubectl: { ko: 'kubectl', en: 'kubectl' },
  token: { ko: 'IAM 토큰', en: 'IAM token' },
} satisfies Record<string, Localized | ((...values: never[]) => Localized)>

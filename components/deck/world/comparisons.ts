import { duties, type Task } from '../../../data/duties.ts'
import type { Localized } from '../../../data/localized.ts'
import { arrow, type Point, type Solid } from './isometric.ts'

/** One thing that data planes differ in, and who answers for it: you, AWS, or each for a part. */
interface Duty { what: Localized, how: Localized, who: 'me' | 'aws' | 'shared' }

/** A solid of a small picture, in the hue of its data plane or of what runs on it. */
export interface PieceOfPlane extends Solid { look: 'machine' | 'pod' | 'waiting' | 'control' }

export interface DataPlaneColumn {
  plane: 'self-managed' | 'managed' | 'karpenter' | 'auto-mode' | 'fargate'
  name: Localized
  picture: readonly PieceOfPlane[]
  /** Path data of what leads from one piece to the next. */
  lines?: readonly string[]
  duties: readonly Duty[]
}

const piece = (look: PieceOfPlane['look'], shape: Solid['shape'], at: Point, size: Point): PieceOfPlane => ({ look, shape, at, size })
const places = [0, 1, 2, 3].map(index => [index % 2 * 34, Math.floor(index / 2) * 34] as const)

const node = (x = 0): PieceOfPlane[] => [
  piece('machine', 'box', [x, 0, 0], [80, 80, 10]),
  ...places.map(([px, py]) => piece('pod', 'box', [x + 10 + px, 10 + py, 10], [26, 26, 26])),
]
const twoNodes = [...node(), ...node(104)]
const microVms = [0, 1].flatMap(group => places.flatMap(([px, py]) => [
  piece('machine', 'box', [group * 104 + px * 1.3, py * 1.3, 0], [34, 34, 8]),
  piece('pod', 'box', [group * 104 + px * 1.3 + 4, py * 1.3 + 4, 8], [26, 26, 26]),
]))
/** What looks after nodes is a cube, as controllers are in the deck's picture. */
const managerAt = (x: number, y: number, z: number) => piece('control', 'box', [x + 7, y + 7, z], [34, 34, 34])
const manager = managerAt(68, 16, 96)

/** Pods that wait, what sees them, and the machine that it starts for them: what sees them stands on a node of yours, or over the cluster, as all does that AWS runs. */
const sizedToPods = (who: 'me' | 'aws') => [
  ...places.slice(0, 3).map(([px, py]) => piece('waiting', 'box', [-130 + px, 130 + py, 0], [26, 26, 26])),
  ...who === 'me' ? [piece('machine', 'box', [-22, 22, 0], [64, 64, 10]), managerAt(-14, 30, 10)] : [managerAt(-14, 30, 40)],
  piece('machine', 'box', [84, -116, 0], [114, 80, 10]),
  ...places.slice(0, 3).map(([px, py]) => piece('pod', 'box', [94 + px, -106 + py, 10], [26, 26, 26])),
]

/** From pod to controller to machine, or on below what only watches. */
const seen = { me: [...arrow([-66, 106, 0], [-36, 76, 0]), ...arrow([37, 3, 0], [71, -31, 0])], aws: arrow([-60, 100, 0], [71, -31, 0]) }

const pods = { what: { ko: '파드', en: 'Pods' }, how: { ko: '매니페스트 그대로', en: 'Same manifest' }, who: 'me' } as const
const selectedPods = { ...pods, how: { ko: '프로파일이 고른 것만', en: 'If a profile matches' } } as const
const nodeWork = { ko: '노드 운영', en: 'Node upkeep' }
/** Who runs the nodes, by the tasks of it that `data/duties` shares out. */
function nodeWorkOf(plane: 'self-managed' | 'managed' | 'fargate', ko: string, en: string): Duty {
  const doers = new Set([duties.provisioning, duties.patching, duties.scaling].map((task: Task) => task[plane].who))
  return { what: nodeWork, how: { ko, en }, who: doers.size > 1 || doers.has('shared') ? 'shared' : doers.has('aws') ? 'aws' : 'me' }
}
/** What a cluster needs beside nodes. */
const around = { ko: '네트워크, LB, EBS', en: 'Network, LB, EBS' }
const machine = { ko: '머신', en: 'Machines' }
const ec2 = { what: machine, how: { ko: 'EC2, 내 계정', en: 'EC2, your account' }, who: 'me' } as const

/** What slides compare, data planes side by side in their one order. */
export const comparisons = {
  three: [
    { plane: 'self-managed', name: { ko: '자체 관리형 노드', en: 'Self-managed nodes' }, picture: twoNodes, duties: [pods, nodeWorkOf('self-managed', '설치, 패치, 확장', 'Install, patch, scale'), ec2] },
    { plane: 'managed', name: { ko: '관리형 노드 그룹', en: 'Managed node group' }, picture: [...twoNodes, manager], duties: [pods, nodeWorkOf('managed', '시키면 바꿔 준다', 'On request'), ec2] },
    { plane: 'fargate', name: { ko: 'Fargate', en: 'Fargate' }, picture: [...microVms, manager], duties: [selectedPods, nodeWorkOf('fargate', '돌볼 노드가 없다', 'No nodes to run'), { what: machine, how: { ko: '파드마다 하나', en: 'One for each pod' }, who: 'aws' }] },
  ],
  sizedToPods: [
    {
      plane: 'karpenter', name: { ko: 'Karpenter', en: 'Karpenter' }, picture: sizedToPods('me'), lines: seen.me,
      duties: [
        { what: { ko: '컨트롤러', en: 'Controller' }, how: { ko: '내가 설치하고 운영', en: 'You install and run it' }, who: 'me' },
        { what: around, how: { ko: '애드온을 내가 설치', en: 'Add-ons that you install' }, who: 'me' },
        ec2,
      ],
    },
    {
      plane: 'auto-mode', name: { ko: 'EKS Auto Mode', en: 'EKS Auto Mode' }, picture: sizedToPods('aws'), lines: seen.aws,
      duties: [
        { what: { ko: '컨트롤러', en: 'Controller' }, how: { ko: 'AWS가 운영', en: 'AWS runs it' }, who: 'aws' },
        { what: around, how: { ko: '기본 포함', en: 'Built in' }, who: 'aws' },
        { what: machine, how: { ko: '내 EC2, 노드 수명 최대 21일', en: 'Your EC2, for 21 days at most' }, who: 'shared' },
      ],
    },
  ],
} as const satisfies Record<string, readonly DataPlaneColumn[]>

export type ComparisonName = keyof typeof comparisons

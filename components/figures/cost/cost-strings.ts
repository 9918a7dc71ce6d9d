import type { Localized } from '../../../data/localized.ts'
import type { ArchitectureChoice, DaemonSetChoice, ExtraId, LineCode, NodeScaling, Plane, PurchaseModel } from '../../../engine/cost/index.ts'
import type { Axis, CostScenario, Pattern, UsageKnown, View } from './choices.ts'

export const planeNames: Record<Plane, Localized> = {
  'self-managed': { ko: '자체 관리형', en: 'Self-managed' },
  managed: { ko: '관리형 노드 그룹', en: 'Managed nodes' },
  karpenter: { ko: 'Karpenter', en: 'Karpenter' },
  'auto-mode': { ko: 'Auto Mode', en: 'Auto Mode' },
  fargate: { ko: 'Fargate', en: 'Fargate' },
}

export const lineNames: Record<LineCode, Localized> = {
  cluster: { ko: '클러스터', en: 'Cluster' },
  'extended-support': { ko: '연장 지원', en: 'Extended support' },
  'control-plane': { ko: '컨트롤 플레인 티어', en: 'Control plane tier' },
  nodes: { ko: 'EC2 노드', en: 'EC2 nodes' },
  'nodes-spot': { ko: 'EC2 노드, 스팟', en: 'EC2 nodes, Spot' },
  'system-nodes': { ko: '시스템 노드', en: 'System nodes' },
  commitment: { ko: 'Savings Plans 약정', en: 'Savings Plan' },
  covered: { ko: '약정으로 낸 몫', en: 'Paid by the plan' },
  volumes: { ko: '노드의 디스크', en: 'Disks of nodes' },
  'auto-mode-fee': { ko: 'Auto Mode 요금', en: 'Auto Mode fee' },
  'fargate-vcpu': { ko: 'Fargate vCPU', en: 'Fargate vCPU' },
  'fargate-memory': { ko: 'Fargate 메모리', en: 'Fargate memory' },
  'fargate-storage': { ko: 'Fargate 스토리지', en: 'Fargate storage' },
  'persistent-volumes': { ko: '퍼시스턴트볼륨', en: 'Persistent volumes' },
  'volume-iops': { ko: '볼륨 IOPS', en: 'Volume IOPS' },
  'load-balancers': { ko: '로드 밸런서', en: 'Load balancers' },
  'nat-gateways': { ko: 'NAT 게이트웨이', en: 'NAT gateways' },
  'nat-data': { ko: 'NAT 처리량', en: 'Data through NAT' },
  'public-ipv4': { ko: '공인 IPv4', en: 'Public IPv4' },
  egress: { ko: '인터넷 전송', en: 'Data to the internet' },
  'cross-zone': { ko: '영역 간 전송', en: 'Data between zones' },
  logs: { ko: '로그', en: 'Logs' },
  operators: { ko: '운영 시간', en: 'Operator hours' },
}

export const extraUnits: Record<ExtraId, Localized> = {
  'load-balancers': { ko: '개', en: 'pieces' },
  'nat-gateways': { ko: '개', en: 'pieces' },
  'nat-data': { ko: 'GB', en: 'GB' },
  'public-ipv4': { ko: '개', en: 'pieces' },
  egress: { ko: 'GB', en: 'GB' },
  'cross-zone': { ko: 'GB', en: 'GB' },
  logs: { ko: 'GB', en: 'GB' },
}

/** Short names of the scenarios, for buttons. */
export const scenarioNames: Record<CostScenario, Localized> = {
  'web-shop': { ko: '쇼핑몰', en: 'Web shop' },
  'nightly-batch': { ko: '야간 배치 작업', en: 'Nightly batch' },
  microservices: { ko: '마이크로서비스', en: 'Microservices' },
  'steady-api': { ko: '꾸준한 API', en: 'Steady API' },
  'cpu-inference': { ko: 'ML 추론', en: 'ML inference' },
  manifest: { ko: '내 매니페스트', en: 'Mine' },
}

export const viewNames: Record<View, Localized> = {
  bill: { ko: '요금', en: 'Bill' },
  table: { ko: '표', en: 'Table' },
  'break-even': { ko: '손익분기점', en: 'Break-even' },
  packing: { ko: '노드 채우기', en: 'Packing' },
  usage: { ko: '요청과 사용', en: 'Usage' },
  paste: { ko: '붙여 넣기', en: 'Paste' },
  options: { ko: '설정', en: 'Options' },
  assumptions: { ko: '가정', en: 'Assumptions' },
}

export const patternNames: Record<Pattern, Localized> = {
  own: { ko: '그대로', en: 'As is' },
  week: { ko: '요일·시간', en: 'Hours' },
  day: { ko: '낮과 밤', en: 'Day/night' },
}

export const axisNames: Record<Axis, Localized> = {
  fill: { ko: '얼마나 채웠나', en: 'How full' },
  hours: { ko: '하루 몇 시간', en: 'Hours a day' },
}

export const usageNames: Record<UsageKnown, Localized> = {
  unknown: { ko: '모름', en: 'Not known' },
  share: { ko: '요청의 몇 %', en: 'A share' },
  top: { ko: 'kubectl top', en: 'kubectl top' },
}

export const purchaseNames: Record<PurchaseModel, Localized> = {
  'on-demand': { ko: '온디맨드', en: 'On-demand' },
  spot: { ko: '스팟', en: 'Spot' },
  'savings-plan': { ko: 'Savings Plans', en: 'Savings Plans' },
}

export const scalingNames: Record<NodeScaling, Localized> = {
  autoscaled: { ko: '자동 확장', en: 'Autoscaled' },
  fixed: { ko: '최대로 고정', en: 'Fixed at peak' },
}

export const architectureNames: Record<ArchitectureChoice, Localized> = {
  any: { ko: '모두', en: 'Any' },
  amd64: { ko: 'x86만', en: 'x86 only' },
  arm64: { ko: 'Arm만', en: 'Arm only' },
}

export const daemonSetNames: Record<DaemonSetChoice, Localized> = {
  'left-out': { ko: '뺀다', en: 'Left out' },
  sidecars: { ko: '사이드카로', en: 'As sidecars' },
}

/** What a bill's inputs turned: how full the nodes are, what else runs on them, when it all runs. */
export type Turn = 'sparse' | 'packed' | 'agents' | 'part-time'

export const turnWords: Record<Turn, Localized> = {
  sparse: { ko: '갑자기 늘 파드의 자리를 늘 비워 둡니다.', en: 'Room for more pods is kept free at all times.' },
  packed: { ko: '들어가는 만큼 노드에 채웠습니다.', en: 'Packed as tightly as they go.' },
  agents: { ko: 'DaemonSet 3개: 노드에는 하나씩, Fargate에는 파드마다 사이드카로.', en: 'Three DaemonSets: one each per node, sidecars in Fargate pods.' },
  'part-time': { ko: '쓰는 시간에만 최대로 돌립니다. 그 밖의 시간에 무엇이 켜져 있느냐가 요금을 가릅니다.', en: 'It runs only when needed, at full load: what stays on in between decides.' },
}

export const strings = {
  figure: { ko: '다섯 데이터 플레인의 한 달 요금', en: 'A month’s bill on five data planes' },
  models: {
    ko: '요청을 노드에 채워 EC2, Fargate, Auto Mode 요금을 한 달 730시간으로 계산합니다. 시작 시간과 스팟 중단은 빠져 있습니다.',
    en: 'Packs requests onto nodes and prices EC2, Fargate and Auto Mode for a month of 730 hours. Start times and Spot interruptions are left out.',
  },
  details: { ko: '자세히', en: 'Details' },
  tooLong: (length: number, limit: number): Localized => ({
    ko: `${length.toLocaleString('ko')}자입니다. ${limit.toLocaleString('ko')}자까지 읽을 수 있습니다. 입력은 그대로 두었습니다.`,
    en: `This has ${length.toLocaleString('en')} characters; up to ${limit.toLocaleString('en')} can be read. What you typed stays.`,
  }),
  region: { ko: '리전', en: 'Region' },
  type: { ko: '노드 유형', en: 'Node type' },
  bestFit: { ko: '가장 싼 유형', en: 'Best fit' },
  architecture: { ko: '아키텍처', en: 'Architecture' },
  when: { ko: '언제 도나', en: 'When it runs' },
  days: { ko: '한 주에', en: 'Days' },
  hours: { ko: '하루에', en: 'Hours' },
  low: { ko: '한밤의 파드', en: 'Pods at night' },
  scale: { ko: '파드 수', en: 'Pods' },
  fill: { ko: '노드 채움', en: 'Nodes filled' },
  noAgents: { ko: 'DaemonSet 없음', en: 'no DaemonSets' },
  agents: { ko: 'DaemonSet 3개', en: '3 DaemonSets' },
  onFargate: { ko: 'Fargate에서는', en: 'On Fargate' },
  runMinutes: { ko: 'Job 한 번', en: 'One Job run' },
  purchase: { ko: '구매', en: 'Pricing' },
  spotDiscount: { ko: '스팟 할인', en: 'Spot discount' },
  spotShare: { ko: '스팟 비율', en: 'Share of Spot' },
  planDiscount: { ko: 'EC2 할인', en: 'EC2 discount' },
  planFargateDiscount: { ko: 'Fargate 할인', en: 'Fargate discount' },
  commitment: { ko: '매시간 약정 USD', en: 'USD an hour' },
  bestCommitment: { ko: '가장 싼 약정', en: 'the best' },
  views: { ko: '보기', en: 'View' },
  plane: { ko: '데이터 플레인', en: 'Data plane' },
  total: { ko: '합계', en: 'Total' },
  month: { ko: '한 달', en: 'A month' },
  unknown: { ko: '가격 모름', en: 'price unknown' },
  equal: { ko: '어디서나 같은 항목', en: 'The same everywhere' },
  saveCsv: { ko: 'CSV 저장', en: 'Save CSV' },
  print: { ko: '인쇄', en: 'Print' },
  source: { ko: '출처', en: 'Source' },
  assumed: { ko: '사용자가 넣은 가정', en: 'an assumption that the user sets' },
  derived: { ko: '공개된 비율로 계산한 값', en: 'derived by the published ratio' },
  undated: { ko: '날짜를 알 수 없음', en: 'date unknown' },
  support: { ko: '연장 지원', en: 'Extended support' },
  controlPlane: { ko: '컨트롤 플레인', en: 'Control plane' },
  standard: { ko: '표준', en: 'Standard' },
  zones: { ko: '가용 영역', en: 'Zones' },
  prefix: { ko: '접두사 위임', en: 'Prefix delegation' },
  systemPods: { ko: '시스템 파드 포함', en: 'Count system pods' },
  operatorHours: { ko: '운영 시간(한 달)', en: 'Operator hours a month' },
  operatorRate: { ko: '시간당 USD', en: 'USD an hour' },
  around: { ko: '클러스터 주변(한 달)', en: 'Around the cluster, a month' },
  ownPrice: { ko: '단가 USD', en: 'USD each' },
  currency: { ko: '통화', en: 'Currency' },
  won: { ko: '1달러에 몇 원', en: 'Won a dollar' },
  assumptions: { ko: '이 계산이 가정하는 것', en: 'What this assumes' },
  manifest: { ko: '매니페스트(YAML 또는 JSON)', en: 'Manifest (YAML or JSON)' },
  manifestHint: { ko: '붙여 넣은 것은 이 브라우저를 떠나지 않습니다.', en: 'What you paste never leaves this browser.' },
  nodesText: { ko: '지금 노드(kubectl get nodes -o yaml)', en: 'Today’s nodes (kubectl get nodes -o yaml)' },
  topText: { ko: 'kubectl top pods의 출력', en: 'Output of kubectl top pods' },
  price: { ko: '계산', en: 'Price it' },
  compare: { ko: '비교', en: 'Compare' },
  fewComplete: { ko: '값을 다 아는 요금이 둘이 되지 않아 견줄 수 없습니다.', en: 'Fewer than two bills are complete, so none can be called cheaper.' },
  onlyComplete: { ko: ' 값을 다 아는 것끼리만 견주었습니다.', en: ' Only complete bills are compared.' },
  noPods: { ko: '이 매니페스트에는 셀 수 있는 파드가 없습니다.', en: 'There are no pods to count in this manifest.' },
  noNodes: { ko: '노드를 찾지 못했습니다.', en: 'There are no nodes in this.' },
  ignored: { ko: '요금에 넣지 않은 것', en: 'Not in the price' },
  waste: { ko: '회색은 시스템과 DaemonSet, 빗금은 돈을 내지만 아무도 요청하지 않은 몫입니다.', en: 'Grey: the system and DaemonSets. Hatched: paid for, requested by none.' },
  freeRoom: { ko: '비워 둔 자리도 파드처럼 채워 그렸습니다.', en: 'Room that is left free is drawn like pods.' },
  nextRefused: { ko: '다음 파드가 거절된 이유', en: 'Next pod refused' },
  memory: { ko: '메모리', en: 'Memory' },
  cpu: { ko: 'CPU', en: 'CPU' },
  present: { ko: '지금', en: 'now' },
  presentLoad: { ko: '지금 부하로 치면', en: 'the load now:' },
  noCrossing: { ko: '하루 몇 시간을 돌리든 가장 싼 쪽은 같습니다.', en: 'However many hours a day it runs, the cheapest is the same.' },
  evenByFill: { ko: '노드를 평균 얼마나 채워야 Fargate보다 쌀까요?', en: 'How full must nodes be on average to cost less than Fargate?' },
  evenByHours: { ko: '하루 몇 시간을 돌릴 때 누가 가장 쌀까요?', en: 'Running how many hours a day, who is cheapest?' },
  noFill: { ko: 'Fargate와 견줄 수 있는 노드가 없습니다.', en: 'There are no nodes to hold against Fargate.' },
  perPod: { ko: '파드 하나', en: 'One pod' },
  perVcpu: { ko: '요청 vCPU 하나', en: 'One requested vCPU' },
  unused: { ko: '나머지(빈자리·시스템)', en: 'The rest: spare, system' },
  idle: { ko: '요청하고 안 쓴 몫', en: 'Requested, not used' },
  rightSized: { ko: '요청을 맞추면', en: 'Right-sized' },
  saves: { ko: '줄어드는 돈', en: 'Saves' },
  usageHint: { ko: '사용량을 알려 주면 낭비가 둘로 나뉩니다: 빈자리와 시스템 몫, 요청하고 안 쓴 몫.', en: 'With usage, waste splits in two: spare room with the system, and requested but not used.' },
  usedShare: { ko: '요청 중 쓰는 비율', en: 'Used of requests' },
  todayIs: { ko: '지금', en: 'Today' },
  nodesAtPeak: { ko: '노드, 가장 바쁠 때', en: 'Nodes at the peak' },
  cpuUse: { ko: '요청된 CPU', en: 'CPU requested' },
  memoryUse: { ko: '요청된 메모리', en: 'Memory requested' },
  hoursAtFull: { ko: '하루에 켜는 시간(켠 동안은 최대 부하)', en: 'hours a day that it runs, at full load' },
  hourOfDay: { ko: '하루에 도는 시간', en: 'hours a day' },
  packThemselves: { ko: 'Karpenter와 Auto Mode는 노드를 스스로 채웁니다. 비워 둘 자리는 예비 파드로 잡습니다.', en: 'Karpenter and Auto Mode pack nodes themselves; placeholder pods hold what stays free.' },
  fillOfNodes: { ko: '노드를 채운 비율(평균)', en: 'how full the nodes are, on average' },
  sparse: (times: string): Localized => ({ ko: `자리 ${times}배`, en: `Room for ${times}×` }),
  packed: { ko: '꽉 채우면', en: 'Packed' },
  monthsBill: { ko: '한 달 요금', en: 'Monthly bill' },
  aMonth: { ko: '한 달', en: 'A month' },
  lostIn: (scenario: Localized): Localized => ({ ko: `${scenario.ko}에서 유실`, en: `Lost: ${scenario.en}` }),
  lostInRace: { ko: '유실', en: 'Lost in' },
  byHand: { ko: '내 손으로', en: 'By you' },
  ofTasks: (count: number): Localized => ({ ko: `${count}가지 중`, en: `of ${count} tasks` }),
  sharedWork: { ko: '나눠서', en: 'shared' },
  chooseWhen: { ko: '이럴 때', en: 'Choose it when' },
  nodes: { ko: '노드', en: 'Nodes' },
  cheapest: { ko: '가장 싸다', en: 'cheapest' },
  cheapestZone: { ko: '최저가', en: 'cheapest' },
  cheaperZone: { ko: '더 싼 쪽', en: 'cheaper' },
  requested: { ko: '앱 파드', en: 'App pods' },
  openFormula: { ko: '숫자를 누르면 계산식과 출처가 열립니다.', en: 'Press a number to open its formula and source.' },
} satisfies Record<string, Localized | ((...args: never[]) => Localized)>

import type { Localized } from '../../../data/localized.ts'
import type { LineCode, Plane, PurchaseModel } from '../../../engine/cost/index.ts'
import type { Axis, CostScenario, Pattern, View } from './choices.ts'

export const planeNames: Record<Plane, Localized> = {
  'self-managed': { ko: '자체 관리형', en: 'Self-managed' },
  managed: { ko: '관리형 노드 그룹', en: 'Managed nodes' },
  fargate: { ko: 'Fargate', en: 'Fargate' },
  'auto-mode': { ko: 'Auto Mode', en: 'Auto Mode' },
}

export const lineNames: Record<LineCode, Localized> = {
  cluster: { ko: '클러스터', en: 'Cluster' },
  'extended-support': { ko: '연장 지원', en: 'Extended support' },
  nodes: { ko: 'EC2 노드', en: 'EC2 nodes' },
  'nodes-discounted': { ko: 'EC2 노드, 할인', en: 'EC2, discounted' },
  volumes: { ko: 'EBS 볼륨', en: 'EBS volumes' },
  'auto-mode-fee': { ko: 'Auto Mode 요금', en: 'Auto Mode fee' },
  'fargate-vcpu': { ko: 'Fargate vCPU', en: 'Fargate vCPU' },
  'fargate-memory': { ko: 'Fargate 메모리', en: 'Fargate memory' },
  'fargate-storage': { ko: 'Fargate 스토리지', en: 'Fargate storage' },
  operators: { ko: '운영 시간', en: 'Operator hours' },
}

/** Short names of the scenarios, for buttons. */
export const scenarioNames: Record<CostScenario, Localized> = {
  'web-shop': { ko: '쇼핑몰', en: 'Web shop' },
  'nightly-batch': { ko: '밤 배치', en: 'Nightly batch' },
  microservices: { ko: '마이크로서비스', en: 'Microservices' },
  'steady-api': { ko: '꾸준한 API', en: 'Steady API' },
  'cpu-inference': { ko: 'ML 추론', en: 'ML inference' },
  manifest: { ko: '내 매니페스트', en: 'Mine' },
}

export const viewNames: Record<View, Localized> = {
  bill: { ko: '요금', en: 'Bill' },
  'break-even': { ko: '손익분기', en: 'Break-even' },
  packing: { ko: '배치', en: 'Packing' },
  table: { ko: '표', en: 'Table' },
}

export const patternNames: Record<Pattern, Localized> = {
  own: { ko: '그대로', en: 'As is' },
  week: { ko: '요일·시간', en: 'Hours' },
  day: { ko: '낮과 밤', en: 'Day/night' },
}

export const axisNames: Record<Axis, Localized> = {
  hours: { ko: '하루 몇 시간', en: 'Hours a day' },
  fill: { ko: '얼마나 채웠나', en: 'How full' },
}

export const purchaseNames: Record<PurchaseModel, Localized> = {
  'on-demand': { ko: '온디맨드', en: 'On-demand' },
  spot: { ko: '스팟', en: 'Spot' },
  'savings-plan': { ko: 'Savings Plans', en: 'Savings Plans' },
}

export const strings = {
  figure: { ko: '네 데이터 플레인의 한 달 요금', en: 'A month’s bill on four data planes' },
  byDay: { ko: '주 5일, 하루 10시간만 돌리면 순위가 바뀔까요?', en: 'Five days a week, ten hours a day: does the order change?' },
  tenfold: { ko: '파드가 열 배면 노드가 꽉 찹니다.', en: 'With ten times the pods, nodes fill up.' },
  tooLong: (length: number, limit: number): Localized => ({
    ko: `${length.toLocaleString('ko')}자입니다. ${limit.toLocaleString('ko')}자까지 읽을 수 있습니다. 입력은 그대로 두었습니다.`,
    en: `This has ${length.toLocaleString('en')} characters; up to ${limit.toLocaleString('en')} can be read. What you typed stays.`,
  }),
  bring: { ko: '매니페스트', en: 'Manifest' },
  options: { ko: '옵션', en: 'Options' },
  region: { ko: '리전', en: 'Region' },
  type: { ko: '노드 유형', en: 'Node type' },
  when: { ko: '언제 도나', en: 'When it runs' },
  days: { ko: '한 주에', en: 'Days' },
  hours: { ko: '하루에', en: 'Hours' },
  low: { ko: '한밤의 파드', en: 'Pods at night' },
  scale: { ko: '파드 수', en: 'Pods' },
  fixed: { ko: '자체 관리형은 가장 바쁠 때의 대수로 고정', en: 'Self-managed: fixed at peak size' },
  purchase: { ko: 'EC2 구매', en: 'Pricing' },
  discount: { ko: '할인(가정)', en: 'Assumed' },
  views: { ko: '보기', en: 'View' },
  plane: { ko: '데이터 플레인', en: 'Data plane' },
  total: { ko: '합계', en: 'Total' },
  month: { ko: '한 달', en: 'A month' },
  unknown: { ko: '가격 모름', en: 'price unknown' },
  saveCsv: { ko: 'CSV 저장', en: 'Save CSV' },
  source: { ko: '출처', en: 'Source' },
  assumed: { ko: '사용자가 넣은 가정', en: 'an assumption that the user sets' },
  derived: { ko: '공개된 비율로 계산한 값', en: 'derived by the published ratio' },
  undated: { ko: '날짜를 알 수 없음', en: 'date unknown' },
  support: { ko: '연장 지원 클러스터', en: 'Extended support' },
  zones: { ko: '가용 영역', en: 'Zones' },
  headroom: { ko: '노드 여유분', en: 'Headroom' },
  prefix: { ko: '프리픽스 위임', en: 'Prefix delegation' },
  share: { ko: '할인이 덮는 노드 시간', en: 'Share of node-hours' },
  fargateDiscount: { ko: 'Fargate 할인(가정)', en: 'Fargate discount' },
  operatorHours: { ko: '운영 시간(한 달)', en: 'Operator hours a month' },
  operatorRate: { ko: '운영 시간당 USD', en: 'USD an hour' },
  currency: { ko: '통화', en: 'Currency' },
  won: { ko: '1달러에 몇 원', en: 'Won a dollar' },
  assumptions: { ko: '이 계산이 가정하는 것', en: 'What this assumes' },
  scenarioText: { ko: '매니페스트(YAML 또는 JSON)', en: 'Manifest (YAML or JSON)' },
  manifestHint: { ko: '매니페스트를 붙여 넣고 계산을 누르세요. 이 브라우저를 떠나지 않습니다.', en: 'Paste a manifest and press Price it. It never leaves this browser.' },
  price: { ko: '계산', en: 'Price it' },
  noPods: { ko: '이 매니페스트에는 셀 수 있는 파드가 없습니다.', en: 'There are no pods to count in this manifest.' },
  waste: { ko: '회색은 시스템과 DaemonSet, 빗금은 내고도 안 쓰는 몫.', en: 'Grey: the system and DaemonSets. Hatched: paid for, not used.' },
  nextRefused: { ko: '다음 파드는 왜?', en: 'Next pod refused' },
  memory: { ko: '메모리', en: 'Memory' },
  cpu: { ko: 'CPU', en: 'CPU' },
  present: { ko: '지금', en: 'now' },
  noCrossing: { ko: '하루 0시간과 24시간 사이에 순위가 바뀌는 곳이 없다.', en: 'No data plane overtakes another between 0 and 24 hours a day.' },
  noFill: { ko: 'Fargate와 견줄 수 있는 노드가 없다.', en: 'There are no nodes to hold against Fargate.' },
  perPod: { ko: '파드 하나', en: 'One pod' },
  perVcpu: { ko: '요청 vCPU 하나', en: 'One requested vCPU' },
  unused: { ko: '안 쓰는 몫', en: 'Paid, not used' },
  nodesAtPeak: { ko: '노드, 가장 바쁠 때', en: 'Nodes at the peak' },
  cpuUse: { ko: 'CPU 활용', en: 'CPU used' },
  memoryUse: { ko: '메모리 활용', en: 'Memory used' },
  hourOfDay: { ko: '하루에 도는 시간', en: 'hours a day' },
  fillOfNodes: { ko: '노드를 채운 비율(가장 바쁠 때)', en: 'how full the nodes are at the peak' },
  aMonth: { ko: '한 달', en: 'a month' },
  nodes: { ko: '노드', en: 'Nodes' },
  openFormula: { ko: '숫자를 누르면 계산식과 출처가 열린다.', en: 'Press a number to open its formula and source.' },
} satisfies Record<string, Localized | ((length: number, limit: number) => Localized)>

import type { Localized } from '../../../data/localized.ts'

/** What each plugin of the scheduler asks, in plain words. */
export const pluginWords: Readonly<Record<string, Localized>> = {
  NodeUnschedulable: { ko: '노드가 새 파드를 받는 상태인가(cordon되지 않았는가)', en: 'Does the node take new pods, or is it cordoned?' },
  NodeName: { ko: '파드가 이 노드를 이름으로 지목했는가', en: 'Did the pod name this node?' },
  TaintToleration: { ko: '노드의 테인트를 파드가 견디는가', en: 'Does the pod tolerate the node\'s taints?' },
  NodeAffinity: { ko: '파드가 원하는 레이블이 노드에 있는가', en: 'Does the node have the labels the pod asks for?' },
  NodePorts: { ko: '파드가 쓸 호스트 포트가 비어 있는가', en: 'Is the host port the pod wants free?' },
  NodeResourcesFit: { ko: '요청한 CPU와 메모리가 남아 있는가', en: 'Is the requested CPU and memory left?' },
  NodeResourcesBalancedAllocation: { ko: '놓은 뒤 CPU와 메모리 사용이 고른가', en: 'Does it keep CPU and memory use in balance?' },
  VolumeBinding: { ko: '파드의 볼륨을 이 노드에서 쓸 수 있는가', en: 'Can the pod\'s volumes be used here?' },
  VolumeZone: { ko: '볼륨이 이 노드와 같은 영역에 있는가', en: 'Is the volume in the node\'s zone?' },
  PodTopologySpread: { ko: '영역이나 노드 사이의 차이가 허용치 안인가', en: 'Does the skew between zones or nodes stay within bounds?' },
  InterPodAffinity: { ko: '함께 있거나 떨어져 있어야 할 파드가 맞는가', en: 'Are the pods it must be near, or away from, in place?' },
  ImageLocality: { ko: '이미지가 이미 노드에 있는가', en: 'Is the image already on the node?' },
}

/** Why a plugin rejects a node, in plain words. */
export const rejectionWords: Readonly<Record<string, Localized>> = {
  NodeUnschedulable: { ko: '새 파드를 받지 않음', en: 'takes no new pods' },
  TaintToleration: { ko: '견디지 못하는 테인트', en: 'a taint it does not tolerate' },
  NodeAffinity: { ko: '맞지 않는 레이블', en: 'the wrong labels' },
  NodePorts: { ko: '이미 쓰는 호스트 포트', en: 'the host port is taken' },
  NodeResourcesFit: { ko: '자원 부족', en: 'too little left' },
  VolumeBinding: { ko: '쓸 수 없는 볼륨', en: 'its volume cannot be used' },
  VolumeZone: { ko: '다른 영역의 볼륨', en: 'its volume is in another zone' },
  PodTopologySpread: { ko: '한쪽으로 쏠림', en: 'the spread would tip over' },
  InterPodAffinity: { ko: '함께 또는 떨어져 있어야 할 파드', en: 'the wrong neighbours' },
}

export const strings = {
  arrives: (pod: string) => ({ ko: `${pod} 파드가 자리를 기다립니다.`, en: `Pod ${pod} waits for a node.` }),
  filtered: (left: number, all: number) => ({ ko: `필터: 노드 ${all}개 중 ${left}개가 남습니다.`, en: `Filters: ${left} of ${all} nodes are left.` }),
  scored: (best: string) => ({ ko: `점수: ${best}이(가) 가장 높습니다.`, en: `Scores: ${best} has the most.` }),
  figure: { ko: '스케줄러가 파드의 자리를 정하는 과정', en: 'How the scheduler finds a place for a pod' },
  filter: { ko: '필터', en: 'Filter' },
  score: { ko: '점수 (× 가중치)', en: 'Score (× weight)' },
  total: { ko: '합계', en: 'Total' },
  plugin: { ko: '플러그인', en: 'Plugin' },
  pass: { ko: '통과', en: 'passes' },
  fail: { ko: '탈락', en: 'rejected' },
  predict: { ko: '먼저 예측', en: 'Predict first' },
  predictHint: { ko: '어디로 갈까요? 노드를 고르면 답이 시작됩니다.', en: 'Where will it go? Pick a node to start the answer.' },
  nowhere: { ko: '들어갈 곳이 없다', en: 'It fits nowhere' },
  guessedRight: { ko: '예측이 맞았습니다.', en: 'You called it.' },
  guessedWrong: { ko: '예측과 다릅니다.', en: 'Not what you predicted.' },
  arriving: { ko: '도착한 파드', en: 'Arriving pod' },
  coming: { ko: '곧 도착할 파드', en: 'Coming next' },
  victims: { ko: '밀려나는 파드 (우선순위가 낮음)', en: 'Preempts (lower priority)' },
  onlyOne: { ko: '남은 노드가 하나뿐이라 점수를 매길 필요가 없습니다.', en: 'Only one node is left, so nothing needs a score.' },
  nodes: { ko: '노드', en: 'Nodes' },
  node: { ko: '노드', en: 'Node' },
  inZone: { ko: '영역', en: 'zone' },
  zone: { ko: '가용 영역', en: 'Zone' },
  pods: { ko: '파드', en: 'Pods' },
  taints: { ko: '테인트', en: 'Taints' },
  cpuRequested: { ko: 'CPU 요청', en: 'CPU req.' },
  memoryRequested: { ko: '메모리 요청', en: 'Memory req.' },
  memory: { ko: '메모리', en: 'Memory' },
  cordoned: { ko: '스케줄링 중지', en: 'cordoned' },
  model: {
    ko: 'kube-scheduler 1.34의 기본 프로파일과 문구를 모델링합니다. 바인딩 지연과 확장(extender)은 뺐고, 시간은 1초에 한 줄로 늦췄습니다.',
    en: 'Models the default profile and wording of kube-scheduler 1.34; leaves out binding delays and extenders; slowed down to a row a second.',
  },
} satisfies Record<string, Localized | ((...values: never[]) => Localized)>

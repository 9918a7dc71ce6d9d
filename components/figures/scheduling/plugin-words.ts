import type { Localized } from '../../../data/localized.ts'

/** What each plugin of the scheduler asks, in plain words. */
export const pluginWords: Readonly<Record<string, Localized>> = {
  NodeUnschedulable: { ko: '노드가 새 파드를 받는 상태인가(cordon되지 않았는가)', en: 'Does the node take new pods, or is it cordoned?' },
  NodeName: { ko: '파드가 이 노드를 이름으로 지목했는가', en: 'Did the pod name this node?' },
  TaintToleration: { ko: '파드가 노드의 테인트를 허용하는가', en: 'Does the pod tolerate the node\'s taints?' },
  NodeAffinity: { ko: '파드가 원하는 레이블이 노드에 있는가', en: 'Does the node have the labels the pod asks for?' },
  NodePorts: { ko: '파드가 쓸 호스트 포트가 비어 있는가', en: 'Is the host port the pod wants free?' },
  NodeResourcesFit: { ko: '요청한 CPU와 메모리가 남아 있는가', en: 'Is the requested CPU and memory left?' },
  NodeResourcesBalancedAllocation: { ko: '놓은 뒤 CPU와 메모리 사용이 고른가', en: 'Does it keep CPU and memory use in balance?' },
  VolumeBinding: { ko: '파드의 볼륨을 이 노드에서 쓸 수 있는가', en: 'Can the pod\'s volumes be used here?' },
  VolumeZone: { ko: '볼륨이 이 노드와 같은 영역에 있는가', en: 'Is the volume in the node\'s zone?' },
  PodTopologySpread: { ko: '영역이나 노드 사이의 차이가 정한 폭 안인가', en: 'Does the skew between zones or nodes stay within bounds?' },
  InterPodAffinity: { ko: '함께 있거나 떨어져 있어야 할 파드가 맞는가', en: 'Are the pods it must be near, or away from, in place?' },
  ImageLocality: { ko: '이미지가 이미 노드에 있는가', en: 'Is the image already on the node?' },
}

/** Why a node scores higher by a plugin, in plain words. */
export const advantageWords: Readonly<Record<string, Localized>> = {
  TaintToleration: { ko: '꺼리는 테인트가 적습니다.', en: 'It has fewer taints to avoid.' },
  NodeAffinity: { ko: '선호하는 레이블이 있습니다.', en: 'It has the preferred labels.' },
  NodeResourcesFit: { ko: '남는 자리가 더 많습니다.', en: 'More of it stays free.' },
  NodeResourcesBalancedAllocation: { ko: 'CPU와 메모리를 더 고르게 씁니다.', en: 'Its CPU and memory stay in better balance.' },
  PodTopologySpread: { ko: '더 고르게 퍼집니다.', en: 'Pods spread more evenly.' },
  InterPodAffinity: { ko: '가까이 두려는 파드가 있습니다.', en: 'The pods to be near are there.' },
  ImageLocality: { ko: '이미지가 이미 있습니다.', en: 'It has the image already.' },
}

/** Why a plugin rejects a node, in plain words. */
export const rejectionWords: Readonly<Record<string, Localized>> = {
  NodeUnschedulable: { ko: '새 파드를 받지 않음', en: 'takes no new pods' },
  TaintToleration: { ko: '허용 안 된 테인트', en: 'taint not tolerated' },
  NodeAffinity: { ko: '맞지 않는 레이블', en: 'the wrong labels' },
  NodePorts: { ko: '이미 쓰는 호스트 포트', en: 'the host port is taken' },
  NodeResourcesFit: { ko: 'CPU나 메모리 부족', en: 'CPU or memory short' },
  VolumeBinding: { ko: '쓸 수 없는 볼륨', en: 'its volume cannot be used' },
  VolumeZone: { ko: '다른 영역의 볼륨', en: 'its volume is in another zone' },
  PodTopologySpread: { ko: '한쪽으로 쏠림', en: 'uneven spread' },
  InterPodAffinity: { ko: '이웃 파드가 안 맞음', en: 'wrong neighbours' },
}

export const strings = {
  arrives: (pod: string) => ({ ko: `새 파드 ${pod}: 어느 노드에 들어갈까요?`, en: `A new pod, ${pod}. Which node will take it?` }),
  filtered: (left: number, all: number) => ({ ko: `필터: 노드 ${all}대 중 ${left}대가 통과합니다.`, en: `Filters: ${left} of ${all} nodes pass.` }),
  scored: (best: readonly string[], total: number, why: Localized) => ({
    ko: `점수: 플러그인 점수를 더하면 1등은 ${total}점인 ${best.join(', ')}입니다. ${why.ko}`,
    en: `Scores, all plugins added up: ${best.join(', ')} ${best.length > 1 ? 'lead' : 'leads'} with ${total}. ${why.en}`,
  }),
  cpuShort: { ko: 'CPU 부족', en: 'CPU short' },
  memoryShort: { ko: '메모리 부족', en: 'memory short' },
  toleration: (key: string) => ({ ko: `${key} 허용`, en: `tolerates ${key}` }),
  priority: (priority: number) => ({ ko: `우선순위 ${priority}`, en: `priority ${priority}` }),
  bothShort: { ko: 'CPU·메모리 부족', en: 'both short' },
  figure: { ko: '스케줄러가 파드의 자리를 정하는 과정', en: 'How the scheduler finds a place for a pod' },
  filter: { ko: '필터', en: 'Filter' },
  score: { ko: '점수 (× 가중치)', en: 'Score (× weight)' },
  total: { ko: '합계', en: 'Total' },
  pass: { ko: '통과', en: 'passes' },
  fail: { ko: '탈락', en: 'rejected' },
  predict: { ko: '먼저 맞히기', en: 'Predict first' },
  predictHint: { ko: '어디로 갈까요? 노드를 고르면 답이 나옵니다.', en: 'Where will it go? Pick a node to start the answer.' },
  nowhere: { ko: '들어갈 곳이 없다', en: 'It fits nowhere' },
  guessedRight: { ko: '예측이 맞았습니다!', en: 'You called it!' },
  guessedWrong: { ko: '예측과 다릅니다.', en: 'Not what you predicted.' },
  onlyOne: { ko: '들어갈 수 있는 노드가 여기뿐입니다', en: 'the only node that can take it' },
  nodes: { ko: '노드', en: 'Nodes' },
  node: { ko: '노드', en: 'Node' },
  zone: { ko: '가용 영역', en: 'Zone' },
  pods: { ko: '파드', en: 'Pods' },
  taints: { ko: '테인트', en: 'Taints' },
  memory: { ko: '메모리', en: 'Memory' },
  model: {
    ko: 'kube-scheduler의 기본 프로파일을 모델링합니다. 균형 점수는 2026년의 식입니다. 바인딩 지연과 확장(extender)은 뺐고, 몇 밀리초 걸리는 결정을 10초로 늦췄습니다.',
    en: 'Models the default profile of kube-scheduler, with the balance score of 2026; leaves out binding delays and extenders; a decision of milliseconds is slowed down to ten seconds.',
  },
} satisfies Record<string, Localized | ((...values: never[]) => Localized)>

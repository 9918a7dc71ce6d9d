import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '가용 영역 하나가 멈춰 etcd가 2대 남았습니다. 클러스터는?', en: 'A zone fails and 2 of 3 etcd members are left. The cluster...' },
    right: 1,
    answers: [
      { text: { ko: '읽기만 된다', en: 'can only be read' }, why: { ko: '과반인 2대가 남았으니 쓰기도 확정할 수 있습니다.', en: 'Two of three is a quorum, so writes still count.' } },
      { text: { ko: '읽고 쓸 수 있다', en: 'can be read and written' }, why: { ko: '3대 중 2대면 과반이라 그대로 동작합니다.', en: 'Two of three is a quorum, and work goes on.' } },
      { text: { ko: '멈춘다', en: 'stops' }, why: { ko: '2대를 잃어 1대만 남아야 과반이 깨집니다.', en: 'It takes two lost members to break the quorum.' } },
    ],
  },
  {
    prompt: { ko: '컨트롤 플레인을 AWS가 고쳐 줘도 내가 할 일은?', en: 'AWS repairs the control plane. What is still yours?' },
    right: 2,
    answers: [
      { text: { ko: 'etcd 멤버 교체', en: 'Replacing etcd members' }, why: { ko: '고장 난 멤버는 EKS가 찾아서 교체합니다.', en: 'EKS finds and replaces failed members.' } },
      { text: { ko: 'API 서버 증설', en: 'Adding API servers' }, why: { ko: '부하에 따라 EKS가 조정합니다.', en: 'EKS adjusts them to the load.' } },
      { text: { ko: '버전 업그레이드 시점 정하기', en: 'Choosing when to upgrade' }, why: { ko: '지원 기간 안에서 언제 올릴지는 내가 정합니다.', en: 'Within the support period, the moment is your choice.' } },
    ],
  },
  {
    prompt: { ko: 'API 엔드포인트 SLA가 99.99%인 것은?', en: 'Which comes with a 99.99% SLA?' },
    right: 1,
    answers: [
      { text: { ko: '모든 EKS 클러스터', en: 'Every EKS cluster' }, why: { ko: '표준 컨트롤 플레인은 99.95%입니다.', en: 'A standard control plane has 99.95%.' } },
      { text: { ko: 'Provisioned Control Plane', en: 'Provisioned Control Plane' }, why: { ko: '2026년 3월부터 99.99%이고, 1분 단위로 잽니다.', en: '99.99% since March 2026, measured by the minute.' } },
      { text: { ko: '노드가 100대 넘는 클러스터', en: 'Clusters of over 100 nodes' }, why: { ko: 'SLA는 노드 수가 아니라 컨트롤 플레인의 종류로 갈립니다.', en: 'The kind of control plane decides, not the node count.' } },
    ],
  },
]

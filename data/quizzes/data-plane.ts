import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '관리형 노드 그룹의 EC2 인스턴스는 어디에 있을까요?', en: 'Where are the EC2 instances of a managed node group?' },
    right: 0,
    answers: [
      { text: { ko: '내 AWS 계정', en: 'In my AWS account' }, why: { ko: 'Auto Scaling 그룹까지 내 계정에 그대로 보입니다.', en: 'So is their Auto Scaling group, in plain sight.' } },
      { text: { ko: 'AWS가 관리하는 계정', en: 'In an account that AWS manages' }, why: { ko: '거기에 있는 것은 컨트롤 플레인입니다.', en: 'That is where the control plane is.' } },
      { text: { ko: 'EC2가 아니라 Fargate', en: 'Nowhere: it is Fargate' }, why: { ko: 'Fargate에는 노드 그룹이 없습니다.', en: 'Fargate has no node groups.' } },
    ],
  },
  {
    prompt: { ko: '가용 영역 3곳, maxUnavailable 1. 업데이트는 새 노드를 최대 몇 대 먼저 띄울까요?', en: 'Three zones, maxUnavailable 1. Up to how many new nodes does an update start first?' },
    right: 2,
    answers: [
      { text: { ko: '1대', en: '1' }, why: { ko: 'maxUnavailable은 한 번에 비우는 노드 수입니다.', en: 'maxUnavailable is how many are drained at a time.' } },
      { text: { ko: '3대', en: '3' }, why: { ko: '영역마다 한 대가 아니라 최대 두 대입니다.', en: 'It is up to two a zone, not one.' } },
      { text: { ko: '6대', en: '6' }, why: { ko: '영역 수의 두 배와 maxUnavailable 중 큰 값입니다.', en: 'The larger of twice the zones and maxUnavailable.' } },
    ],
  },
  {
    prompt: { ko: 'Fargate에 0.25 vCPU, 0.5 GB를 요청하면 받는 메모리는?', en: 'You ask Fargate for 0.25 vCPU and 0.5 GB. How much memory do you get?' },
    right: 1,
    answers: [
      { text: { ko: '0.5 GB', en: '0.5 GB' }, why: { ko: '쿠버네티스 구성 요소 몫 256 MB가 더해집니다.', en: '256 MB is added for the Kubernetes components.' } },
      { text: { ko: '1 GB', en: '1 GB' }, why: { ko: '0.75 GB가 되고, 표의 다음 크기는 1 GB입니다.', en: 'That makes 0.75 GB, and the next size is 1 GB.' } },
      { text: { ko: '2 GB', en: '2 GB' }, why: { ko: '1 GB에 들어가므로 더 올리지 않습니다.', en: 'It fits in 1 GB, so it goes no higher.' } },
    ],
  },
]

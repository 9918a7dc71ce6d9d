import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: 'AMI에 보안 패치가 나왔습니다. 아무 일도 안 하면 옛 AMI가 남는 곳은?', en: 'A patched AMI is out. Where does the old one stay if you do nothing?' },
    right: 0,
    answers: [
      { text: { ko: '관리형 노드 그룹', en: 'A managed node group' }, why: { ko: '갈아 끼우는 일은 EKS가 하지만 시작은 내가 합니다.', en: 'EKS does the work, but you start it.' } },
      { text: { ko: 'Auto Mode', en: 'Auto Mode' }, why: { ko: 'AWS가 새 AMI를 내면 노드를 갈아 끼우고, 길어도 21일입니다.', en: 'AWS replaces its nodes, after 21 days at the latest.' } },
      { text: { ko: 'Fargate', en: 'Fargate' }, why: { ko: 'EKS가 파드를 내보내고 OS를 패치합니다. 내\u00A0AMI는 없습니다.', en: 'EKS patches the OS by evicting pods. There is no AMI of yours.' } },
    ],
  },
  {
    prompt: { ko: 'Karpenter를 쓰다 Auto Mode로 옮겼습니다. 청구서에 새로 생기는 줄은?', en: 'You move from Karpenter to Auto Mode. What is new on the bill?' },
    right: 2,
    answers: [
      { text: { ko: '파드마다 vCPU 요금', en: 'A fee per pod and vCPU' }, why: { ko: '그것은 Fargate입니다. Auto Mode는 EC2 요금을 그대로 냅니다.', en: 'That is Fargate. With Auto Mode you still pay for EC2.' } },
      { text: { ko: '노드 그룹 요금', en: 'A fee per node group' }, why: { ko: '노드 그룹이 없고, 있어도 요금이 없습니다.', en: 'Auto Mode has no node groups, and they cost nothing anyway.' } },
      { text: { ko: '인스턴스마다 관리 요금', en: 'A fee per instance' }, why: { ko: 'GPU가 아니면 온디맨드 가격의 약\u00A012%입니다.', en: 'About 12% of the on-demand price, unless it has a GPU.' } },
    ],
  },
]

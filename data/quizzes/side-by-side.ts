import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '다섯 가지 방식 모두에서 언제나 내 몫인 것은?', en: 'What stays yours in all five ways?' },
    right: 1,
    answers: [
      { text: { ko: '노드의 OS 패치', en: 'OS patches of the nodes' }, why: { ko: 'Auto Mode와 Fargate에서는 AWS가 합니다.', en: 'AWS does them in Auto Mode and on Fargate.' } },
      { text: { ko: '앱과 파드', en: 'The app and its pods' }, why: { ko: '무엇을 어떻게 돌릴지는 늘 내가 정합니다.', en: 'What runs, and how, is always up to you.' } },
      { text: { ko: '컨트롤 플레인', en: 'The control plane' }, why: { ko: 'EKS에서는 언제나 AWS가 맡습니다.', en: 'On EKS, AWS always runs it.' } },
    ],
  },
  {
    prompt: { ko: 'Karpenter와 Auto Mode의 가장 큰 차이는?', en: 'What sets Karpenter and Auto Mode apart the most?' },
    right: 2,
    answers: [
      { text: { ko: 'Karpenter는 노드 그룹을 키운다', en: 'Karpenter grows node groups' }, why: { ko: '둘 다 노드 그룹 없이 EC2를 바로 띄웁니다.', en: 'Both start EC2 instances with no node group.' } },
      { text: { ko: 'Auto Mode는 EC2를 쓰지 않는다', en: 'Auto Mode does not use EC2' }, why: { ko: 'AWS가 관리하는 EC2 인스턴스를 씁니다.', en: 'It uses EC2 instances that AWS manages.' } },
      { text: { ko: '누가 운영하느냐', en: 'Who runs it' }, why: { ko: 'Karpenter는 내가, Auto Mode는 AWS가 운영합니다.', en: 'You run Karpenter; AWS runs Auto Mode.' } },
    ],
  },
]

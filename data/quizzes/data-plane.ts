import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '관리형 노드 그룹의 인스턴스 하나를 EC2 콘솔에서 종료했습니다. 그다음은?', en: 'You terminate an instance of a managed node group in the EC2 console. What happens?' },
    right: 0,
    answers: [
      { text: { ko: '새 노드가 뜬다', en: 'A new node comes up' }, why: { ko: 'Auto Scaling 그룹이 희망 크기를 지킵니다.', en: 'The Auto Scaling group keeps its desired size.' } },
      { text: { ko: 'EKS가 종료를 막는다', en: 'EKS prevents it' }, why: { ko: '인스턴스는 내 계정에 있어 내가 종료할\u00A0수\u00A0있습니다.', en: 'It is in your account, so you can.' } },
      { text: { ko: '한 대 줄어든 채로 남는다', en: 'The group is one smaller' }, why: { ko: '희망 크기는 그대로라 그룹이 다시 채웁니다.', en: 'Its desired size has not changed, so it is filled up.' } },
    ],
  },
  {
    prompt: { ko: '레플리카는 1개, PDB는 minAvailable 1입니다. 노드 그룹을 업데이트하면?', en: 'One replica, a PDB with minAvailable 1. What does a node group update do?' },
    right: 1,
    answers: [
      { text: { ko: '새 노드에 하나 더 띄우고 옮긴다', en: 'Starts another one first' }, why: { ko: '축출은 파드를 먼저 지웁니다. 더 띄우는 일은 없습니다.', en: 'An eviction deletes first; nothing starts another before it.' } },
      { text: { ko: '15분 뒤 실패한다', en: 'Fails after 15 minutes' }, why: { ko: 'PodEvictionFailure로 끝나고 기존 노드가 그대로 남습니다.', en: 'It ends with PodEvictionFailure, and old nodes stay.' } },
      { text: { ko: 'PDB를 무시하고 내보낸다', en: 'Overrides the PDB' }, why: { ko: '강제(force)로 시작했을 때만 그렇게 합니다.', en: 'Only if the update was started with force.' } },
    ],
  },
  {
    prompt: { ko: 'Fargate에 1 vCPU, 4 GB를 요청했습니다. 요금이 청구되는 메모리는?', en: 'You ask Fargate for 1 vCPU and 4 GB. How much memory do you pay for?' },
    right: 1,
    answers: [
      { text: { ko: '4 GB', en: '4 GB' }, why: { ko: '쿠버네티스 구성 요소 몫 256 MB가 더해져 넘칩니다.', en: '256 MB for the Kubernetes components come on top.' } },
      { text: { ko: '5 GB', en: '5 GB' }, why: { ko: '4.25 GB가 되고, 1 vCPU의 다음 크기는 5 GB입니다.', en: 'That makes 4.25 GB, and the next size of 1 vCPU is 5 GB.' } },
      { text: { ko: '8 GB', en: '8 GB' }, why: { ko: '1 vCPU의 크기는 1 GB씩 커집니다. 두 배로 뛰지 않습니다.', en: 'The sizes of 1 vCPU go up by 1 GB; they do not double.' } },
    ],
  },
]

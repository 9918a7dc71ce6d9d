import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '“내 노트북에서는 됐는데”를 컨테이너가 줄이는 까닭은?', en: 'Why do containers cure "it works on my machine"?' },
    right: 2,
    answers: [
      { text: { ko: '가상 머신보다 빨리 켜져서', en: 'They start faster than VMs' }, why: { ko: '빠르기는 하지만, 환경이 같아지는 이유는 아닙니다.', en: 'True, but speed does not make environments equal.' } },
      { text: { ko: '운영체제 커널까지 담아서', en: 'They carry the OS kernel' }, why: { ko: '커널은 담지 않고 호스트의 것을 함께 씁니다.', en: 'They share the kernel of the host.' } },
      { text: { ko: '의존성까지 함께 묶어서', en: 'They pack the dependencies too' }, why: { ko: '코드와 구성 기본값, 의존성이 한 덩어리라 어디서나 같은 환경입니다.', en: 'Code, default configuration and dependencies travel as one.' } },
    ],
  },
  {
    prompt: { ko: '새벽 3시, 컨테이너 하나가 응답을 멈췄습니다. 오케스트레이터는?', en: '3 a.m.: a container stops responding. What does the orchestrator do?' },
    right: 0,
    answers: [
      { text: { ko: '없애고 새것을 띄운다', en: 'Removes it, starts a new one' }, why: { ko: '자가 치유입니다. 사람을 깨우지 않고 개수를 되찾습니다.', en: 'Self-healing: the count is restored and nobody is woken up.' } },
      { text: { ko: '담당자의 승인을 기다린다', en: 'Waits for someone to approve' }, why: { ko: '원하는 상태를 미리 적어 두었으니 물어볼 필요가 없습니다.', en: 'The desired state is written down, so there is nothing to ask.' } },
      { text: { ko: '코드의 버그를 고친다', en: 'Fixes the bug in the code' }, why: { ko: '버그는 그대로 남으니 로그와 지표를 보고 사람이 고칩니다.', en: 'The bug stays; people fix it, with logs and metrics.' } },
    ],
  },
]

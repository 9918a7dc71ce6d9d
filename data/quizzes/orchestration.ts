import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '개발에서는 되는데 운영에서 라이브러리\u00A0오류가\u00A0납니다. 컨테이너로 바꾸면 왜 사라질까요?', en: 'It works in development, and a library fails in production. Why does that stop with containers?' },
    right: 2,
    answers: [
      { text: { ko: '가상 머신보다 빨리 켜져서', en: 'They start faster than VMs' }, why: { ko: '빠르기는 하지만, 환경이 같아지는 이유는 아닙니다.', en: 'True, but speed does not make environments equal.' } },
      { text: { ko: '운영체제 커널까지 담아서', en: 'They carry the OS kernel' }, why: { ko: '커널은 담지 않고 호스트의 것을 함께 씁니다.', en: 'They share the kernel of the host.' } },
      { text: { ko: '의존성까지 함께 담아서', en: 'They pack the dependencies too' }, why: { ko: '코드와 기본 설정, 의존성이 한 덩어리라 어디서나 같은 환경입니다.', en: 'Code, default configuration and dependencies travel as one.' } },
    ],
  },
  {
    prompt: { ko: '새벽 3시, 컨테이너가 메모리 부족으로 자꾸 죽습니다. 쿠버네티스는?', en: '3 a.m.: a container keeps dying, out of memory. What does Kubernetes do?' },
    right: 0,
    answers: [
      { text: { ko: '간격을 늘려 가며 다시 띄운다', en: 'Restarts it, at growing intervals' }, why: { ko: 'CrashLoopBackOff입니다. 원인은 사람이 고칩니다.', en: 'That is CrashLoopBackOff. The cause is for people to fix.' } },
      { text: { ko: '메모리를 더 줘서 다시 띄운다', en: 'Restarts it with more memory' }, why: { ko: '한도는 적어 둔 그대로입니다. 올리는 것은 사람의 일입니다.', en: 'The limit stays what you wrote; raising it is up to you.' } },
      { text: { ko: '여유 있는 노드로 옮긴다', en: 'Moves it to a roomier node' }, why: { ko: '자기 한도를 넘어서 죽으니 어느 노드든 같습니다.', en: 'It exceeds its own limit, so any node would do the same.' } },
    ],
  },
]

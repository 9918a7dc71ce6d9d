import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '다음 중 EKS가 대신 해 주는 일은?', en: 'Which of these does EKS do for you?' },
    right: 1,
    answers: [
      { text: { ko: '애플리케이션 코드 배포', en: 'Writing the application' }, why: { ko: '애플리케이션은 여전히 내 몫입니다.', en: 'The application stays yours.' } },
      { text: { ko: 'etcd와 API 서버 운영', en: 'Running etcd and the API servers' }, why: { ko: '컨트롤 플레인은 AWS가 운영합니다.', en: 'AWS runs the control plane.' } },
    ],
  },
]

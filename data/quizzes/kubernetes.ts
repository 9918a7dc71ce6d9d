import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '파드를 지우고 새로 띄웠습니다. 데이터가 남는 곳은?', en: 'A pod is deleted and a new one takes its place. Where does data survive?' },
    right: 2,
    answers: [
      { text: { ko: '컨테이너 파일 시스템', en: 'The container\'s file system' }, why: { ko: '컨테이너가 재시작하기만 해도 처음으로 돌아갑니다.', en: 'Even a container restart resets it.' } },
      { text: { ko: 'emptyDir 볼륨', en: 'An emptyDir volume' }, why: { ko: '컨테이너 재시작은 견디지만 파드와 함께 사라집니다.', en: 'It outlives a container, but not the pod.' } },
      { text: { ko: '퍼시스턴트볼륨', en: 'A persistent volume' }, why: { ko: '수명이 파드와 무관하고, 노드 밖의 스토리지에 있습니다.', en: 'Its life does not depend on the pod, and its storage is apart from the nodes.' } },
    ],
  },
  {
    prompt: { ko: '파드 10개, maxSurge 25%. 업데이트 중에는 최대 몇 개일까요?', en: '10 pods, maxSurge 25%: how many at most during an update?' },
    right: 1,
    answers: [
      { text: { ko: '12개', en: '12' }, why: { ko: '내림은 maxUnavailable의 계산법입니다.', en: 'Rounding down is how maxUnavailable works.' } },
      { text: { ko: '13개', en: '13' }, why: { ko: '10개의 25%인 2.5를 올림해서 3개까지 더 띄웁니다.', en: '25% of 10 is 2.5, and surge rounds up to 3 more.' } },
      { text: { ko: '20개', en: '20' }, why: { ko: '두 배로 띄우려면 maxSurge가 100%여야 합니다.', en: 'Doubling the pods would take a maxSurge of 100%.' } },
    ],
  },
  {
    prompt: { ko: 'EKS 1.28 이상에서 시크릿은 어떻게 저장될까요?', en: 'How does EKS store a Secret at 1.28 or later?' },
    right: 0,
    answers: [
      { text: { ko: '기본으로 봉투 암호화한다', en: 'Envelope-encrypted by default' }, why: { ko: '따로 켜지 않아도 모든 API 데이터가 암호화됩니다.', en: 'So is all other API data, and you do nothing for it.' } },
      { text: { ko: 'base64로만 저장한다', en: 'As base64 and no more' }, why: { ko: 'base64는 보호가 아닌 표기법이고, 저장될 때는 암호화됩니다.', en: 'Just an encoding; what is stored is encrypted.' } },
      { text: { ko: '내 KMS 키를 줘야 암호화한다', en: 'Encrypted once I bring a KMS key' }, why: { ko: '내 키는 선택이고, 주지 않으면 AWS 소유 키를 씁니다.', en: 'Optional; without it EKS uses an AWS owned key.' } },
    ],
  },
]

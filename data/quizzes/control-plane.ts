import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '가용 영역 하나가 멈춰 etcd가 2대 남았습니다. 클러스터는?', en: 'A zone fails and 2 of 3 etcd members are left. The cluster...' },
    right: 1,
    answers: [
      { text: { ko: '읽기만 된다', en: 'can only be read' }, why: { ko: '과반인 2대가 남았으니 쓰기도 확정할 수 있습니다.', en: 'Two of three is a quorum, so writes still count.' } },
      { text: { ko: '읽고 쓸 수 있다', en: 'can be read and written' }, why: { ko: '3대 중 2대면 과반이라 그대로 동작합니다.', en: 'Two of three is a quorum, and work goes on.' } },
      { text: { ko: '리더가 돌아올 때까지 멈춘다', en: 'stops until its leader is back' }, why: { ko: '남은 둘이 1~2초 안에 새 리더를 뽑습니다.', en: 'The two that are left elect one within a second or two.' } },
    ],
  },
  {
    prompt: { ko: '두 번째 영역까지 멈췄습니다. 지금 접속해 있는 사용자의 요청은?', en: 'A second zone fails as well. Users who are on your site...' },
    right: 0,
    answers: [
      { text: { ko: '살아 있는 파드에 닿으면 응답받는다', en: 'are served by live pods only' }, why: { ko: '돌고 있는 파드는 컨트롤 플레인 없이 응답합니다. 죽은 파드로 간 요청은 실패합니다.', en: 'They need no control plane to answer. Requests sent to dead pods fail.' } },
      { text: { ko: '모두 끊긴다', en: 'are all cut off' }, why: { ko: '멈춘 것은 배포와 복구이지, 요청이\u00A0가는\u00A0길이 아닙니다.', en: 'Deploying and healing stop, not the request path.' } },
      { text: { ko: '새 파드가 뜨면 이어진다', en: 'go on once new pods are up' }, why: { ko: 'API가 없는 동안에는 새 파드가 뜨지 못합니다.', en: 'Without an API, no new pod comes up.' } },
    ],
  },
  {
    prompt: { ko: '설정을 바꾼 적이 없는데 표준 지원이 끝났습니다. 그다음 날은?', en: 'You have changed no defaults, and standard support ends. The day after...' },
    right: 2,
    answers: [
      { text: { ko: 'EKS가 업그레이드한다', en: 'EKS upgrades the cluster' }, why: { ko: '그것은 연장 지원까지 끝난 뒤, 또는 정책이 STANDARD일 때입니다.', en: 'That comes when extended support ends, or with the policy STANDARD.' } },
      { text: { ko: 'API가 읽기 전용이 된다', en: 'the API is read-only' }, why: { ko: '하던 대로 동작합니다. 달라지는 것은 요금입니다.', en: 'All works as before. What changes is the bill.' } },
      { text: { ko: '컨트롤 플레인 요금이 여섯 배', en: 'the control plane\'s fee is six times as high' }, why: { ko: '시간당 0.10달러가 0.60달러가 됩니다.', en: '$0.10 an hour becomes $0.60.' } },
    ],
  },
]

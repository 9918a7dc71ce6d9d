import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '이미지 태그를 잘못 적어 배포했습니다. 파드 10개, maxSurge·maxUnavailable 25%. 사용자에게 보이는 것은?', en: 'You rolled out a tag that does not exist. 10 pods, maxSurge and maxUnavailable 25%. What do users see?' },
    right: 1,
    answers: [
      { text: { ko: '새 파드가 뜰 때까지 오류', en: 'Errors until new pods are up' }, why: { ko: '한꺼번에 내려가는 것은 2개뿐, 8개는 새 파드가 준비될 때까지 남습니다.', en: 'Only 2 may go at once; 8 stay until new ones are ready.' } },
      { text: { ko: '평소와 같은 화면', en: 'Nothing unusual' }, why: { ko: '옛 파드 8개가 계속 받고, 롤아웃은 멈춘 채로 기다립니다.', en: '8 old pods go on serving while the rollout waits.' } },
      { text: { ko: '자동으로 되돌린 이전 버전', en: 'The version before, rolled back' }, why: { ko: '멈췄다고 알릴 뿐, 되돌리는 것은 사람이나 파이프라인입니다.', en: 'It reports that it is stuck; going back is up to you.' } },
    ],
  },
  {
    prompt: { ko: 'readiness probe가 없는 새 파드. 서비스는 언제부터 요청을 보낼까요?', en: 'A new pod has no readiness probe. When does a Service send it requests?' },
    right: 0,
    answers: [
      { text: { ko: '컨테이너가 시작되자마자', en: 'As soon as its container starts' }, why: { ko: 'probe가 없으면 뜨자마자 준비된 것으로 칩니다. 그래서 요청이 유실됩니다.', en: 'Without a probe a pod counts as ready at once, so requests are lost.' } },
      { text: { ko: '앱이 포트를 연 뒤', en: 'Once the app has opened its port' }, why: { ko: '쿠버네티스는 포트를 열었는지 보지 않습니다.', en: 'Kubernetes does not look at the port.' } },
      { text: { ko: '10초 뒤, 첫 검사가 끝나면', en: 'After 10 seconds, the first check' }, why: { ko: '10초는 probe의 기본 주기입니다. probe가 없으면 기다릴 것도 없습니다.', en: 'That is the period of a probe. Without one there is nothing to wait for.' } },
    ],
  },
  {
    prompt: { ko: '영역 b의 노드가 죽었습니다. 영역 a에는 빈 노드가 있습니다. EBS를 쓰던 파드는?', en: 'A node in zone b dies. Its pod used EBS; a node in zone a has room. The pod...' },
    right: 2,
    answers: [
      { text: { ko: '볼륨도 함께 옮겨 간다', en: 'comes up there with its volume' }, why: { ko: 'EBS 볼륨은 만들어진 영역을 떠나지 못합니다.', en: 'An EBS volume never leaves its zone.' } },
      { text: { ko: '빈 볼륨으로 뜬다', en: 'comes up with an empty volume' }, why: { ko: '클레임은 이미 그 볼륨에 바인딩되어 있습니다.', en: 'The claim is bound to that one volume.' } },
      { text: { ko: '뜨지 못하고 기다린다', en: 'stays Pending' }, why: { ko: '영역 b에 노드가 생길 때까지 Pending입니다.', en: 'It waits until there is a node in zone b.' } },
    ],
  },
]

import type { Localized } from '../../../data/localized.ts'

export const strings = {
  title: { ko: '클러스터에 직접 쳐 보는 kubectl', en: 'kubectl on the cluster in the picture' },
  tour: { ko: '시연', en: 'Tour' },
  empty: { ko: '빈 클러스터', en: 'Empty cluster' },
  ask: { ko: '무엇이 있는지부터 물어볼까요?', en: 'What is there? Let us ask.' },
  nodes: { ko: 'API 서버에 묻습니다. 노드 셋이 준비됐습니다.', en: 'We ask the API server: three nodes are ready.' },
  apply: { ko: '적용하면 파드가 뜹니다. -w는 바뀔 때마다 한 줄을 더합니다.', en: 'Apply, and pods come up. -w adds a line for every change.' },
  scale: { ko: '숫자 하나를 바꾸면 컨트롤러가 둘을 더 만듭니다.', en: 'Change one number, and the controller makes two more.' },
  rollout: { ko: '새 이미지는 조금씩 들어오고, 옛 파드는 그만큼만 나갑니다.', en: 'The new image comes in bit by bit; old pods leave as it does.' },
  drain: { ko: '노드를 비우면 파드는 다른 노드에서 다시 뜹니다.', en: 'Drain a node: its pods come up on the others.' },
  models: { ko: 'kubectl의 문구와 표를 모델링합니다. 인증, exec, 컨테이너의 로그, 파이프는 뺐습니다.', en: 'Models kubectl\'s words and tables. Leaves out authentication, exec, containers\' logs and pipes.' },
  levelsTitle: { ko: '터미널에서 푸는 열두 문제', en: 'Twelve tasks at a terminal' },
  goal: { ko: '목표', en: 'Goal' },
  hint: { ko: '힌트', en: 'Hint' },
  solved: { ko: '해결했습니다', en: 'Solved' },
  met: { ko: '됨', en: 'holds' },
  unmet: { ko: '아직', en: 'not yet' },
  next: { ko: '다음 문제', en: 'Next task' },
  shown: { ko: '정답을 보았습니다', en: 'Answer shown' },
  progress: (done: number, of: number): Localized => ({ ko: `${of}개 중 ${done}개 해결`, en: `${done} of ${of} solved` }),
  lines: (used: number, fewest: number): Localized => used <= fewest
    ? { ko: `명령 ${used}개, 더 줄일 수 없습니다`, en: `${used} ${used === 1 ? 'command' : 'commands'}: nobody needs fewer` }
    : { ko: `명령 ${used}개, ${fewest}개로도 됩니다`, en: `${used} commands; ${fewest} would do` },
  task: { ko: '무엇을 치면 될까요?', en: 'What would you type?' },
  answer: { ko: '이 명령이면 됩니다.', en: 'This is all it takes.' },
} satisfies Record<string, Localized | ((used: number, fewest: number) => Localized)>

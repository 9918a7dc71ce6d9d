import type { Localized } from '../../../data/localized.ts'
import type { HandStep } from '../../../engine/aws/node-group/by-hand.ts'
import type { GroupFault } from '../../../engine/aws/node-group/issue.ts'
import type { UpdatePhase } from '../../../engine/aws/node-group/node-group.ts'
import type { ScenarioName } from './update-scenarios.ts'

export const strings = {
  figure: { ko: '노드 그룹 업데이트', en: 'The update of a node group' },
  managed: { ko: '관리형 노드 그룹', en: 'Managed nodes' },
  beside: { ko: '비교', en: 'Beside it' },
  hand: { ko: '사람이 직접', en: 'By hand' },
  one: { ko: 'maxUnavailable 1', en: 'maxUnavailable 1' },
  third: { ko: 'maxUnavailable 33%', en: 'maxUnavailable 33%' },
  minAvailable: { ko: 'PDB 약속', en: 'PDB promise' },
  person: { ko: '사람을 기다리는 시간 (가정)', en: 'Waiting for a person (assumption)' },
  minimal: { ko: 'MINIMAL 전략', en: 'MINIMAL strategy' },
  fault: { ko: '고장', en: 'What breaks' },
  waitsForPerson: (waited: number, minutes: number): Localized => ({ ko: `담당자 기다림 ${waited}/${minutes}분`, en: `waits, ${waited} of ${minutes} min` }),
  assumed: { ko: '가정', en: 'assumed' },
  /** What the time by hand rests on. */
  everyStep: (minutes: number): Localized => ({ ko: `단계마다 ${minutes}분 대기 (가정)`, en: `assuming ${minutes} min a step` }),
  /** What it took in the end: what a person had to do, and how long it went on. */
  byCommands: (acts: number, minutes: number): Localized => ({ ko: `명령 ${acts}개, ${minutes}분`, en: `${acts} ${acts === 1 ? 'command' : 'commands'}, ${minutes} min` }),
  bySteps: (acts: number, minutes: number): Localized => ({ ko: `${acts}단계, ${minutes}분`, en: `${acts} steps, ${minutes} min` }),
  step: (at: number, of: number): Localized => ({ ko: `${of}단계 중 ${at}`, en: `Step ${at} of ${of}` }),
  done: { ko: '완료', en: 'done' },
  failed: { ko: '실패', en: 'failed' },
  healthy: { ko: '이상 없음', en: 'healthy' },
  notYet: { ko: '시작 전', en: 'not started' },
  ready: { ko: '준비된 파드', en: 'Ready pods' },
  /** Of an axis that does not begin at 0. */
  readyFrom: (pods: number): Localized => ({ ko: `준비된 파드 (${pods}부터)`, en: `Ready pods (from ${pods})` }),
  /** What a PodDisruptionBudget keeps: so many at least. */
  promise: (pods: number): Localized => ({ ko: `PDB 최소 ${pods}`, en: `PDB: min ${pods}` }),
  ending: { ko: '종료 중', en: 'ending' },
  starting: { ko: '뜨는 중', en: 'starting' },
  cordoned: { ko: '새 파드 안 받음', en: 'cordoned' },
  draining: { ko: '비우는 중', en: 'draining' },
  waiting: { ko: '노드를 기다리는 파드', en: 'Pods without a node' },
  /** Of the moves in all: to new nodes, and as the group shrank again. */
  movesApart: (there: number, back: number): Localized => ({ ko: `늘릴 때 ${there} + 줄일 때 ${back}`, en: `${there} up + ${back} down` }),
  movesShort: { ko: '옮긴 횟수', en: 'Moves' },
  acts: { ko: '사람이 한 일', en: 'Acts of a person' },
  inputs: { ko: '조건', en: 'Inputs' },
  table: { ko: '표', en: 'Table' },
  took: { ko: '걸린 시간', en: 'Time' },
  waited: { ko: '사람을 기다린 시간', en: 'Waited for a person' },
  least: { ko: '가장 적었던 준비된 파드', en: 'Fewest ready pods' },
  moves: { ko: '파드가 옮겨 다닌 횟수', en: 'Times a pod moved' },
  most: { ko: '가장 많았던 노드', en: 'Most nodes at once' },
  unended: { ko: '끝나지 않음', en: 'did not end' },
  models: {
    ko: 'AWS 문서의 네 단계와 15분, 60초를 따릅니다. 노드가 뜨는 시간, 사람의 시간, 실패한 업데이트를 되돌리는 방법은 가정입니다.',
    en: 'Follows the four phases, the 15 minutes and the 60 seconds of AWS’s page. How long nodes and people take, and how a failed update is taken back, are assumptions.',
  },
  minutes: (count: number): Localized => ({ ko: `${count}분`, en: `${count} min` }),
} satisfies Record<string, Localized | ((...counts: number[]) => Localized)>

export const scenarioTitles: Record<ScenarioName, Localized> = {
  normal: { ko: '순조로운 업데이트', en: 'All goes well' },
  budget: { ko: 'PDB가 막으면', en: 'A PDB blocks' },
  parallel: { ko: '1대씩, 33%씩', en: 'One, or 33%' },
  health: { ko: '상태 문제', en: 'Health issues' },
}

/** What each asks before it begins. */
export const questions: Record<ScenarioName, Localized> = {
  normal: { ko: '명령 하나로 노드를 모두 바꿉니다. 그 위의 파드는 어떻게 될까요?', en: 'One command replaces every node. What becomes of the pods?' },
  budget: { ko: 'PDB가 파드를 하나도 내주지 않으면 어떻게 될까요?', en: 'What if the PDB lets no pod go?' },
  parallel: { ko: '한 대씩 바꿀 때와 33%씩 바꿀 때, 무엇이 다를까요?', en: 'One node at a time, or 33% of them: what differs?' },
  health: { ko: '노드 그룹이 아프면 EKS는 무엇을 알려 줄까요?', en: 'When a node group is ill, what does EKS tell you?' },
}

export const phaseNames: Record<Exclude<UpdatePhase, 'rollback'>, Localized> = {
  'setup': { ko: '설정', en: 'Setup' },
  'scale-up': { ko: '확장', en: 'Scale up' },
  'upgrade': { ko: '업그레이드', en: 'Upgrade' },
  'scale-down': { ko: '축소', en: 'Scale down' },
}

export const rollbackName: Localized = { ko: '되돌리는 중', en: 'Rolling back' }

export const handNames: Record<HandStep, Localized> = {
  'find-ami': { ko: '새 AMI 찾기', en: 'Find the AMI' },
  'create-group': { ko: '새 그룹 만들기', en: 'Make a new group' },
  'cordon': { ko: '기존 노드 막기', en: 'Cordon old nodes' },
  'drain': { ko: '노드 비우기', en: 'Drain a node' },
  'delete-group': { ko: '기존 그룹 지우기', en: 'Delete the old group' },
}

export const faultNames: Record<GroupFault, Localized> = {
  'launch-template': { ko: '시작 템플릿을 지웠습니다', en: 'The launch template was deleted' },
  'subnet': { ko: '서브넷을 지웠습니다', en: 'A subnet was deleted' },
  'instance-limit': { ko: '계정 한도에 닿았습니다', en: 'The account is at its limit' },
  'addresses': { ko: 'IP 주소가 떨어졌습니다', en: 'The addresses have run out' },
}

import type { Localized } from '../../../data/localized.ts'
import { faultWords } from '../../../engine/aws/node-group/issue.ts'
import { parallelNodes } from '../../../engine/aws/node-group/update-config.ts'
import type { Beat } from '../shell/define.ts'
import { faultNames } from './node-update-words.ts'
import type { UpdateHistory } from './update-history.ts'
import { BEGIN, FORCE_AT, sizeOf, type ScenarioName, type UpdateInputs } from './update-scenarios.ts'

/** A stretch of time to the minute. */
const lasts = (ms: number): Localized => ({ ko: `${Math.round(ms / 60_000)}분`, en: `${Math.round(ms / 60_000)} minutes` })

/** What a press of the clicker shows; every number is the run's own. */
export function storyOf(found: UpdateHistory, name: ScenarioName, inputs: UpdateInputs): Beat[] {
  return { normal: normal, budget: blocked, parallel: parallel, health: health }[name](found, inputs)
}

function normal({ marks, first, second }: UpdateHistory, { personMinutes }: UpdateInputs): Beat[] {
  const { nodes } = sizeOf('normal')
  const surge = first.mostNodes - nodes
  const took = lasts((first.ended?.at ?? BEGIN) - BEGIN)
  const byHand = lasts((second.ended?.at ?? BEGIN) - BEGIN)
  const waited = Math.round(second.waitedMs / 60_000)
  const managed = [
    { until: marks.LaunchTemplateVersion, seconds: 2, say: surge > 0
      ? { ko: '명령 하나로 EKS가 새 AMI의 시작 템플릿 버전을 만들고 노드를 늘립니다.', en: 'One command: EKS makes a launch template version and adds nodes.' }
      : { ko: '명령은 하나입니다. EKS가 새 AMI로 시작 템플릿 버전을 만들었습니다.', en: 'One command. EKS has made a launch template version with the new AMI.' } },
    ...(surge > 0 ? [{ until: marks.NewNodesReady, say: { ko: `새 노드 ${surge}대부터 띄우고, 이제 기존 노드를 비우기 시작합니다.`, en: `${surge} new nodes come up first; only then is an old one emptied.` } }] : []),
    // Not yet the next phase: what the sentence says and the phase that is lit are one.
    { until: marks.ScalingDown === undefined ? first.ended?.at : marks.ScalingDown - 1, seconds: 6, say: { ko: `기존 노드를 하나씩 다 비웠습니다. 파드는 늘 ${first.leastReady}개 이상 준비돼 있었습니다.`, en: `Old nodes were emptied one by one; never fewer than ${first.leastReady} pods ready.` } },
    { until: first.ended?.at, say: second.ended && personMinutes === 0
      // Hands are quicker here: what they took of a person is what the command saves.
      ? { ko: `${took.ko} 걸렸지만 명령은 ${first.acts}개. 손으로는 ${second.acts}단계, ${byHand.ko} 내내 사람이 붙어 있습니다.`, en: `${took.en}, but ${first.acts} command; by hand ${second.acts} steps, ${byHand.en} of someone’s time.` }
      : first.movesBack > 0
      ? { ko: `${took.ko} 만에 다시 ${nodes}대. 늘렸던 노드를 줄이느라 파드가 ${first.movesBack}번 더 옮겨 다녔습니다.`, en: `${nodes} nodes again after ${took.en}. Shrinking moved pods ${first.movesBack} more times.` }
      : { ko: `${took.ko} 만에 다시 ${nodes}대입니다. 파드는 ${first.moves}번 옮겨 다녔습니다.`, en: `${nodes} nodes again after ${took.en}. Pods have moved ${first.moves} times.` } },
  ]
  const hand = { until: second.ended?.at, seconds: 6, say: personMinutes > 0
    ? { ko: `손으로 하면 ${byHand.ko}, 그중 ${waited}분은 단계마다 ${personMinutes}분씩(가정) 기다린 시간입니다.`, en: `By hand: ${byHand.en}, ${waited} of them waiting (${personMinutes} a step, assumed).` }
    : { ko: `손으로는 쉬지 않고 해도 ${second.acts}단계, ${byHand.ko} 내내 사람이 붙어 있습니다.`, en: `By hand, without a pause: ${second.acts} steps, and ${byHand.en} of somebody’s time.` } }
  // Each lane goes on in every beat: the one by hand is told of when it is done.
  const told = [...managed, hand].sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity))
  return told.map((beat, index) => ({ ...beat, ...(index === told.length - 1 && { telling: true }) }))
}

function blocked({ marks, first }: UpdateHistory, { minAvailable }: UpdateInputs): Beat[] {
  const { replicas } = sizeOf('budget')
  if (marks.PodEvictionFailure === undefined)
    return [{ until: first.ended?.at, telling: true, say: { ko: `PDB가 ${minAvailable}개만 약속하면 업데이트는 막히지 않습니다.`, en: `A PDB that promises ${minAvailable} does not block the update.` } }]
  const waited = lasts(marks.PodEvictionFailure - (marks.NewNodesReady ?? BEGIN))
  return [
    { until: marks.EvictionBlocked, say: { ko: `${replicas}개 모두를 약속한 PDB는 파드를 하나도 내주지 않습니다.`, en: `A PDB that promises all ${replicas} gives no pod away.` } },
    { until: marks.PodEvictionFailure, say: { ko: `${waited.ko}을 기다린 끝에 PodEvictionFailure로 실패합니다.`, en: `After ${waited.en} the update fails with PodEvictionFailure.` } },
    { until: marks.UpdateFailed, say: { ko: '기존 노드가 다시 일하고 새 노드는 사라집니다. 파드는 그대로입니다.', en: 'Old nodes work again, new ones go. No pod has been touched.' } },
    { until: marks.ForceDeleted ?? FORCE_AT, say: { ko: '강제로 다시 합니다. 기다린 뒤에는 PDB에 묻지 않고 지웁니다.', en: 'Again, by force: after the wait, pods are deleted without asking.' } },
    { until: marks.ScalingDown, telling: true, say: { ko: `모두 새 버전입니다. 하지만 약속한 ${minAvailable}개가 ${first.leastReady}개까지 줄었습니다.`, en: `All nodes are new. But the promised ${minAvailable} pods fell to ${first.leastReady}.` } },
  ]
}

function parallel({ marks, first, second }: UpdateHistory): Beat[] {
  const { nodes, replicas } = sizeOf('parallel')
  const atOnce = parallelNodes(nodes, { maxUnavailablePercentage: 33 })
  const [slow, fast] = [lasts((first.ended?.at ?? BEGIN) - BEGIN), lasts((second.ended?.at ?? BEGIN) - BEGIN)]
  return [
    { until: marks.NewNodesReady ?? marks.LaunchTemplateVersion, say: { ko: `노드 ${nodes}대, 파드 ${replicas}개. 두 그룹이 같은 시각에 시작합니다.`, en: `${nodes} nodes, ${replicas} pods: two groups start at the same time.` } },
    { until: second.ended?.at, seconds: 6, say: { ko: `33%는 한 번에 ${atOnce}대입니다. ${fast.ko} 만에 끝났습니다.`, en: `33% is ${atOnce} nodes at a time: done after ${fast.en}.` } },
    { until: first.ended?.at, telling: true, say: { ko: `1대씩은 ${slow.ko}. 준비된 파드는 적어도 ${first.leastReady}개와 ${second.leastReady}개였습니다.`, en: `One at a time takes ${slow.en}. Fewest ready: ${first.leastReady}, and ${second.leastReady}.` } },
  ]
}

function health({ marks }: UpdateHistory, { fault }: UpdateInputs): Beat[] {
  const { code } = faultWords[fault]
  return [
    { until: BEGIN + 30_000, seconds: 2, say: { ko: `${faultNames[fault].ko}. 파드는 돌지만 EKS가 알립니다.`, en: `${faultNames[fault].en}. Pods still run, but EKS reports it.` } },
    { until: marks.AsgInstanceLaunchFailures, telling: true, say: { ko: `노드를 늘리려 해도 뜨지 않습니다. 이유는 ${code}입니다.`, en: `The group is to grow, and cannot. The reason: ${code}.` } },
    { until: marks.IssueResolved !== undefined ? marks.IssueResolved + 4 * 60_000 : undefined, say: { ko: '되살리자 새 노드가 뜨고, 문제는 목록에서 사라집니다.', en: 'Once it is back, new nodes start and the issues are gone.' } },
  ]
}

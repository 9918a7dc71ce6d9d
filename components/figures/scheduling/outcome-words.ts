import type { Language, Localized } from '../../../data/localized.ts'
import type { NodeRow } from '../../../engine/kubernetes/scheduler/index.ts'
import type { StageNode, StagePod } from '../stage/view.ts'
import { advantageWords, rejectionWords, strings } from './plugin-words.ts'
import type { Attempt } from './attempts.ts'

/** Why a node is out, in as few words as fit under it. @param free what is left of the node, in cores and GiB */
export function rejectionOf(row: NodeRow, pod: Pick<StagePod, 'cpu' | 'memory'>, free: Pick<StageNode, 'cpu' | 'memory'> | undefined, language: Language): string {
  const plugin = row.rejectedBy ?? ''
  if (plugin === 'NodeResourcesFit' && free) {
    const [cpu, memory] = [pod.cpu > free.cpu, pod.memory > free.memory]
    if (cpu || memory)
      return strings[cpu && memory ? 'bothShort' : cpu ? 'cpuShort' : 'memoryShort'][language]
  }
  return rejectionWords[plugin]?.[language] ?? plugin
}

/** What sets the winner apart from the next: the plugin by which it gains most. */
export function advantageOf({ explanation: { rows, best, scorePlugins } }: Attempt): Localized {
  const [first, second] = rows.filter(({ feasible }) => feasible).sort((a, b) => (b.total ?? 0) - (a.total ?? 0) || Number(best.includes(b.node)) - Number(best.includes(a.node)))
  const gain = (plugin: string) => (first?.scores[plugin]?.weighted ?? 0) - (second?.scores[plugin]?.weighted ?? 0)
  const [most] = scorePlugins.map(({ name }) => name).sort((a, b) => gain(b) - gain(a))
  return (most && gain(most) > 0 ? advantageWords[most] : undefined) ?? { ko: '', en: '' }
}

/** Why the pod goes where it goes. */
function reason({ explanation }: Attempt, language: Language): string {
  const [best, next] = explanation.rows.flatMap(({ node, total }) => total === undefined ? [] : [{ node, total }]).sort((a, b) => b.total - a.total)
  if (!best || !next)
    return strings.onlyOne[language]
  return best.total === next.total
    ? { ko: `${best.total}점으로 같아 그중 하나를 고릅니다`, en: `a tie at ${best.total}, one of them is picked` }[language]
    : { ko: `${best.total}점, 2등은 ${next.node} ${next.total}점`, en: `${best.total} points, then ${next.node} with ${next.total}` }[language]
}

/** How the decision ended. */
export function outcomeWords(attempt: Attempt, language: Language): string {
  const { node, pod: { metadata: { name } }, victims } = attempt
  if (node)
    return `${name} → ${node}: ${reason(attempt, language)}.`
  if (victims.length)
    return { ko: `${name}: 우선순위가 가장 낮은 파드(${victims.join(', ')})를 내보냅니다.`, en: `${name} evicts ${victims.join(', ')}, which has the lowest priority.` }[language]
  // Why, each node says for itself.
  return { ko: `${name}: 들어갈 노드가 없어 Pending으로 남습니다.`, en: `${name} stays Pending: no node can take it.` }[language]
}

/** What the audience had guessed, and why it is not so: a node's name, or empty for "nowhere". */
export function guessWords({ node = '', explanation }: Attempt, guess: string, language: Language): string {
  if (guess === node)
    return strings.guessedRight[language]
  const row = explanation.rows.find(each => each.node === guess)
  const why = row?.rejectedBy
    ? `${guess} ${rejectionWords[row.rejectedBy]?.[language] ?? row.rejectedBy}`
    : row?.total !== undefined ? { ko: `${guess}의 점수는 ${row.total}점`, en: `${guess} has ${row.total} points` }[language] : ''
  return [strings.guessedWrong[language], why && `${why}.`].filter(Boolean).join(' ')
}

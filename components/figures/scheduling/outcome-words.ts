import type { Language } from '../../../data/localized.ts'
import { rejectionWords, strings } from './plugin-words.ts'
import type { Attempt, Line } from './attempts.ts'

/** What a row of the table found, with upstream's reasons. */
export function rowWords({ explanation }: Attempt, line: Line, language: Language): string {
  if (line.phase === 'total') {
    const best = explanation.best.join(', ')
    return { ko: `가중치를 곱해 더하면 ${best}의 점수가 가장 높습니다.`, en: `Weighted and added up, ${best} scores highest.` }[language]
  }
  if (line.phase === 'score') {
    return explanation.rows.flatMap(({ node, scores }) => {
      const score = scores[line.plugin]
      return score ? [`${node} ${score.normalized}`] : []
    }).join(' · ')
  }
  return explanation.rows.flatMap(({ node, filters }) => {
    const cell = filters[line.plugin]
    return cell?.verdict === 'fail' ? [`${node}: ${cell.reasons.join(', ')}`] : []
  }).join(' · ')
}

/** The nodes by what keeps the pod off them, each once, by the first filter that objects. */
function rejections({ explanation }: Attempt, language: Language): string {
  const plugins = [...new Set(explanation.rows.flatMap(({ rejectedBy }) => rejectedBy ?? []))]
  return plugins.map((plugin) => {
    const nodes = explanation.rows.filter(({ rejectedBy }) => rejectedBy === plugin).map(({ node }) => node)
    return `${nodes.join(', ')}: ${rejectionWords[plugin]?.[language] ?? plugin}`
  }).join(' · ')
}

/** Why the pod goes where it goes. */
function reason(attempt: Attempt, language: Language): string {
  const totals = attempt.explanation.rows.flatMap(({ total }) => total ?? []).sort((a, b) => b - a)
  const [best, next] = totals
  if (next === undefined)
    return strings.onlyOne[language]
  return best === next
    ? { ko: `같은 점수(${best})라 그중 하나를 고릅니다.`, en: `A tie at ${best}: one of them is picked.` }[language]
    : { ko: `${best}점으로 가장 높습니다. 다음은 ${next}점입니다.`, en: `It scores highest with ${best}; the next has ${next}.` }[language]
}

/** How the decision ended, and what the audience had guessed: a node's name, or empty for "nowhere". */
export function outcomeWords(attempt: Attempt, guess: string | undefined, language: Language): string {
  const { node, message, pod, victims } = attempt
  const verdict = guess === undefined ? '' : strings[guess === (node ?? '') ? 'guessedRight' : 'guessedWrong'][language]
  const outcome = node ? `${pod.metadata.name} → ${node}` : rejections(attempt, language)
  const room = victims.length ? `${strings.victims[language]}: ${victims.join(', ')}` : ''
  return [[verdict, outcome].filter(Boolean).join(' '), node ? reason(attempt, language) : message, room].filter(Boolean).join('\n')
}

import type { Language } from '../../../data/localized.ts'
import { strings } from './plugin-words.ts'
import type { Attempt, Line } from './story.ts'

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

/** How the decision ended, and what the audience had guessed: a node's name, or empty for "nowhere". */
export function outcomeWords({ node, message, pod, victims }: Attempt, guess: string | undefined, language: Language): string {
  const verdict = guess === undefined ? '' : strings[guess === (node ?? '') ? 'guessedRight' : 'guessedWrong'][language]
  const outcome = node ? `${pod.metadata.name} → ${node}` : message
  const room = victims.length ? `${strings.victims[language]}: ${victims.join(', ')}` : ''
  return [verdict, outcome, room].filter(Boolean).join(' ')
}

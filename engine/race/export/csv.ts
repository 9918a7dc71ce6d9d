/** What a race comes to as a table for a spreadsheet: plain numbers, a line a lane. */
import type { RaceResult } from '../result/result.ts'
import { laneScores } from '../verdict/verdict.ts'

type Cell = string | number | null

/** `never` where something did not happen to the end, empty where there was nothing to measure. */
export function raceCsv(race: RaceResult): string {
  const rows = laneScores(race).map(({ lane, recoveredAfterMs, centsAfterwards }, i): Record<string, Cell> => {
    const { demanded = 0, served = 0, lost = 0, waiting = 0, p95ReadyMs = null, mostPods = 0, mostPending = 0, mostNodes = 0, nodesMade = 0, cents = 0 } = race.lanes[i]?.totals ?? {}
    return {
      lane, demanded, served, lost, waiting,
      recovered_after_s: inSeconds(recoveredAfterMs), p95_ready_s: inSeconds(p95ReadyMs),
      most_pods: mostPods, most_pending_pods: mostPending, most_nodes: mostNodes, nodes_made: nodesMade,
      usd: cents / 100, usd_after_the_burst: centsAfterwards === null ? null : centsAfterwards / 100,
    }
  })
  return [Object.keys(rows[0] ?? {}), ...rows.map(row => Object.values(row).map(written))].map(line => line.join(',')).join('\r\n')
}

const inSeconds = (ms: number | null) => ms === null ? null : ms / 1_000

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  return Number.isFinite(cell) ? String(Math.round(cell * 1e6) / 1e6) : 'never'
}

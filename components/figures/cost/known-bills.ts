/** Bills that were computed before: to compute five of them costs a phone 0.15 s. */
import { freshnessOf } from '../../../data/freshness.ts'
import type { Comparison } from '../../../engine/cost/index.ts'
import { equal } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { billsOf, type Inputs, inputsOf } from './compute.ts'

export interface KnownBills {
  /** Of a scenario of the deck: with a manifest, its objects would be inputs, too. */
  inputs: Inputs
  comparison: Comparison
}

const packed: string[] = []
const known: KnownBills[] = []

/** Bills as text, that is read when a bill is first asked for. */
export function packBills(bills: readonly KnownBills[]): string {
  return JSON.stringify(bills)
}

/** Keeps bills: asked for, they are not computed again. @param text as `packBills` made it */
export function rememberBills(text: string): void {
  packed.push(text)
}

/** The bills of the inputs: those that are known, else computed. */
export function billsAt(inputs: Inputs, objects: readonly KubeObject[], day: string): Comparison {
  known.push(...packed.splice(0).flatMap(text => JSON.parse(text) as KnownBills[]))
  const asked = inputsOf(inputs)
  const found = known.find(each => equal(each.inputs, asked))
  return found ? aged(found.comparison, day) : billsOf(inputs, objects, day)
}

/** The same bills as they are read on another day: only their prices are older. */
function aged({ bills, options, ...rest }: Comparison, day: string): Comparison {
  return {
    ...rest,
    options: { ...options, today: day },
    bills: bills.map(bill => ({ ...bill, lines: bill.lines.map(line => ({ ...line, freshness: freshnessOf(line.asOf, day) })) })),
  }
}

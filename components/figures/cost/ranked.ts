import type { Bill } from '../../../engine/cost/index.ts'

interface Ranked { first: readonly Bill[], last: readonly Bill[], all: readonly Bill[] }

/** Bills that may be held against each other, the cheapest first; those that tie for it together. */
export function ranked(bills: readonly Bill[]): Ranked | undefined {
  const all = bills.filter(bill => bill.comparable).toSorted((a, b) => a.totalCents - b.totalCents)
  const [least] = all
  if (!least || all.length < 2)
    return undefined
  const first = all.filter(({ totalCents }) => totalCents === least.totalCents)
  const most = all.at(-1)?.totalCents ?? 0
  return { first, last: first.length < all.length ? all.filter(({ totalCents }) => totalCents === most) : [], all }
}

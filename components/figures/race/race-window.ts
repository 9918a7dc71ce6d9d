/** Which part of a race its charts show. */
import type { RaceFound } from './race-found.ts'

/** A stretch of the race: virtual ms. */
export interface RaceWindow {
  from: number
  until: number
}

/** What is shown of the calm before a burst, as a share of the burst. */
const CALM = 0.1

/** The burst alone while it lasts: who meets it, and when, is a matter of minutes that the whole race would squeeze to a few pixels. Else all of it. */
export function windowAt({ burst, curve }: Pick<RaceFound, 'burst' | 'curve'>, now: number): RaceWindow {
  const whole = { from: 0, until: curve.end }
  if (!burst)
    return whole
  const until = burst.fallsAt ?? curve.end
  const from = Math.max(0, burst.from - (until - burst.from) * CALM)
  return now >= from && now < until ? { from, until } : whole
}

/** How far through a window an instant lies: 0 to 1. */
export const shareOf = ({ from, until }: RaceWindow, at: number) => (at - from) / (until - from)

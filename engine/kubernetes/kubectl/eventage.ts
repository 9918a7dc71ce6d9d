/** How old an Event is, and how often it came (kubectl/pkg/cmd/events/event_printer.go). */
import { parseTimestamp } from '../apimachinery/clock.ts'
import type { Event } from '../types/index.ts'
import { humanDuration } from './duration.ts'

/** `3m`, or of a repeated Event `5s (x4 over 3m)`. @param now virtual milliseconds */
export function eventAge({ count = 1, firstTimestamp, lastTimestamp }: Event, now: number): string {
  const since = (text: string | undefined) => humanDuration(now - parseTimestamp(text))
  return count > 1 ? `${since(lastTimestamp)} (x${count} over ${since(firstTimestamp)})` : since(firstTimestamp)
}

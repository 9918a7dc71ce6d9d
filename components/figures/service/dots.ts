/** Requests on their way, as dots: from the caller to the Service, and on to a pod. */
import type { Request } from '../../../engine/kubernetes/traffic/requests.ts'

export interface Point { x: number, y: number }

export interface Dot extends Point {
  key: number
  /** 0 to 1: how long ago it was lost; absent while it is on its way. */
  burst?: number
}

/** Virtual ms that a dot is seen on its way, and after it was lost. Faster time makes them longer, so that an eye can follow. */
const TRAVEL_MS = 1_500
const BURST_MS = 1_500
/** The share of the way that lies before the Service. */
const TO_SERVICE = 0.35

export interface Way {
  client: Point
  service: Point
  /** Where requests leave the Service. */
  leaves: Point
  /** Where a pod is, or was; undefined where that is not known. */
  target: (uid: string | undefined) => Point | undefined
}

function shownMs(speed: number): [travel: number, fade: number] {
  const stretch = Math.max(1, speed * 0.4)
  return [TRAVEL_MS * stretch, BURST_MS * stretch]
}

/** What is to be seen of the requests at an instant. @param speed virtual ms a real ms */
export function dotsAt(requests: readonly Request[], now: number, speed: number, { client, service, leaves, target }: Way): Dot[] {
  const [travel, fade] = shownMs(speed)
  return requests.slice(firstAfter(requests, now - fade), firstAfter(requests, now + travel)).flatMap(({ at, uid, lost }): Dot[] => {
    const end = target(uid) ?? service
    if (at <= now)
      return lost ? [{ key: at, ...end, burst: Math.min(1, (now - at) / fade) }] : []
    const done = 1 - (at - now) / travel
    return [{ key: at, ...(done < TO_SERVICE ? between(client, service, done / TO_SERVICE) : between(leaves, end, (done - TO_SERVICE) / (1 - TO_SERVICE))) }]
  })
}

/** The pods that requests go to which are to be seen at an instant, lost ones included. @param speed virtual ms a real ms */
export function targetsAt(requests: readonly Request[], now: number, speed: number): string[] {
  const [travel, fade] = shownMs(speed)
  const seen = requests.slice(firstAfter(requests, now - fade), firstAfter(requests, now + travel))
  return [...new Set(seen.flatMap(({ at, uid, lost }) => uid !== undefined && (at > now || lost) ? [uid] : []))]
}

/** The index of the first request that is later than an instant. */
export function firstAfter(requests: readonly Request[], instant: number): number {
  let [low, high] = [0, requests.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((requests[middle]?.at ?? 0) > instant)
      high = middle
    else
      low = middle + 1
  }
  return low
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

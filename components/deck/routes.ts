/**
 * Ways through the same deck. A slide's front matter says which take it: `route: short` all of them, none `main` and
 * `long`, `after: <id>` and `route: long` the long one alone, `route: reference` none.
 */
import type { Localized } from '../../data/localized.ts'

export const routeIds = ['short', 'main', 'long'] as const
export type RouteId = typeof routeIds[number]

/** For whom each way is, in the order of their lengths. */
export const routeWords: Record<RouteId, Localized> = {
  short: { ko: '의사 결정자', en: 'Managers' },
  main: { ko: '엔지니어', en: 'Engineers' },
  long: { ko: '실습 포함 반나절', en: 'Half a day, hands-on' },
}

export interface Stop {
  no: number
  id: string
  route: RouteId | 'reference'
  /** The slide that an appendix slide belongs to: the long way takes it right after that one. */
  after?: string
}

export function isRoute(text: unknown): text is RouteId {
  return routeIds.some(id => id === text)
}

/** Reads a slide's place off its front matter. */
export function stopOf({ no, frontmatter }: { no: number, frontmatter: Record<string, unknown> }): Stop {
  const { route, after, routeAlias } = frontmatter
  return {
    no,
    id: String(routeAlias ?? no),
    route: after ? 'long' : isRoute(route) || route === 'reference' ? route : 'main',
    after: after ? String(after) : undefined,
  }
}

/** The numbers of the slides of a way, in its own order. */
export function slidesOf(stops: readonly Stop[], route: RouteId): number[] {
  const takes = (stop: Stop) => stop.route !== 'reference' && routeIds.indexOf(stop.route) <= routeIds.indexOf(route)
  return stops.filter(stop => !stop.after && takes(stop))
    .flatMap(stop => [stop, ...stops.filter(({ after }) => route === 'long' && after === stop.id)])
    .map(({ no }) => no)
}

/** The slide after one: the next of the way; past its end, and beside it, as the deck has them. None after the last. */
export function following(order: readonly number[], no: number, total: number): number | undefined {
  const at = order.indexOf(no)
  const next = at >= 0 ? order[at + 1] : order.find(each => each > no)
  return next ?? (no < total ? no + 1 : undefined)
}

/** The slide before one, the other way round. None before the first. */
export function preceding(order: readonly number[], no: number): number | undefined {
  const at = order.indexOf(no)
  const last = order.at(-1)
  const before = at >= 0 ? order[at - 1] : last !== undefined && no > last ? no - 1 : order.findLast(each => each < no)
  return before === undefined || before < 1 ? undefined : before
}

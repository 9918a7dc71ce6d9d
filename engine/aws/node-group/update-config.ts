/** How many nodes an update takes at a time, and how many it adds for it. Models NodegroupUpdateConfig of the EKS API and "Understand each phase of node updates" of the EKS user guide. */

/** `MINIMAL` takes old nodes away before it brings new ones: the group never grows. */
export type UpdateStrategy = 'DEFAULT' | 'MINIMAL'

/** One of the first two, or neither: then one node at a time. */
export interface UpdateConfig {
  /** 1 to 100. */
  maxUnavailable?: number
  /** 1 to 100. */
  maxUnavailablePercentage?: number
  /** @default 'DEFAULT' */
  updateStrategy?: UpdateStrategy
}

/** The quota of nodes that one update takes at a time. */
const MOST_UNAVAILABLE = 100

/** What is wrong with an update configuration, in words of the EKS API; undefined when nothing is. */
export function updateConfigProblem({ maxUnavailable, maxUnavailablePercentage }: UpdateConfig): string | undefined {
  if (maxUnavailable !== undefined && maxUnavailablePercentage !== undefined) return 'maxUnavailable and maxUnavailablePercentage can\'t both be set'
  for (const [field, value] of [['maxUnavailable', maxUnavailable], ['maxUnavailablePercentage', maxUnavailablePercentage]] as const) {
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 1 || value > 100)) return `${field} is a whole number from 1 to 100`
  }
  return undefined
}

/**
 * How many nodes may be unavailable at once: 1 to 100. Of a percentage the fraction is cut off, but one node always may; the API does
 * not say how it rounds.
 */
export function parallelNodes(nodes: number, { maxUnavailable, maxUnavailablePercentage }: UpdateConfig): number {
  const wanted = maxUnavailablePercentage === undefined ? maxUnavailable ?? 1 : Math.floor(nodes * maxUnavailablePercentage / 100)
  return Math.min(Math.max(wanted, 1), MOST_UNAVAILABLE)
}

/** By how many nodes the group grows first: twice its zones or what may be unavailable, whichever is more. The guide says "up to"; the most is taken. */
export function surgeOf(zones: number, parallel: number, strategy: UpdateStrategy = 'DEFAULT'): number {
  return strategy === 'MINIMAL' ? 0 : Math.max(2 * zones, parallel)
}

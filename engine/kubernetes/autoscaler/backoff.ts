/** How long a group that failed is left alone. Models cluster-autoscaler/utils/backoff/exponential_backoff.go. */
import type { InstanceErrorInfo } from './cloudprovider.ts'
import type { AutoscalingOptions } from './options.ts'

export interface BackoffEntry {
  durationMs: number
  until: number
  lastFailedAt: number
  errorInfo: InstanceErrorInfo
}

type BackoffOptions = Pick<AutoscalingOptions, 'initialNodeGroupBackoffMs' | 'maxNodeGroupBackoffMs' | 'nodeGroupBackoffResetMs'>

export class ExponentialBackoff {
  readonly #options: BackoffOptions
  #entries = new Map<string, BackoffEntry>()

  constructor(options: BackoffOptions) {
    this.#options = options
  }

  /** Leaves a group alone from now: twice as long as the last time, unless that has not ended yet. Returns until when. */
  backoff(groupId: string, errorInfo: InstanceErrorInfo, now: number): number {
    const { initialNodeGroupBackoffMs, maxNodeGroupBackoffMs } = this.#options
    const last = this.#entries.get(groupId)
    let durationMs = last?.durationMs ?? initialNodeGroupBackoffMs
    if (last && last.until <= now) durationMs = Math.min(2 * durationMs, maxNodeGroupBackoffMs)
    this.#entries.set(groupId, { durationMs, until: now + durationMs, lastFailedAt: now, errorInfo })
    return now + durationMs
  }

  /** Why a group is left alone now; undefined when it is not. */
  status(groupId: string, now: number): BackoffEntry | undefined {
    const entry = this.#entries.get(groupId)
    return entry && entry.until > now ? entry : undefined
  }

  /** Forgets failures of long ago. */
  removeStale(now: number): void {
    for (const [groupId, { lastFailedAt }] of this.#entries) {
      if (lastFailedAt + this.#options.nodeGroupBackoffResetMs <= now) this.#entries.delete(groupId)
    }
  }

  save(): ReadonlyMap<string, BackoffEntry> {
    return new Map(this.#entries)
  }

  restore(entries: ReadonlyMap<string, BackoffEntry>): void {
    this.#entries = new Map(entries)
  }
}

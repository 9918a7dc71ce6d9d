/**
 * Waits until no further pod has come for a second, at most ten. Models pkg/controllers/provisioning/batcher.go of
 * kubernetes-sigs/karpenter, and the controllers that trigger it: a pod that still waits, and a node that is being emptied,
 * trigger it again every ten seconds.
 */
import { karpenterDefaults } from '../../../data/timings.ts'

export interface BatchSettings {
  idleMs: number
  maxMs: number
}

export const DEFAULT_BATCH: BatchSettings = { idleMs: karpenterDefaults.batchIdleDuration * 1000, maxMs: karpenterDefaults.batchMaxDuration * 1000 }

/** From one trigger of the same pod or node to the next. */
const RETRIGGER_MS = 10_000

export interface BatcherState {
  /** When the window opened and last grew (virtual ms); absent while nothing waits. */
  window?: { openedAt: number, lastAt: number }
  /** What has triggered in this window. */
  inWindow: ReadonlySet<string>
  /** When each trigger is due again. */
  nextTrigger: ReadonlyMap<string, number>
}

export class Batcher {
  readonly #settings: BatchSettings
  #window: BatcherState['window']
  #inWindow = new Set<string>()
  #nextTrigger = new Map<string, number>()

  constructor(settings: BatchSettings) {
    this.#settings = settings
  }

  /** Takes note of what needs room now, by key. */
  observe(keys: readonly string[], now: number): void {
    if (keys.length === 0 && this.#nextTrigger.size === 0) return
    const next = new Map<string, number>()
    for (const key of keys) {
      const due = this.#nextTrigger.get(key) ?? now
      if (due > now) {
        next.set(key, due)
        continue
      }
      next.set(key, now + RETRIGGER_MS)
      this.#trigger(key, now)
    }
    this.#nextTrigger = next
  }

  /** When the window closes; undefined while none is open. */
  get closesAt(): number | undefined {
    const { idleMs, maxMs } = this.#settings
    return this.#window && Math.min(this.#window.lastAt + idleMs, this.#window.openedAt + maxMs)
  }

  /** When to look again. */
  nextAt(): number {
    let next = this.closesAt ?? Number.POSITIVE_INFINITY
    for (const at of this.#nextTrigger.values()) if (at < next) next = at
    return next
  }

  /** Closes the window. */
  close(): void {
    this.#window = undefined
    this.#inWindow = new Set()
  }

  save(): BatcherState {
    return { window: this.#window, inWindow: new Set(this.#inWindow), nextTrigger: this.#nextTrigger }
  }

  restore({ window, inWindow, nextTrigger }: BatcherState): void {
    this.#window = window
    this.#inWindow = new Set(inWindow)
    this.#nextTrigger = new Map(nextTrigger)
  }

  #trigger(key: string, now: number): void {
    if (this.#inWindow.has(key)) return
    this.#inWindow.add(key)
    this.#window = { openedAt: this.#window?.openedAt ?? now, lastAt: now }
  }
}

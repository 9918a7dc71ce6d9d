/**
 * What a plugin says about a pod or a node.
 * Models staging/src/k8s.io/kube-scheduler/framework/interface.go (Code, Status). Leaves out Wait, Pending and Error:
 * nothing here waits on permission, and a fault in a plugin is thrown.
 */

/**
 * - `Success`: the node fits.
 * - `Unschedulable`: it does not, but evicting pods might help.
 * - `UnschedulableAndUnresolvable`: it does not, and evicting pods would not help.
 * - `Skip`: the plugin has nothing to say about this pod.
 */
export type Code = 'Success' | 'Unschedulable' | 'UnschedulableAndUnresolvable' | 'Skip'

export class Status {
  readonly code: Code
  /** In upstream's words and order. */
  readonly reasons: readonly string[]
  /** The plugin that said so; empty for the framework itself. */
  readonly plugin: string

  constructor(code: Code, reasons: readonly string[] = [], plugin = '') {
    this.code = code
    this.reasons = reasons
    this.plugin = plugin
  }

  /** The reasons as one sentence. */
  get message(): string {
    return this.reasons.join(', ')
  }

  get isSuccess(): boolean {
    return this.code === 'Success'
  }
}

export const SUCCESS = new Status('Success')
export const SKIP = new Status('Skip')

/** A node that evicting pods may free. */
export function unschedulable(plugin: string, ...reasons: string[]): Status {
  return new Status('Unschedulable', reasons, plugin)
}

/** A node that evicting pods would not free. */
export function unresolvable(plugin: string, ...reasons: string[]): Status {
  return new Status('UnschedulableAndUnresolvable', reasons, plugin)
}

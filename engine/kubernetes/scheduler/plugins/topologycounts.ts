/** Sums by topology key and value. Models topologyToMatchedTermCount and scoreMap of plugins/interpodaffinity. */
import type { NodeInfo } from '../nodeinfo.ts'

export class TopologyCounts {
  readonly #sums = new Map<string, Map<string, number>>()
  readonly #dropsZeros: boolean

  /** @param dropsZeros whether a sum that comes back to zero is as if it had never been */
  constructor(dropsZeros = true) {
    this.#dropsZeros = dropsZeros
  }

  get isEmpty(): boolean {
    return this.#sums.size === 0
  }

  /** Adds to the sum of the node's value of a key; a node without the key is nowhere in that topology. */
  add(topologyKey: string, node: NodeInfo, by: number): void {
    const value = node.labels[topologyKey]
    if (value === undefined) return
    let values = this.#sums.get(topologyKey)
    if (!values) this.#sums.set(topologyKey, values = new Map())
    const sum = (values.get(value) ?? 0) + by
    if (sum !== 0 || !this.#dropsZeros) values.set(value, sum)
    else if (values.delete(value) && values.size === 0) this.#sums.delete(topologyKey)
  }

  /** The sum where the node is in a topology. */
  at(topologyKey: string, node: NodeInfo): number {
    const value = node.labels[topologyKey]
    return value === undefined ? 0 : this.#sums.get(topologyKey)?.get(value) ?? 0
  }

  /** Whether any topology has a positive sum where the node is. */
  someAt(node: NodeInfo): boolean {
    for (const topologyKey of this.#sums.keys()) if (this.at(topologyKey, node) > 0) return true
    return false
  }

  /** The sums of all topologies where the node is. */
  totalAt(node: NodeInfo): number {
    let total = 0
    for (const topologyKey of this.#sums.keys()) total += this.at(topologyKey, node)
    return total
  }

  clone(): TopologyCounts {
    const copy = new TopologyCounts(this.#dropsZeros)
    for (const [key, values] of this.#sums) copy.#sums.set(key, new Map(values))
    return copy
  }
}

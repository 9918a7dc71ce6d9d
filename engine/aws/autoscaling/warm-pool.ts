/**
 * A warm pool: instances beside a group that have been booted before, so that a launch takes one of them and is sooner there.
 * Models WarmPoolConfig of the EKS API and "warm pools with managed node groups" of the EKS user guide. Leaves out what an instance in
 * the pool costs; that instances of an earlier AMI release leave the pool at once is an assumption.
 */
import type { Context } from '../../kubernetes/simulation/controller.ts'
import { machineStart, type StartRange } from '../ec2/machine-start.ts'

/** How instances wait in the pool. */
export type PoolState = 'Stopped' | 'Running' | 'Hibernated'

export interface WarmPool {
  /** @default 'Stopped' */
  poolState?: PoolState
  /** How many wait at least. @default 0 */
  minSize?: number
  /** How many there are at most, pool and group together. @default the group's maximum */
  maxGroupPreparedCapacity?: number
  /** Whether an instance goes back to the pool when the group shrinks. @default false */
  reuseOnScaleIn?: boolean
}

/** An instance in a pool. */
export interface WarmInstance {
  owner: string
  zone: string
  release?: string
  /** When it has been booted (virtual ms): before that it is of no use. */
  readyAt: number
}

/** What a pool asks of its group. */
export interface PooledGroup {
  name: string
  zones: readonly string[]
  release?: string
  maxSize: number
  desiredCapacity: number
  warmPool?: WarmPool
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    warmInstances: readonly WarmInstance[]
  }
}

declare module '../../kubernetes/simulation/config.ts' {
  interface SimulationConfig {
    /** From a pool to a Ready node, in seconds. Assumptions: AWS says only that it is less. */
    warmStartSeconds: Readonly<Record<PoolState, StartRange>>
  }
}

export const WARM_CONFIG: { warmStartSeconds: Readonly<Record<PoolState, StartRange>> } = { warmStartSeconds: { Stopped: [40, 70], Hibernated: [30, 50], Running: [15, 25] } }

/** How many instances are to wait in a group's pool. */
export function poolSize({ warmPool, maxSize, desiredCapacity }: Pick<PooledGroup, 'warmPool' | 'maxSize' | 'desiredCapacity'>): number {
  if (!warmPool) return 0
  const { minSize = 0, maxGroupPreparedCapacity = maxSize } = warmPool
  return Math.max(minSize, maxGroupPreparedCapacity - desiredCapacity, 0)
}

/** Takes an instance of a zone out of the pool. Returns how long it takes from there; undefined where none is ready. */
export function takeWarm({ name, release, warmPool }: PooledGroup, zone: string, { world, clock, config, changeWorld }: Context): StartRange | undefined {
  const one = world.warmInstances.find(warm => warm.owner === name && warm.zone === zone && warm.release === release && warm.readyAt <= clock.now)
  if (!one) return undefined
  changeWorld({ warmInstances: world.warmInstances.filter(warm => warm !== one) })
  return config.warmStartSeconds[warmPool?.poolState ?? 'Stopped']
}

/** Puts an instance that a smaller group no longer wants back into its pool. */
export function putBack({ name, release, warmPool }: PooledGroup, zone: string, { world, clock, config, changeWorld }: Context): void {
  if (!warmPool?.reuseOnScaleIn) return
  changeWorld({ warmInstances: [...world.warmInstances, { owner: name, zone, release, readyAt: clock.now + config.instanceStopMs }] })
}

/** Brings a group's pool to its size, evenly over the zones. */
export function fillPool(group: PooledGroup, { world, clock, random, config, changeWorld }: Context): void {
  const { name, release, zones } = group
  const others = world.warmInstances.filter(({ owner }) => owner !== name)
  const kept = world.warmInstances.filter(warm => warm.owner === name && warm.release === release).slice(0, poolSize(group))
  const pool = [...kept]
  while (pool.length < poolSize(group)) {
    const inZone = (zone: string) => pool.filter(warm => warm.zone === zone).length
    const [zone = ''] = [...zones].sort((a, b) => inZone(a) - inZone(b))
    pool.push({ owner: name, zone, release, readyAt: machineStart(random, clock.now, config.startSeconds['node-group']).readyAt })
  }
  if (pool.length !== world.warmInstances.length - others.length || kept.length < pool.length) changeWorld({ warmInstances: [...others, ...pool] })
}

/** The faults that a race is given, at their time: a zone, a machine, Spot instances. Machines of a lost zone do not come back. */
import type { RaceFault } from '../inputs/inputs.ts'
import type { LaneContext } from './context.ts'
import type { Machines } from './machines.ts'
import { zonesOf } from './node-requests.ts'
import type { LaneNode } from './objects.ts'

const OWNER = 'fault'
const NEVER = Number.POSITIVE_INFINITY

export interface Outages {
  /** Whether a zone is cut off now. */
  isDown: (zone: string) => boolean
  onSpotNotice: (listener: (node: LaneNode) => void) => void
}

export function outages({ kill }: Machines, ctx: LaneContext): Outages {
  const { faults, options } = ctx.inputs
  const zones = zonesOf(options)
  const downUntil = new Map<string, number>()
  const listeners: ((node: LaneNode) => void)[] = []
  faults.forEach(({ at }, index) => ctx.after(at - ctx.clock.now, OWNER, String(index)))

  ctx.handle(OWNER, (key) => {
    const fault = faults[Number(key)]
    if (fault) strike(fault)
  })

  const running = () => ctx.nodes.filter(({ span }) => !span.system && span.goneAt === NEVER && span.deadAt === NEVER && span.readyAt <= ctx.clock.now)

  function strike(fault: RaceFault): void {
    if (fault.kind === 'zone') cutOff(zones[fault.zone], fault.seconds)
    else if (fault.kind === 'node') loseNode()
    else reclaim(fault.share)
  }

  function cutOff(zone: string | undefined, seconds: number): void {
    if (zone === undefined) return
    downUntil.set(zone, ctx.clock.now + seconds * 1000)
    ctx.log('user', { kind: 'Zone', name: zone }, 'Warning', 'ZoneDown', `Zone ${zone} is cut off`, { zone })
    for (const node of ctx.nodes) {
      const { system, fargate } = node.span
      // A machine that was to start there does not. Nodes of what scales the others are left to it; on Fargate no pod is spared.
      if (node.span.zone === zone && (!system || fargate)) kill(node, false)
    }
  }

  function loseNode(): void {
    const [fullest] = running().sort((a, b) => b.pods.size - a.pods.size || a.index - b.index)
    if (!fullest) return
    const { name } = fullest.span
    ctx.log('user', { kind: 'Node', name }, 'Warning', 'InstanceTerminating', `The instance of ${name} shuts down`, { node: name })
    kill(fullest, true)
  }

  function reclaim(share: number): void {
    const spot = running().filter(({ span }) => span.spot)
    for (const node of spot.slice(0, Math.ceil(spot.length * share))) {
      const { name } = node.span
      ctx.log('user', { kind: 'Node', name }, 'Warning', 'SpotInterruptionWarning', `EC2 takes the Spot instance of ${name} back in two minutes`, { node: name })
      for (const listener of listeners) listener(node)
    }
  }

  return {
    isDown: zone => (downUntil.get(zone) ?? 0) > ctx.clock.now,
    onSpotNotice: listener => void listeners.push(listener),
  }
}

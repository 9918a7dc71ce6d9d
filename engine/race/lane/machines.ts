/**
 * Machines of a lane: asked for, started, Ready, drained, dead, gone. A start is drawn as engine/aws/ec2 draws it. Leaves out the time
 * between registration and Ready, in which nothing can be placed, and API errors.
 */
import type { FargateSize } from '../../aws/fargate-size.ts'
import { machineStart, type StartRange } from '../../aws/ec2/machine-start.ts'
import { timestamp } from '../../kubernetes/apimachinery/clock.ts'
import { amountsOf } from '../../kubernetes/apimachinery/resources.ts'
import type { Random } from '../../kubernetes/apimachinery/random.ts'
import { podInfoOf } from '../../kubernetes/scheduler/podinfo.ts'
import type { Node, NodeSpec, Pod, Taint } from '../../kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../kubernetes/types/wellknown.ts'
import type { LaneContext } from './context.ts'
import type { LaneNode } from './objects.ts'
import type { PodMaker } from './pods.ts'

const NEVER = Number.POSITIVE_INFINITY
const READY = 'node-ready'

export interface LaneMachineRequest {
  /** What its Node will be like. */
  template: Node
  /** Pods of DaemonSets that come with it. */
  daemonPods: readonly Pod[]
  type: string
  /** @default null: an instance */
  fargate?: FargateSize | null
  zone: string
  spot?: boolean
  system?: boolean
}

export interface Machines {
  /** Asks for a machine; it is Ready some time later. */
  request: (request: LaneMachineRequest, start: StartRange) => LaneNode
  /** A machine that has been there all along, with its image. */
  existing: (request: LaneMachineRequest) => LaneNode
  byName: (name: string) => LaneNode | undefined
  /** Changes its taints, or cordons it. */
  respec: (node: LaneNode, spec: NodeSpec) => void
  /** It falls silent at once. @param ends whether the instance ends with it, or is still paid for */
  kill: (node: LaneNode, ends: boolean) => void
  /** The instance ends, if it has not. */
  end: (node: LaneNode) => void
  /** Its Node object goes, and with it what is left of its pods. */
  remove: (node: LaneNode) => void
}

/** @param starts draws start times: the same for every lane, so that all have the same luck */
export function machines(nodes: LaneNode[], { drop }: PodMaker, starts: Random, ctx: LaneContext): Machines {
  const { snapshot, clock } = ctx
  const names = new Map<string, LaneNode>()

  ctx.handle(READY, (key) => {
    const node = nodes[Number(key)]
    if (!node || node.span.goneAt !== NEVER || node.span.deadAt !== NEVER) return
    join(node)
    const { name, type } = node.span
    ctx.log('kubelet', { kind: 'Node', name }, 'Normal', 'NodeReady', `Node ${name} status is now: NodeReady`, { node: name, type })
  })

  function make({ template, daemonPods, type, fargate = null, zone, spot = false, system = false }: LaneMachineRequest): LaneNode {
    const index = nodes.length
    const name = nodeName(zone, index, fargate !== null)
    const object: Node = { ...template, metadata: { ...template.metadata, name, labels: { ...template.metadata.labels, [HOSTNAME_LABEL]: name } } }
    const amounts = amountsOf(object.status?.allocatable)
    const node: LaneNode = {
      index, object, pods: new Set(), hasImage: false, ready: false, lost: false,
      daemons: daemonPods.map((pod) => {
        const info = podInfoOf(pod)
        return { ...info, key: `${info.key}-${name}` }
      }),
      span: {
        name, type, fargate, zone, spot, system, cpuMilli: amounts.cpu ?? 0, memoryBytes: amounts.memory ?? 0, requestedAt: clock.now,
        billedFrom: clock.now, readyAt: NEVER, drainedFrom: NEVER, deadAt: NEVER, billedUntil: NEVER, goneAt: NEVER,
      },
    }
    nodes.push(node)
    names.set(name, node)
    return node
  }

  function join(node: LaneNode): void {
    node.ready = true
    node.span.readyAt = clock.now
    node.object = { ...node.object, metadata: { ...node.object.metadata, creationTimestamp: timestamp(clock.now) } }
    snapshot.apply(node.object)
    for (const daemon of node.daemons) snapshot.assume(daemon, node.span.name)
    ctx.emit('nodeReady', node)
  }

  function end(node: LaneNode): void {
    if (node.span.billedUntil !== NEVER) return
    node.span.billedUntil = clock.now
    ctx.emit('nodeEnded', node)
  }

  return {
    request: (request, range) => {
      const node = make(request)
      const start = machineStart(starts, clock.now, range)
      node.span.billedFrom = start.runningAt
      ctx.after(start.readyAt - clock.now, READY, String(node.index))
      return node
    },
    existing: (request) => {
      const node = make(request)
      node.hasImage = true
      join(node)
      return node
    },
    byName: name => names.get(name),
    respec: (node, spec) => {
      node.object = { ...node.object, spec }
      if (!node.ready) return
      snapshot.apply(node.object)
      ctx.emit('nodeUpdated', node)
    },
    kill: (node, ends) => {
      if (node.span.deadAt !== NEVER || node.span.goneAt !== NEVER) return
      node.span.deadAt = clock.now
      if (ends) end(node)
      ctx.emit('nodeDead', node)
    },
    end,
    remove: (node) => {
      if (node.span.goneAt !== NEVER) return
      end(node)
      node.span.goneAt = clock.now
      if (node.ready) {
        node.ready = false
        for (const daemon of node.daemons) snapshot.forget(daemon.key)
        snapshot.remove(node.object)
      }
      names.delete(node.span.name)
      for (const pod of [...node.pods]) drop(pod)
      ctx.emit('nodeGone', node)
    },
  }
}

/** A node's spec with a taint more. */
export function tainted({ spec }: Node, taint: Taint): NodeSpec {
  return { ...spec, taints: [...spec.taints ?? [], taint] }
}

/** A node's spec without the taints of a key. */
export function untainted({ spec }: Node, key: string): NodeSpec {
  const taints = (spec.taints ?? []).filter(taint => taint.key !== key)
  return { ...spec, taints: taints.length > 0 ? taints : undefined }
}

/** A name as a private address gives it, a range of addresses a zone. */
function nodeName(zone: string, n: number, fargate: boolean): string {
  const subnet = (zone.codePointAt(zone.length - 1) ?? 97) - 97
  return `${fargate ? 'fargate-' : ''}ip-10-${n >> 13}-${32 * (subnet & 7) + ((n >> 8) & 31)}-${n & 255}`
}

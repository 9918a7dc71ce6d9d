/** What a lane shows: machines with their versions and pods, how far the update is. Plain data, read off the engine. */
import { amiOf, NODE_GROUP_IMAGE_LABEL } from '../../../engine/aws/ami-release.ts'
import type { Machine } from '../../../engine/aws/ec2/machine.ts'
import { managedGroup, type UpdatePhase } from '../../../engine/aws/node-group/node-group.ts'
import type { HandStep } from '../../../engine/aws/node-group/by-hand.ts'
import { findCondition } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { type PodState, podState } from '../stage/view.ts'
import { groupName, type Lane, NEW, versionsOf } from './update-scenarios.ts'

export interface NodeMark {
  id: string
  zone: string
  version: string
  /** Whether its version is the new one. */
  next: boolean
  state: 'starting' | 'ready' | 'silent' | 'ending'
  cordoned: boolean
  draining: boolean
  pods: readonly { uid: string, state: PodState }[]
}

export interface LaneView {
  nodes: readonly NodeMark[]
  /** Pods without a node. */
  waiting: number
  ready: number
  update?: { phase: UpdatePhase, status: 'InProgress' | 'Successful' | 'Failed', force: boolean, errors: readonly string[] }
  /** `since`: when its step, or the wait for it, began (virtual ms). */
  hand?: { at: number, of: number, step?: HandStep, waiting: boolean, since: number, waitedMs: number }
  issues: readonly string[]
}

export type UpdateView = Readonly<Record<Lane, LaneView>>

const NEXT_AMI = amiOf(NEW)

export function laneView({ store, world }: Simulation): LaneView {
  const group = managedGroup(groupName, world)
  const { update } = group ?? {}
  const { migration } = world
  const pods = store.list('Pod').map(pod => ({ uid: pod.metadata.uid ?? '', node: pod.spec.nodeName, state: podState(pod) }))
  const step = migration?.steps[migration.at]
  const drained = new Set([...update?.draining.map(({ node }) => node) ?? [], ...(step?.node && !migration?.waiting ? [step.node] : [])])
  return {
    nodes: world.machines.map((machine): NodeMark => ({ ...markOf(machine, { store }), draining: drained.has(machine.node), pods: pods.filter(({ node }) => node === machine.node).map(({ uid, state }) => ({ uid, state })) })),
    waiting: pods.filter(({ node }) => !node).length,
    // Not those on their way out, which are drawn as going: the picture and its count are of one instant.
    ready: pods.filter(({ state }) => state === 'ready').length,
    ...(update && { update: { phase: update.phase, status: update.status, force: update.force, errors: update.errors.map(({ errorCode }) => errorCode) } }),
    ...(migration && { hand: { at: migration.at, of: migration.steps.length, step: step?.step, waiting: migration.waiting, since: migration.since, waitedMs: migration.waitedMs } }),
    issues: group?.issues.map(({ code }) => code) ?? [],
  }
}

function markOf({ id, zone, node: name, template, joined, stoppedAt }: Machine, { store }: Pick<Simulation, 'store'>): Omit<NodeMark, 'draining' | 'pods'> {
  const node = store.get('Node', '', name)
  const ready = findCondition(node?.status?.conditions, 'Ready')?.status
  const next = template.metadata.labels?.[NODE_GROUP_IMAGE_LABEL] === NEXT_AMI
  const state = stoppedAt !== undefined ? 'ending' : ready === 'True' ? 'ready' : joined && ready === 'Unknown' ? 'silent' : 'starting'
  return { id, zone, next, version: next ? versionsOf.next : versionsOf.old, state, cordoned: node?.spec.unschedulable === true }
}

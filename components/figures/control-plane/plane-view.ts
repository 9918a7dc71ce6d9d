/** What the figure draws of a control plane, read from the engine: nothing here is a model of its own. */
import { ApiClients, type Answers } from '../../../engine/aws/control-plane/clients.ts'
import { etcdRequestTimeout } from '../../../engine/aws/control-plane/config.ts'
import { Etcd, type Outage } from '../../../engine/aws/control-plane/etcd.ts'
import { brokenSince, type ControlPlaneMachine, linkName } from '../../../engine/aws/control-plane/machines.ts'
import { holdsMajority, majority, type Member } from '../../../engine/aws/control-plane/raft.ts'
import { lastEntry } from '../../../engine/aws/control-plane/raft-log.ts'
import { refusal } from '../../../engine/aws/control-plane/route.ts'
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { type StageView, stageView } from '../stage/view.ts'

/** A stretch of virtual time (ms) that is running. */
export interface Timer {
  from: number
  until: number
}

export interface PlaneMachine {
  name: string
  zone: string
  broken: boolean
  /** Until EKS has replaced it; absent where nobody does. */
  repair?: Timer
}

export interface PlaneApiServer extends PlaneMachine {
  /** The member of etcd that it asks; absent while none can answer it. */
  asks?: string
}

export interface PlaneMember extends PlaneMachine {
  role: Member['role']
  term: number
  /** Whether it leads and reaches a majority. */
  leads: boolean
  /** Members that voted for it in its term. */
  votes: number
  /** The leader that it hears. */
  hears?: string
  /** How long it waits for a leader before it asks for votes. */
  patience?: Timer
  /** Entries in its log. */
  entries: number
}

export interface PlaneView {
  zones: readonly { name: string, down: boolean }[]
  links: readonly { zones: readonly [string, string], cut: boolean }[]
  apiServers: readonly PlaneApiServer[]
  members: readonly PlaneMember[]
  /** Members that must agree. */
  majority: number
  stage: StageView
  /** What a request is told now, in upstream's words; absent while it is answered. */
  refusal?: string
  /** Whether requests that are not answered still wait rather than being refused. */
  waits: boolean
  reads: Answers
  writes: Answers
  outages: readonly Outage[]
  /** Pods that answer their callers. */
  serving: number
  /** Pods that are asked for. */
  wanted: number
  /** Addresses that the Service sends callers to. */
  known: number
}

export const WORKLOAD = 'web'

export function planeView(simulation: Simulation): PlaneView {
  const { store, world: { controlPlane: plane, deadNodes }, config } = simulation
  const { members, routes, outages } = simulation.controller(Etcd)?.state ?? { members: [], routes: [], outages: [] }
  const clients = simulation.controller(ApiClients)?.state
  const answers = routes.length > 0
  const words = answers ? undefined : refusal(plane)
  const machine = (one: ControlPlaneMachine): PlaneMachine => {
    const since = brokenSince(plane, one)
    // In a zone that is down nothing is being replaced: that happens in another zone, or once it is back.
    const until = since === undefined || !config.controlPlaneRepair || plane.zonesDown[one.zone] !== undefined ? undefined : since + config.controlPlaneDetectMs + config.controlPlaneReplaceMs
    return { name: one.name, zone: one.zone, broken: since !== undefined, ...(since !== undefined && until !== undefined && { repair: { from: since, until } }) }
  }
  const pods = store.list('Pod')
  const stage = stageView(store.list('Node'), pods)
  const isDead = (node: string) => deadNodes.includes(node)
  return {
    zones: plane.zones.map(name => ({ name, down: plane.zonesDown[name] !== undefined })),
    links: plane.zones.flatMap((a, i) => plane.zones.slice(i + 1).map(b => ({ zones: [a, b] as const, cut: plane.linksCut.includes(linkName(a, b)) }))),
    apiServers: plane.machines.filter(({ kind }) => kind === 'kube-apiserver').map((one) => {
      const asks = routes.find(({ apiServer }) => apiServer === one.name)?.member
      return { ...machine(one), ...(asks && { asks }) }
    }),
    members: plane.machines.filter(({ kind }) => kind === 'etcd').flatMap(one => memberOf(machine(one), members)),
    majority: majority(members.length),
    // The store knows of a dead node only after a while; the picture knows at once.
    stage: {
      nodes: stage.nodes.map(node => ({ ...node, ready: node.ready && !isDead(node.name) })),
      pods: stage.pods.map(pod => (isDead(pod.node) && pod.state !== 'terminating' ? { ...pod, state: 'failed' } : pod)),
    },
    ...(words && { refusal: words.message }),
    waits: words?.reason === 'Unknown' && simulation.clock.now < (outages.at(-1)?.from ?? 0) + etcdRequestTimeout(config),
    reads: clients?.reads ?? { accepted: 0, refused: 0 },
    writes: clients?.writes ?? { accepted: 0, refused: 0 },
    outages,
    serving: pods.filter(pod => isPodReady(pod) && !isTerminating(pod) && !isDead(pod.spec.nodeName ?? '')).length,
    wanted: store.get('Deployment', 'default', WORKLOAD)?.spec.replicas ?? 0,
    known: store.list('EndpointSlice').flatMap(({ endpoints }) => endpoints).filter(({ conditions }) => conditions?.ready !== false).length,
  }
}

function memberOf(machine: PlaneMachine, members: readonly Member[]): PlaneMember[] {
  const own = members.find(({ name }) => name === machine.name)
  if (!own) return []
  const { role, term, lead, silentSince, patience, log } = own
  const hears = silentSince === undefined && lead !== own.name ? lead : undefined
  return [{
    ...machine, role, term, leads: holdsMajority(own), entries: lastEntry(log).index,
    votes: members.filter(one => one.vote === own.name && one.term === term).length,
    ...(hears && { hears }),
    ...(silentSince !== undefined && role !== 'leader' && { patience: { from: silentSince, until: silentSince + patience } }),
  }]
}

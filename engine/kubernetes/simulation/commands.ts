/** What each command of a record does to a simulation. */
import { mergePatch } from '../apimachinery/patch.ts'
import type { Command } from './run.ts'
import { ApiError } from '../apiserver/errors.ts'
import type { Simulation } from './simulation.ts'
import type { KubeObject } from '../types/index.ts'
import { without } from '../apimachinery/meta.ts'
import type { PodTarget, ProbeFault } from './world.ts'
import { cordon } from './cordon.ts'

type Handlers = { [T in Command['type']]: (simulation: Simulation, command: Extract<Command, { type: T }>) => void }

const HANDLERS: Handlers = {
  apply: ({ store }, { objects }) => objects.forEach(object => createOrMerge(store, object)),
  delete: ({ store }, { kind, namespace, name, options }) => store.delete(kind, namespaceOf(store, kind, namespace), name, options),
  patch: ({ store }, { kind, namespace, name, patch, subresource }) => {
    const inNamespace = namespaceOf(store, kind, namespace)
    if (subresource) store.updateStatus(mergePatch(store.mustGet(kind, inNamespace, name), patch) as KubeObject)
    else store.patch(kind, inNamespace, name, patch)
  },
  scale: ({ store }, { kind, namespace, name, replicas }) =>
    void store.patch(kind, namespaceOf(store, kind, namespace), name, { spec: { replicas } }),
  cordon: ({ store }, { node }) => cordon(store, node, true),
  uncordon: ({ store }, { node }) => cordon(store, node, false),
  drain: (simulation, { node }) => {
    cordon(simulation.store, node, true)
    simulation.wake('kubectl-drain', node)
  },
  node: (simulation, { node, state }) => setNodes(simulation, [node], state),
  zone: (simulation, { zone, state }) => {
    const nodes = simulation.store.list('Node').filter(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'] === zone)
    setNodes(simulation, nodes.map(({ metadata }) => metadata.name), state)
  },
  probe: (simulation, { probe, failing, ...target }) => setProbe(simulation, { ...targetOf(target), probe }, failing),
  crash: (simulation, { container, exitCode = 1, oom = false, ...target }) => {
    const crash = oom ? { exitCode: 137, reason: 'OOMKilled' as const } : { exitCode, reason: exitCode === 0 ? 'Completed' as const : 'Error' as const }
    simulation.changeWorld({ crashes: [...simulation.world.crashes, { ...targetOf(target), container, ...crash, at: simulation.clock.now }] })
  },
  load: (simulation, command) => {
    const load = without(command, 'type')
    const others = simulation.world.loads.filter(one => one.resource !== load.resource || !sameTarget(one, load))
    simulation.changeWorld({ loads: [...others, load] })
  },
  image: (simulation, { image, state }) => {
    const others = simulation.world.missingImages.filter(one => one !== image)
    simulation.changeWorld({ missingImages: state === 'missing' ? [...others, image] : others })
  },
  config: (simulation, { config }) => {
    simulation.config = { ...simulation.config, ...config }
    simulation.store.defaultTolerationSeconds = simulation.config.defaultTolerationSeconds
  },
  kubectl: (simulation, { line }) => {
    if (!simulation.kubectl) throw new ApiError('MethodNotAllowed', 'this simulation has no kubectl')
    simulation.kubectl(line, simulation)
  },
}

/** Does a command now. @throws ApiError when the API server refuses it */
export function runCommand(simulation: Simulation, command: Command): void {
  const handler = HANDLERS[command.type] as ((simulation: Simulation, command: Command) => void) | undefined
  if (!handler) throw new ApiError('BadRequest', `unknown command "${String(command.type)}"`)
  handler(simulation, command)
}

function namespaceOf(store: Simulation['store'], kind: string, namespace: string | undefined): string {
  return store.kindInfo(kind).namespaced ? namespace ?? 'default' : ''
}

function createOrMerge(store: Simulation['store'], object: KubeObject): void {
  const old = store.get(object.kind, namespaceOf(store, object.kind, object.metadata.namespace), object.metadata.name)
  if (!old) store.create(object)
  else store.update(mergePatch(old, { ...object, metadata: without(object.metadata, 'uid', 'resourceVersion') }) as KubeObject)
}

function setNodes(simulation: Simulation, names: readonly string[], state: 'down' | 'up'): void {
  const others = simulation.world.deadNodes.filter(name => !names.includes(name))
  for (const name of names) {
    const object = simulation.store.get('Node', '', name)
    const ref = { kind: 'Node', name, uid: object?.metadata.uid }
    if (state === 'down') simulation.note('user', ref, 'Warning', 'NodeDown', `Node ${name} no longer answers`, { node: name })
    else simulation.note('user', ref, 'Normal', 'NodeUp', `Node ${name} answers again`, { node: name })
  }
  simulation.changeWorld({ deadNodes: state === 'down' ? [...others, ...names] : others })
}

function targetOf({ namespace, pod, selector }: PodTarget): PodTarget {
  return { namespace, pod, selector }
}

function sameTarget(a: PodTarget, b: PodTarget): boolean {
  return (a.namespace ?? 'default') === (b.namespace ?? 'default') && a.pod === b.pod && a.selector === b.selector
}

function setProbe(simulation: Simulation, fault: Omit<ProbeFault, 'from'>, failing: boolean): void {
  const { now } = simulation.clock
  const isOpen = (one: ProbeFault) => one.to === undefined && one.probe === fault.probe && sameTarget(one, fault)
  const faults = simulation.world.probeFaults
  if (failing && faults.some(isOpen)) return
  simulation.changeWorld({
    probeFaults: failing ? [...faults, { ...fault, from: now }] : faults.map(one => (isOpen(one) ? { ...one, to: now } : one)),
  })
}

/**
 * What happens to applications: they stop answering probes, crash, get load, name images that are in no registry. Faults
 * keep their times: a kubelet that looks back at its probes must see what was true then.
 */
import { without } from '../../apimachinery/meta.ts'
import { parseSelector } from '../../apimachinery/selectors.ts'
import type { CommandHandlers, CommandTarget } from '../../simulation/commands.ts'
import type { World } from '../../simulation/world.ts'
import type { Pod } from '../../types/index.ts'

export type ProbeKind = 'liveness' | 'readiness' | 'startup'

/** Which pods a fault or load is about: one by name, or all of a selector such as `app=web`. */
export interface PodTarget {
  namespace?: string
  pod?: string
  selector?: string
}

export interface ProbeFault extends PodTarget {
  probe: ProbeKind
  /** Virtual milliseconds; an open end means still failing. */
  from: number
  to?: number
}

/** Load on a group of pods: of a resource, or requests, each of which costs CPU (`app.ts`). */
export interface Load extends PodTarget {
  resource: 'cpu' | 'memory' | 'requests'
  /** Millicores, bytes, or requests a second. */
  amount: number
  /** `total` is shared by the pods that are ready and stay, `perPod` is what each one gets. */
  share: 'total' | 'perPod'
}

/** A container's process that exits by itself or is killed. */
export interface Crash extends PodTarget {
  /** Absent: the first container. */
  container?: string
  exitCode: number
  reason: 'Error' | 'Completed' | 'OOMKilled'
  at: number
}

declare module '../../simulation/world.ts' {
  interface World {
    probeFaults: readonly ProbeFault[]
    crashes: readonly Crash[]
    loads: readonly Load[]
    /** Images that no registry has. */
    missingImages: readonly string[]
  }
}

declare module '../../simulation/commands.ts' {
  interface Commands {
    probe: { probe: ProbeKind, failing: boolean } & PodTarget
    /** The container's process exits; 137 with `oom` reads OOMKilled. `nth`: only of the nth pod, from 0 by name, of those that are meant. */
    crash: { container?: string, exitCode?: number, oom?: boolean, nth?: number } & PodTarget
    load: Load
    image: { image: string, state: 'missing' | 'present' }
  }
}

export const NO_FAULTS = { probeFaults: [], crashes: [], loads: [], missingImages: [] } satisfies Partial<World>

export const FAULT_COMMANDS: CommandHandlers = {
  probe: (simulation, { probe, failing, ...target }) => setProbe(simulation, { ...targetOf(target), probe }, failing),
  crash: (simulation, { container, exitCode = 1, oom = false, nth, ...all }) => {
    const target = nth === undefined ? all : nthOf(simulation, all, nth)
    if (!target) return
    const crash = oom ? { exitCode: 137, reason: 'OOMKilled' as const } : { exitCode, reason: exitCode === 0 ? 'Completed' as const : 'Error' as const }
    simulation.changeWorld({ crashes: [...simulation.world.crashes, { ...targetOf(target), container, ...crash, at: simulation.clock.now }] })
  },
  load: (simulation, command) => {
    const load = without(command as Load & { type: 'load' }, 'type')
    const others = simulation.world.loads.filter(one => one.resource !== load.resource || !sameTarget(one, load))
    simulation.changeWorld({ loads: [...others, load] })
  },
  image: (simulation, { image, state }) => {
    const others = simulation.world.missingImages.filter(one => one !== image)
    simulation.changeWorld({ missingImages: state === 'missing' ? [...others, image] : others })
  },
}

/** Whether a change of the world is about applications: any pod may have to be looked at. */
export function faultsChanged(before: World, after: World): boolean {
  return before.probeFaults !== after.probeFaults || before.crashes !== after.crashes || before.loads !== after.loads || before.missingImages !== after.missingImages
}

/** Whether a fault or load is about a pod. */
export function isTarget({ namespace = 'default', pod: name, selector }: PodTarget, pod: Pod): boolean {
  if (pod.metadata.namespace !== namespace) return false
  if (name !== undefined) return pod.metadata.name === name
  return selector !== undefined && parseSelector(selector)(pod.metadata.labels)
}

/** Whether the application answers this kind of probe at a time, as far as faults go. */
export function isAnswering({ probeFaults }: World, pod: Pod, probe: ProbeKind, at: number): boolean {
  return !probeFaults.some(fault =>
    fault.probe === probe && fault.from <= at && (fault.to === undefined || at < fault.to) && isTarget(fault, pod))
}

/** One pod of those that are meant; undefined when there are not so many. */
function nthOf({ store }: CommandTarget, { namespace = 'default', ...target }: PodTarget, nth: number): PodTarget | undefined {
  const names = store.list('Pod', { namespace }).filter(pod => isTarget({ namespace, ...target }, pod)).map(({ metadata }) => metadata.name).sort()
  const pod = names[nth]
  return pod === undefined ? undefined : { namespace, pod }
}

function targetOf({ namespace, pod, selector }: PodTarget): PodTarget {
  return { namespace, pod, selector }
}

function sameTarget(a: PodTarget, b: PodTarget): boolean {
  return (a.namespace ?? 'default') === (b.namespace ?? 'default') && a.pod === b.pod && a.selector === b.selector
}

function setProbe(simulation: CommandTarget, fault: Omit<ProbeFault, 'from'>, failing: boolean): void {
  const { now } = simulation.clock
  const isOpen = (one: ProbeFault) => one.to === undefined && one.probe === fault.probe && sameTarget(one, fault)
  const faults = simulation.world.probeFaults
  if (failing && faults.some(isOpen)) return
  simulation.changeWorld({
    probeFaults: failing ? [...faults, { ...fault, from: now }] : faults.map(one => (isOpen(one) ? { ...one, to: now } : one)),
  })
}

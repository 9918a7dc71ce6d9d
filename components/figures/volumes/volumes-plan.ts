/** What writes to which volume, and what happens to it when. */
import { ebsStorageClass } from '../../../engine/aws/storage-class.ts'
import type { Scenario, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Deployment, KubeObject, Labels, Node, PersistentVolumeClaim, Pod, PodSpec, StatefulSet, StorageClass } from '../../../engine/kubernetes/types/index.ts'
import { namespacesOf } from '../workload/kinds.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'
import { HOSTNAME_LABEL, NOT_READY_TAINT, UNREACHABLE_TAINT } from '../../../engine/kubernetes/types/wellknown.ts'

export interface VolumesInputs {
  /** From one record that a pod writes to the next. */
  everySeconds: number
  /** How long pods tolerate a node that does not answer. */
  tolerationSeconds: number
  /** From a machine's stop to another one in its zone. */
  replaceMinutes: number
  /** Attaching a volume to a node. */
  attachSeconds: number
  /** The reader's own objects; empty: the deck's example. */
  own: readonly KubeObject[]
}

export type VolumesScenario = 'lost' | 'once' | 'binding'

const zoneOf = (letter: string) => `ap-northeast-2${letter}`

/** The machine that stops, and the one that comes for it. */
export const DYING = 'node-b'
export const COMING = 'node-b2'
/** Two machines of one zone, between which a volume moves. */
const [FIRST, SECOND] = ['node-b1', 'node-b2']

/** The class that makes a volume at once, whoever will need it. */
const AT_ONCE = 'gp3-now'

const [small, large] = [{ cpu: '2', memory: '8Gi' }, { cpu: '4', memory: '16Gi' }]
const machinesOf: Readonly<Record<VolumesScenario, readonly Node[]>> = {
  // Where there is more room, pods go first.
  lost: [makeNode('node-a', { ...small, zone: zoneOf('a') }), makeNode(DYING, { ...large, zone: zoneOf('b') })],
  once: [makeNode(FIRST, { ...large, zone: zoneOf('b') }), makeNode(SECOND, { ...small, zone: zoneOf('b') })],
  binding: [makeNode('node-a', { ...small, zone: zoneOf('a') }), makeNode('node-b', { ...large, zone: zoneOf('b') })],
}

function claimOf(name: string, storageClassName?: string): PersistentVolumeClaim {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { ...(storageClassName && { storageClassName }), accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } } }
}

const data = (claimName: string | undefined): NonNullable<PodSpec['volumes']>[number] => ({ name: 'data', ...(claimName === undefined ? { emptyDir: {} } : { persistentVolumeClaim: { claimName } }) })

function deploymentOf(name: string, claimName: string | undefined, { tolerationSeconds }: Pick<VolumesInputs, 'tolerationSeconds'>, spread = false): Deployment {
  const labels: Labels = { app: name }
  const spec: PodSpec = {
    containers: [{ name: 'app', image: `${name}:1`, resources: { requests: { cpu: '250m', memory: '256Mi' } }, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    volumes: [data(claimName)],
    tolerations: [NOT_READY_TAINT, UNREACHABLE_TAINT].map(key => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds })),
    ...(spread && { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: HOSTNAME_LABEL, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } }] }),
  }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: { replicas: 1, strategy: { type: 'Recreate' }, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  }
}

/** The deck's example: one that keeps its files beside it, and one that has claimed a disk. */
export function exampleOf(inputs: Pick<VolumesInputs, 'tolerationSeconds'>): KubeObject[] {
  return [deploymentOf('cache', undefined, inputs), claimOf('cart'), deploymentOf('cart', 'cart', inputs)]
}

export type Writer = Deployment | StatefulSet | Pod

/** What runs pods that have a volume to write to. */
export function isWriter(object: KubeObject): object is Writer {
  if (object.kind === 'Pod')
    return writesIn((object as Pod).spec)
  if (object.kind === 'StatefulSet' && ((object as StatefulSet).spec.volumeClaimTemplates?.length ?? 0) > 0)
    return true
  return (object.kind === 'Deployment' || object.kind === 'StatefulSet') && writesIn((object as Deployment).spec.template.spec)
}

const writesIn = ({ volumes = [] }: PodSpec) => volumes.some(({ emptyDir, persistentVolumeClaim, ephemeral }) => emptyDir !== undefined || persistentVolumeClaim !== undefined || ephemeral !== undefined)

/** Instants (virtual ms) at which something happens, in their order. */
export interface VolumesPlan {
  start: number
  acts: readonly [first: number, second: number, third: number, fourth: number]
  end: number
}

const MINUTE = 60_000
/** The least that an act takes: a container and a volume come up. */
const ACT = 45_000

export function planOf(scenario: VolumesScenario, { everySeconds, attachSeconds, replaceMinutes, tolerationSeconds }: VolumesInputs): VolumesPlan {
  const act = Math.max(ACT, 6_000 * everySeconds) + 2_000 * attachSeconds
  const start = act + 10_000
  const first = start + 2_000
  if (scenario !== 'lost')
    return { start, acts: [first, first + act, first + 2 * act, first + 3 * act], end: first + 4 * act }
  const third = first + 2 * act
  // Up to 55 s until the silence is noticed; 40 s until pods of a node that is gone are taken for gone.
  const fourth = third + replaceMinutes * MINUTE
  return { start, acts: [first, first + act, third, fourth], end: Math.max(fourth, third + 60_000 + tolerationSeconds * 1000) + MINUTE + act }
}

/** The pods of each writer, by its labels; a bare pod does not come back, and is left where it is. */
function podsOf(writers: readonly Writer[]): { namespace?: string, selector: string, count: number }[] {
  return writers.flatMap((writer) => {
    const { kind, metadata: { namespace, labels }, spec } = writer
    const { matchLabels, count } = kind === 'Pod' ? { matchLabels: labels, count: 0 } : { matchLabels: (spec as Deployment['spec']).selector.matchLabels, count: (spec as Deployment['spec']).replicas ?? 1 }
    const selector = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`).join(',')
    return selector ? [{ namespace, selector, count }] : []
  })
}

function lostCommands(objects: readonly KubeObject[], [crash, replace, stop, come]: VolumesPlan['acts']): TimedCommand[] {
  const groups = podsOf(objects.filter(isWriter))
  return [
    ...groups.map(({ namespace, selector }): TimedCommand => ({ at: crash, do: { type: 'crash', namespace, selector } })),
    ...groups.flatMap(({ namespace, selector, count }) => Array.from({ length: count }, (_, nth): TimedCommand => ({ at: replace, do: { type: 'deletePod', namespace, selector, nth } }))),
    { at: stop, do: { type: 'node', node: DYING, state: 'down' } },
    // A machine that is gone takes its Node object with it: cloud-provider's node lifecycle controller deletes it.
    { at: come, do: { type: 'delete', kind: 'Node', name: DYING } },
    { at: come, do: { type: 'apply', objects: [makeNode(COMING, { ...large, zone: zoneOf('b') })] } },
  ]
}

/** A second pod goes to another node, then to the same; then all go and come back on the other. */
function onceCommands([second, beside, move]: VolumesPlan['acts']): TimedCommand[] {
  const scale = (at: number, replicas: number): TimedCommand => ({ at, do: { type: 'scale', kind: 'Deployment', name: 'cart', replicas } })
  return [
    scale(second, 2),
    // Of two pods the one that is not ready goes first.
    scale(beside, 1), { at: beside, do: { type: 'cordon', node: SECOND } }, scale(beside + 3_000, 2),
    scale(move, 0), { at: move, do: { type: 'uncordon', node: SECOND } }, { at: move, do: { type: 'cordon', node: FIRST } }, scale(move + 8_000, 2),
  ]
}

/** A pod that only the larger machine has room for. */
const report = makePod('report', { image: 'report:1', cpu: '3', memory: '4Gi', labels: { app: 'report' }, spec: { volumes: [data('report')] } })

function bindingCommands([claimed, podComes, again, podAgain]: VolumesPlan['acts']): TimedCommand[] {
  return [
    { at: claimed, do: { type: 'apply', objects: [claimOf('report', AT_ONCE)] } },
    { at: podComes, do: { type: 'apply', objects: [report] } },
    { at: again - 5_000, do: { type: 'delete', kind: 'Pod', name: 'report', options: { gracePeriodSeconds: 0 } } },
    { at: again - 5_000, do: { type: 'delete', kind: 'PersistentVolumeClaim', name: 'report' } },
    { at: again, do: { type: 'apply', objects: [claimOf('report', 'gp3')] } },
    { at: podAgain, do: { type: 'apply', objects: [report] } },
  ]
}

export function scenarioOf(name: VolumesScenario, inputs: VolumesInputs): Scenario {
  const { acts } = planOf(name, inputs)
  const classes: StorageClass[] = [ebsStorageClass(), { ...ebsStorageClass(), metadata: { name: AT_ONCE }, volumeBindingMode: 'Immediate' }]
  const writers: Readonly<Record<VolumesScenario, readonly KubeObject[]>> = {
    lost: inputs.own.length > 0 ? inputs.own : exampleOf(inputs),
    once: [claimOf('cart'), deploymentOf('cart', 'cart', inputs, true)],
    binding: [],
  }
  return {
    config: { volumeAttachMs: inputs.attachSeconds * 1000 },
    objects: [...classes, ...machinesOf[name], ...namespacesOf(inputs.own), ...writers[name]],
    commands: name === 'lost' ? lostCommands(writers.lost, acts) : name === 'once' ? onceCommands(acts) : bindingCommands(acts),
  }
}

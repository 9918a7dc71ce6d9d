/** What each scenario of the figure begins with, lane by lane. */
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Scenario } from '../../../engine/kubernetes/simulation/run.ts'
import type { UpdateConfig } from '../../../engine/aws/node-group/update-config.ts'
import { BASE_OBJECTS } from '../../../engine/kubernetes/cluster.ts'
import type { Deployment, KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'
import type { GroupFault } from '../../../engine/aws/node-group/issue.ts'

export type ScenarioName = 'normal' | 'budget' | 'parallel' | 'health'
export type Lane = 'first' | 'second'

export interface UpdateInputs {
  /** Pods that the budget promises. */
  minAvailable: number
  /** Minutes until a person comes to the next step. */
  personMinutes: number
  minimal: boolean
  fault: GroupFault
}

const OLD = '1.36.3-20261018'
/** Of the version that the slide before asks for: the cluster has it already, its nodes follow. */
export const NEW = '1.37.1-20261112'
export const versionsOf = { old: '1.36', next: '1.37' }

const MINUTE = 60_000
/** The nodes are ready and the pods run; what was before is the setting. */
export const BEGIN = 5 * MINUTE
const UPDATE_AT = BEGIN + 5_000
/** When the update is asked for again, by force: the first one has failed by then. */
export const FORCE_AT = BEGIN + 30 * MINUTE
/** When the group is asked to grow, and when what was broken is mended. */
const GROW_AT = BEGIN + MINUTE
export const MEND_AT = BEGIN + 6 * MINUTE

const GROUP = 'workers'
export const groupName = GROUP

/** How many nodes and pods a scenario has. */
export const sizeOf = (name: ScenarioName) => name === 'parallel' ? { nodes: 9, replicas: 18 } : { nodes: 3, replicas: 6 }

/** What stands in the second lane. */
export function secondLane(name: ScenarioName): 'hand' | 'group' | 'none' {
  return name === 'parallel' ? 'group' : name === 'health' ? 'none' : 'hand'
}

function web(replicas: number): Deployment {
  const labels = { app: 'web' }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: {
      replicas, selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '300m', memory: '512Mi' } } }],
          topologySpreadConstraints: [{ maxSkew: 1, topologyKey: HOSTNAME_LABEL, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } }],
        },
      },
    },
  }
}

const budget = (minAvailable: number): KubeObject => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable, selector: { matchLabels: { app: 'web' } } } } as KubeObject)

/** The update configuration of a lane. */
function configOf(name: ScenarioName, lane: Lane, minimal: boolean): UpdateConfig {
  return { ...(name === 'parallel' && lane === 'second' ? { maxUnavailablePercentage: 33 } : { maxUnavailable: 1 }), ...(minimal && { updateStrategy: 'MINIMAL' as const }) }
}

export function scenarioOf(name: ScenarioName, inputs: UpdateInputs, lane: Lane): Scenario {
  const kind = lane === 'first' ? 'group' : secondLane(name)
  if (kind === 'none')
    return { objects: [] }
  const { nodes, replicas } = sizeOf(name)
  const group = { name: GROUP, region: 'ap-northeast-2' as const, zones: ['a', 'b', 'c'].map(zone => `ap-northeast-2${zone}`), instanceType: 'm5.large', minSize: 1, maxSize: 12, desiredCapacity: nodes, release: OLD }
  const setting: TimedCommand[] = [
    ...[OLD, NEW].map(release => ({ at: 0, do: { type: 'ami-release' as const, release } })),
    { at: 0, do: { type: 'cluster-version', version: versionsOf.next } },
    { at: 0, do: kind === 'group' ? { type: 'create-node-group', group, updateConfig: configOf(name, lane, inputs.minimal) } : { type: 'node-group', group: { ...group, kind: 'self-managed' } } },
    { at: BEGIN - 90_000, do: { type: 'apply', objects: [web(replicas), budget(inputs.minAvailable)] } },
  ]
  return { objects: BASE_OBJECTS, commands: [...setting, ...happenings(name, inputs, kind)] }
}

function happenings(name: ScenarioName, { personMinutes, fault }: UpdateInputs, kind: 'group' | 'hand'): TimedCommand[] {
  if (kind === 'hand')
    return [{ at: UPDATE_AT, do: { type: 'migrate-by-hand', name: GROUP, release: NEW, personMs: personMinutes * MINUTE } }]
  if (name === 'health') {
    return [
      { at: BEGIN + 10_000, do: { type: 'node-group-fault', name: GROUP, fault, state: 'broken' } },
      { at: GROW_AT, do: { type: 'scale-node-group', name: GROUP, desiredCapacity: 5 } },
      { at: MEND_AT, do: { type: 'node-group-fault', name: GROUP, fault, state: 'mended' } },
    ]
  }
  return [
    { at: UPDATE_AT, do: { type: 'update-node-group-version', name: GROUP, release: NEW } },
    ...(name === 'budget' ? [{ at: FORCE_AT, do: { type: 'update-node-group-version' as const, name: GROUP, release: NEW, force: true } }] : []),
  ]
}

/** Until when a scenario is gone through (virtual ms). */
export function endOf(name: ScenarioName, { personMinutes }: UpdateInputs): number {
  const steps = 4 + sizeOf(name).nodes
  const minutes = { normal: Math.max(30, steps * personMinutes + 15), budget: 95, parallel: 60, health: 15 }
  return BEGIN + minutes[name] * MINUTE
}

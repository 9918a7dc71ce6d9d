/** What is applied, and who is there to see it. */
import { ebsStorageClass } from '../../../engine/aws/storage-class.ts'
import type { Scenario } from '../../../engine/kubernetes/simulation/run.ts'
import type { Deployment, KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { namespacesOf } from '../workload/kinds.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

export interface ApplyInputs {
  replicas: number
  /** The reader's own objects; empty: the deck's example. */
  own: readonly KubeObject[]
}

export type ApplyScenario = 'deployment' | 'asleep'

export const SCHEDULER = 'default-scheduler'

/** Virtual ms: the manifest is applied; a scheduler that sleeps wakes up; the end. */
export const APPLIED = 3_000
export const AWAKE = 20_000
export const endOf = (scenario: ApplyScenario) => (scenario === 'asleep' ? AWAKE : APPLIED) + 40_000

/** Virtual ms from a change to the turn of who watches it: a real API server takes some milliseconds; slowed, so that an eye can follow. */
const SLOWED = 600

export function exampleOf({ replicas }: Pick<ApplyInputs, 'replicas'>): Deployment {
  const labels = { app: 'web' }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'nginx:1.29', resources: { requests: { cpu: '250m', memory: '256Mi' } } }] } } },
  }
}

const machines = ['a', 'b'].map(zone => makeNode(`node-${zone}`, { cpu: '16', memory: '64Gi', zone: `ap-northeast-2${zone}` }))

export function scenarioOf(name: ApplyScenario, inputs: ApplyInputs): Scenario {
  return {
    config: { syncLatencyMs: SLOWED, schedulingLatencyMs: SLOWED },
    objects: [ebsStorageClass(), ...machines, ...namespacesOf(inputs.own)],
    commands: [
      ...(name === 'asleep' ? [{ at: 0, do: { type: 'component' as const, component: SCHEDULER, state: 'down' as const } }, { at: AWAKE, do: { type: 'component' as const, component: SCHEDULER, state: 'up' as const } }] : []),
      { at: APPLIED, do: { type: 'apply', objects: inputs.own.length > 0 ? [...inputs.own] : [exampleOf(inputs)] } },
    ],
  }
}

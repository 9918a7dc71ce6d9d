/** Small clusters for tests: the standard controllers, three nodes in three zones, short manifests. */
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { ebsStorageClass } from '../../../engine/aws/storage-class.ts'
import type { SimulationConfig } from '../../../engine/kubernetes/simulation/config.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
import { Store } from '../../../engine/kubernetes/apiserver/store.ts'
import type { Container, Deployment, KubeObject, PodTemplateSpec } from '../../../engine/kubernetes/types/index.ts'

export const ZONES = ['a', 'b', 'c'].map(letter => `ap-northeast-2${letter}`)

export const THREE_NODES: readonly KubeObject[] = [...BASE_OBJECTS, ebsStorageClass(), ...ZONES.map(zone => makeNode(`node-${zone.at(-1)}`, { zone, cpu: '4', memory: '16Gi' }))]

/** An API server that knows every kind, without controllers. */
export function emptyStore(): Store {
  return new Store({ rules: standardControllers().flatMap(({ rules }) => rules ?? []) })
}

/** A running cluster, one second old. */
export function startCluster({ objects = THREE_NODES, seed = 1, config }: { objects?: readonly KubeObject[], seed?: number, config?: Partial<SimulationConfig> } = {}): Simulation {
  const simulation = new Simulation({ seed, config, controllers: standardControllers() })
  simulation.apply({ type: 'apply', objects: [...objects] })
  simulation.runUntil(1_000)
  return simulation
}

export function podTemplate(app: string, container: Partial<Container> = {}, annotations?: Record<string, string>): PodTemplateSpec {
  return {
    metadata: { labels: { app }, ...(annotations && { annotations }) },
    spec: { containers: [{ name: app, image: `${app}:1`, resources: { requests: { cpu: '100m', memory: '64Mi' } }, ...container }] },
  }
}

export function deployment(name: string, spec: Partial<Deployment['spec']> = {}): Deployment {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: { replicas: 3, selector: { matchLabels: { app: name } }, template: podTemplate(name), ...spec },
  }
}

/** Lets so many seconds pass. */
export function wait(simulation: Simulation, seconds: number): void {
  simulation.runUntil(simulation.clock.now + seconds * 1000)
}

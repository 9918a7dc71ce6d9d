/** Cluster Autoscaler in a whole cluster: API, scheduler, kubelets, and Auto Scaling groups whose machines take their time. */
import { describe, expect, it } from 'vitest'
import { AutoScaling } from '../../../engine/aws/autoscaling/controller.ts'
import type { AutoScalingGroup } from '../../../engine/aws/autoscaling/group.ts'
import { AutoScalingProvider } from '../../../engine/aws/autoscaling/provider.ts'
import { Ec2 } from '../../../engine/aws/ec2/controller.ts'
import { ClusterAutoscalerController } from '../../../engine/kubernetes/autoscaler/controller.ts'
import type { AutoscalingOptions } from '../../../engine/kubernetes/autoscaler/options.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { KubeObject, PodDisruptionBudget } from '../../../engine/kubernetes/types/index.ts'
import { makePod } from '../../../engine/kubernetes/types/make.ts'
import { deployment, podTemplate, wait, ZONES } from '../support/cluster.ts'

const GROUP: AutoScalingGroup = {
  name: 'workers', kind: 'managed', region: 'ap-northeast-2', zones: ZONES, instanceType: 'm5.large', minSize: 1, maxSize: 6, desiredCapacity: 1,
}

function emptyCluster(): Simulation {
  const provider = new AutoScalingProvider()
  return new Simulation({ controllers: [...standardControllers(), new Ec2(), new AutoScaling(provider), new ClusterAutoscalerController(provider)] })
}

/** A cluster whose first nodes are up, five minutes old. */
function cluster(change: Partial<AutoScalingGroup> = {}, flags: Partial<AutoscalingOptions> = {}): Simulation {
  const simulation = emptyCluster()
  simulation.apply({ type: 'config', config: { clusterAutoscaler: flags } })
  apply(simulation, ...BASE_OBJECTS)
  simulation.apply({ type: 'node-group', group: { ...GROUP, ...change } })
  wait(simulation, 300)
  return simulation
}

/** Three of these fill an m5.large, beside what the node keeps for itself. */
const web = (replicas: number) => deployment('web', { replicas, template: podTemplate('web', { resources: { requests: { cpu: '500m', memory: '512Mi' } } }) })
const budget = (minAvailable: number): PodDisruptionBudget => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web', namespace: 'default' }, spec: { minAvailable, selector: { matchLabels: { app: 'web' } } } })
const apply = (simulation: Simulation, ...objects: KubeObject[]) => simulation.apply({ type: 'apply', objects })
const entries = (simulation: Simulation) => simulation.log.entries.filter(({ source }) => source === 'cluster-autoscaler')
const messages = (simulation: Simulation, reason: string) => [...new Set(entries(simulation).filter(one => one.reason === reason).map(({ message }) => message))]
const at = (simulation: Simulation, reason: string) => (entries(simulation).find(one => one.reason === reason)?.at ?? Number.NaN) / 1_000
const nodesOf = ({ store }: Simulation) => store.list('Node').map(({ metadata }) => metadata.name)
const readyPods = ({ store }: Simulation) => store.list('Pod').filter(pod => pod.metadata.labels?.app === 'web' && isPodReady(pod) && !isTerminating(pod)).length
const waitingPods = ({ store }: Simulation) => store.list('Pod').filter(({ spec }) => !spec.nodeName).length

describe('a cluster with Cluster Autoscaler', () => {
  it('gets nodes for pods within a scan or two, and gives them back ten minutes after they are not needed', () => {
    const simulation = cluster()
    apply(simulation, web(12))
    wait(simulation, 300)
    expect(at(simulation, 'TriggeredScaleUp')).toBeCloseTo(310, 0)
    expect(messages(simulation, 'TriggeredScaleUp')).toEqual(['pod triggered scale-up: [{workers 1->4 (max: 6)}]'])
    expect([readyPods(simulation), nodesOf(simulation).length]).toEqual([12, 4])
    wait(simulation, 600)
    apply(simulation, web(2))
    wait(simulation, 590)
    expect(nodesOf(simulation)).toHaveLength(4)
    wait(simulation, 130)
    expect([readyPods(simulation), nodesOf(simulation).length]).toEqual([2, 1])
    expect(simulation.world.autoScalingGroups[0]).toMatchObject({ desiredCapacity: 1 })
  })

  it('says why no group helps, once', () => {
    const simulation = cluster({ maxSize: 2 })
    apply(simulation, web(12))
    wait(simulation, 600)
    expect(nodesOf(simulation)).toHaveLength(2)
    expect(messages(simulation, 'NotTriggerScaleUp')).toEqual(["pod didn't trigger scale-up: 1 max node group size reached"])
    const told = entries(simulation).filter(({ reason }) => reason === 'NotTriggerScaleUp').map(({ object }) => object.name)
    expect(new Set(told).size).toBe(told.length)
    apply(simulation, web(6), deployment('huge', { replicas: 1, template: podTemplate('huge', { resources: { requests: { cpu: '9' } } }) }))
    simulation.apply({ type: 'scale-node-group', name: 'workers', maxSize: 3 })
    wait(simulation, 60)
    expect(messages(simulation, 'NotTriggerScaleUp')).toContain("pod didn't trigger scale-up: 1 Insufficient cpu")
  })

  it('leaves a group alone for five minutes, then ten, when EC2 has no machine', () => {
    const simulation = cluster()
    simulation.apply({ type: 'capacity', available: false })
    apply(simulation, web(12))
    wait(simulation, 1_000)
    expect(messages(simulation, 'ScaleUpFailed')[0]).toMatch(/^Failed adding 3 nodes to group workers due to OutOfResource\.placeholder-cannot-be-fulfilled/)
    expect(messages(simulation, 'NotTriggerScaleUp')).toEqual(["pod didn't trigger scale-up: 1 in backoff after failed scale-up"])
    const tries = entries(simulation).filter(({ message }) => message.startsWith('Scale-up: setting group')).map(one => Math.round((one.at - 310_000) / 60_000))
    expect(tries).toEqual([0, 5, 15])
    simulation.apply({ type: 'capacity', available: true })
    wait(simulation, 1_500)
    expect(readyPods(simulation)).toBe(12)
  })

  it('drains a node under a budget, one pod after the other: never fewer ready pods than that, and all of them have a place', () => {
    const simulation = cluster({ minSize: 2, desiredCapacity: 3 })
    apply(simulation, deployment('web', { replicas: 6, template: podTemplate('web', { resources: { requests: { cpu: '300m', memory: '64Mi' } } }) }), budget(5))
    wait(simulation, 410)
    const ready: number[] = []
    for (let i = 0; i < 300; i++) {
      wait(simulation, 0.1)
      ready.push(readyPods(simulation))
    }
    wait(simulation, 300)
    const evicted = entries(simulation).filter(({ message }) => message === 'deleting pod for node scale down')
    expect(evicted).toHaveLength(2)
    expect(messages(simulation, 'ScaleDown').some(message => /^Scale-down: removing node .*, utilization: \{0\.31.* cpu 0\.31.*\}, pods to reschedule: web-.*,web-/.test(message))).toBe(true)
    expect([nodesOf(simulation).length, readyPods(simulation), waitingPods(simulation), Math.min(...ready)]).toEqual([2, 6, 0, 5])
  })

  it('gives up a deletion when a pod has come in the meantime, and the node is as before', () => {
    const simulation = cluster({ desiredCapacity: 2 })
    wait(simulation, 300)
    while (!entries(simulation).some(({ reason }) => reason === 'ScaleDownEmpty')) wait(simulation, 1)
    const node = String(entries(simulation).find(({ reason }) => reason === 'ScaleDownEmpty')?.params?.node)
    expect(simulation.store.get('Node', '', node)?.spec).toMatchObject({ unschedulable: true, taints: [{ key: 'DeletionCandidateOfClusterAutoscaler' }, { key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] })
    apply(simulation, makePod('late', { on: node, metadata: { ownerReferences: [] }, spec: { tolerations: [{ operator: 'Exists' }] } }))
    wait(simulation, 10)
    expect(messages(simulation, 'ScaleDownFailed')[0]).toMatch(/^failed to delete empty node: GetPodsToMove for ".*" returned error: default\/late is not replicated$/)
    expect(simulation.store.get('Node', '', node)?.spec).not.toHaveProperty('unschedulable', true)
    wait(simulation, 1_200)
    expect(nodesOf(simulation)).toContain(node)
  })

  it('marks nodes that are not needed so that pods rather go elsewhere, and unmarks them', () => {
    const simulation = cluster({ desiredCapacity: 2 })
    wait(simulation, 60)
    const marked = () => simulation.store.list('Node').filter(({ spec }) => spec.taints?.some(({ key, effect }) => key === 'DeletionCandidateOfClusterAutoscaler' && effect === 'PreferNoSchedule')).length
    expect(marked()).toBe(2)
    apply(simulation, web(6))
    wait(simulation, 60)
    expect([marked(), readyPods(simulation)]).toEqual([0, 6])
  })

  it('takes flags that change', () => {
    const simulation = cluster({ desiredCapacity: 3 })
    simulation.apply({ type: 'config', config: { clusterAutoscaler: { scaleDownUnneededTimeMs: 30_000, scaleDownDelayAfterAddMs: 0 } } })
    wait(simulation, 120)
    expect(messages(simulation, 'ScaleDownEmpty').filter(message => message.endsWith('removed'))).toHaveLength(2)
  })

  it('goes on from a checkpoint as if nothing had been', () => {
    const simulation = cluster()
    apply(simulation, web(12), budget(1))
    wait(simulation, 500)
    apply(simulation, web(2))
    const checkpoints = [0, 7, 333, 602, 608, 640].map((seconds) => {
      simulation.runUntil(800_000 + seconds * 1_000)
      return simulation.save()
    })
    simulation.runUntil(2_000_000)
    for (const checkpoint of checkpoints) {
      const other = emptyCluster()
      other.restore(checkpoint)
      other.runUntil(2_000_000)
      expect(other.log.toText()).toBe(simulation.log.toText())
      expect(other.turns).toBe(simulation.turns)
    }
  })
})

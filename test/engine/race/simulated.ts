/** A race in the whole simulation: API, controllers, kubelets, and what the lane's nodes come from. */
import { findInstanceType } from '../../../data/instance-types.ts'
import { AutoScaling } from '../../../engine/aws/autoscaling/controller.ts'
import { AutoScalingProvider } from '../../../engine/aws/autoscaling/provider.ts'
import { Ec2 } from '../../../engine/aws/ec2/controller.ts'
import { eksDaemonPods } from '../../../engine/aws/eks-node.ts'
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { ClusterAutoscalerController } from '../../../engine/kubernetes/autoscaler/controller.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import type { Controller } from '../../../engine/kubernetes/simulation/controller.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { DaemonSet, Deployment, KubeObject, Pod } from '../../../engine/kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'
import { writtenAutoscaler } from '../../../engine/race/inputs/autoscaler.ts'
import { LoadCurve } from '../../../engine/race/inputs/curve.ts'
import type { RaceInputs } from '../../../engine/race/inputs/inputs.ts'
import { podsFor } from '../../../engine/race/inputs/sizing.ts'
import { nodeRequests, zonesOf } from '../../../engine/race/lane/node-requests.ts'
import { hpaPhaseMs } from '../../../engine/race/lane/phase.ts'

/** When the race begins in the simulation: its pods are then older than any window of the autoscaler (ms). */
const BEGIN = 1_200_000
/** From the creation of an autoscaler to its first decision (ms). */
const SYNC = 10

/** What a kind of lane needs beside the control plane. */
export interface Supplied {
  controllers: readonly Controller[]
  /** Before the pods. */
  objects: readonly KubeObject[]
  prepare: (simulation: Simulation) => void
}

/** Pods that are ready, second by second. */
export function simulate(inputs: RaceInputs, { controllers, objects, prepare }: Supplied): number[] {
  const { options, times, workload, serving } = inputs
  const curve = new LoadCurve(inputs.load)
  const simulation = new Simulation({
    seed: inputs.seed, controllers: [...standardControllers(), ...controllers],
    config: { imagePullMs: times.imagePullSeconds * 1000, appStartMs: times.appStartSeconds * 1000, appStopMs: times.appStopSeconds * 1000 },
  })
  const deployment: Deployment = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: workload.name },
    spec: { replicas: podsFor(curve.rateAt(0), inputs), selector: { matchLabels: { app: workload.name } }, template: workload.template },
  }
  const load = (at: number) => simulation.apply({
    type: 'load', resource: 'cpu', amount: Math.round(curve.rateAt(at) * serving.cpuMsPerRequest), share: 'total', selector: `app=${workload.name}`,
  })
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, ...objects] })
  prepare(simulation)
  simulation.apply({ type: 'apply', objects: [deployment] })
  load(0)
  const phase = (BEGIN + hpaPhaseMs(inputs.seed) - SYNC) % 15_000
  simulation.runUntil(600_000 + phase)
  simulation.apply({ type: 'apply', objects: [writtenAutoscaler(inputs)] })
  simulation.runUntil(BEGIN)
  const steps = inputs.load.filter(({ at }, i) => at > 0 && at === inputs.load[i - 1]?.at)
  return Array.from({ length: Math.floor(curve.end / 1000) }, (_, second) => {
    const at = second * 1000
    for (const step of steps.filter(one => one.at > at - 1000 && one.at <= at)) {
      simulation.runUntil(BEGIN + step.at)
      load(step.at)
    }
    for (const fault of inputs.faults.filter(one => one.at > at - 1000 && one.at <= at)) {
      simulation.runUntil(BEGIN + fault.at)
      if (fault.kind === 'zone') simulation.apply({ type: 'zone', zone: zonesOf(options)[fault.zone] ?? '', state: 'down' })
    }
    simulation.runUntil(BEGIN + at)
    if (curve.slopeAt(at) !== 0) load(at)
    return simulation.store.list('Pod', { namespace: 'default' }).filter(pod => isPodReady(pod) && !isTerminating(pod)).length
  })
}

/** Nodes that are there from the beginning and that nobody replaces. */
export function fixedNodes({ group, options }: RaceInputs): Supplied {
  const zones = zonesOf(options)
  const type = findInstanceType(options.instanceType)
  if (!type) throw new RangeError(options.instanceType)
  const objects = Array.from({ length: group.fixedNodes ?? 0 }, (_, i): KubeObject[] => {
    const { template, daemonPods } = nodeRequests('managed', options)(type, zones[i % zones.length] ?? '', false)
    const name = `node-${i}`
    const daemons = daemonPods.map((pod): Pod => ({
      ...pod, metadata: { ...pod.metadata, name: `${pod.metadata.name}-${i}`, ownerReferences: undefined }, spec: { ...withImages(pod).spec, nodeName: name },
    }))
    return [{ ...template, metadata: { ...template.metadata, name, labels: { ...template.metadata.labels, [HOSTNAME_LABEL]: name } } }, ...daemons]
  })
  return { controllers: [], objects: objects.flat(), prepare: () => undefined }
}

/** A node group that Cluster Autoscaler moves, with so many nodes to begin with. */
export function autoscaledGroup({ group, options, times }: RaceInputs, nodes: number): Supplied {
  const provider = new AutoScalingProvider()
  const daemonSets = eksDaemonPods('managed').map((pod): DaemonSet => {
    const { name } = pod.metadata
    return {
      apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name, namespace: 'kube-system' },
      spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: withImages(pod).spec } },
    }
  })
  return {
    controllers: [new Ec2(), new AutoScaling(provider), new ClusterAutoscalerController(provider)],
    objects: daemonSets,
    prepare: (simulation) => {
      simulation.apply({ type: 'config', config: { startSeconds: times.startSeconds } })
      simulation.apply({ type: 'node-group', group: {
        name: 'workers', kind: 'managed', region: options.region, zones: zonesOf(options), instanceType: options.instanceType, minSize: group.minNodes, maxSize: group.maxNodes, desiredCapacity: nodes,
      } })
      simulation.runUntil(300_000)
    },
  }
}

function withImages(pod: Pod): Pod {
  return { ...pod, spec: { ...pod.spec, containers: pod.spec.containers.map(container => ({ ...container, image: 'daemon:1' })) } }
}

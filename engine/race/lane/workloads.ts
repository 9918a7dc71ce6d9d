/** The workloads of a lane: the one under load, and what EKS and the autoscaler of its nodes need beside it. */
import { clone } from '../../kubernetes/apimachinery/meta.ts'
import { podRequests } from '../../kubernetes/apimachinery/resources.ts'
import { defaultPod } from '../../kubernetes/apiserver/defaults/pod.ts'
import { POD_TEMPLATE_HASH } from '../../kubernetes/controllers/deployment/replicasets.ts'
import { templateHash } from '../../kubernetes/controllers/template.ts'
import { podFromTemplate } from '../../kubernetes/controllers/template.ts'
import type { Pod, PodTemplateSpec, ReplicaSet } from '../../kubernetes/types/index.ts'
import type { RaceInputs } from '../inputs/inputs.ts'
import { readyAfterMs } from './kubelet.ts'
import type { LaneWorkload } from './objects.ts'
import { onSystemNodes } from './system-nodes.ts'
import type { LaneSystem } from './system.ts'

/** System pods are wanted in a number that nobody changes. */
export function laneWorkloads({ workload, times }: RaceInputs, replicas: number, { beside, apart }: Pick<LaneSystem, 'beside' | 'apart'>): [loaded: LaneWorkload, ...system: LaneWorkload[]] {
  const system = [...beside.map(group => ({ group, spec: group.pod.spec, apart: false })), ...apart.map(group => ({ group, spec: onSystemNodes(group), apart: true }))]
  return [
    workloadOf(0, workload.name, 'default', workload.template, replicas, times.appStartSeconds * 1000, workload.maxUnavailable),
    ...system.map(({ group, spec, apart: isApart }, i) => ({
      ...workloadOf(i + 1, group.name, 'kube-system', { metadata: group.pod.metadata, spec }, group.replicas, 0, group.name === 'coredns' ? COREDNS_UNAVAILABLE : null), apart: isApart,
    })),
  ]
}

/** As EKS' add-on sets it. */
const COREDNS_UNAVAILABLE = 1

function workloadOf(
  index: number, name: string, namespace: string, written: PodTemplateSpec, replicas: number, appStartMs: number, maxUnavailable: LaneWorkload['maxUnavailable'],
): LaneWorkload {
  const hash = templateHash(written)
  const labels = { ...written.metadata?.labels, [POD_TEMPLATE_HASH]: hash }
  const pod = defaultedPod(name, namespace, { ...written, metadata: { ...written.metadata, labels } })
  const template: PodTemplateSpec = { metadata: { labels, ...(written.metadata?.annotations && { annotations: written.metadata.annotations }) }, spec: pod.spec }
  const replicaSet: ReplicaSet = {
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: `${name}-${hash}`, namespace, uid: `${name}-${hash}`, labels },
    spec: { replicas, selector: { matchLabels: labels }, template },
  }
  const { cpu = 0, memory = 0 } = podRequests(pod)
  return {
    index, name, namespace, template, replicaSet, cpuMilli: cpu, memoryBytes: memory, replicas, readyAfterMs: readyAfterMs(template, appStartMs),
    graceMs: (pod.spec.terminationGracePeriodSeconds ?? 30) * 1000, maxUnavailable, apart: false, pods: new Set(), active: 0,
  }
}

/** A pod of a template with what the API server fills in. */
function defaultedPod(name: string, namespace: string, template: PodTemplateSpec): Pod {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name, namespace } }
  const pod = clone(podFromTemplate(template, owner, { name }))
  defaultPod(pod)
  return pod
}

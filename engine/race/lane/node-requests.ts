/** What a lane asks EC2 for: the cost model's node template, in a zone, bought one way or the other. */
import type { InstanceType } from '../../../data/instance-types.ts'
import { eksNodeLabels, type NodeKind } from '../../aws/eks-node.ts'
import { nodeTemplate, type CostOptions } from '../../cost/index.ts'
import { timestamp } from '../../kubernetes/apimachinery/clock.ts'
import type { Node, Pod } from '../../kubernetes/types/index.ts'
import type { LaneMachineRequest } from './machines.ts'

/** The zones of a race, by name. */
export function zonesOf({ region, zones }: Pick<CostOptions, 'region' | 'zones'>): string[] {
  return Array.from({ length: zones }, (_, i) => `${region}${String.fromCodePoint(97 + i)}`)
}

export type RequestOf = (type: InstanceType, zone: string, spot: boolean) => LaneMachineRequest

/** Makes requests for nodes of a kind; those alike share their template. */
export function nodeRequests(kind: NodeKind, options: CostOptions): RequestOf {
  const known = new Map<string, LaneMachineRequest>()
  return (type, zone, spot) => {
    const key = `${type.name} ${zone} ${spot}`
    const hit = known.get(key)
    if (hit) return hit
    const { node, daemonPods } = nodeTemplate(type, { ...options, kind }, [])
    const labels = eksNodeLabels(type, { kind, region: options.region, zone, capacityType: spot ? 'spot' : 'on-demand' })
    const template: Node = { ...node, metadata: { ...node.metadata, labels }, status: { ...node.status, conditions: READY_CONDITIONS } }
    const request = { template, daemonPods: daemonPods.map(ofDaemonSet), type: type.name, zone, spot }
    known.set(key, request)
    return request
  }
}

/** Of a node that is ready. */
export const READY_CONDITIONS = [{ type: 'Ready', status: 'True' as const, reason: 'KubeletReady', lastTransitionTime: timestamp(0) }]

/** As its controller makes it: owned, so that a drain passes it over. */
export function ofDaemonSet(pod: Pod): Pod {
  const { name } = pod.metadata
  return { ...pod, metadata: { ...pod.metadata, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid: name, controller: true }] } }
}

/** A manifest's objects as a workload to price. */
import type { KubeObject } from '../kubernetes/types/index.ts'
import { isRecord } from '../kubernetes/apimachinery/patch.ts'
import { workloadOf, type Workload as ManifestWorkload } from '../kubernetes/manifest/workload.ts'
import type { Usage } from './usage.ts'
import type { PodGroup, Workload } from './workload.ts'

export interface ManifestCost {
  workload: Workload
  /** Objects whose pods could not be counted, with why. */
  problems: ManifestWorkload['problems']
}

/**
 * The pods of a manifest: autoscaled ones range from the autoscaler's minimum to its maximum (a profile moves them, else they
 * stay at the maximum), DaemonSets are on every node. Claims are followed to their driver as far as the manifest tells.
 */
export function workloadFromManifest(objects: readonly KubeObject[], usage: Usage = { kind: 'always' }): ManifestCost {
  const { groups, problems } = workloadOf(objects)
  return {
    problems,
    workload: {
      usage,
      driverOfClaim: name => driverOf(objects, name),
      groups: groups.map(({ owner, pod, replicas, autoscaled, claims }): PodGroup => ({
        name: owner.name, pod, ownerKind: owner.kind, replicas: autoscaled?.maxReplicas ?? replicas,
        minReplicas: autoscaled?.minReplicas, claimTemplates: claims.length,
      })),
    },
  }
}

/** The CSI driver of a claim: its volume's, or its storage class's; undefined where the manifest does not say. */
function driverOf(objects: readonly KubeObject[], claimName: string): string | undefined {
  const named = (kind: string, name: unknown) => objects.find(object => object.kind === kind && object.metadata.name === name)
  const fields = (value: unknown): Record<string, unknown> => isRecord(value) ? value : {}
  const claim = fields(fields(named('PersistentVolumeClaim', claimName)).spec)
  const volume = fields(fields(named('PersistentVolume', claim.volumeName)).spec)
  const driver = fields(volume.csi).driver ?? fields(named('StorageClass', claim.storageClassName)).provisioner
  return typeof driver === 'string' ? driver : undefined
}

/** The other kinds of core/v1. */
import type { Condition, IntOrString, KubeObject, Labels, ObjectReference } from './meta.ts'
import type { ResourceRequirements, TopologySpreadConstraint } from './pod.ts'
import type { NodeSelector } from './node.ts'

export type { TopologySpreadConstraint }

export interface Namespace extends KubeObject {
  spec?: { finalizers?: string[] }
  status?: { phase?: 'Active' | 'Terminating', conditions?: Condition[] }
}

export interface ServicePort {
  name?: string
  port: number
  targetPort?: IntOrString
  protocol?: 'TCP' | 'UDP' | 'SCTP'
  nodePort?: number
  appProtocol?: string
}

export interface ServiceSpec {
  type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
  selector?: Labels
  ports?: ServicePort[]
  clusterIP?: string
  clusterIPs?: string[]
  externalName?: string
  publishNotReadyAddresses?: boolean
  sessionAffinity?: string
  externalTrafficPolicy?: string
  internalTrafficPolicy?: string
  ipFamilies?: string[]
  ipFamilyPolicy?: string
  allocateLoadBalancerNodePorts?: boolean
}

export interface Service extends KubeObject {
  spec: ServiceSpec
  status?: { loadBalancer?: { ingress?: { ip?: string, hostname?: string }[] } }
}

export interface ConfigMap extends KubeObject {
  data?: Record<string, string>
  binaryData?: Record<string, string>
  immutable?: boolean
}

export interface Secret extends KubeObject {
  type?: string
  data?: Record<string, string>
  stringData?: Record<string, string>
  immutable?: boolean
}

export type AccessMode = 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod'

export interface PersistentVolumeClaimSpec {
  accessModes?: AccessMode[]
  resources?: ResourceRequirements
  storageClassName?: string
  volumeName?: string
  volumeMode?: 'Filesystem' | 'Block'
  selector?: { matchLabels?: Labels }
}

export interface PersistentVolumeClaim extends KubeObject {
  spec: PersistentVolumeClaimSpec
  status?: { phase?: 'Pending' | 'Bound' | 'Lost', accessModes?: AccessMode[], capacity?: Record<string, string | number> }
}

export interface PersistentVolume extends KubeObject {
  spec: {
    capacity?: Record<string, string | number>
    accessModes?: AccessMode[]
    persistentVolumeReclaimPolicy?: 'Retain' | 'Delete' | 'Recycle'
    storageClassName?: string
    volumeMode?: 'Filesystem' | 'Block'
    claimRef?: ObjectReference
    nodeAffinity?: { required?: NodeSelector }
    csi?: { driver: string, volumeHandle: string } & Record<string, unknown>
    hostPath?: { path: string }
    local?: { path: string }
    nfs?: { server: string, path: string }
    awsElasticBlockStore?: { volumeID: string }
  }
  status?: { phase?: 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed', message?: string, reason?: string }
}

/** What happened to an object, as `kubectl get events` shows it. */
export interface Event extends KubeObject {
  involvedObject: ObjectReference
  type?: 'Normal' | 'Warning'
  reason?: string
  message?: string
  count?: number
  firstTimestamp?: string
  lastTimestamp?: string
  source?: { component?: string, host?: string }
}

/** Pod and what it is made of (api/core/v1). */
import type { Condition, IntOrString, KubeObject, LabelSelector, ObjectMeta, ResourceList } from './meta.ts'
import type { NodeAffinity, TaintEffect } from './node.ts'

export interface ResourceRequirements {
  requests?: ResourceList
  limits?: ResourceList
}

export interface ContainerPort {
  name?: string
  containerPort: number
  hostPort?: number
  hostIP?: string
  protocol?: 'TCP' | 'UDP' | 'SCTP'
}

export interface Probe {
  httpGet?: { path?: string, port: IntOrString, scheme?: string }
  tcpSocket?: { port: IntOrString }
  exec?: { command?: string[] }
  grpc?: { port: number, service?: string }
  initialDelaySeconds?: number
  timeoutSeconds?: number
  periodSeconds?: number
  successThreshold?: number
  failureThreshold?: number
  terminationGracePeriodSeconds?: number
}

export interface VolumeMount {
  name: string
  mountPath: string
  subPath?: string
  readOnly?: boolean
}

/** A key of a ConfigMap or Secret. */
export interface KeySelector {
  name?: string
  key: string
  optional?: boolean
}

export interface EnvVar {
  name: string
  value?: string
  valueFrom?: { configMapKeyRef?: KeySelector, secretKeyRef?: KeySelector, fieldRef?: object, resourceFieldRef?: object, fileKeyRef?: object }
}

export interface EnvFromSource {
  prefix?: string
  configMapRef?: { name?: string, optional?: boolean }
  secretRef?: { name?: string, optional?: boolean }
}

export interface KeyToPath {
  key: string
  path: string
  mode?: number
}

export interface LifecycleHandler {
  sleep?: { seconds: number }
  exec?: { command?: string[] }
}

export interface Container {
  name: string
  image?: string
  command?: string[]
  args?: string[]
  env?: EnvVar[]
  envFrom?: EnvFromSource[]
  ports?: ContainerPort[]
  resources?: ResourceRequirements
  volumeMounts?: VolumeMount[]
  livenessProbe?: Probe
  readinessProbe?: Probe
  startupProbe?: Probe
  lifecycle?: { preStop?: LifecycleHandler } & Record<string, unknown>
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never'
  /** Only init containers: `Always` makes one a sidecar. */
  restartPolicy?: 'Always'
  securityContext?: { privileged?: boolean, allowPrivilegeEscalation?: boolean, capabilities?: { add?: string[], drop?: string[] } } & Record<string, unknown>
  terminationMessagePath?: string
  terminationMessagePolicy?: string
}

export interface Volume {
  name: string
  emptyDir?: { medium?: string, sizeLimit?: string }
  persistentVolumeClaim?: { claimName: string, readOnly?: boolean }
  configMap?: { name?: string, optional?: boolean, items?: KeyToPath[] }
  secret?: { secretName?: string, optional?: boolean, items?: KeyToPath[] }
  hostPath?: { path: string, type?: string }
  ephemeral?: { volumeClaimTemplate?: { metadata?: ObjectMeta, spec: unknown } }
  awsElasticBlockStore?: { volumeID: string, readOnly?: boolean }
  gcePersistentDisk?: { pdName: string, readOnly?: boolean }
  projected?: { sources?: VolumeProjection[] }
  downwardAPI?: Record<string, unknown>
  csi?: Record<string, unknown>
}

/** One of the sources of a projected volume; others than these are always there. */
export interface VolumeProjection {
  configMap?: { name?: string, optional?: boolean, items?: KeyToPath[] }
  secret?: { name?: string, optional?: boolean, items?: KeyToPath[] }
}

export interface Toleration {
  key?: string
  operator?: 'Exists' | 'Equal'
  value?: string
  effect?: TaintEffect
  tolerationSeconds?: number
}

export interface PodAffinityTerm {
  labelSelector?: LabelSelector
  namespaces?: string[]
  namespaceSelector?: LabelSelector
  topologyKey: string
  matchLabelKeys?: string[]
  mismatchLabelKeys?: string[]
}

export interface WeightedPodAffinityTerm {
  weight: number
  podAffinityTerm: PodAffinityTerm
}

export interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[]
  preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodAffinityTerm[]
}

export interface Affinity {
  nodeAffinity?: NodeAffinity
  podAffinity?: PodAffinity
  podAntiAffinity?: PodAffinity
}

export interface TopologySpreadConstraint {
  maxSkew: number
  topologyKey: string
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'
  labelSelector?: LabelSelector
  minDomains?: number
  nodeAffinityPolicy?: 'Honor' | 'Ignore'
  nodeTaintsPolicy?: 'Honor' | 'Ignore'
  matchLabelKeys?: string[]
}

export interface PodSpec {
  containers: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
  nodeName?: string
  nodeSelector?: Record<string, string>
  affinity?: Affinity
  tolerations?: Toleration[]
  topologySpreadConstraints?: TopologySpreadConstraint[]
  restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  terminationGracePeriodSeconds?: number
  activeDeadlineSeconds?: number
  priority?: number
  priorityClassName?: string
  preemptionPolicy?: 'PreemptLowerPriority' | 'Never'
  overhead?: ResourceList
  /** What the containers may use together; they may ask for less by themselves. */
  resources?: ResourceRequirements
  schedulerName?: string
  schedulingGates?: { name: string }[]
  serviceAccountName?: string
  serviceAccount?: string
  dnsPolicy?: string
  hostNetwork?: boolean
  hostPID?: boolean
  hostIPC?: boolean
  hostname?: string
  subdomain?: string
  readinessGates?: { conditionType: string }[]
  securityContext?: Record<string, unknown>
  imagePullSecrets?: { name?: string }[]
  enableServiceLinks?: boolean
}

export interface ContainerState {
  waiting?: { reason?: string, message?: string }
  running?: { startedAt?: string }
  terminated?: { exitCode: number, reason?: string, message?: string, startedAt?: string, finishedAt?: string }
}

export interface ContainerStatus {
  name: string
  ready: boolean
  restartCount: number
  started?: boolean
  image?: string
  imageID?: string
  containerID?: string
  state?: ContainerState
  lastState?: ContainerState
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'

export interface PodStatus {
  phase?: PodPhase
  conditions?: Condition[]
  reason?: string
  message?: string
  podIP?: string
  podIPs?: { ip: string }[]
  hostIP?: string
  startTime?: string
  nominatedNodeName?: string
  qosClass?: 'Guaranteed' | 'Burstable' | 'BestEffort'
  containerStatuses?: ContainerStatus[]
  initContainerStatuses?: ContainerStatus[]
}

export interface Pod extends KubeObject {
  spec: PodSpec
  status?: PodStatus
}

/** A pod's stencil in a workload; it has no name of its own. */
export interface PodTemplateSpec {
  metadata?: Partial<ObjectMeta>
  spec: PodSpec
}

/** Kinds that govern others: policy/v1, autoscaling/v2, scheduling, storage, discovery, apiextensions. */
import type { Condition, IntOrString, KubeObject, LabelSelector } from './meta.ts'

export interface PodDisruptionBudget extends KubeObject {
  spec: {
    minAvailable?: IntOrString
    maxUnavailable?: IntOrString
    selector?: LabelSelector
    unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow'
  }
  status?: {
    observedGeneration?: number
    disruptionsAllowed?: number
    currentHealthy?: number
    desiredHealthy?: number
    expectedPods?: number
    disruptedPods?: Record<string, string>
    conditions?: Condition[]
  }
}

export interface MetricTarget {
  type: 'Utilization' | 'Value' | 'AverageValue'
  averageUtilization?: number
  averageValue?: string | number
  value?: string | number
}

export interface MetricSpec {
  type: 'Resource' | 'ContainerResource' | 'Pods' | 'Object' | 'External'
  resource?: { name: string, target: MetricTarget }
  containerResource?: { name: string, container: string, target: MetricTarget }
  pods?: { metric: { name: string, selector?: LabelSelector }, target: MetricTarget }
  object?: { metric: { name: string, selector?: LabelSelector }, target: MetricTarget, describedObject: { kind: string, name: string, apiVersion?: string } }
  external?: { metric: { name: string, selector?: LabelSelector }, target: MetricTarget }
}

export interface HPAScalingPolicy {
  type: 'Pods' | 'Percent'
  value: number
  periodSeconds: number
}

export interface HPAScalingRules {
  stabilizationWindowSeconds?: number
  selectPolicy?: 'Max' | 'Min' | 'Disabled'
  policies?: HPAScalingPolicy[]
  tolerance?: string | number
}

export interface HorizontalPodAutoscalerBehavior {
  scaleUp?: HPAScalingRules
  scaleDown?: HPAScalingRules
}

export interface HorizontalPodAutoscaler extends KubeObject {
  spec: {
    scaleTargetRef: { apiVersion?: string, kind: string, name: string }
    minReplicas?: number
    maxReplicas: number
    metrics?: MetricSpec[]
    behavior?: HorizontalPodAutoscalerBehavior
  }
  status?: {
    observedGeneration?: number
    lastScaleTime?: string
    currentReplicas?: number
    desiredReplicas?: number
    currentMetrics?: { type: string, resource?: { name: string, current: { averageUtilization?: number, averageValue?: string } } }[]
    conditions?: Condition[]
  }
}

export interface PriorityClass extends KubeObject {
  value: number
  globalDefault?: boolean
  preemptionPolicy?: 'PreemptLowerPriority' | 'Never'
  description?: string
}

export interface StorageClass extends KubeObject {
  provisioner: string
  reclaimPolicy?: 'Retain' | 'Delete'
  volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer'
  allowVolumeExpansion?: boolean
  parameters?: Record<string, string>
  allowedTopologies?: { matchLabelExpressions?: { key: string, values: string[] }[] }[]
}

export interface Endpoint {
  addresses: string[]
  conditions?: { ready?: boolean, serving?: boolean, terminating?: boolean }
  hostname?: string
  nodeName?: string
  zone?: string
  targetRef?: { kind?: string, namespace?: string, name?: string, uid?: string }
}

export interface EndpointSlice extends KubeObject {
  addressType: 'IPv4' | 'IPv6' | 'FQDN'
  endpoints: Endpoint[]
  ports?: { name?: string, port?: number, protocol?: string, appProtocol?: string }[]
}

/** The part of a structural OpenAPI v3 schema that the engine checks. */
export interface JSONSchemaProps {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  properties?: Record<string, JSONSchemaProps>
  additionalProperties?: JSONSchemaProps | boolean
  items?: JSONSchemaProps
  required?: string[]
  enum?: unknown[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  default?: unknown
  nullable?: boolean
  description?: string
  'x-kubernetes-int-or-string'?: boolean
  'x-kubernetes-preserve-unknown-fields'?: boolean
  'x-kubernetes-embedded-resource'?: boolean
}

export interface CustomResourceDefinition extends KubeObject {
  spec: {
    group: string
    scope: 'Namespaced' | 'Cluster'
    names: { plural: string, singular?: string, kind: string, shortNames?: string[], listKind?: string, categories?: string[] }
    versions: {
      name: string
      served: boolean
      storage: boolean
      schema?: { openAPIV3Schema?: JSONSchemaProps }
      subresources?: { status?: object, scale?: object }
      additionalPrinterColumns?: { name: string, type: string, jsonPath: string, description?: string, priority?: number }[]
    }[]
  }
  status?: { conditions?: Condition[], acceptedNames?: object, storedVersions?: string[] }
}

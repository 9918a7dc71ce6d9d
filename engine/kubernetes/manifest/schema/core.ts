/** Shapes of the other kinds' parts: core, policy, autoscaling, discovery, apiextensions. */
import type { Shape } from './field.ts'

export const CORE_SHAPES: Readonly<Record<string, Shape>> = {
  NamespaceSpec: { finalizers: '-[string]' },
  NodeSpec: {
    unschedulable: 'boolean: Cordoned.', taints: '[Taint]: What keeps pods away.', providerID: 'string', podCIDR: '-string', podCIDRs: '-[string]',
    externalID: '-string', configSource: '-any',
  },
  Taint: { key: 'string', value: 'string', effect: 'string: NoSchedule, PreferNoSchedule or NoExecute.', timeAdded: 'time' },
  NodeStatus: {
    capacity: '{quantity}', allocatable: '{quantity}: What pods may ask for in all.', addresses: '[NodeAddress]', nodeInfo: '{any}', images: '[ContainerImage]',
    conditions: '-any: The node lifecycle controller works them out.', daemonEndpoints: '-any', volumesAttached: '-any', volumesInUse: '-[string]',
    config: '-any', runtimeHandlers: '-any', features: '-any', phase: '-string', declaredFeatures: '-any',
  },
  NodeAddress: { type: 'string', address: 'string' },
  ContainerImage: { names: '[string]', sizeBytes: 'integer' },
  ServiceSpec: {
    type: 'string: ClusterIP, NodePort, LoadBalancer or ExternalName.', selector: '{string}: Which pods answer.', ports: '[ServicePort]',
    clusterIP: 'string: None makes it headless.', clusterIPs: '[string]', externalName: 'string',
    publishNotReadyAddresses: 'boolean: Pods answer before they are ready.',
    externalIPs: '-[string]', sessionAffinity: '-string', sessionAffinityConfig: '-any', externalTrafficPolicy: '-string',
    internalTrafficPolicy: '-string', ipFamilies: '-[string]', ipFamilyPolicy: '-string', allocateLoadBalancerNodePorts: '-boolean',
    healthCheckNodePort: '-integer', loadBalancerIP: '-string', loadBalancerClass: '-string', loadBalancerSourceRanges: '-[string]',
    trafficDistribution: '-string',
  },
  ServicePort: {
    name: 'string', port: 'integer', targetPort: 'intOrString', protocol: 'string', nodePort: 'integer', appProtocol: '-string',
  },
  PodDisruptionBudgetSpec: {
    minAvailable: 'intOrString: Pods that must stay.', maxUnavailable: 'intOrString: Pods that may go.', selector: 'LabelSelector',
    unhealthyPodEvictionPolicy: 'string',
  },
  HorizontalPodAutoscalerSpec: {
    scaleTargetRef: 'CrossVersionObjectReference: What is scaled.', minReplicas: 'integer', maxReplicas: 'integer', metrics: '[MetricSpec]',
    behavior: 'HorizontalPodAutoscalerBehavior', targetCPUUtilizationPercentage: 'integer: Of autoscaling/v1; read as a metric.',
  },
  CrossVersionObjectReference: { apiVersion: 'string', kind: 'string', name: 'string' },
  MetricSpec: {
    type: 'string', resource: 'ResourceMetricSource', containerResource: 'ContainerResourceMetricSource',
    pods: 'any: Numbers come from the scenario.', object: 'any: Numbers come from the scenario.', external: 'any: Numbers come from the scenario.',
  },
  ResourceMetricSource: { name: 'string', target: 'MetricTarget', targetAverageUtilization: '-integer: Of autoscaling/v2beta1.', targetAverageValue: '-quantity: Of autoscaling/v2beta1.' },
  ContainerResourceMetricSource: { name: 'string', container: 'string', target: 'MetricTarget' },
  MetricTarget: { type: 'string', averageUtilization: 'integer', averageValue: 'quantity', value: 'quantity' },
  HorizontalPodAutoscalerBehavior: { scaleUp: 'HPAScalingRules', scaleDown: 'HPAScalingRules' },
  HPAScalingRules: {
    stabilizationWindowSeconds: 'integer', selectPolicy: 'string', policies: '[HPAScalingPolicy]', tolerance: 'quantity',
  },
  HPAScalingPolicy: { type: 'string', value: 'integer', periodSeconds: 'integer' },
  Endpoint: {
    addresses: '[string]', conditions: 'EndpointConditions', hostname: '-string', nodeName: 'string', zone: 'string', targetRef: 'ObjectReference', hints: '-any',
    deprecatedTopology: '-any',
  },
  EndpointConditions: { ready: 'boolean', serving: 'boolean', terminating: 'boolean' },
  EndpointPort: { name: 'string', port: 'integer', protocol: 'string', appProtocol: '-string' },
  CustomResourceDefinitionSpec: {
    group: 'string', scope: 'string', names: 'CustomResourceDefinitionNames', versions: '[CustomResourceDefinitionVersion]', conversion: '-any',
    preserveUnknownFields: '-boolean',
  },
  CustomResourceDefinitionNames: {
    plural: 'string', singular: 'string', kind: 'string', shortNames: '[string]', listKind: '-string', categories: '-[string]',
  },
  CustomResourceDefinitionVersion: {
    name: 'string', served: 'boolean', storage: 'boolean',
    schema: 'any: Types, required fields, ranges, patterns and enums are checked; defaults are filled in.',
    additionalPrinterColumns: 'any: Columns of kubectl get.', subresources: '-any', deprecated: '-boolean', deprecationWarning: '-string', selectableFields: '-any',
  },
}

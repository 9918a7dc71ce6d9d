/** Shapes that say where a pod may run (core/v1). */
import type { Shape } from './field.ts'

export const PLACEMENT_SHAPES: Readonly<Record<string, Shape>> = {
  Affinity: {
    nodeAffinity: 'NodeAffinity: Nodes it needs or prefers.',
    podAffinity: 'PodAffinity: Pods it needs or wants near.',
    podAntiAffinity: 'PodAffinity: Pods it must not or would rather not be near.',
  },
  NodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: 'NodeSelector',
    preferredDuringSchedulingIgnoredDuringExecution: '[PreferredSchedulingTerm]',
  },
  NodeSelector: { nodeSelectorTerms: '[NodeSelectorTerm]: One of them must hold.' },
  NodeSelectorTerm: { matchExpressions: '[NodeSelectorRequirement]', matchFields: '[NodeSelectorRequirement]: Only metadata.name.' },
  NodeSelectorRequirement: { key: 'string', operator: 'string: In, NotIn, Exists, DoesNotExist, Gt or Lt.', values: '[string]' },
  PreferredSchedulingTerm: { weight: 'integer: 1 to 100.', preference: 'NodeSelectorTerm' },
  PodAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: '[PodAffinityTerm]',
    preferredDuringSchedulingIgnoredDuringExecution: '[WeightedPodAffinityTerm]',
  },
  WeightedPodAffinityTerm: { weight: 'integer: 1 to 100.', podAffinityTerm: 'PodAffinityTerm' },
  PodAffinityTerm: {
    labelSelector: 'LabelSelector', topologyKey: 'string', namespaces: '[string]', namespaceSelector: 'LabelSelector',
    matchLabelKeys: '[string]', mismatchLabelKeys: '[string]',
  },
  Toleration: {
    key: 'string', operator: 'string: Equal or Exists.', value: 'string', effect: 'string: NoSchedule, PreferNoSchedule, NoExecute, or none for all.',
    tolerationSeconds: 'integer: How long a NoExecute taint is borne.',
  },
  TopologySpreadConstraint: {
    maxSkew: 'integer', topologyKey: 'string', whenUnsatisfiable: 'string: DoNotSchedule or ScheduleAnyway.', labelSelector: 'LabelSelector',
    minDomains: 'integer', nodeAffinityPolicy: 'string', nodeTaintsPolicy: 'string', matchLabelKeys: '[string]',
  },
}

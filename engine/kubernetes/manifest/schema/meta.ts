/** Shapes that many kinds share (apimachinery meta/v1). */
import type { Shape } from './field.ts'

export const META_SHAPES: Readonly<Record<string, Shape>> = {
  ObjectMeta: {
    name: 'string: Name, unique within its namespace and kind.',
    generateName: 'string: Prefix of a name that the server completes.',
    namespace: 'string: Namespace; "default" when absent.',
    labels: '{string}: Keys and values that selectors match.',
    annotations: '{string}: Keys and values for tools.',
    ownerReferences: '[OwnerReference]: Objects that this one depends on; an object whose owner is in the same manifest is left to its owner.',
    finalizers: '-[string]: Only finalizers of the engine\'s own controllers have an effect.',
    uid: '-string: Set by the server.',
    resourceVersion: '-string: Set by the server.',
    generation: '-integer: Set by the server.',
    creationTimestamp: '-time: Set by the server.',
    deletionTimestamp: '-time: Set by the server.',
    deletionGracePeriodSeconds: '-integer: Set by the server.',
    managedFields: '-any: Set by the server.',
    selfLink: '-string: No longer part of the API.',
    clusterName: '-string: No longer part of the API.',
  },
  OwnerReference: {
    apiVersion: 'string', kind: 'string', name: 'string', uid: 'string', controller: 'boolean', blockOwnerDeletion: 'boolean',
  },
  LabelSelector: {
    matchLabels: '{string}: Labels that must all be there.',
    matchExpressions: '[LabelSelectorRequirement]: Requirements that must all hold.',
  },
  LabelSelectorRequirement: { key: 'string', operator: 'string: In, NotIn, Exists or DoesNotExist.', values: '[string]' },
  ObjectReference: {
    apiVersion: 'string', kind: 'string', namespace: 'string', name: 'string', uid: 'string', resourceVersion: '-string', fieldPath: 'string',
  },
  LocalObjectReference: { name: 'string' },
}

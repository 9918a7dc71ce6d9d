/** What is scaled, and by what: the deck's example with the numbers of the inputs, or the reader's own. */
import type { Localized } from '../../../data/localized.ts'
import { hpaDefaults } from '../../../data/hpa.ts'
import type { Deployment, HorizontalPodAutoscaler, HPAScalingRules, KubeObject, Labels } from '../../../engine/kubernetes/types/index.ts'
import { downPolicies } from './hpa-words.ts'
import type { HpaInputs } from './inputs.ts'

/** Which resource the example is scaled by, and whether its pods say what they request of it. */
export interface Example {
  metric: 'cpu' | 'memory'
  requests: boolean
}

/** What upstream does when nothing is said, written out: pkg/apis/autoscaling/v2/defaults.go. */
const up: Readonly<Record<HpaInputs['scaleUp'], HPAScalingRules>> = {
  default: { stabilizationWindowSeconds: 0, selectPolicy: 'Max', policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }] },
  gentle: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
  off: { selectPolicy: 'Disabled' },
}

const down: Readonly<Record<HpaInputs['scaleDown'], HPAScalingRules>> = {
  default: { policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
  half: { policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] },
  gentle: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
  off: { selectPolicy: 'Disabled' },
}

const labels: Labels = { app: 'web' }

/** Idling takes no CPU, so that the sums on the stage come out even; memory is what the story says. */
const annotations = { 'eks-primer.dev/cpu': '0', 'eks-primer.dev/cpu-per-request': '5m', 'eks-primer.dev/memory': '700Mi' }

/** What a container of the example requests. */
export const REQUESTED = { cpu: '500m', memory: '1000Mi' }

/** The example: a Deployment and its autoscaler. */
export function exampleOf(inputs: Omit<HpaInputs, 'own' | 'peak' | 'startSeconds'>, { metric, requests }: Example): [Deployment, HorizontalPodAutoscaler] {
  const { min, max, target, tolerance, scaleUp, scaleDown, window } = inputs
  // A tolerance of its own is a beta of 1.35; the controller's is the same 10 % for all.
  const own = tolerance === 10 ? {} : { tolerance: tolerance / 100 }
  return [
    {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
      spec: {
        replicas: min,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations },
          spec: { containers: [{ name: 'app', image: 'web:1', ...(requests && { resources: { requests: REQUESTED } }), readinessProbe: { httpGet: { port: 8080, path: '/ready' }, periodSeconds: 1 } }] },
        },
      },
    },
    {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: min,
        maxReplicas: max,
        metrics: [{ type: 'Resource', resource: { name: metric, target: { type: 'Utilization', averageUtilization: target } } }],
        behavior: { scaleUp: { ...up[scaleUp], ...own }, scaleDown: { stabilizationWindowSeconds: window, ...down[scaleDown], ...own } },
      },
    },
  ]
}

export function isDeployment(object: KubeObject): object is Deployment {
  return object.kind === 'Deployment'
}

export function isAutoscaler(object: KubeObject): object is HorizontalPodAutoscaler {
  return object.kind === 'HorizontalPodAutoscaler'
}

/** The autoscaler that the figure is about, and what it scales; undefined when the reader's own objects lack one of them. */
export function pairOf(objects: readonly KubeObject[]): { hpa: HorizontalPodAutoscaler, deployment: Deployment } | undefined {
  for (const hpa of objects.filter(isAutoscaler)) {
    const deployment = objects.filter(isDeployment).find(({ metadata: { name, namespace } }) => name === hpa.spec.scaleTargetRef.name && namespace === hpa.metadata.namespace)
    if (deployment)
      return { hpa, deployment }
  }
  return undefined
}

/** The policy that pods are taken away by, in words, where the example departs from upstream's. */
export function policyOf({ own, scaleDown }: HpaInputs): Localized | undefined {
  return own.length > 0 || scaleDown === 'default' ? undefined : downPolicies[scaleDown]
}

/** Seconds of stabilisation before pods are taken away. */
export function windowOf({ own, window }: HpaInputs): number {
  return own.length > 0 ? pairOf(own)?.hpa.spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? hpaDefaults.downscaleStabilization : window
}

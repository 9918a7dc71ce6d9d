/** What is rolled out, and when what happens to it: estimates, so that one act is over before the next begins. */
import { isRollingUpdate, maxSurge, maxUnavailable } from '../../../engine/kubernetes/controllers/deployment/bounds.ts'
import { KUBELET_CONFIG } from '../../../engine/kubernetes/controllers/kubelet/config.ts'
import type { Deployment, KubeObject, Labels } from '../../../engine/kubernetes/types/index.ts'

export interface RolloutInputs {
  replicas: number
  /** Percent of the replicas. */
  maxSurge: number
  maxUnavailable: number
  /** From a container's start to its application answering. */
  readySeconds: number
  recreate: boolean
  /** The reader's own objects; empty: the deck's example. */
  own: readonly KubeObject[]
}

const labels: Labels = { app: 'web' }

/** The deck's example: what slides/code/deployment.yaml says, with the numbers of the sliders. */
export function exampleOf({ replicas, maxSurge, maxUnavailable, recreate }: Omit<RolloutInputs, 'own' | 'readySeconds'>): Deployment {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: {
      replicas,
      progressDeadlineSeconds: 60,
      strategy: recreate ? { type: 'Recreate' } : { type: 'RollingUpdate', rollingUpdate: { maxSurge: `${maxSurge}%`, maxUnavailable: `${maxUnavailable}%` } },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image: 'web:1', resources: { requests: { cpu: '250m', memory: '256Mi' } }, readinessProbe: { httpGet: { port: 8080, path: '/ready' }, periodSeconds: 1 } }] },
      },
    },
  }
}

export function isDeployment(object: KubeObject): object is Deployment {
  return object.kind === 'Deployment'
}

/** The Deployment that the figure is about. */
export function deploymentOf(inputs: RolloutInputs): Deployment {
  return inputs.own.find(isDeployment) ?? exampleOf(inputs)
}

export interface Plan {
  /** Virtual ms: the figure begins, a pod is deleted, a new image comes, a broken one, the way back, the end. */
  start: number
  death: number
  update: number
  broken: number
  undo: number
  end: number
}

const STOP_MS = 1_500

/** When what happens. @param readySeconds from a container's start to its application answering */
export function planOf(deployment: Deployment, readySeconds: number): Plan {
  const pod = podMs(deployment, readySeconds)
  const whole = wavesOf(deployment) * (pod + STOP_MS)
  const start = pod + 3_000
  const death = start + 1_500
  const update = death + pod + 3_000
  const broken = update + whole + 4_000
  // A deadline is looked at once a second, and its clock begins when the last pod moved.
  const undo = broken + ((deployment.spec.progressDeadlineSeconds ?? 600) + 12) * 1000 + STOP_MS
  return { start, death, update, broken, undo, end: undo + whole + 4_000 }
}

/** Virtual ms from a pod's beginning to its being available, at most. */
function podMs({ spec }: Deployment, readySeconds: number): number {
  const slowest = (seconds: readonly number[]) => Math.max(0, ...seconds) * 1000
  const probes = spec.template.spec.containers.flatMap(({ readinessProbe, startupProbe }) => [readinessProbe, startupProbe].filter(probe => probe !== undefined))
  const probing = slowest(probes.map(({ initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1 }) => initialDelaySeconds + periodSeconds * (successThreshold + 1)))
  const inits = (spec.template.spec.initContainers ?? []).length * (KUBELET_CONFIG.imagePullMs + KUBELET_CONFIG.containerStartMs + KUBELET_CONFIG.initRunMs)
  return KUBELET_CONFIG.imagePullMs + KUBELET_CONFIG.containerStartMs + inits + readySeconds * 1000 + probing + (spec.minReadySeconds ?? 0) * 1000 + 1_000
}

/** How often a whole set of pods must come up before all are exchanged, at most. */
function wavesOf(deployment: Deployment): number {
  const { replicas = 1 } = deployment.spec
  if (!isRollingUpdate(deployment))
    return 1
  return Math.ceil(replicas / Math.max(1, maxSurge(deployment) + maxUnavailable(deployment))) + 1
}

/** The image with another tag. */
export function withTag(image: string, tag: string): string {
  const name = image.split('@')[0] ?? image
  const colon = name.lastIndexOf(':')
  return `${colon > name.lastIndexOf('/') ? name.slice(0, colon) : name}:${tag}`
}

/** What is rolled out, and when what happens to it: estimates, so that one act is over before the next begins. */
import type { Deployment, KubeObject, Labels } from '../../../engine/kubernetes/types/index.ts'
import { chosenDeployment } from '../workload/deployment.ts'
import { podMs, rolloutMs, STOP_MS } from '../workload/estimate.ts'

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

/** The Deployment that the figure is about. */
export function deploymentOf(inputs: RolloutInputs): Deployment {
  return chosenDeployment(inputs.own, exampleOf(inputs))
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

/** When what happens. @param readySeconds from a container's start to its application answering */
export function planOf(deployment: Deployment, readySeconds: number): Plan {
  const pod = podMs(deployment, readySeconds)
  const whole = rolloutMs(deployment, readySeconds)
  const start = pod + 3_000
  const death = start + 1_500
  const update = death + pod + 3_000
  const broken = update + whole + 4_000
  // A deadline is looked at once a second, and its clock begins when the last pod moved.
  const undo = broken + ((deployment.spec.progressDeadlineSeconds ?? 600) + 12) * 1000 + STOP_MS
  return { start, death, update, broken, undo, end: undo + whole + 4_000 }
}

/** The workload that a race begins with. Its sizes are made up, but of the usual kind. */
import { startTimes } from '../../../data/timings.ts'
import { defaultOptions } from '../../cost/index.ts'
import type { PodTemplateSpec } from '../../kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { laneKinds, type RaceInputs, type RaceWorkload } from './inputs.ts'

/** A web service of one container with a probe that is asked every second, over the zones where that is possible. */
export function simpleWorkload(name: string, cpuMilli: number, memoryMiB: number): RaceWorkload {
  const template: PodTemplateSpec = {
    metadata: { labels: { app: name } },
    spec: {
      containers: [{
        name, image: `${name}:1.0`, resources: { requests: { cpu: `${cpuMilli}m`, memory: `${memoryMiB}Mi` } },
        readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 },
      }],
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ZONE_LABEL, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: name } } }],
    },
  }
  return { name, template, maxUnavailable: '10%' }
}

export const defaultRace: RaceInputs = {
  seed: 1,
  load: [{ at: 0, rps: 1_000 }, { at: 3_600_000, rps: 1_000 }],
  workload: simpleWorkload('shop', 500, 512),
  serving: { requestsPerSecondPerPod: 100, cpuMsPerRequest: 5, queueBound: null },
  hpa: { minReplicas: 4, maxReplicas: 200, targetUtilization: 60, targetMilli: null, behavior: null },
  times: {
    startSeconds: {
      'node-group': startTimes['node-group'].seconds, 'karpenter': startTimes.karpenter.seconds, 'auto-mode': startTimes['auto-mode'].seconds, 'fargate': startTimes.fargate.seconds,
    },
    imagePullSeconds: 10, appStartSeconds: 5, appStopSeconds: 5,
  },
  group: { fixedNodes: null, minNodes: 2, maxNodes: 100 },
  lanes: laneKinds.map(kind => ({ kind })),
  faults: [],
  options: { ...defaultOptions, instanceType: 'm6i.xlarge', architecture: 'amd64' },
}

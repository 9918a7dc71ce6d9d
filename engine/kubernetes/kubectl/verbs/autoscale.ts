/** `kubectl autoscale`: a HorizontalPodAutoscaler for a workload. Models kubectl/pkg/cmd/autoscale/autoscale.go. */
import type { KubeObject, MetricSpec } from '../../types/index.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import { findObjects } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { createGenerated } from './create/generated.ts'
import { liveTargets, namesFiles } from './files.ts'
import { isScalable } from './scale.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, RECORD_FLAGS, SAVE_CONFIG_FLAGS } from './verb.ts'

export const autoscale: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...SAVE_CONFIG_FLAGS,
    'min': { type: 'number' }, 'max': { type: 'number' }, 'cpu-percent': { type: 'number' }, 'cpu': { type: 'string' }, 'memory': { type: 'string' }, 'name': { type: 'string' },
  },
  run(call) {
    const max = call.number('max')
    const min = call.number('min') ?? -1
    const percent = call.number('cpu-percent') ?? -1
    if (max === undefined) throw new UsageError('required flag(s) "max" not set')
    if (max < 1) throw new UsageError(`--max=MAXPODS is required and must be at least 1, max: ${max}`)
    if (max < min) throw new UsageError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`)
    if (call.flag('cpu-percent') !== undefined) call.note('Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., \'70%\' for utilization or \'500m\' for milliCPU).')
    if (percent > 0 && call.flag('cpu')) throw new UsageError('--cpu-percent and --cpu are mutually exclusive')
    const metrics = [metric('cpu', percent > 0 ? `${percent}%` : call.flag('cpu'), 'm'), metric('memory', call.flag('memory'), 'Mi')].filter(one => one !== undefined)
    for (const { info, object } of namesFiles(call) ? liveTargets(call) : findObjects(call, call.args, true)) {
      if (!isScalable(call.store, info)) throw new UsageError(`cannot autoscale a ${info.kind}`)
      const { name } = object.metadata
      createGenerated(call, {
        apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: call.flag('name') || name },
        spec: { maxReplicas: max, ...(metrics.length > 0 && { metrics }), ...(min > 0 && { minReplicas: min }), scaleTargetRef: { apiVersion: info.apiVersion, kind: info.kind, name } },
      } as KubeObject, undefined, 'autoscaled')
    }
  },
}

/** `70%` is a utilisation, `500m` a value; a bare number has the resource's unit. @throws UsageError */
function metric(name: 'cpu' | 'memory', text: string | undefined, unit: string): MetricSpec | undefined {
  if (!text) return undefined
  const percent = /^(\d+)%$/.exec(text)?.[1]
  if (percent !== undefined) return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: Number(percent) } } }
  try {
    const averageValue = canonicalQuantity(/^\d+$/.test(text) ? text + unit : text)
    return { type: 'Resource', resource: { name, target: { type: 'AverageValue', averageValue } } }
  } catch {
    throw new UsageError(`invalid ${name === 'cpu' ? 'CPU' : 'memory'} target: ${text}`)
  }
}

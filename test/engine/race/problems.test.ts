/** Bad input: a sentence in both languages that names the field, and never a hang. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRace, racePresetIds, racePresets, raceFromManifest, raceParams, readRace, simpleWorkload } from '../../../engine/race/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'

const template = (requests: Record<string, string>, more: object = {}) => ({ spec: { containers: [{ name: 'app', image: 'app:1', resources: { requests } }], ...more } })

describe('inputs that cannot be used', () => {
  it.each<[what: string, given: unknown, code: string, field: string]>([
    ['a negative load', { load: [{ at: 0, rps: 100 }, { at: 60_000, rps: -1 }] }, 'out-of-range', 'load[1].rps'],
    ['NaN in the curve', { load: [{ at: 0, rps: Number.NaN }, { at: 60_000, rps: 1 }] }, 'not-a-number', 'load[0].rps'],
    ['an endless curve', { load: [{ at: 0, rps: 1 }, { at: Number.POSITIVE_INFINITY, rps: 1 }] }, 'out-of-range', 'load[1].at'],
    ['a curve that goes back in time', { load: [{ at: 0, rps: 1 }, { at: 9_000, rps: 1 }, { at: 5_000, rps: 1 }] }, 'out-of-order', 'load[2].at'],
    ['a curve without length', { load: [{ at: 0, rps: 1 }, { at: 0, rps: 2 }] }, 'too-few-points', 'load'],
    ['one point', { load: [{ at: 0, rps: 1 }] }, 'too-few-points', 'load'],
    ['too many points', { load: Array.from({ length: 5_000 }, (_, at) => ({ at, rps: 1 })) }, 'too-many-points', 'load'],
    ['no curve', { load: 'flat' }, 'bad-shape', 'load'],
    ['10^12 pods', { hpa: { minReplicas: 1, maxReplicas: 1e12 } }, 'out-of-range', 'hpa.maxReplicas'],
    ['min above max', { hpa: { minReplicas: 9, maxReplicas: 3 } }, 'min-above-max', 'hpa.minReplicas'],
    ['half a pod', { hpa: { minReplicas: 1.5 } }, 'not-a-whole-number', 'hpa.minReplicas'],
    ['a policy of no pods', { hpa: { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 0, periodSeconds: 15 }] } } } }, 'bad-behavior', 'hpa.behavior.scaleUp.policies[0].value'],
    ['a behaviour that is none', { hpa: { behavior: { scaleUp: 7 } } }, 'bad-shape', 'hpa.behavior'],
    ['no requests', { workload: { name: 'app', template: template({ memory: '1Gi' }) } }, 'no-requests', 'workload.template.spec.containers'],
    ['a quantity that is none', { workload: { name: 'app', template: template({ cpu: 'much' }) } }, 'bad-quantity', 'workload.groups[0].pod'],
    ['a workload without containers', { workload: { name: 'app', template: { spec: {} } } }, 'bad-shape', 'workload'],
    ['a budget that is none', { workload: { ...simpleWorkload('app', 100, 100), maxUnavailable: 'all' } }, 'bad-budget', 'workload.maxUnavailable'],
    ['pods that serve nothing', { serving: { requestsPerSecondPerPod: 0 } }, 'out-of-range', 'serving.requestsPerSecondPerPod'],
    ['a negative queue', { serving: { queueBound: -1 } }, 'out-of-range', 'serving.queueBound'],
    ['a start that is faster than its fastest', { times: { startSeconds: { 'node-group': [90, 30] } } }, 'fastest-above-slowest', 'times.startSeconds.node-group'],
    ['a group of more nodes at least than at most', { group: { minNodes: 5, maxNodes: 2 } }, 'min-above-max', 'group.minNodes'],
    ['no lanes', { lanes: [] }, 'no-lanes', 'lanes'],
    ['a lane that does not exist', { lanes: [{ kind: 'mainframe' }] }, 'bad-shape', 'lanes[0].kind'],
    ['a lane twice', { lanes: [{ kind: 'fixed' }, { kind: 'fixed' }] }, 'lane-twice', 'lanes[1]'],
    ['a fault after the end', { faults: [{ at: 1e9, kind: 'node' }] }, 'out-of-range', 'faults[0].at'],
    ['a fault of no kind', { faults: [{ at: 0, kind: 'flood' }] }, 'bad-shape', 'faults[0].kind'],
    ['no inputs at all', 'race', 'bad-shape', ''],
  ])('%s', (_what, given, code, field) => {
    const { inputs, problems } = readRace(given)
    expect(problems).toContainEqual(expect.objectContaining({ code, field, severity: 'error' }))
    expect(inputs).toBeNull()
    for (const { message } of problems) for (const text of [message.ko, message.en]) expect(text).not.toMatch(/\{|undefined|NaN(?! is not a number)\b.*undefined/)
  })

  it('are few in number, however many points are wrong', () => {
    const { problems } = readRace({ load: Array.from({ length: 2_000 }, () => ({ at: -1, rps: -1 })) })
    expect(problems.length).toBeLessThanOrEqual(20)
  })
})

describe('inputs that are odd', () => {
  it.each<[what: string, given: unknown, code: string]>([
    ['pods that never reach the target', { serving: { requestsPerSecondPerPod: 10, cpuMsPerRequest: 1 } }, 'never-scales'],
    ['requests that take no CPU', { serving: { cpuMsPerRequest: 0 } }, 'always-scales'],
    ['volumes', { workload: { name: 'app', template: template({ cpu: '100m' }, { volumes: [{ name: 'data', emptyDir: {} }] }) } }, 'left-out'],
    ['a Savings Plan', { options: { purchase: 'savings-plan' } }, 'no-savings-plan'],
    ['pods that Fargate refuses', { workload: { name: 'app', template: template({ cpu: '100m' }, { hostNetwork: true }) } }, 'not-on-fargate'],
    ['an option that is none', { options: { region: 'moon-1' } }, 'unknown-value'],
  ])('%s: it is said, and the race is run', (_what, given, code) => {
    const { inputs, problems } = readRace(given)
    expect(problems.map(problem => [problem.code, problem.severity])).toEqual([[code, 'warning']])
    expect(inputs).not.toBeNull()
  })
})

describe('what is read', () => {
  it('is the default where nothing is given, and every preset', () => {
    expect(readRace({})).toEqual({ inputs: defaultRace, problems: [] })
    for (const id of racePresetIds) expect(readRace(racePresets[id].inputs)).toEqual({ inputs: racePresets[id].inputs, problems: [] })
  })

  it('goes through JSON unchanged', () => {
    for (const id of racePresetIds) expect(readRace(JSON.parse(JSON.stringify(racePresets[id].inputs))).inputs).toEqual(racePresets[id].inputs)
  })

  it('begins at 0, wherever a drawn curve does', () => {
    expect(readRace({ load: [{ at: 5_000, rps: 7 }, { at: 60_000, rps: 9 }] }).inputs?.load[0]).toEqual({ at: 0, rps: 7 })
  })

  it('never makes it throw, whatever it is', () => {
    fc.assert(fc.property(fc.record({
      seed: fc.anything(), load: fc.anything(), workload: fc.anything(), serving: fc.anything(), hpa: fc.anything(), times: fc.anything(), group: fc.anything(), lanes: fc.anything(),
      faults: fc.anything(), options: fc.anything(),
    }, { requiredKeys: [] }), (given) => {
      const { inputs, problems } = readRace(given)
      expect(inputs !== null || problems.some(({ severity }) => severity === 'error')).toBe(true)
    }), { numRuns: 300 })
  })

  it('has a label, bounds and a source for every number', () => {
    for (const { field, min, max, label, source } of raceParams) {
      expect(max).toBeGreaterThan(min)
      expect([label.ko, label.en, source].every(Boolean)).toBe(true)
      expect(readRace(nested(field, max * 2 + 1)).problems.map(problem => problem.field).some(found => found.startsWith(field))).toBe(true)
    }
  })
})

/** `{ a: { b: value } }` for `a.b`; both ends of a range of start times. */
function nested(field: string, value: number): object {
  return field.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), field.startsWith('times.startSeconds') ? [value, value] : value) as object
}

describe('a manifest', () => {
  const deployment = (name: string, more: object = {}): KubeObject => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: { replicas: 3, template: { metadata: { labels: { app: name } }, ...template({ cpu: '200m', memory: '128Mi' }) }, ...more },
  } as KubeObject)
  const scaler: KubeObject = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 30,
      metrics: [{ type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } } }, { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '150m' } } }],
    },
  } as KubeObject

  it('brings the Deployment that is scaled, its autoscaler and its budget', () => {
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable: '80%', selector: { matchLabels: { app: 'web' } } } } as KubeObject
    const { workload, hpa, problems } = raceFromManifest([deployment('other'), deployment('web'), scaler, budget])
    expect(workload).toMatchObject({ name: 'web', maxUnavailable: '20%' })
    expect(hpa).toMatchObject({ minReplicas: 2, maxReplicas: 30, targetMilli: 150 })
    expect(problems.map(({ code, field }) => [code, field])).toEqual([['left-out', 'HorizontalPodAutoscaler/web spec.metrics[0]']])
    expect(readRace({ workload, hpa }).inputs?.hpa.maxReplicas).toBe(30)
  })

  it('without an autoscaler gets one that begins at its replicas', () => {
    expect(raceFromManifest([deployment('web')]).hpa).toMatchObject({ minReplicas: 3, targetUtilization: defaultRace.hpa.targetUtilization })
  })

  it('without a Deployment is named', () => {
    expect(raceFromManifest([scaler])).toMatchObject({ workload: null, problems: [{ code: 'not-deployed' }] })
  })
})

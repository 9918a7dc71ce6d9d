/** Figures that were wrong once, each against arithmetic done by hand. Prices of us-east-1: m5.large $0.096, gp3 $0.08, Fargate $0.04048 and $0.004445. */
import { describe, expect, it, test } from 'vitest'
import { compareCosts, type Bill, type CostOptions, type Plane, type PodGroup, readWorkload, type Workload, workloadFromManifest } from '../../../engine/cost/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import type { KubeObject, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { groupOf, podOf } from './workloads.ts'

const bare: Partial<CostOptions> = { region: 'us-east-1', zones: 1, instanceType: 'm5.large', architecture: 'amd64', systemPods: false }

function bill(workload: Workload, plane: Plane, options: Partial<CostOptions> = {}): Bill {
  const { bills, problems } = compareCosts(workload, { ...bare, ...options })
  expect(problems).toEqual([])
  const found = bills.find(each => each.plane === plane)
  if (!found) throw new Error(`no bill of ${plane}`)
  return found
}

const customKinds = [{ kind: 'Ingress', apiVersion: 'networking.k8s.io/v1' }]
const fromYaml = (text: string, runSeconds?: number) => workloadFromManifest(readManifest(text, { customKinds }).objects, runSeconds)
const daemonSet = (name: string, cpu: string, memory: string, spec: Partial<PodSpec> = {}) =>
  groupOf(1, {}, { name, ownerKind: 'DaemonSet', pod: podOf({ cpu, memory }, spec, name) })

describe('DaemonSets on Fargate', () => {
  const groups = [
    groupOf(30, { cpu: '250m', memory: '700Mi' }),
    daemonSet('logs', '100m', '200Mi'), daemonSet('metrics', '200m', '200Mi'), daemonSet('traces', '100m', '120Mi'),
  ]
  it('left out, the bill is $391.98, not complete, and names them', () => {
    const fargate = bill({ groups }, 'fargate')
    expect(fargate).toMatchObject({ totalCents: 39_198, complete: false, comparable: false })
    expect(fargate.notRunnable.map(({ name, obstacles }) => [name, obstacles[0]?.code])).toEqual([['logs', 'DaemonSet'], ['metrics', 'DaemonSet'], ['traces', 'DaemonSet']])
  })
  it('as sidecars every pod is 1 vCPU and 2 GB: $1,154.20', () => {
    expect(bill({ groups }, 'fargate', { fargateDaemonSets: 'sidecars' })).toMatchObject({ totalCents: 115_420, complete: true, notRunnable: [] })
  })
  it('one that uses the host cannot be a sidecar', () => {
    const host = daemonSet('node-exporter', '10m', '20Mi', { hostNetwork: true })
    expect(bill({ groups: [groupOf(1, { cpu: '1' }), host] }, 'fargate', { fargateDaemonSets: 'sidecars' }).complete).toBe(false)
  })
  it("EKS's own, which a paste of a whole cluster brings along, are neither refused nor counted twice", () => {
    const own = ['aws-node', 'kube-proxy'].map(name => daemonSet(name, '100m', '0'))
    const pods = groupOf(4, { cpu: '750m', memory: '1Gi' })
    expect(bill({ groups: [pods, ...own] }, 'fargate').complete).toBe(true)
    expect(bill({ groups: [pods, ...own] }, 'managed').totalCents).toBe(bill({ groups: [pods] }, 'managed').totalCents)
  })
})

describe('what runs by a schedule', () => {
  const nightly = (more = '', schedule = '0 2 * * *') => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec:
  schedule: "${schedule}"
  jobTemplate:
    spec:
      ${more}
      template:
        spec:
          containers: [{ name: c, image: i, resources: { requests: { cpu: "2", memory: 4Gi } } }]
          restartPolicy: Never
`
  it('ten minutes nightly of 2 vCPU and 4 GiB are $73.52 on Fargate', () => {
    const { workload } = fromYaml(nightly())
    expect(workload.groups[0]?.runs).toEqual({ schedule: '0 2 * * *', seconds: 600, assumed: true })
    expect(bill(workload, 'fargate').totalCents).toBe(7352)
  })
  it('nodes that scale are paid for those minutes, and at least one each run', () => {
    const hours = (text: string, runSeconds?: number) => {
      const { lines } = bill(fromYaml(text, runSeconds).workload, 'managed', { instanceType: 'm5.xlarge' })
      return Number(lines.find(({ code }) => code === 'nodes')?.params.nodeHours)
    }
    expect(hours(nightly())).toBeCloseTo(365 / 12 / 6, 9)
    expect(hours(nightly(), 5)).toBeCloseTo(365 / 12 / 60, 9)
    expect(hours(nightly('', '0 0 1 * *'))).toBeCloseTo(1 / 6, 9)
    // Runs of ten minutes every five go into one another, and five minutes into the night.
    expect(hours(nightly('', '*/5 * * * 1-5'))).toBeCloseTo(261 / 12 * (24 + 5 / 60), 6)
  })
  it.each([
    ['activeDeadlineSeconds: 120', { seconds: 120, assumed: false }], ['activeDeadlineSeconds: 7200', { seconds: 600, assumed: true }],
    ['parallelism: 2\n      completions: 6', { seconds: 1800, assumed: true }],
  ])('%s is read', (more, runs) => {
    expect(fromYaml(nightly(more)).workload.groups[0]?.runs).toMatchObject(runs)
  })
  it.each(['every day', '61 * * * *', '* * * *', ''])('a schedule of %j is a problem', (schedule) => {
    const { workload, problems } = fromYaml(nightly('', schedule))
    expect(workload.groups).toEqual([])
    expect(problems[0]).toMatchObject({ code: 'bad-schedule', field: 'CronJob/report spec.schedule' })
  })
  it('a Job runs once', () => {
    const { workload } = fromYaml(`
apiVersion: batch/v1
kind: Job
metadata: { name: report }
spec:
  template:
    spec: { restartPolicy: Never, containers: [{ name: c, image: i, resources: { requests: { cpu: "2", memory: 4Gi } } }] }
`)
    expect(workload.groups[0]).toMatchObject({ ownerKind: 'Job', runs: { seconds: 600 } })
    // 600 s of 2 vCPU are 1.35 cents, of 5 GB 0.37: a cent and none
    expect(bill(workload, 'fargate').totalCents).toBe(7301)
  })
  it('beside a service it takes room at its own hour: a night job uses nodes that a day service has left', () => {
    const service = groupOf(4, { cpu: '1500m' }, { name: 'service', minReplicas: 0 })
    const job = (schedule: string): PodGroup => groupOf(1, { cpu: '1500m' }, { name: 'job', runs: { schedule, seconds: 3600, assumed: false } })
    const load = Array.from({ length: 24 }, (_, hour) => hour >= 9 && hour < 21 ? 1 : 0)
    const peak = (schedule: string) => bill({ groups: [service, job(schedule)], usage: { kind: 'profile', load } }, 'managed').nodes.peak
    expect([peak('0 2 * * *'), peak('0 12 * * *')]).toEqual([4, 5])
  })
})

test('an autoscaled Deployment follows the load: 2 to 100 is not 100 all month', () => {
  const { workload } = fromYaml(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: i, resources: { requests: { cpu: 250m, memory: 256Mi } } }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 100 }
`)
  expect(workload.usage?.kind).toBe('profile')
  const fargate = bill(workload, 'fargate')
  // Half of the range on the average: some 51 pods of $9.01.
  const pods = (fargate.totalUsd - 73) / (730 * (0.25 * 0.04048 + 0.5 * 0.004445))
  expect(pods).toBeGreaterThan(50)
  expect(pods).toBeLessThan(53)
})

describe('labels that real nodes have', () => {
  it.each([
    'beta.kubernetes.io/os: linux', 'kubernetes.io/os: linux', 'beta.kubernetes.io/arch: amd64', 'beta.kubernetes.io/instance-type: m5.large',
    'topology.kubernetes.io/region: us-east-1', 'topology.kubernetes.io/zone: us-east-1a',
  ])('a pod that selects %s runs on an m5.large: $144.68', (label) => {
    const [key = '', value = ''] = label.split(': ')
    const workload: Workload = { groups: [groupOf(3, {}, { pod: podOf({ cpu: '100m', memory: '100Mi' }, { nodeSelector: { [key]: value } }) })] }
    for (const plane of ['self-managed', 'managed'] as const) expect(bill(workload, plane)).toMatchObject({ totalCents: 14_468, complete: true })
  })
  it.each<[string, string, Plane[]]>([
    ['eks.amazonaws.com/capacityType', 'ON_DEMAND', ['managed']], ['karpenter.sh/capacity-type', 'on-demand', ['karpenter', 'auto-mode']],
    ['eks.amazonaws.com/compute-type', 'auto', ['auto-mode']], ['karpenter.k8s.aws/instance-category', 'm', ['karpenter']],
  ])('%s=%s is on the nodes that have it only', (key, value, having) => {
    const workload: Workload = { groups: [groupOf(1, {}, { pod: podOf({ cpu: '1' }, { nodeSelector: { [key]: value } }) })] }
    const planes = (['self-managed', 'managed', 'karpenter', 'auto-mode'] as const).filter(plane => bill(workload, plane).complete)
    expect(planes).toEqual(having)
  })
})

describe('volumes', () => {
  const database = (replicas: number): Workload => ({
    groups: [groupOf(replicas, { cpu: '10m', memory: '10Mi' }, { name: 'db', ownerKind: 'StatefulSet', claimTemplates: 1 })],
    claims: [{ count: replicas, gib: 10 }],
  })
  it('60 pods with a claim each need three m5.4xlarge: 26 volumes attach to one', () => {
    const { nodes, peakBins } = bill(database(60), 'managed', { instanceType: 'm5.4xlarge' })
    expect(nodes.peak).toBe(3)
    expect(peakBins[0]).toMatchObject({ pods: [{ count: 26 }], refusedNext: ['node(s) exceed max volume count'] })
    expect(bill(database(60), 'managed', { instanceType: 'm7i.4xlarge' }).nodes.peak).toBe(2)
  })
  it('the scheduler-driven packing counts them, too', () => {
    const spread = podOf({ cpu: '10m' }, { topologySpreadConstraints: [
      { maxSkew: 60, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'p' } } },
    ] })
    const { nodes, peakBins } = bill({ groups: [groupOf(30, {}, { pod: spread, claimTemplates: 1 })] }, 'managed', { instanceType: 'm5.4xlarge' })
    expect(nodes.peak).toBe(2)
    expect(peakBins.flatMap(({ refusedNext }) => refusedNext)).toContain('node(s) exceed max volume count')
  })
  it('are on the bill of every data plane alike: 60 x 10 GiB of gp3 are $48.00', () => {
    for (const plane of ['managed', 'auto-mode', 'fargate'] as const) {
      expect(bill(database(60), plane).lines.find(({ code }) => code === 'persistent-volumes')?.cents).toBe(4800)
    }
  })
  it('IOPS above 3,000 are charged, other kinds are named as unknown', () => {
    const { lines, unknown } = bill({ groups: [], claims: [{ count: 2, gib: 100, iops: 5000 }, { count: 1, gib: 50, volume: 'io2' }] }, 'managed')
    expect(lines.find(({ code }) => code === 'volume-iops')?.cents).toBe(2000)
    expect(unknown).toMatchObject([{ code: 'persistent-volumes', what: 'io2' }])
  })
  it('a manifest says them: those of a StatefulSet once a pod, others once, with their class', () => {
    const { workload } = fromYaml(`
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
parameters: { type: gp3, iops: "6000" }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files }
spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 3
  serviceName: db
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: c, image: i, resources: { requests: { cpu: 100m, memory: 1Gi } } }] } }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } } }]
`)
    expect(workload.claims).toEqual([{ count: 1, gib: 20, volume: 'gp3', iops: 6000 }, { count: 3, gib: 10, volume: 'gp3' }])
  })
})

describe('DaemonSets on nodes', () => {
  it('count only on nodes that they select: a Windows one on none', () => {
    const pods = groupOf(7, { cpu: '1780m' })
    const windows = daemonSet('windows-agent', '500m', '1Gi', { nodeSelector: { 'kubernetes.io/os': 'windows' } })
    expect(bill({ groups: [pods, windows] }, 'managed')).toMatchObject({ complete: true, nodes: { peak: 7 } })
    expect(bill({ groups: [pods, windows] }, 'fargate').complete).toBe(true)
  })
  it('take their host port on every node', () => {
    const withPort = (hostPort: number): Partial<PodSpec> => ({ containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort }], resources: { requests: { cpu: '10m', memory: '10Mi' } } }] })
    const agent = daemonSet('agent', '0', '0', withPort(9100))
    const pod = (hostPort: number) => groupOf(1, {}, { pod: podOf({}, withPort(hostPort)) })
    expect(bill({ groups: [agent, pod(9100)] }, 'managed').notRunnable[0]?.reasons).toEqual(["node(s) didn't have free ports for the requested pod ports"])
    expect(bill({ groups: [agent, pod(9101)] }, 'managed').notRunnable).toEqual([])
  })
})

describe('system pods', () => {
  const workload: Workload = { groups: [groupOf(4, { cpu: '750m', memory: '1Gi' })] }
  const names = (plane: Plane, options: Partial<CostOptions> = {}) => bill(workload, plane, { systemPods: true, ...options }).system.map(({ name, replicas }) => `${name} ${replicas}`)
  it('are named on the bill of every data plane', () => {
    expect(names('self-managed')).toEqual(['coredns 2', 'cluster-autoscaler 1'])
    expect(names('managed', { scaling: { 'self-managed': 'autoscaled', managed: 'fixed' } })).toEqual(['coredns 2'])
    expect(names('karpenter')).toEqual(['coredns 2', 'karpenter 2'])
    expect(names('auto-mode')).toEqual([])
    expect(names('fargate')).toEqual(['coredns 2'])
  })
  it('are paid for: two pods of the smallest size on Fargate, nodes of their own for Karpenter', () => {
    const more = (plane: Plane) => bill(workload, plane, { systemPods: true }).totalUsd - bill(workload, plane).totalUsd
    expect(more('fargate')).toBeCloseTo(2 * 730 * (0.25 * 0.04048 + 0.5 * 0.004445), 6)
    expect(more('auto-mode')).toBe(0)
    expect(bill(workload, 'karpenter', { systemPods: true }).lines.find(({ code }) => code === 'system-nodes')).toMatchObject({ params: { nodeHours: 1460 } })
  })
  it('that the manifest brings along are not counted twice', () => {
    const own = { groups: [...workload.groups, groupOf(3, { cpu: '100m', memory: '70Mi' }, { name: 'coredns' })] }
    expect(bill(own, 'managed', { systemPods: true }).system.map(({ name }) => name)).toEqual(['cluster-autoscaler'])
  })
})

describe('placement', () => {
  const beside = (app: string, topologyKey: string): Partial<PodSpec> => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { labelSelector: { matchLabels: { app } }, topologyKey },
  ] } } })
  it.each(['kubernetes.io/hostname', 'topology.kubernetes.io/zone'])('pods that must be beside others by %s find them in two and three zones', (key) => {
    const cache = groupOf(1, {}, { name: 'cache', pod: podOf({ cpu: '100m' }, {}, 'cache') })
    const web = groupOf(4, {}, { name: 'web', pod: podOf({ cpu: '100m' }, beside('cache', key), 'web') })
    for (const zones of [1, 2, 3]) expect(bill({ groups: [web, cache] }, 'managed', { zones })).toMatchObject({ complete: true, nodes: { peak: 1 } })
  })
  it('a group that wants to be with itself is in one zone', () => {
    const self = groupOf(3, {}, { pod: podOf({ cpu: '100m' }, beside('p', 'topology.kubernetes.io/zone')) })
    expect(bill({ groups: [self] }, 'managed', { zones: 3 })).toMatchObject({ complete: true, nodes: { peak: 1 } })
  })
  it.each(['In', 'NotIn'])('architecture %s is understood on Fargate', (operator) => {
    const pod = podOf({ cpu: '100m' }, { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [
      { matchExpressions: [{ key: 'kubernetes.io/arch', operator, values: [operator === 'In' ? 'arm64' : 'amd64'] }] },
    ] } } } } as Partial<PodSpec>)
    expect(bill({ groups: [groupOf(1, {}, { pod })] }, 'fargate', { instanceType: 'm7g.large' }).notRunnable[0]?.obstacles[0]?.code).toBe('arch')
  })
})

describe('requests', () => {
  it('of the pod as a whole count in place of those of its containers', () => {
    const pod = podOf({ cpu: '100m', memory: '64Mi' }, { resources: { requests: { cpu: '1', memory: '2Gi' } } })
    expect(readWorkload({ groups: [groupOf(1, {}, { pod })] }).workload?.groups[0]).toMatchObject({ requests: { cpu: 1000, memory: 2 ** 31 }, fargateSize: { vcpu: 1, memoryGB: 3 } })
  })
  it('that are missing are said, and priced at an assumption', () => {
    const workload: Workload = { groups: [groupOf(8, {}, { name: 'web' }), groupOf(1, { cpu: '1', memory: '1Gi' }, { name: 'api' })] }
    expect(compareCosts(workload, bare).assumed).toEqual([{ name: 'web', resources: ['cpu', 'memory'] }])
    expect(compareCosts(workload, { ...bare, assumedCpuMilli: 1000 }).bills[1]?.nodes.peak).toBeGreaterThan(compareCosts(workload, bare).bills[1]?.nodes.peak ?? 0)
  })
})

test('what is around the cluster is counted where the manifest says it, and costs the same everywhere', () => {
  const { workload } = fromYaml(`
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: LoadBalancer, ports: [{ port: 80 }], selector: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }
`)
  expect(workload.counted).toEqual({ 'load-balancers': 2 })
  const seoul = bill({ ...workload, groups: [] }, 'managed', { region: 'ap-northeast-2' })
  expect(seoul.lines.find(({ code }) => code === 'load-balancers')).toMatchObject({ cents: 3285, quantity: 1460 })
})

test('extended support and a tier of the control plane are lines of their own', () => {
  const { lines } = bill({ groups: [] as PodGroup[] }, 'managed', { support: 'extended', controlPlane: 'XL' })
  expect(lines.map(({ code, cents }) => [code, cents])).toEqual([['cluster', 7300], ['extended-support', 36_500], ['control-plane', 120_450]])
})

test('an object that says nothing of pods leaves the bill alone', () => {
  expect(workloadFromManifest([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } } as KubeObject]).workload.groups).toEqual([])
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fargateRows } from '../../../data/fargate.ts'
import { fargateObstacles } from '../../../engine/aws/fargate-fit.ts'
import { fargateBilledSeconds, fargateSize } from '../../../engine/aws/fargate-size.ts'
import type { Pod, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { fargateRunCost } from '../../../engine/cost/index.ts'

const GIB = 2 ** 30

// EKS user guide, "Fargate Pod configuration" (1 vCPU + 8 GB; nothing requested); EKS Workshop, Fargate sizing (1 vCPU + 2.5 GB)
test.each([
  [1, 8, 2, 9], [0, 0, 0.25, 0.5], [1, 2.5, 1, 3], [0.25, 0.5, 0.25, 1], [0.25, 0.25, 0.25, 0.5], [0.25, 1.75, 0.25, 2],
  [0.25, 1.76, 0.5, 3], [0.3, 0, 0.5, 1], [4, 30, 8, 32], [16, 119.75, 16, 120], [5, 17, 8, 20],
])('%d vCPU and %d GB are billed as %d vCPU and %d GB', (vcpu, memoryGB, billedVcpu, billedGB) => {
  expect(fargateSize({ cpuMilli: vcpu * 1000, memoryBytes: memoryGB * GIB })).toMatchObject({ vcpu: billedVcpu, memoryGB: billedGB })
})

test.each([[16_001, 0], [0, 119.76], [0, Number.NaN]])('nothing is large enough for %d millicores and %d GB', (cpuMilli, memoryGB) => {
  expect(fargateSize({ cpuMilli, memoryBytes: memoryGB * GIB })).toBeNull()
})

// AWS's blog on larger ephemeral volumes: two containers of 50 GiB are provisioned 115 and billed 95
test.each([[0, 0], [10, 0], [20, 7], [30, 18], [100, 95]])('%d GB of storage requested are %d charged', (requested, charged) => {
  expect(fargateSize({ storageBytes: requested * GIB })?.chargedStorageGB).toBe(charged)
})

test('175 GB of storage are the most', () => {
  expect(fargateSize({ storageBytes: 176 * GIB })).toBeNull()
})

test('what is billed holds the request and 256 MB, and nothing listed that is smaller does', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 17_000 }), fc.integer({ min: 0, max: 125 * 1024 }), (cpuMilli, memoryMiB) => {
    const size = fargateSize({ cpuMilli, memoryBytes: memoryMiB * 2 ** 20 })
    const needed = (memoryMiB + 256) / 1024
    const fits = (vcpu: number, gb: number) => vcpu * 1000 >= cpuMilli && gb >= needed
    if (!size) {
      expect(fargateRows.every(row => row.memoryGB.every(gb => !fits(row.vcpu, gb)))).toBe(true)
      return
    }
    expect(fits(size.vcpu, size.memoryGB)).toBe(true)
    const tighter = fargateRows.flatMap(row => row.memoryGB.map(gb => [row.vcpu, gb] as const))
      .filter(([vcpu, gb]) => fits(vcpu, gb) && vcpu <= size.vcpu && gb <= size.memoryGB)
    expect(tighter).toEqual([[size.vcpu, size.memoryGB]])
  }))
})

test.each([[0, 0], [1, 60], [59.5, 60], [60, 60], [60.2, 61], [600, 600]])('%d s are billed as %d s', (seconds, billed) => {
  expect(fargateBilledSeconds(seconds)).toBe(billed)
})

// AWS Fargate pricing page, example 1: 5 tasks of 1 vCPU, 2 GB and 30 GB of storage, 10 minutes a day for 30 days in us-east-1
describe("AWS's example of 5 tasks, ten minutes a day", () => {
  const run = { pods: 5, vcpu: 1, memoryGB: 2, storageGB: 30, secondsPerRun: 600, runs: 30, region: 'us-east-1' } as const
  const expected = { cpuCents: 101, memoryCents: 22, storageCents: 3, totalCents: 126 }
  it('comes out at the listed hourly prices', () => {
    expect(fargateRunCost(run)).toEqual(expected)
  })
  it("comes out at the page's prices a second", () => {
    const rates = { vcpuHour: 0.000011244 * 3600, gbHour: 0.000001235 * 3600, storageGbHour: 0.0000000308 * 3600 }
    expect(fargateRunCost({ ...run, rates })).toEqual(expected)
  })
  it('says that the price of storage in Seoul is not known, and only when it is needed', () => {
    expect(fargateRunCost({ ...run, region: 'ap-northeast-2' })).toMatchObject({ storageCents: null, totalCents: null })
    expect(fargateRunCost({ ...run, region: 'ap-northeast-2', storageGB: 20 }).totalCents).not.toBeNull()
  })
})

describe('why a pod cannot run on Fargate', () => {
  const pod = (spec: Partial<PodSpec>): Pod => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }], ...spec },
  })
  const container = (more: object): Partial<PodSpec> => ({ containers: [{ name: 'c', ...more }] })
  it.each<[string, Partial<PodSpec>, string[]]>([
    ['a plain pod', {}, []],
    ['host network', { hostNetwork: true }, ['hostNetwork']],
    ['a privileged container', container({ securityContext: { privileged: true } }), ['privileged']],
    ['a privileged init container', { initContainers: [{ name: 'i', securityContext: { privileged: true } }] }, ['privileged']],
    ['a host port', container({ ports: [{ containerPort: 80, hostPort: 80 }] }), ['hostPort']],
    ['a container port', container({ ports: [{ containerPort: 80 }] }), []],
    ['the host\'s processes', { hostPID: true }, ['hostPID']],
    ['the host\'s memory', { hostIPC: true }, ['hostIPC']],
    ['more privileges on demand', container({ securityContext: { allowPrivilegeEscalation: true } }), ['allowPrivilegeEscalation']],
    ['no more privileges', container({ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }), []],
    ['capabilities that containers have', container({ securityContext: { capabilities: { add: ['NET_BIND_SERVICE', 'CHOWN'] } } }), []],
    ['capabilities that they do not have', container({ securityContext: { capabilities: { add: ['NET_BIND_SERVICE', 'SYS_PTRACE'] } } }), ['capabilities']],
    ['a directory of the host', { volumes: [{ name: 'v', hostPath: { path: '/var/log' } }] }, ['hostPath']],
    ['iSCSI', { volumes: [{ name: 'v', iscsi: { targetPortal: '1.2.3.4' } } as never] }, ['volume-type']],
    ['NFS', { volumes: [{ name: 'v', nfs: { server: 's', path: '/' } } as never] }, ['volume-type']],
    ['an inline CSI volume', { volumes: [{ name: 'v', csi: { driver: 'secrets-store.csi.k8s.io' } }] }, ['inline-csi']],
    ['an ephemeral claim', { volumes: [{ name: 'v', ephemeral: {} }] }, ['ebs-volume']],
    ['configuration and tokens', { volumes: [{ name: 'a', configMap: { name: 'a' } }, { name: 'b', secret: { secretName: 'b' } }, { name: 'c', projected: { sources: [] } }, { name: 'd', downwardAPI: {} }] as never }, []],
    ['more than there is, by its own request', { resources: { requests: { memory: '130Gi' } } }, ['too-large']],
    ['a GPU', container({ resources: { requests: { 'nvidia.com/gpu': 1 } } }), ['gpu']],
    ['another device', container({ resources: { requests: { 'example.com/dongle': 1 } } }), ['extended-resource']],
    ['a claim', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }, ['ebs-volume']],
    ['a claim on EFS', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'efs' } }] }, []],
    ['an emptyDir', { volumes: [{ name: 'v', emptyDir: {} }] }, []],
    ['arm64', { nodeSelector: { 'kubernetes.io/arch': 'arm64' } }, ['arch']],
    ['amd64', { nodeSelector: { 'kubernetes.io/arch': 'amd64' } }, []],
    ['Windows', { nodeSelector: { 'kubernetes.io/os': 'windows' } }, ['os']],
    ['too much', container({ resources: { requests: { cpu: '17' } } }), ['too-large']],
    ['several', { hostNetwork: true, ...container({ securityContext: { privileged: true } }) }, ['hostNetwork', 'privileged']],
  ])('%s', (_, spec, codes) => {
    const driverOfClaim = (name: string) => name === 'efs' ? 'efs.csi.aws.com' : undefined
    expect(fargateObstacles(pod(spec), { driverOfClaim }).map(({ code }) => code)).toEqual(codes)
  })
  it('a DaemonSet', () => {
    expect(fargateObstacles(pod({}), { ownerKind: 'DaemonSet' })).toEqual([{ code: 'DaemonSet', field: 'kind', params: {} }])
  })
  it('an obstacle names the volume, the container, the capability', () => {
    const spec = { volumes: [{ name: 'sock', hostPath: { path: '/run/x.sock' } }], ...container({ securityContext: { capabilities: { add: ['SYS_ADMIN', 'NET_ADMIN'] } } }) }
    expect(fargateObstacles(pod(spec))).toEqual([
      { code: 'capabilities', field: 'spec.containers[0].securityContext.capabilities.add', params: { container: 'c', capabilities: 'SYS_ADMIN, NET_ADMIN' } },
      { code: 'hostPath', field: 'spec.volumes[0]', params: { volume: 'sock', path: '/run/x.sock' } },
    ])
  })
  it.each([
    ['NotIn', ['amd64'], ['arch']], ['NotIn', ['arm64'], []], ['DoesNotExist', undefined, ['arch']], ['Exists', undefined, []],
  ] as const)('required affinity to an architecture %s %j', (operator, values, codes) => {
    const nodeSelectorTerms = [{ matchExpressions: [{ key: 'kubernetes.io/arch', operator, ...(values && { values: [...values] }) }] }]
    expect(fargateObstacles(pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } })).map(({ code }) => code)).toEqual(codes)
  })
  it('required affinity to arm64, but not where amd64 is allowed too', () => {
    const affinity = (values: string[]): Partial<PodSpec> => ({
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values }] }],
      } } },
    })
    expect(fargateObstacles(pod(affinity(['arm64']))).map(({ code }) => code)).toEqual(['arch'])
    expect(fargateObstacles(pod(affinity(['arm64', 'amd64'])))).toEqual([])
  })
})

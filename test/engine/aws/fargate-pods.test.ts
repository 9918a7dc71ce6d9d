import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Fargate, FARGATE_SCHEDULER } from '../../../engine/aws/fargate/controller.ts'
import { matchesWildcard, profileFor, profileProblem, type FargateProfile } from '../../../engine/aws/fargate/profile.ts'
import { fargateRefusal } from '../../../engine/aws/fargate/refusal.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { Container, KubeObject, Pod, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'
import { deployment, emptyStore, podTemplate, wait, ZONES } from '../support/cluster.ts'

const profile = (name: string, selectors: FargateProfile['selectors']): FargateProfile => ({ name, selectors, zones: ZONES })

function cluster(profiles: readonly FargateProfile[], objects: readonly KubeObject[] = [], nodes = 1): Simulation {
  const simulation = new Simulation({ controllers: [...standardControllers(), new Fargate()] })
  simulation.apply({ type: 'apply', objects: [...BASE_OBJECTS, ...['prod', 'aws-observability'].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })), ...Array.from({ length: nodes }, (_, n) => makeNode(`ec2-${n}`, { cpu: '4', memory: '16Gi' }))] })
  for (const one of profiles) simulation.apply({ type: 'create-fargate-profile', profile: one })
  simulation.apply({ type: 'apply', objects: [...objects] })
  return simulation
}

const pods = ({ store }: Simulation) => store.list('Pod')
const events = ({ log }: Simulation, reason: string) => log.entries.filter(entry => entry.reason === reason && entry.source === FARGATE_SCHEDULER).map(({ message }) => message)

// fargate-profile.html: "Fargate profile wildcards"
describe('wildcards', () => {
  it.each([
    ['prod*', 'prod', true], ['prod*', 'prod-metrics', true], ['prod*', 'my-prod', false], ['value?', 'valuea', true], ['value?', 'value', false], ['value?', 'value-a', false],
    ['*dev', 'team-dev', true], ['frontend*?', 'frontend', false], ['frontend*?', 'frontend1', true], ['a.c', 'abc', false], ['prod', 'prod', true],
  ])('%s stands for %s: %s', (pattern, text, is) => {
    expect(matchesWildcard(pattern, text)).toBe(is)
  })
})

describe('a profile', () => {
  const web = (labels?: Record<string, string>, namespace = 'prod'): Pod => makePod('web', { namespace, labels })

  it.each<[string, FargateProfile['selectors'], Pod, boolean]>([
    ['a namespace alone takes all of its pods', [{ namespace: 'prod' }], web(), true],
    ['another namespace', [{ namespace: 'dev' }], web(), false],
    ['all labels must be there', [{ namespace: 'prod', labels: { app: 'web', tier: 'front' } }], web({ app: 'web' }), false],
    ['more labels do no harm', [{ namespace: 'prod', labels: { app: 'web' } }], web({ app: 'web', tier: 'front' }), true],
    ['one selector of several is enough', [{ namespace: 'dev' }, { namespace: 'prod', labels: { app: 'w*' } }], web({ app: 'web' }), true],
    ['labels of another namespace do not count', [{ namespace: 'prod', labels: { app: 'web' } }], web({ app: 'web' }, 'default'), false],
  ])('%s', (_, selectors, pod, selected) => {
    expect(profileFor(pod, [profile('fp', selectors)]) !== undefined).toBe(selected)
  })

  // "Fargate picks up the profile based on alphanumeric sorting by profile name. ... Fargate picks profile A (beta-workload)"
  it('of several that select a pod the first by name is taken, unless the pod names one that selects it', () => {
    const all = [profile('prod-workload', [{ namespace: 'prod' }]), profile('beta-workload', [{ namespace: 'p*' }]), profile('other', [{ namespace: 'dev' }])]
    const named = (name: string) => web({ 'eks.amazonaws.com/fargate-profile': name })
    expect(profileFor(web(), all)?.name).toBe('beta-workload')
    expect(profileFor(named('prod-workload'), all)?.name).toBe('prod-workload')
    expect(profileFor(named('other'), all)).toBeUndefined()
  })

  it.each<[Partial<FargateProfile>, string]>([
    [{ selectors: [] }, '1 to 5 selectors'], [{ selectors: Array.from({ length: 6 }, () => ({ namespace: 'a' })) }, '1 to 5 selectors'], [{ selectors: [{ namespace: '' }] }, 'needs a namespace'],
    [{ selectors: [{ namespace: 'a', labels: { a: '', b: '', c: '', d: '', e: '', f: '' } }] }, 'at most 5 labels'], [{ zones: [] }, 'private subnet'], [{ name: 'bad name' }, 'no name'], [{ name: 'there' }, 'already exists'],
  ])('that cannot be is refused: %o', (change, why) => {
    expect(profileProblem({ ...profile('fp', [{ namespace: 'a' }]), ...change }, [profile('there', [{ namespace: 'a' }])])).toContain(why)
  })
})

describe('a pod that a profile selects', () => {
  const simulation = cluster([profile('fp', [{ namespace: 'default' }])], [deployment('web', { replicas: 2, template: podTemplate('web', { resources: { requests: { cpu: '250m', memory: '1Gi' } } }) })])

  it('is given to fargate-scheduler when it is created', () => {
    wait(simulation, 1)
    expect(pods(simulation).map(({ spec, metadata }) => [spec.schedulerName, metadata.labels?.['eks.amazonaws.com/fargate-profile']])).toEqual([['fargate-scheduler', 'fp'], ['fargate-scheduler', 'fp']])
  })

  it('has what is provisioned and its logging written on it, and gets a node of its own that goes with it', () => {
    wait(simulation, 90)
    const [first, second] = pods(simulation)
    expect(first?.metadata.annotations).toMatchObject({ CapacityProvisioned: '0.25vCPU 2GB', Logging: 'LoggingDisabled: LOGGING_CONFIGMAP_NOT_FOUND' })
    expect(events(simulation, 'LoggingDisabled')[0]).toBe('Disabled logging because aws-logging configmap was not found. configmap "aws-logging" not found')
    expect(first?.spec.nodeName).toMatch(/^fargate-ip-/)
    expect(first?.spec.nodeName).not.toBe(second?.spec.nodeName)
    expect(events(simulation, 'Scheduled')[0]).toMatch(/^Successfully assigned default\/web-\S+ to fargate-ip-/)
    expect(pods(simulation).every(({ status }) => status?.phase === 'Running')).toBe(true)
    expect(simulation.store.list('Node').filter(({ metadata }) => metadata.labels?.['eks.amazonaws.com/compute-type'] === 'fargate')).toHaveLength(2)
    simulation.apply({ type: 'scale', kind: 'Deployment', name: 'web', replicas: 0 })
    wait(simulation, 60)
    expect(simulation.store.list('Node').map(({ metadata }) => metadata.name)).toEqual(['ec2-0'])
  })
})

describe('whose pods', () => {
  it('no profile selects go to nodes, or wait; a profile that comes later changes nothing for them', () => {
    const simulation = cluster([profile('fp', [{ namespace: 'prod' }])], [makePod('here'), makePod('large', { cpu: '8' })])
    wait(simulation, 5)
    simulation.apply({ type: 'create-fargate-profile', profile: profile('late', [{ namespace: 'default' }]) })
    wait(simulation, 300)
    expect(pods(simulation).map(({ metadata, spec }) => [metadata.name, spec.schedulerName, spec.nodeName])).toEqual([['here', 'default-scheduler', 'ec2-0'], ['large', 'default-scheduler', undefined]])
  })

  it('a DaemonSet has are left to nodes, and none is on a Fargate machine', () => {
    const agent: KubeObject = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent') } } as KubeObject
    const simulation = cluster([profile('fp', [{ namespace: 'default' }])], [agent, makePod('web')])
    wait(simulation, 120)
    expect(pods(simulation).map(({ metadata, spec }) => [metadata.labels?.app ?? metadata.name, spec.nodeName?.slice(0, 7)])).toEqual(expect.arrayContaining([['agent', 'ec2-0'], ['web', 'fargate']]))
    expect(pods(simulation)).toHaveLength(2)
  })

  it('profile is deleted stop, and come again where they may run then', () => {
    const simulation = cluster([profile('fp', [{ namespace: 'default' }])], [deployment('web', { replicas: 1 })])
    wait(simulation, 120)
    expect(pods(simulation)[0]?.spec.nodeName).toMatch(/^fargate/)
    simulation.apply({ type: 'delete-fargate-profile', name: 'fp' })
    wait(simulation, 120)
    expect(pods(simulation).map(({ spec }) => spec.nodeName)).toEqual(['ec2-0'])
  })

  it('logs are shipped when the ConfigMap is there', () => {
    const simulation = cluster([profile('fp', [{ namespace: 'default' }])])
    simulation.apply({ type: 'apply', objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'aws-logging', namespace: 'aws-observability' }, data: { 'output.conf': '[OUTPUT]\n  Name cloudwatch_logs' } } as KubeObject, makePod('web')] })
    wait(simulation, 5)
    expect(pods(simulation)[0]?.metadata.annotations?.Logging).toBe('LoggingEnabled')
    expect(events(simulation, 'LoggingEnabled')).toEqual(['Successfully enabled logging for pod'])
  })
})

// The events of fargate-scheduler as they are quoted in public
describe('is refused', () => {
  const store = emptyStore()
  for (const claim of [['loose', ''], ['ebs', 'pv-ebs'], ['efs', 'pv-efs']] as const) {
    store.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claim[0], namespace: 'default' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...(claim[1] && { volumeName: claim[1] }) } } as KubeObject)
    const made = store.mustGet('PersistentVolumeClaim', 'default', claim[0])
    store.updateStatus({ ...made, status: { phase: claim[1] ? 'Bound' : 'Pending' } })
    if (claim[1]) store.create({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: claim[1] }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi: { driver: `${claim[0]}.csi.aws.com`, volumeHandle: 'v' } } } as KubeObject)
  }
  const volume = (claimName: string): Partial<PodSpec> => ({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] })
  const security = (securityContext: NonNullable<Container['securityContext']>): Partial<PodSpec> => ({ containers: [{ name: 'app', image: 'app:1', securityContext }] })

  it.each<[Partial<PodSpec>, string | undefined]>([
    [{}, undefined],
    [security({ privileged: true }), 'Pod not supported on Fargate: invalid SecurityContext fields: Privileged'],
    [security({ allowPrivilegeEscalation: true }), 'Pod not supported on Fargate: invalid SecurityContext fields: AllowPrivilegeEscalation'],
    [security({ capabilities: { add: ['SYS_ADMIN'] } }), 'Pod not supported on Fargate: invalid SecurityContext fields: Capabilities added: SYS_ADMIN'],
    [{ hostNetwork: true, containers: [{ name: 'app', image: 'app:1', ports: [{ containerPort: 80, hostPort: 80 }] }] }, 'Pod not supported on Fargate: fields not supported: HostNetwork, port contains HostIP or HostPort'],
    [{ hostPID: true, hostIPC: true }, 'Pod not supported on Fargate: fields not supported: HostPID, HostIPC'],
    [{ volumes: [{ name: 'host', hostPath: { path: '/' } }] }, 'Pod not supported on Fargate: volumes not supported: host is of an unsupported volume Type'],
    [{ volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'conf', configMap: { name: 'c' } }] }, undefined],
    [volume('loose'), 'Pod not supported on Fargate: volumes not supported: data not supported because: PVC loose not bound'],
    [volume('ebs'), 'Pod not supported on Fargate: volumes not supported: data not supported because: PVC ebs bound to invalid PV pv-ebs with CSI Driver: ebs.csi.aws.com'],
    [volume('efs'), undefined],
    [{ containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '17' } } }] }, 'Your pod\'s cpu/memory requirements exceed the max Fargate configuration'],
  ])('for %o: %s', (spec, words) => {
    expect(fargateRefusal(makePod('pod', { spec }), store)).toBe(words)
  })

  it('and says so once, for as long as nothing changes', () => {
    const simulation = cluster([profile('fp', [{ namespace: 'default' }])], [makePod('bad', { spec: { hostNetwork: true } })])
    wait(simulation, 600)
    expect(events(simulation, 'FailedScheduling')).toEqual(['Pod not supported on Fargate: fields not supported: HostNetwork'])
    expect(pods(simulation)[0]?.spec.nodeName).toBeUndefined()
  })
})

test('every pod on Fargate has a node of its own that holds what it asks, whatever comes and goes', () => {
  fc.assert(fc.property(fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), replicas: fc.integer({ min: 0, max: 4 }), cpu: fc.integer({ min: 0, max: 5000 }), seconds: fc.integer({ min: 1, max: 120 }) }), { minLength: 1, maxLength: 6 }), (changes) => {
    const simulation = cluster([profile('fp', [{ namespace: 'default' }])])
    for (const { name, replicas, cpu, seconds } of changes) {
      simulation.apply({ type: 'apply', objects: [deployment(name, { replicas, template: podTemplate(name, { resources: { requests: { cpu: `${cpu}m`, memory: '512Mi' } } }) })] })
      wait(simulation, seconds)
      const placed = pods(simulation).filter(({ spec }) => spec.nodeName)
      expect(new Set(placed.map(({ spec }) => spec.nodeName)).size).toBe(placed.length)
      for (const { metadata } of simulation.store.list('Node').filter(one => one.metadata.name.startsWith('fargate'))) expect(placed.some(({ spec }) => spec.nodeName === metadata.name)).toBe(true)
    }
    wait(simulation, 300)
    expect(pods(simulation).filter(({ status }) => status?.phase === 'Running')).toHaveLength(pods(simulation).length)
    expect(simulation.world.fargateMachines).toHaveLength(pods(simulation).length)
  }), { numRuns: 30, seed: 11 })
})

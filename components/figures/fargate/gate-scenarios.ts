/** What each scenario of the figure begins with. */
import type { TimedCommand, Scenario } from '../../../engine/kubernetes/simulation/run.ts'
import { BASE_OBJECTS } from '../../../engine/kubernetes/cluster.ts'
import type { FargateProfile } from '../../../engine/aws/fargate/profile.ts'
import { ebsStorageClass } from '../../../engine/aws/storage-class.ts'
import type { Container, DaemonSet, Deployment, KubeObject, PersistentVolumeClaim, Pod, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'

export type GateScenario = 'sized' | 'sidecar' | 'refused' | 'profiles' | 'own'

/** Virtual ms. */
export const BEGIN = 1_000
export const ARRIVE = 2_000
/** When the DaemonSet's agent is put into the pods instead. */
export const SIDECAR_AT = 150_000
export const END = { sized: 140_000, sidecar: 330_000, refused: 140_000, profiles: 140_000, own: 140_000 } as const

const zones = ['a', 'c'].map(zone => `ap-northeast-2${zone}`)
const profile = (name: string, namespace: string, labels?: Record<string, string>): FargateProfile => ({ name, zones, selectors: [{ namespace, ...(labels && { labels }) }] })
const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
/** A node of 2 vCPU and 4 GiB, as small as EKS' examples have it. */
const node = makeNode('ec2', { cpu: '1930m', memory: '3300Mi', pods: '17', zone: zones[0] })

const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory } })

interface Words { cpu: string, memory: string, replicas?: number, space?: string, labels?: Record<string, string>, sidecars?: Container[] }

function deployment(name: string, { cpu, memory, replicas = 1, space = 'default', labels = {}, sidecars = [] }: Words): Deployment {
  const own = { app: name, ...labels }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: space },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: { labels: own }, spec: { containers: [{ name, image: `${name}:1`, resources: resources(cpu, memory) }, ...sidecars] } } },
  }
}

const pod = (name: string, spec: Partial<PodSpec>, container: Partial<Container> = {}): Pod =>
  makePod(name, { namespace: 'shop', labels: { app: name }, spec: { containers: [{ name, image: `${name}:1`, resources: resources('250m', '700Mi'), ...container }], ...spec } })

const agentContainer: Container = { name: 'agent', image: 'agent:1', resources: resources('50m', '300Mi') }
const agent: DaemonSet = {
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [agentContainer] } } },
}
const web = (sidecars: Container[] = []) => deployment('web', { cpu: '250m', memory: '700Mi', replicas: 3, space: 'shop', sidecars })

const claim: PersistentVolumeClaim = {
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '10Gi' } } },
}

/** What a reader begins with who brings pods of their own. */
export const sample: readonly KubeObject[] = [deployment('mine', { cpu: '500m', memory: '2Gi', replicas: 2, space: 'shop' })]

interface Setting { profiles: readonly FargateProfile[], pods: readonly KubeObject[], later?: readonly TimedCommand[] }

function settingOf(name: GateScenario, own: readonly KubeObject[]): Setting {
  switch (name) {
    case 'sized': return {
      profiles: [profile('serverless', 'shop')],
      pods: [deployment('web', { cpu: '250m', memory: '1Gi', replicas: 3, space: 'shop' }), deployment('search', { cpu: '1', memory: '2Gi', space: 'shop' }), deployment('batch', { cpu: '500m', memory: '512Mi', replicas: 2 })],
    }
    case 'sidecar': return { profiles: [profile('serverless', 'shop')], pods: [agent, web()], later: [{ at: SIDECAR_AT, do: { type: 'apply', objects: [web([agentContainer])] } }] }
    case 'refused': return {
      profiles: [profile('serverless', 'shop')],
      pods: [
        pod('probe', {}, { securityContext: { privileged: true } }), pod('logs', { volumes: [{ name: 'host', hostPath: { path: '/var/log' } }] }),
        claim, pod('db', { volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'data' } }] }), pod('proxy', { hostNetwork: true }),
      ],
    }
    case 'profiles': return {
      profiles: [profile('beta', 'shop'), profile('prod', 'shop', { tier: 'front' })],
      pods: [
        deployment('front', { cpu: '250m', memory: '512Mi', space: 'shop', labels: { tier: 'front' } }),
        deployment('asks', { cpu: '250m', memory: '512Mi', space: 'shop', labels: { 'tier': 'front', 'eks.amazonaws.com/fargate-profile': 'prod' } }),
        deployment('wrong', { cpu: '250m', memory: '512Mi', space: 'shop', labels: { 'eks.amazonaws.com/fargate-profile': 'prod' } }),
        deployment('other', { cpu: '250m', memory: '512Mi' }),
      ],
    }
    case 'own': return { profiles: [profile('all', '*')], pods: own }
  }
}

export function gateScenario(name: GateScenario, own: readonly KubeObject[]): Scenario {
  const { profiles, pods, later = [] } = settingOf(name, own)
  const spaces = [...new Set(['shop', ...pods.map(({ metadata }) => metadata.namespace ?? 'default')])].filter(space => BASE_OBJECTS.every(({ metadata }) => metadata.name !== space))
  return {
    objects: [...BASE_OBJECTS, ...spaces.map(namespace), ebsStorageClass(), node],
    commands: [
      ...profiles.map((each): TimedCommand => ({ at: 0, do: { type: 'create-fargate-profile', profile: each } })),
      { at: ARRIVE, do: { type: 'apply', objects: [...pods] } },
      ...later,
    ],
  }
}

/** What the figure draws: the record that a person wrote, whether its controller runs, and what hangs on the record. */
import { controllerOf } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { UnstructuredObject } from '../../../engine/kubernetes/types/index.ts'
import { type StagePod, stagePod } from '../stage/view.ts'
import { CONTROLLER } from './site-plan.ts'

export type ChildKind = 'Deployment' | 'ReplicaSet' | 'Service' | 'EndpointSlice'

export interface Site { name: string, image: string, replicas: string, ready: string }

export interface SiteView {
  site: Site | undefined
  /** Whether the controller runs. */
  on: boolean
  children: readonly { kind: ChildKind, name: string, about: string }[]
  pods: readonly StagePod[]
  /** Why the API server did not take what was applied last. */
  refusal: string | undefined
}

export function siteView({ store, world, log }: Simulation): SiteView {
  const [site] = store.list('Website')
  const deployments = store.list('Deployment').map(({ metadata: { name }, spec }) => ({ kind: 'Deployment' as const, name, about: `replicas: ${spec.replicas ?? 1}` }))
  const sets = store.list('ReplicaSet').map(({ metadata: { name }, spec }) => ({ kind: 'ReplicaSet' as const, name, about: `replicas: ${spec.replicas ?? 1}` }))
  const services = store.list('Service').map(({ metadata: { name }, spec }) => ({ kind: 'Service' as const, name, about: `port: ${spec.ports?.[0]?.port ?? ''}` }))
  const slices = store.list('EndpointSlice').map(({ metadata: { name }, endpoints }) => ({ kind: 'EndpointSlice' as const, name, about: `endpoints: ${endpoints.filter(({ conditions }) => conditions?.ready !== false).length}` }))
  const applied = log.entries.findLast(({ object: { kind } }) => kind === 'Command' || kind === 'Website')
  return {
    site: site && siteWords(site),
    on: !world.stopped.includes(CONTROLLER),
    children: [...deployments, ...sets, ...services, ...slices],
    pods: store.list('Pod').filter(pod => controllerOf(pod)).map(pod => stagePod(pod)),
    refusal: applied?.object.kind === 'Command' && !site ? applied.message : undefined,
  }
}

export function siteWords({ metadata: { name }, spec, status }: UnstructuredObject): Site {
  return { name, image: wordOf(spec?.image), replicas: wordOf(spec?.replicas ?? 1), ready: wordOf(status?.ready) }
}

const wordOf = (value: unknown): string => typeof value === 'string' || typeof value === 'number' ? String(value) : ''

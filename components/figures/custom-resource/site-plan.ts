/** What becomes of one Website: who writes it, when its controller runs, what people do to what it has made. */
import { WEBSITE_CRD, WebsiteController } from '../../../engine/kubernetes/controllers/website.ts'
import type { Scenario, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { KubeObject, UnstructuredObject } from '../../../engine/kubernetes/types/index.ts'
import { namespacesOf } from '../workload/kinds.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'

export interface SiteInputs {
  replicas: number
  /** After it was edited. */
  edited: number
  /** The reader's own Website; empty: the deck's example. */
  own: readonly KubeObject[]
}

export type SiteScenario = 'life' | 'drift' | 'off' | 'schema'

export const CONTROLLER = new WebsiteController().name
/** The kind that the cluster has learnt. */
export const WEBSITE_KIND = { kind: 'Website', apiVersion: `${WEBSITE_CRD.spec.group}/v1` } as const

/** What slides/code/website.yaml says, with the number of the slider. */
export function exampleOf({ replicas }: Pick<SiteInputs, 'replicas'>): UnstructuredObject {
  return { ...WEBSITE_KIND, metadata: { name: 'blog' }, spec: { image: 'nginx:1.29', replicas } }
}

export const isWebsite = ({ kind, apiVersion }: KubeObject): boolean => kind === WEBSITE_KIND.kind && apiVersion === WEBSITE_KIND.apiVersion

/** The Website that the figure is about. */
export function siteOf(inputs: SiteInputs): UnstructuredObject {
  return (inputs.own.find(isWebsite) as UnstructuredObject | undefined) ?? exampleOf(inputs)
}

/** Virtual ms from a change to the turn of who watches it: slowed, so that an eye can follow. */
const SLOWED = 600
/** Virtual ms: nothing is there yet; then the acts, one after the other. */
export const START = 3_000
const ACT = 30_000
export const actAt = (act: number) => START + 1_000 + act * ACT
const ACTS: Readonly<Record<SiteScenario, number>> = { life: 4, drift: 3, off: 4, schema: 2 }
export const endOf = (scenario: SiteScenario) => actAt(ACTS[scenario])

function commandsOf(scenario: SiteScenario, inputs: SiteInputs): TimedCommand[] {
  const site = siteOf(inputs)
  const { name, namespace } = site.metadata
  const at = actAt
  const apply = (when: number, object: KubeObject): TimedCommand => ({ at: when, do: { type: 'apply', objects: [object] } })
  const controller = (when: number, state: 'down' | 'up'): TimedCommand => ({ at: when, do: { type: 'component', component: CONTROLLER, state } })
  const edit = (when: number): TimedCommand => ({ at: when, do: { type: 'patch', kind: 'Website', namespace, name, patch: { spec: { replicas: inputs.edited } } } })
  if (scenario === 'life')
    return [controller(0, 'down'), apply(at(0), site), controller(at(1), 'up'), edit(at(2)), { at: at(3), do: { type: 'delete', kind: 'Website', namespace, name } }]
  if (scenario === 'schema')
    return [controller(0, 'down'), apply(at(0), { ...site, spec: { ...site.spec, replicas: 'three' } } as KubeObject), apply(at(1), site)]
  if (scenario === 'drift')
    return [apply(at(0), site), { at: at(1), do: { type: 'delete', kind: 'Deployment', namespace, name } }, { at: at(2), do: { type: 'scale', kind: 'Deployment', namespace, name, replicas: 1 } }]
  return [apply(at(0), site), controller(at(1), 'down'), edit(at(1) + 3_000), { at: at(2), do: { type: 'deletePod', namespace, selector: `app=${name}`, nth: 0, options: { gracePeriodSeconds: 0 } } }, controller(at(3), 'up')]
}

/** The Website as it is written first. */
export function draftOf(scenario: SiteScenario, inputs: SiteInputs): UnstructuredObject {
  const [first] = commandsOf(scenario, inputs).flatMap(({ do: command }) => command.type === 'apply' ? command.objects : [])
  return first && isWebsite(first) ? first as UnstructuredObject : siteOf(inputs)
}

export function scenarioOf(name: SiteScenario, inputs: SiteInputs): Scenario {
  return {
    config: { syncLatencyMs: SLOWED },
    objects: [WEBSITE_CRD, ...namespacesOf(inputs.own), ...['a', 'b'].map(zone => makeNode(`node-${zone}`, { cpu: '16', memory: '64Gi', zone: `ap-northeast-2${zone}` }))],
    commands: commandsOf(name, inputs),
  }
}

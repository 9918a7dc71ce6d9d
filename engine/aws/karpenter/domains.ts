/** Which domains of a topology key there could be: what NodePools may bring. Models buildDomainGroups and TopologyDomainGroup of pkg/controllers/provisioning/scheduling (kubernetes-sigs/karpenter). */
import type { Taint } from '../../kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL } from '../eks-node.ts'
import type { ClaimTemplate } from './claimtemplate.ts'
import type { OfferedType } from './instancetype.ts'

/** A domain, with the taints of the nodes that would be in it. */
export interface Domain {
  value: string
  taints: readonly Taint[]
}

const known = new WeakMap<readonly ClaimTemplate[], Map<string, readonly Domain[]>>()

/** Every domain of a key that nodes of the NodePools could have; one may be there twice, with other taints. */
export function domainsOf(key: string, templates: readonly ClaimTemplate[]): readonly Domain[] {
  let byKey = known.get(templates)
  if (!byKey) known.set(templates, byKey = new Map())
  let domains = byKey.get(key)
  if (!domains) byKey.set(key, domains = findDomains(key, templates))
  return domains
}

function findDomains(key: string, templates: readonly ClaimTemplate[]): Domain[] {
  return templates.flatMap(({ requirements, types, taints }): Domain[] => {
    const wanted = requirements.get(key)
    const values = new Set(types.flatMap(type => valuesOf(key, type)).filter(value => wanted?.has(value) ?? true))
    if (wanted?.operator === 'In') for (const value of wanted.values) values.add(value)
    return [...values].map(value => ({ value, taints }))
  })
}

function valuesOf(key: string, { labels, offerings }: OfferedType): string[] {
  if (key === ZONE_LABEL) return offerings.map(({ zone }) => zone)
  if (key === CAPACITY_TYPE_LABEL) return offerings.map(({ capacityType }) => capacityType)
  const value = labels[key]
  return value === undefined ? [] : [value]
}

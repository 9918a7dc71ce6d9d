/**
 * A NodeClaim that is still to be made: what its pods together leave of zones, types and the rest.
 * Models pkg/controllers/provisioning/scheduling/nodeclaim.go of kubernetes-sigs/karpenter. Leaves out reserved capacity.
 */
import { toResourceList, type ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import { findUntoleratedTaint } from '../../kubernetes/scheduler/taints.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../kubernetes/types/wellknown.ts'
import type { ClaimTemplate } from './claimtemplate.ts'
import { portsConflict } from './hostports.ts'
import { filterTypes, type FilterResult, type OfferedType, type Unavailable } from './instancetype.ts'
import type { PodData } from './podrequests.ts'
import { LabelRequirement } from './requirement.ts'
import { incompatibility, requirementsText, withRequirements, type Requirements } from './requirements.ts'
import { add, fits } from './statenode.ts'
import type { Refusal, Topology } from './topology.ts'

/** A machine that is to be launched: what a NodeClaim's spec says. */
export interface ClaimSpec {
  template: ClaimTemplate
  requirements: Requirements
  types: readonly OfferedType[]
  /** Pods and DaemonSets together. */
  requests: ResourceAmounts
  pods: readonly Pod[]
}

interface Narrowed {
  requirements: Requirements
  types: readonly OfferedType[]
}

export class NewClaim {
  readonly template: ClaimTemplate
  readonly pods: Pod[] = []
  readonly #hostname: string
  readonly #topology: Topology | undefined
  readonly #unavailable: Unavailable
  #requirements: Requirements
  #types: readonly OfferedType[]
  #requests: ResourceAmounts = {}

  /** @param types those of the template that the NodePool's limits leave */
  constructor(template: ClaimTemplate, types: readonly OfferedType[], hostname: string, topology: Topology | undefined, unavailable: Unavailable) {
    this.template = template
    this.#types = types
    this.#hostname = hostname
    this.#topology = topology
    this.#unavailable = unavailable
    this.#requirements = template.requirements
  }

  get types(): readonly OfferedType[] {
    return this.#types
  }

  /** Adds a pod if it may be here; else says why not. */
  tryAdd(pod: Pod, data: PodData, zones: readonly LabelRequirement[]): Refusal | undefined {
    const narrowed = this.#narrowed(pod, data, zones)
    if (typeof narrowed === 'function') return narrowed
    this.#requirements = narrowed.requirements
    this.#types = narrowed.types
    this.pods.push(pod)
    add(this.#requests, data.requests)
    this.#topology?.register(this.#hostname)
    this.#topology?.record(pod, this.template.taints, narrowed.requirements)
    return undefined
  }

  /** What to launch, once every pod has its place. */
  finish(): ClaimSpec {
    const requirements = withoutHostname(this.#requirements)
    const least: ResourceAmounts = { ...(this.#types[0] && this.template.overhead(this.#types[0])) }
    for (const type of this.#types) {
      const overhead = this.template.overhead(type)
      for (const name in least) least[name] = Math.min(least[name] ?? 0, overhead[name] ?? 0)
    }
    const requests = { ...this.#requests }
    add(requests, least)
    return { template: this.template, requirements, types: this.#types, requests, pods: this.pods }
  }

  #narrowed(pod: Pod, data: PodData, zones: readonly LabelRequirement[]): Narrowed | Refusal {
    const { template: { taints, room, daemonsOn } } = this
    const taint = findUntoleratedTaint(taints, pod.spec.tolerations ?? [])
    if (taint) return () => `did not tolerate taint (taint=${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect})`
    const total = { ...this.#requests }
    add(total, data.requests)
    const holds = (type: OfferedType) => fits(total, room(type))
    // The template's types suit it already: a pod that asks for room alone changes nothing else.
    if (data.requirements.size === 0 && zones.length === 0 && !this.#topology && !data.hostPorts) {
      const types = this.#types.filter(holds)
      if (types.length > 0) return { requirements: this.#requirements, types }
    }
    const requirements = this.#meeting(pod, data, zones)
    if (typeof requirements === 'function') return requirements
    const free = data.hostPorts ? this.#types.filter(type => !portsConflict(pod, [...daemonsOn(type), ...this.pods])) : this.#types
    const filtered = filterTypes(free, requirements, holds, this.#unavailable)
    return filtered.types.length > 0 ? { requirements, types: filtered.types } : whyNone(filtered, requirements, data.requests)
  }

  #meeting(pod: Pod, { requirements, strict }: PodData, zones: readonly LabelRequirement[]): Requirements | Refusal {
    const own = this.#requirements.has(HOSTNAME_LABEL) ? this.#requirements : withRequirements(this.#requirements, [LabelRequirement.of(HOSTNAME_LABEL, 'In', [this.#hostname])])
    const misfit = incompatibility(own, requirements, true)
    if (misfit) return () => `incompatible requirements, ${misfit()}`
    let narrowed = withRequirements(own, requirements.values())
    if (zones.length > 0) {
      const wrongZone = incompatibility(narrowed, new Map(zones.map(one => [one.key, one])), true)
      if (wrongZone) return () => `incompatible volume requirements, ${wrongZone()}`
      narrowed = withRequirements(narrowed, zones)
    }
    if (!this.#topology) return narrowed
    const placed = this.#topology.narrow(pod, this.template.taints, strict, narrowed)
    if (typeof placed === 'function') return placed
    return incompatibility(narrowed, placed, true) ?? placed
  }
}

/** The name that stands for the machine until it has its own is nobody else's concern. */
function withoutHostname(requirements: Requirements): Requirements {
  return requirements.has(HOSTNAME_LABEL) ? new Map([...requirements].filter(([key]) => key !== HOSTNAME_LABEL)) : requirements
}

/** In upstream's words (InstanceTypeFilterError). */
function whyNone({ requirementsMet, fits: anyFits, hasOffering }: FilterResult, requirements: Requirements, requests: ResourceAmounts): Refusal {
  return () => {
    const context = `, requirements=${requirementsText(withoutHostname(requirements))}, resources=${amountsText(requests)}`
    const failed = [...(requirementsMet ? [] : ['met the scheduling requirements']), ...(anyFits ? [] : ['had enough resources']), ...(hasOffering ? [] : ['had a required offering'])]
    if (failed.length > 1) return `no instance type ${failed.join(' or ')}${context}`
    if (!requirementsMet) return `no instance type met all requirements${context}`
    if (!anyFits) return `no instance type has enough resources${context}`
    if (!hasOffering) return `no instance type has the required offering${context}`
    return `no instance type met the requirements/resources/offering tuple${context}`
  }
}

/** As Go prints a ResourceList as JSON. */
function amountsText(amounts: ResourceAmounts): string {
  return JSON.stringify(Object.fromEntries(Object.entries(toResourceList(amounts)).sort(([a], [b]) => (a < b ? -1 : 1))))
}

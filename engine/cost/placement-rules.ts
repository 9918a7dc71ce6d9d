/**
 * Rules of pods beyond their requests, sorted by what packing can do with them. A host port, and pods of one group that keep
 * apart by host, are like a resource of which a node has one; everything else needs the scheduler's plugins.
 */
import { podInfoOf } from '../kubernetes/scheduler/index.ts'
import { termMatches } from '../kubernetes/scheduler/affinityterm.ts'
import { HOSTNAME_LABEL } from '../kubernetes/types/wellknown.ts'
import type { Pod, TopologySpreadConstraint } from '../kubernetes/types/index.ts'

/** Something of which a node has one. */
export interface Exclusive {
  key: string
  /** The scheduler's words when it is taken. */
  reason: string
  /** Whether the scheduler looks at it before it looks at requests. */
  beforeRequests: boolean
}

export interface PlacementRules {
  exclusive: readonly Exclusive[]
  /** Whether the scheduler's plugins are needed to place the pod. */
  needsPlugins: boolean
  /** Other groups beside whose pods it must be, by node or by zone. */
  near: readonly number[]
  /** Whether all of its pods must be in one zone: required affinity to itself. */
  together: boolean
}

const ANY_ADDRESS = '0.0.0.0'
const PORTS_TAKEN = "node(s) didn't have free ports for the requested pod ports"
const NOT_APART = "node(s) didn't match pod anti-affinity rules"

/** The rules of each group's pod; `pods` are all that are packed together, since a term may speak of another group. */
export function placementRulesOf(pods: readonly Pod[]): PlacementRules[] {
  const infos = pods.map(pod => podInfoOf(pod))
  return infos.map((info, index) => {
    const speaksOf = (other: number) => info.requiredAntiAffinity.some((term) => {
      const pod = infos[other]
      return pod !== undefined && termMatches(term, pod, () => undefined)
    })
    const keepsApart = info.requiredAntiAffinity.length > 0
    const onlyItself = keepsApart && info.requiredAntiAffinity.every(term => term.topologyKey === HOSTNAME_LABEL && !term.selectsNamespace)
      && speaksOf(index) && !infos.some((_, other) => other !== index && speaksOf(other))
    const wants = (other: number) => info.requiredAffinity.some((term) => {
      const pod = infos[other]
      return pod !== undefined && termMatches(term, pod, () => undefined)
    })
    const ports = info.hostPorts.map(({ protocol, port }): Exclusive =>
      ({ key: `port:${protocol}/${port}`, reason: PORTS_TAKEN, beforeRequests: true }))
    return {
      exclusive: onlyItself ? [...ports, { key: `apart:${index}`, reason: NOT_APART, beforeRequests: false }] : ports,
      needsPlugins: info.requiredAffinity.length > 0 || (keepsApart && !onlyItself) || hostSpread(info.pod).length > 0
        || info.hostPorts.some(({ ip }) => ip !== ANY_ADDRESS),
      near: infos.flatMap((_, other) => other !== index && wants(other) ? [other] : []),
      together: wants(index),
    }
  })
}

/** The constraints that decide about a node: spreading by host. Each zone is packed by itself, so zones are left out. */
export function hostSpread(pod: Pod): TopologySpreadConstraint[] {
  return (pod.spec.topologySpreadConstraints ?? [])
    .filter(({ topologyKey, whenUnsatisfiable }) => topologyKey === HOSTNAME_LABEL && whenUnsatisfiable === 'DoNotSchedule')
}

import type { Endpoint } from '../types/index.ts'

/**
 * Endpoints that a kube-proxy sends to: those that are ready, and where none is, those that still serve while they end.
 * Models pkg/proxy/topology.go (CategorizeEndpoints) under traffic policy Cluster; leaves out topology hints and policy Local.
 */
export function usableEndpoints(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false)
  return ready.length > 0 ? ready : endpoints.filter(({ conditions }) => conditions?.serving && conditions.terminating)
}

/** Ports of the node that pods ask for. Models pkg/scheduling/hostportusage.go of kubernetes-sigs/karpenter. */
import { podInfoOf } from '../../kubernetes/scheduler/podinfo.ts'
import type { Pod } from '../../kubernetes/types/index.ts'

const ANY = new Set(['', '0.0.0.0', '::'])

/** Whether a pod asks for a port that one of the others has. */
export function portsConflict(pod: Pod, others: readonly Pod[]): boolean {
  const taken = others.flatMap(other => podInfoOf(other).hostPorts)
  return podInfoOf(pod).hostPorts.some(({ ip, port, protocol }) =>
    taken.some(one => one.port === port && one.protocol === protocol && (one.ip === ip || ANY.has(one.ip) || ANY.has(ip))))
}

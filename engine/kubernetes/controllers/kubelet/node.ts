/** A kubelet's word about its node: status and lease. Models pkg/kubelet/nodestatus/setters.go and pkg/kubelet/nodelease. */
import { microTimestamp, timestamp } from '../../apimachinery/clock.ts'
import type { Context } from '../../simulation/controller.ts'
import { setCondition } from '../../apimachinery/meta.ts'
import { KUBERNETES_VERSION } from '../../apimachinery/version.ts'
import type { Node } from '../../types/index.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, NODE_LEASE_NAMESPACE, OS_LABEL } from '../../types/wellknown.ts'

/** What a kubelet says until its network plugin has written its configuration. */
export const NO_NETWORK = 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized'

const HEALTHY = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
] as const
const READY = ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'] as const
const NOT_READY = ['Ready', 'False', 'KubeletNotReady', NO_NETWORK] as const

/** What a kubelet says of its machine where whoever started it has not: a machine of a release says its own. */
const BUILD = { kubeletVersion: KUBERNETES_VERSION, operatingSystem: 'linux', architecture: 'amd64' }

/** Renews the lease and, when it differs, the node's status. */
export function heartbeat(node: Node, ctx: Context): void {
  renewLease(node, ctx)
  labelHost(node, ctx)
  const now = timestamp(ctx.clock.now)
  const wasReady = node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')
  const hasNetwork = !ctx.world.nodesWithoutNetwork.includes(node.metadata.name)
  let conditions = node.status?.conditions
  for (const [type, status, reason, message] of [...HEALTHY, hasNetwork ? READY : NOT_READY]) {
    const old = conditions?.find(one => one.type === type)
    if (old?.status !== status || old.reason !== reason) conditions = setCondition(conditions, { type, status, reason, message }, now)
  }
  const fresh = ctx.store.mustGet('Node', '', node.metadata.name)
  ctx.store.updateStatus({ ...fresh, status: { ...fresh.status, conditions, nodeInfo: { ...BUILD, ...fresh.status?.nodeInfo } } })
  if (!wasReady && hasNetwork) ctx.event(node, 'Normal', 'NodeReady', `Node ${node.metadata.name} status is now: NodeReady`, { node: node.metadata.name })
}

function labelHost(node: Node, { store }: Context): void {
  const { name, labels } = node.metadata
  const own = { [HOSTNAME_LABEL]: name, [OS_LABEL]: 'linux', [ARCH_LABEL]: 'amd64' }
  if (Object.keys(own).every(key => labels?.[key] !== undefined)) return
  store.update({ ...node, metadata: { ...node.metadata, labels: { ...own, ...labels } } })
}

function renewLease(node: Node, { store, clock }: Context): void {
  const { name, uid = '' } = node.metadata
  const lease = store.get('Lease', NODE_LEASE_NAMESPACE, name)
  const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime: microTimestamp(clock.now) }
  if (lease) {
    store.update({ ...lease, spec })
    return
  }
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }]
  store.create({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: NODE_LEASE_NAMESPACE, ownerReferences }, spec })
}

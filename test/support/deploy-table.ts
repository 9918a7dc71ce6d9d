/** The generated part of docs/deploy.md: what each overlay costs by the deck's cost model, and how soon it is up on its engine. */
import { stringify } from 'yaml'
import { billFor, noExtras, readOptions, readWorkload, workloadFromManifest, formatCents, type Bill, type LineCode } from '../../engine/cost/index.ts'
import { isPodReady } from '../../engine/kubernetes/apimachinery/meta.ts'
import { readManifest } from '../../engine/kubernetes/manifest/index.ts'
import type { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'
import type { KubeObject } from '../../engine/kubernetes/types/index.ts'
import { eksCluster } from './eksctl.ts'
import { kustomize } from './kustomize.ts'
import { clusterConfigOf, folderOf, OVERLAYS, type Overlay } from './overlays.ts'

const PLANES = { 'managed-node-group': 'managed', 'auto-mode': 'auto-mode', 'fargate': 'fargate' } as const
/** eksctl's VPC has one NAT gateway; an internet-facing load balancer has a public address in each of three zones, the gateway one. */
const AROUND = { ...noExtras, 'nat-gateways': { quantity: 1, usd: null }, 'public-ipv4': { quantity: 4, usd: null } }
/** Given to the cluster to bring its nodes up before anything is applied (virtual ms). */
const SETTLED = 300_000

/** The overlay's objects as the engine reads them. */
export function readOverlay(overlay: Overlay) {
  return readManifest(kustomize(folderOf(overlay)).map(object => stringify(object)).join('---\n'))
}

/** The overlay applied to the cluster that its own eksctl file asks for, five minutes after that was made. */
export function applyOverlay(overlay: Overlay): Simulation {
  const simulation = eksCluster(clusterConfigOf(overlay))
  simulation.runUntil(SETTLED)
  simulation.apply({ type: 'apply', objects: readOverlay(overlay).objects })
  return simulation
}

/** A month of it: 730 hours, 3 pods at night and 12 at noon. */
export function billOf(overlay: Overlay): Bill {
  const { metadata: { region }, managedNodeGroups: [group] = [] } = clusterConfigOf(overlay)
  // The cost model counts an Ingress as a load balancer, though the engine does not run one.
  const { workload } = workloadFromManifest(kustomize(folderOf(overlay)) as KubeObject[])
  const { options } = readOptions({ region, extras: AROUND, architecture: 'amd64', scaling: { 'self-managed': 'fixed', 'managed': 'fixed' }, ...(group && { instanceType: group.instanceTypes[0] }) })
  const { workload: priced } = readWorkload(workload)
  if (!priced) throw new Error(`${overlay} has no pods to price`)
  return billFor(PLANES[overlay], priced, options)
}

/** Seconds until three pods are Ready. */
function secondsToReady(overlay: Overlay): number {
  const simulation = applyOverlay(overlay)
  const ready = () => simulation.store.list('Pod').filter(isPodReady).length
  for (let turn = 0; ready() < 3; turn++) {
    if (turn > 900) throw new Error(`${overlay}: only ${ready()} of three pods are Ready after a quarter of an hour`)
    simulation.runUntil(simulation.clock.now + 1_000)
  }
  return (simulation.clock.now - SETTLED) / 1000
}

const WORDS: Readonly<Record<Overlay, string>> = { 'managed-node-group': 'managed node group', 'auto-mode': 'Auto Mode', 'fargate': 'Fargate' }
const sum = ({ lines }: Bill, codes: readonly LineCode[]) => formatCents(lines.filter(({ code }) => codes.includes(code)).reduce((cents, line) => cents + line.cents, 0))

/** A row an overlay. */
export function deployTable(): string {
  const rows = OVERLAYS.map((overlay) => {
    const bill = billOf(overlay)
    const around: LineCode[] = ['load-balancers', 'nat-gateways', 'public-ipv4']
    const machines = bill.nodes.peak > 0 ? `${bill.nodes.peak} x ${bill.nodes.types.join(', ')}` : 'one a pod'
    const compute = bill.lines.map(({ code }) => code).filter(code => code !== 'cluster' && !around.includes(code))
    return `| [\`overlays/${overlay}\`](../deploy/kubernetes/overlays/${overlay}) | ${WORDS[overlay]} | ${machines} | ${secondsToReady(overlay)} s | ${sum(bill, ['cluster'])} | ${sum(bill, compute)} | ${sum(bill, around)} | **${formatCents(bill.totalCents)}** |`
  })
  return ['| overlay | data plane | machines at the most | three pods Ready after | cluster | machines, USD | around it, USD | a month, USD |', '|---|---|---|---|---|---|---|---|', ...rows].join('\n')
}

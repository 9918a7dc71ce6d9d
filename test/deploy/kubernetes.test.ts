/** deploy/kubernetes: valid for Kubernetes, and brought up by the deck's own engine on the cluster that its own eksctl file asks for. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isPodReady, isTerminating } from '../../engine/kubernetes/apimachinery/meta.ts'
import type { Simulation } from '../../engine/kubernetes/simulation/simulation.ts'
import { ZONE_LABEL } from '../../engine/kubernetes/types/wellknown.ts'
import { applyOverlay, billOf, deployTable, readOverlay } from '../support/deploy-table.ts'
import { folderOf, OVERLAYS, type Overlay } from '../support/overlays.ts'
import { hasSchema, schemaProblem, unknownFields } from '../support/schemas.ts'
import { kustomize } from '../support/kustomize.ts'

const DOCUMENT = 'docs/deploy.md'

describe('what kustomize makes of them', () => {
  const gateway = kustomize('deploy/kubernetes/components/gateway')
  const all = [...OVERLAYS.flatMap(overlay => kustomize(folderOf(overlay))), ...gateway]

  it('is valid by Kubernetes\' and the Gateway API\'s schemas', async () => {
    const problems = await Promise.all(all.filter(hasSchema).map(schemaProblem))
    expect(problems.filter(problem => problem !== undefined)).toEqual([])
    expect(all.filter(object => !hasSchema(object)).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([
      'eks.amazonaws.com/v1 IngressClassParams', 'gateway.k8s.aws/v1 LoadBalancerConfiguration', 'gateway.k8s.aws/v1 TargetGroupConfiguration',
    ])
  })

  it('has no field that its kind does not have', () => {
    expect(unknownFields(all.filter(hasSchema))).toEqual([])
  })

  it.each(OVERLAYS)('%s: every name that one object gives another is there', (overlay) => {
    for (const components of [[], gateway]) {
      const objects = [...kustomize(folderOf(overlay)), ...components]
      const has = (kind: string, name: unknown) => objects.some(object => object.kind === kind && object.metadata.name === name)
      const named = JSON.stringify(objects).matchAll(/"(?:scaleTargetRef|parametersRef|parameters|targetReference|service)":\{[^{}]*?(?:"kind":"(\w+)",)?"name":"([\w-]+)"/g)
      for (const [text, kind = 'Service', name] of named) expect(has(kind, name), text).toBe(true)
      const labels = { 'app.kubernetes.io/name': 'deck' }
      expect(objects.find(({ kind }) => kind === 'Deployment')).toMatchObject({ spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } } })
      expect(objects.find(({ kind }) => kind === 'Service')).toMatchObject({ spec: { selector: labels } })
      expect(objects.find(({ kind }) => kind === 'PodDisruptionBudget')).toMatchObject({ spec: { selector: { matchLabels: labels } } })
    }
  })

  // Pod Security Standards, "Restricted", beside what the issue asks for.
  it.each(OVERLAYS)('%s: its pods have no right that they do not need', (overlay) => {
    expect(kustomize(folderOf(overlay)).find(({ kind }) => kind === 'Deployment')).toMatchObject({
      spec: { template: { spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{ securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }, volumeMounts: [{ mountPath: '/srv/tmp' }] }],
        volumes: [{ emptyDir: {} }],
      } } },
    })
  })

  it('a wrong type and a wrong name are found', async () => {
    const service = all.find(({ kind }) => kind === 'Service')
    const wrong = (spec: object) => ({ ...service, spec }) as unknown as Parameters<typeof schemaProblem>[0]
    expect(await schemaProblem(wrong({ ports: [{ port: '80' }] }))).toContain('must be integer')
    expect(unknownFields([wrong({ slector: {}, ports: [] })])).toEqual([expect.stringContaining('slector')])
  })
})

/** Runs the overlay's cluster until nothing more is expected to come: a quarter of an hour. */
function bringUp(overlay: Overlay): Simulation {
  const simulation = applyOverlay(overlay)
  simulation.runUntil(simulation.clock.now + 900_000)
  return simulation
}

const podsOf = ({ store }: Simulation) => store.list('Pod').filter(pod => pod.metadata.namespace === 'eks-primer' && !isTerminating(pod))
/** The zone of each pod. */
const zonesOf = (simulation: Simulation) => podsOf(simulation).map(({ spec }) => simulation.store.mustGet('Node', '', spec.nodeName ?? '').metadata.labels?.[ZONE_LABEL] ?? '')

describe.each(OVERLAYS)('on the engine: %s', (overlay) => {
  it('is read without a problem; what the engine does not run is known by name', () => {
    const { problems, unsupported } = readOverlay(overlay)
    expect(problems).toEqual([])
    expect(['Ingress', 'IngressClass', 'IngressClassParams', 'NetworkPolicy']).toEqual(expect.arrayContaining(unsupported.map(({ kind }) => kind)))
  })

  it('brings three pods up, Ready, in more zones than one, and a budget that lets one go at a time', () => {
    const simulation = bringUp(overlay)
    const pods = podsOf(simulation)
    expect(pods.map(isPodReady)).toEqual([true, true, true])
    expect(new Set(zonesOf(simulation)).size).toBeGreaterThan(1)
    expect(simulation.store.mustGet('PodDisruptionBudget', 'eks-primer', 'deck').status).toMatchObject({ currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1 })
  })

  it('rolls a new image out without ever having fewer than three that are Ready', () => {
    const simulation = bringUp(overlay)
    const deployment = structuredClone(simulation.store.mustGet('Deployment', 'eks-primer', 'deck'))
    for (const container of deployment.spec.template.spec.containers) container.image = `${container.image}-next`
    simulation.apply({ type: 'apply', objects: [deployment] })
    let least = Number.POSITIVE_INFINITY
    const isNew = () => podsOf(simulation).filter(isPodReady).filter(({ spec }) => spec.containers[0]?.image?.endsWith('-next')).length
    for (let turn = 0; turn < 900 && (isNew() < 3 || podsOf(simulation).length > 3); turn++) {
      simulation.runUntil(simulation.clock.now + 2_000)
      least = Math.min(least, podsOf(simulation).filter(isPodReady).length)
    }
    expect([isNew(), least]).toEqual([3, 3])
  })

  // The engine's Fargate has no zones that go down.
  it.skipIf(overlay === 'fargate')('has three Ready pods again ten minutes after the zone with most of them went down', () => {
    const simulation = bringUp(overlay)
    const count = Map.groupBy(zonesOf(simulation), zone => zone)
    const [[zone = ''] = []] = [...count].sort(([, a], [, b]) => b.length - a.length)
    simulation.apply({ type: 'zone-outage', zone, state: 'down' })
    simulation.runUntil(simulation.clock.now + 600_000)
    expect(podsOf(simulation).filter(isPodReady)).toHaveLength(3)
    expect(zonesOf(simulation)).not.toContain(zone)
  })
})

describe('docs/deploy.md', () => {
  it('says what the engine and the cost model say (vitest run test/deploy/kubernetes.test.ts -u writes it anew)', async () => {
    const text = readFileSync(DOCUMENT, 'utf8').replace(/(<!-- begin overlays -->\n)[^]*?(<!-- end -->)/, (_, begin: string, end: string) => `${begin}${deployTable()}\n${end}`)
    await expect(text).toMatchFileSnapshot(`../../${DOCUMENT}`)
  })

  it.each(OVERLAYS)('the bill of %s is whole: every pod runs, every line has a price', (overlay) => {
    expect(billOf(overlay)).toMatchObject({ complete: true, unknown: [], notRunnable: [] })
  })
})

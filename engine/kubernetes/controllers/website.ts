/**
 * A custom controller as one would write it: a `Website` becomes a Deployment and a Service.
 * It models no upstream file; it shows what a CustomResourceDefinition and an operator are, in the shape of kubebuilder's example.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { controllerOf, controllerRef, isTerminating, keyOf } from '../apimachinery/meta.ts'
import { mergePatch } from '../apimachinery/patch.ts'
import type { CustomResourceDefinition, Deployment, KubeObject, Service, UnstructuredObject } from '../types/index.ts'

const GROUP = 'example.com'

/** The definition that makes the kind known; without it the controller sleeps. */
export const WEBSITE_CRD: CustomResourceDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `websites.${GROUP}` },
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: { plural: 'websites', singular: 'website', kind: 'Website', shortNames: ['ws'] },
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      subresources: { status: {} },
      additionalPrinterColumns: [
        { name: 'Image', type: 'string', jsonPath: '.spec.image' },
        { name: 'Ready', type: 'string', jsonPath: '.status.ready' },
      ],
      schema: {
        openAPIV3Schema: {
          type: 'object',
          required: ['spec'],
          properties: {
            spec: {
              type: 'object',
              required: ['image'],
              properties: { image: { type: 'string', minLength: 1 }, replicas: { type: 'integer', minimum: 0, maximum: 20 }, port: { type: 'integer', minimum: 1, maximum: 65_535 } },
            },
            status: { type: 'object', properties: { ready: { type: 'string' }, observedGeneration: { type: 'integer' } } },
          },
        },
      },
    }],
  },
}

interface Website extends KubeObject {
  spec: { image: string, replicas?: number, port?: number }
  status?: { ready?: string, observedGeneration?: number }
}

export class WebsiteController implements Controller {
  readonly name = 'website-controller'
  readonly watches: readonly Watch[] = [
    { kind: 'Website', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'Deployment', keysFor: ({ object }) => websiteOf(object) },
    { kind: 'Service', keysFor: ({ object }) => websiteOf(object) },
  ]

  reconcile(key: string, ctx: Context): void {
    const { store } = ctx
    const website = store.getByKey('Website', key) as (UnstructuredObject & Website) | undefined
    if (!website || isTerminating(website)) return
    ensure(website, deploymentFor(website), ctx)
    ensure(website, serviceFor(website), ctx)
    const { replicas = 1 } = website.spec
    const ready = store.get('Deployment', website.metadata.namespace, website.metadata.name)?.status?.readyReplicas ?? 0
    store.updateStatus({ ...website, status: { ready: `${ready}/${replicas}`, observedGeneration: website.metadata.generation } })
  }
}

function websiteOf(object: KubeObject): string[] {
  const owner = controllerOf(object)
  return owner?.kind === 'Website' ? [`${object.metadata.namespace}/${owner.name}`] : []
}

function metadataFor(website: Website): KubeObject['metadata'] {
  const { name, namespace } = website.metadata
  return { name, namespace, labels: { app: name }, ownerReferences: [controllerRef(website)] }
}

function deploymentFor(website: Website): Deployment {
  const { image, replicas = 1, port = 80 } = website.spec
  const labels = { app: website.metadata.name }
  const container = { name: 'website', image, ports: [{ containerPort: port }], readinessProbe: { httpGet: { path: '/', port } } }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadataFor(website),
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  }
}

function serviceFor(website: Website): Service {
  const { port = 80 } = website.spec
  return {
    apiVersion: 'v1', kind: 'Service', metadata: metadataFor(website),
    spec: { selector: { app: website.metadata.name }, ports: [{ port, targetPort: port }] },
  }
}

/** Creates what is missing, and puts back what someone changed. */
function ensure(website: Website, wanted: Deployment | Service, ctx: Context): void {
  const { store } = ctx
  const { kind, metadata } = wanted
  const found: KubeObject | undefined = store.get(kind, metadata.namespace, metadata.name)
  if (!found) {
    store.create<KubeObject>(wanted)
    ctx.event(website, 'Normal', 'Created', `Created ${kind} ${metadata.name}`, { kind, name: metadata.name })
    return
  }
  const { resourceVersion } = found.metadata
  const repaired = store.update(mergePatch(found, mergeLists(wanted, found)) as KubeObject)
  if (repaired.metadata.resourceVersion !== resourceVersion) ctx.event(website, 'Normal', 'Updated', `Updated ${kind} ${metadata.name}`, { kind, name: metadata.name })
}

/** Lists replace each other in a merge: those that differ only by server defaults are merged item by item first. */
function mergeLists(wanted: Deployment | Service, found: KubeObject): object {
  if (wanted.kind === 'Service') {
    const [mine, theirs] = [(wanted as Service).spec, (found as Service).spec]
    return { spec: { ...mine, ports: mine.ports?.map((port, i) => mergePatch(theirs.ports?.[i], port)) } }
  }
  const [mine, theirs] = [(wanted as Deployment).spec, (found as Deployment).spec]
  const containers = mine.template.spec.containers.map((container, i) => {
    const old = theirs.template.spec.containers[i]
    const ports = container.ports?.map((port, j) => mergePatch(old?.ports?.[j], port))
    return mergePatch(old, { ...container, ports })
  })
  return { spec: { ...mine, template: { ...mine.template, spec: { containers } } } }
}

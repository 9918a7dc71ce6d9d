/**
 * What `kustomize build` makes of a folder: of kustomize's fields those that deploy/kubernetes uses (resources, components,
 * patches by path, images); any other is an error, so that a file never says more than is tested.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { isRecord } from '../../engine/kubernetes/apimachinery/patch.ts'
import type { Json } from '../../engine/kubernetes/kubectl/strategicpatch/directives.ts'
import { mergeMap } from '../../engine/kubernetes/kubectl/strategicpatch/merge.ts'
import { patchSchemaOf } from '../../engine/kubernetes/kubectl/strategicpatch/schema.ts'
import type { KubeObject } from '../../engine/kubernetes/types/index.ts'

type Manifest = KubeObject & Json

interface Kustomization {
  resources?: string[]
  components?: string[]
  patches?: { path: string }[]
  images?: { name: string, newName: string, newTag: string }[]
}

const KNOWN = ['apiVersion', 'kind', 'resources', 'components', 'patches', 'images']
const API = { Kustomization: 'kustomize.config.k8s.io/v1beta1', Component: 'kustomize.config.k8s.io/v1alpha1' }

/** The documents of a YAML file. @throws when it is no YAML, or a key stands twice */
export function documents(path: string): Manifest[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => {
    if (document.errors[0])
      throw new Error(`${path}: ${document.errors[0].message}`)
    return document.toJS() as Manifest
  })
}

function kustomizationOf(folder: string): Kustomization {
  const [kustomization = {}] = documents(join(folder, 'kustomization.yaml')) as Json[]
  const strange = Object.keys(kustomization).filter(key => !KNOWN.includes(key))
  if (strange.length > 0 || kustomization.apiVersion !== API[kustomization.kind as keyof typeof API])
    throw new Error(`${folder}/kustomization.yaml: ${strange.join(', ')} ${String(kustomization.apiVersion)} ${String(kustomization.kind)}`)
  return kustomization
}

const nameOf = ({ apiVersion, kind, metadata: { namespace = '', name } }: KubeObject) => `${apiVersion} ${kind} ${namespace}/${name}`

function patched(objects: readonly Manifest[], { $patch: directive, ...patch }: Manifest): Manifest[] {
  if (!objects.some(object => nameOf(object) === nameOf(patch as Manifest)))
    throw new Error(`a patch finds no ${nameOf(patch as Manifest)}`)
  return objects.flatMap((object) => {
    if (nameOf(object) !== nameOf(patch as Manifest)) return [object]
    return directive === 'delete' ? [] : [mergeMap(object, patch, patchSchemaOf(object.kind), { serverSide: true }) as Manifest]
  })
}

/** A value with the images in it renamed, wherever a container names one. */
function withImages(value: unknown, images: NonNullable<Kustomization['images']>): unknown {
  if (Array.isArray(value)) return value.map(one => withImages(one, images))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
    const image = key === 'image' ? images.find(({ name }) => name === inner) : undefined
    return [key, image ? `${image.newName}:${image.newTag}` : withImages(inner, images)]
  }))
}

/** The objects of a kustomization, in the order in which they are named. @throws Error when a file is wrong */
export function kustomize(folder: string): Manifest[] {
  const { resources = [], components = [], patches = [], images = [] } = kustomizationOf(folder)
  const read = (name: string) => name.endsWith('.yaml') ? documents(join(folder, name)) : kustomize(join(folder, name))
  const objects = [...resources, ...components].flatMap(read)
  const names = objects.map(nameOf)
  if (new Set(names).size < names.length)
    throw new Error(`${folder}: ${names.filter((name, index) => names.indexOf(name) !== index).join(', ')} stands twice`)
  return patches.flatMap(({ path }) => documents(join(folder, path))).reduce(patched, objects).map(object => withImages(object, images) as Manifest)
}

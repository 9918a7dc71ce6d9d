/** Deployments that readers bring, and their images. */
import { clone } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { defaultDeployment } from '../../../engine/kubernetes/apiserver/defaults/workloads.ts'
import type { Deployment, KubeObject } from '../../../engine/kubernetes/types/index.ts'

export function isDeployment(object: KubeObject): object is Deployment {
  return object.kind === 'Deployment'
}

/** The reader's Deployment, else the example, as the API server would fill it in. */
export function chosenDeployment(own: readonly KubeObject[], example: Deployment): Deployment {
  const deployment = clone(own.find(isDeployment) ?? example)
  defaultDeployment(deployment)
  return deployment
}

/** The image with another tag. */
export function withTag(image: string, tag: string): string {
  const name = image.split('@')[0] ?? image
  const colon = name.lastIndexOf(':')
  return `${colon > name.lastIndexOf('/') ? name.slice(0, colon) : name}:${tag}`
}

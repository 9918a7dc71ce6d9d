/** Prefers nodes that have the pod's images. Models pkg/scheduler/framework/plugins/imagelocality/image_locality.go. */
import { MAX_NODE_SCORE } from '../framework/plugin.ts'
import type { Plugin } from '../framework/plugin.ts'
import { SKIP } from '../framework/status.ts'

const MB = 1024 * 1024
/** Below it images are too small to matter. */
const MIN_THRESHOLD = 23 * MB
/** A container's image from which on larger does not matter. */
const MAX_CONTAINER_THRESHOLD = 1000 * MB

/** An image's name with the tag that is meant when there is none. */
function normalized(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image
}

export function imageLocality(): Plugin {
  return {
    name: 'ImageLocality',
    events: [],
    preScore({ pod }, { images, nodes: all }) {
      if (images.isEmpty) return SKIP
      const containers = [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])]
      const wanted = containers.map(({ image }) => normalized(image ?? ''))
      const max = MAX_CONTAINER_THRESHOLD * containers.length
      return {
        score(node) {
          let sum = 0
          for (const image of wanted) {
            const state = images.onNode(image, node.name)
            if (state) sum += Math.trunc(state.sizeBytes * (state.nodes / all.length))
          }
          const clamped = Math.min(Math.max(sum, MIN_THRESHOLD), max)
          return max <= MIN_THRESHOLD ? 0 : Math.trunc((MAX_NODE_SCORE * (clamped - MIN_THRESHOLD)) / (max - MIN_THRESHOLD))
        },
      }
    },
  }
}

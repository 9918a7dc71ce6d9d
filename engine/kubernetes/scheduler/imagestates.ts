/** Which nodes have which images. Models ImageStateSummary of pkg/scheduler/framework/types.go. */
import type { Node } from '../types/index.ts'

interface ImageState {
  sizeBytes: number
  nodes: Set<string>
}

export class ImageStates {
  readonly #images = new Map<string, ImageState>()
  readonly #byNode = new Map<string, readonly string[]>()

  /** Whether no node reports an image. */
  get isEmpty(): boolean {
    return this.#images.size === 0
  }

  /** Takes over what a node reports in `status.images`. */
  apply(node: Node): void {
    const { name } = node.metadata
    const images = node.status?.images
    if (!images?.length && !this.#byNode.has(name)) return
    this.remove(name)
    const names: string[] = []
    for (const image of images ?? []) {
      for (const imageName of image.names ?? []) {
        const state = this.#images.get(imageName) ?? { sizeBytes: 0, nodes: new Set() }
        state.sizeBytes = image.sizeBytes ?? 0
        state.nodes.add(name)
        this.#images.set(imageName, state)
        names.push(imageName)
      }
    }
    if (names.length > 0) this.#byNode.set(name, names)
  }

  remove(nodeName: string): void {
    for (const image of this.#byNode.get(nodeName) ?? []) {
      const state = this.#images.get(image)
      state?.nodes.delete(nodeName)
      if (state?.nodes.size === 0) this.#images.delete(image)
    }
    this.#byNode.delete(nodeName)
  }

  /** An image's size in bytes and how many nodes have it, if this node is one of them. */
  onNode(image: string, nodeName: string): { sizeBytes: number, nodes: number } | undefined {
    const state = this.#images.get(image)
    return state?.nodes.has(nodeName) ? { sizeBytes: state.sizeBytes, nodes: state.nodes.size } : undefined
  }
}

import { blocks } from './blocks.ts'
import { facesOf, inPaintingOrder } from './isometric.ts'

/** A block's sides never change: a view that lights others paints the same paths in other colours. */
function paint() {
  const painted = inPaintingOrder(blocks).map(block => ({ ...block, faces: facesOf(block) }))
  return [painted.filter(({ at }) => at[2] < 100), painted.filter(({ at }) => at[2] >= 100)] as const
}

let layers: ReturnType<typeof paint> | undefined

/** What stands on the ground, and what floats over it: lines between the two are painted between. Reckoned once, when the first of them is drawn. */
export const paintedLayers = () => layers ??= paint()

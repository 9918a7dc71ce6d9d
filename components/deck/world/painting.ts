import { blocks } from './blocks.ts'
import { facesOf, inPaintingOrder } from './isometric.ts'

/** A block's sides never change: a view that lights others paints the same paths in other colours. */
const painted = inPaintingOrder(blocks).map(block => ({ ...block, faces: facesOf(block) }))

/** What stands on the ground, and what floats over it: lines between the two are painted between. */
export const layers = [painted.filter(({ at }) => at[2] < 100), painted.filter(({ at }) => at[2] >= 100)] as const

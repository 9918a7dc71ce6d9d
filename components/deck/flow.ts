interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Parts of a drawing that stands on a grid, which no graph's layout keeps: in the shapes and colours of the diagrams. Pure. */
export interface FlowPart extends Box {
  plane: 'own' | 'control' | 'data' | 'quiet'
  shape: 'rect' | 'hex' | 'doc' | 'stadium' | 'store'
  lines: readonly string[]
}

/** A group of parts, named at its top left. */
export interface FlowFrame extends Box {
  title: readonly string[]
}

/** Of one screen: where everything stands, in the units of its picture. */
export interface Flow {
  width: number
  height: number
  parts: readonly FlowPart[]
  frames?: readonly FlowFrame[]
  /** Path data of what goes its way, and of who watches or makes what. */
  ways?: readonly string[]
  watches?: readonly string[]
  steps?: readonly string[]
  said?: readonly { x: number, y: number, beside?: boolean, text: string }[]
}

/** Pixels between two lines of a part. */
export const LINE = 24

export function outlineOf({ shape, x, y, width, height }: FlowPart): string {
  const [right, bottom] = [x + width, y + height]
  if (shape === 'hex')
    return `M${x + 20} ${y}H${right - 20}L${right} ${y + height / 2}L${right - 20} ${bottom}H${x + 20}L${x} ${y + height / 2}Z`
  if (shape === 'doc')
    return `M${x} ${y}H${right}V${bottom - 4}C${right - width / 3} ${bottom - 22} ${x + width / 3} ${bottom + 14} ${x} ${bottom - 4}Z`
  if (shape === 'store')
    return `M${x} ${y + 8}A${width / 2} 8 0 0 1 ${right} ${y + 8}V${bottom - 8}A${width / 2} 8 0 0 1 ${x} ${bottom - 8}ZM${x} ${y + 8}A${width / 2} 8 0 0 0 ${right} ${y + 8}`
  const round = shape === 'stadium' ? height / 2 : 10
  return `M${x + round} ${y}H${right - round}A${round} ${round} 0 0 1 ${right} ${y + round}V${bottom - round}A${round} ${round} 0 0 1 ${right - round} ${bottom}H${x + round}A${round} ${round} 0 0 1 ${x} ${bottom - round}V${y + round}A${round} ${round} 0 0 1 ${x + round} ${y}Z`
}

/** The height at which a part's words are centred. */
export function middleOf({ shape, y, height }: FlowPart): number {
  return y + height / 2 + (shape === 'doc' ? -4 : shape === 'store' ? 6 : 0)
}

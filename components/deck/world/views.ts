import { type Block, onRequest, type Part } from './blocks.ts'

/** What of the picture is looked at: its part of the drawing, as an SVG's viewBox, and what is in its colours. */
export interface View {
  box: readonly [x: number, y: number, width: number, height: number]
  /** All without it. */
  lit?: readonly Part[]
  hidden?: readonly Part[]
  /** What is shown on request only. */
  added?: readonly Part[]
  /** What is not there yet: its outlines. */
  planned?: readonly Part[]
  /** A block that has failed. */
  broken?: string
  /** The Availability Zone that is out of order. */
  lost?: number
  /** Nodes and pods that step back: 0 for those at the back of a zone. */
  quietRow?: number
  /** How many rows of nodes there are, from the back of a zone; all without it. */
  rows?: number
  /** Each zone has its name. */
  lettered?: boolean
  /** The zones are named on the plate, too. */
  zones?: boolean
  /** Machines in the colours of their data planes. */
  compared?: boolean
  /** The step of a slide that a part comes with; all are there from the start without it. */
  from?: Partial<Record<Part, number>>
  /** The picture goes on beyond the frame. */
  cut?: boolean
}

/** The control plane's parts. */
export const ofPlane: readonly Part[] = ['plane', 'endpoint', 'api', 'etcd', 'scheduler', 'controller']

/** All that floats over the nodes. */
export const above: readonly Part[] = [...ofPlane, 'eni', 'kubectl']

/** The views that open a chapter, closing in on the layer that it is about. */
export const openers = {
  whole: { box: [-306, -184, 672, 540] },
  // What EKS makes before a node joins it.
  empty: { box: [-306, -184, 672, 540], hidden: ['node', 'pod', 'fargate', 'volume', 'balancer'] },
  containers: { box: [-88, -8, 320, 259], hidden: ['zone', 'node', 'fargate', 'volume', 'balancer', 'network', ...above], cut: true },
  objects: { box: [-262, 44, 300, 243], lit: ['pod', 'volume', 'balancer'], hidden: above, cut: true },
  plane: { box: [-192, -192, 520, 420], lit: [...ofPlane, 'eni'], hidden: ['kubectl'], cut: true },
  nodes: { box: [-306, -90, 672, 520], lit: ['zone', 'node', 'fargate', 'network'], hidden: ['pod', 'volume', 'balancer', ...above] },
  scaling: { box: [-240, -80, 600, 485], lit: ['pod', 'fargate'], added: ['growth'], hidden: above },
  compared: { box: [-300, -85, 660, 510], lit: ['zone', 'pod', 'fargate'], hidden: ['volume', 'balancer', ...above], compared: true },
  terminal: { box: [-262, -114, 400, 324], lit: ['kubectl', 'endpoint'], hidden: ['network'], cut: true },
  // What a talk comes down to: what is handed over, what is chosen, and what stays with you.
  handed: { box: [-192, -192, 520, 340], hidden: ['zone', 'node', 'pod', 'fargate', 'volume', 'balancer', 'network', 'eni', 'kubectl'] },
  chosen: { box: [-232, -40, 584, 382], lit: ['zone', 'fargate'], hidden: ['pod', 'volume', 'balancer', 'network', ...above], compared: true },
  own: { box: [-232, -40, 584, 382], lit: ['pod', 'fargate', 'kubectl'], hidden: ['volume', 'balancer', 'network', ...ofPlane, 'eni'] },
} as const satisfies Record<string, View>

export type Opener = keyof typeof openers

/** Whether a view has a part: what it does not hide, and of what is drawn on request only what it adds. */
export const isShown = (part: Part, { hidden, added }: Pick<View, 'hidden' | 'added'>): boolean =>
  !hidden?.includes(part) && (!onRequest.includes(part) || Boolean(added?.includes(part)))

/** Whether a view has a block: its part, and its row of nodes. */
export const hasBlock = ({ part, row = 0 }: Pick<Block, 'part' | 'row'>, view: View): boolean =>
  isShown(part, view) && row < (view.rows ?? Infinity)

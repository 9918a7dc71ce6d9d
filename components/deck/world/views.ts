import type { Part } from './blocks.ts'

/** What of the picture is looked at: its part of the drawing, as an SVG's viewBox, and what is in its colours. */
export interface View {
  box: readonly [x: number, y: number, width: number, height: number]
  /** All without it. */
  lit?: readonly Part[]
  hidden?: readonly Part[]
  /** Machines in the colours of their data planes. */
  compared?: boolean
  /** The picture goes on beyond the frame. */
  cut?: boolean
}

const ofPlane: readonly Part[] = ['plane', 'endpoint', 'api', 'etcd', 'scheduler', 'controller']

const above: readonly Part[] = [...ofPlane, 'eni', 'kubectl']

/** The views that open a chapter, closing in on the layer that it is about. */
export const openers = {
  whole: { box: [-272, -208, 672, 564], hidden: ['growth'] },
  containers: { box: [-110, 60, 300, 252], lit: ['pod', 'fargate'], hidden: ['growth', ...above], cut: true },
  objects: { box: [-215, 30, 460, 386], lit: ['pod', 'node', 'fargate', 'balancer'], hidden: ['growth', ...above], cut: true },
  plane: { box: [-192, -216, 520, 436], lit: [...ofPlane, 'eni'], hidden: ['growth', 'kubectl'], cut: true },
  nodes: { box: [-272, -110, 672, 564], lit: ['zone', 'node', 'fargate', 'volume', 'balancer', 'network'], hidden: ['growth', ...above] },
  scaling: { box: [-240, -80, 600, 503], lit: ['pod', 'growth', 'fargate'], hidden: above },
  compared: { box: [-252, -95, 630, 528], lit: ['zone'], hidden: ['growth', 'balancer', ...above], compared: true },
  terminal: { box: [-262, -140, 400, 336], lit: ['kubectl', 'endpoint'], hidden: ['growth'], cut: true },
} as const satisfies Record<string, View>

export type Opener = keyof typeof openers

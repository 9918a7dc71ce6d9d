/** How each data plane looks on every chart: one colour in one order, and a dash, so that lines differ without colour. */
import type { Plane } from '../../../engine/cost/index.ts'
import type { Tone } from '../../charts/tone.ts'

export const planeLook: Record<Plane, { tone: Tone, dash?: string }> = {
  // Often lies on a managed node group's, which shows between its dashes.
  'self-managed': { tone: 'plane-self-managed', dash: '8 8' },
  managed: { tone: 'plane-managed' },
  karpenter: { tone: 'plane-karpenter', dash: '14 5' },
  'auto-mode': { tone: 'plane-auto-mode', dash: '9 4 2 4' },
  fargate: { tone: 'plane-fargate', dash: '7 4' },
}

/** How each data plane looks on every chart: one colour in one order, and a dash, so that lines differ without colour. */
import type { Plane } from '../../../engine/cost/index.ts'
import type { Tone } from '../../charts/tone.ts'

export const planeLook: Record<Plane, { tone: Tone, dash?: string }> = {
  'self-managed': { tone: 'plane-self-managed', dash: '2 5' },
  managed: { tone: 'plane-managed' },
  karpenter: { tone: 'plane-karpenter', dash: '14 5' },
  'auto-mode': { tone: 'plane-auto-mode', dash: '9 4 2 4' },
  fargate: { tone: 'plane-fargate', dash: '7 4' },
}

/** How a request gets in: its way, and beside it who has laid that way. */
import type { Flow, FlowPart } from './flow.ts'
import { strings } from './request-path-words.ts'
import { localize } from './useLanguage.ts'

const pod = (address: string) => `${localize(strings.pod)} · ${address}`
const [ONE, OTHER] = ['10.0.1.17', '10.0.2.31']

/** The way on one line, what lays it on the line below. */
export function requestPathWide(): Flow {
  const [top, below] = [78, 264]
  return {
    width: 868, height: 312,
    parts: [
      { plane: 'own', shape: 'stadium', x: 0, y: top - 30, width: 170, height: 60, lines: [localize(strings.user)] },
      { plane: 'data', shape: 'rect', x: 324, y: top - 36, width: 220, height: 72, lines: ['ALB'] },
      ...[ONE, OTHER].map((address, index): FlowPart => ({ plane: 'data', shape: 'rect', x: 656, y: top - 70 + index * 80, width: 212, height: 60, lines: [pod(address)] })),
      { plane: 'own', shape: 'doc', x: 0, y: below - 40, width: 170, height: 80, lines: localize(strings.ingress).split('\n') },
      { plane: 'data', shape: 'rect', x: 304, y: below - 40, width: 260, height: 80, lines: ['AWS Load Balancer', 'Controller'] },
      { plane: 'control', shape: 'doc', x: 684, y: below - 40, width: 184, height: 80, lines: ['EndpointSlice', localize(strings.addresses)] },
    ],
    ways: [`M170 ${top}H312`, `M544 ${top}C600 ${top} 590 ${top - 40} 644 ${top - 40}`, `M544 ${top}C600 ${top} 590 ${top + 40} 644 ${top + 40}`],
    watches: [`M170 ${below}H292`, `M684 ${below}H576`, `M434 ${below - 40}V${top + 48}`],
    said: [
      { x: 238, y: below - 12, text: localize(strings.watched) },
      { x: 624, y: below - 12, text: localize(strings.watched) },
      { x: 452, y: (top + below) / 2 + 6, beside: true, text: localize(strings.makes) },
    ],
  }
}

/** The way runs down at the left, what lays it stands at its right. */
export function requestPathUpright(): Flow {
  const [left, right] = [75, 266]
  return {
    width: 358, height: 474,
    parts: [
      { plane: 'own', shape: 'stadium', x: 0, y: 8, width: 150, height: 56, lines: [localize(strings.user)] },
      { plane: 'data', shape: 'rect', x: 0, y: 128, width: 150, height: 68, lines: ['ALB'] },
      ...[ONE, OTHER].map((address, index): FlowPart => ({ plane: 'data', shape: 'rect', x: index * 184, y: 400, width: 174, height: 72, lines: [localize(strings.pod), address] })),
      { plane: 'own', shape: 'doc', x: right - 70, y: 0, width: 140, height: 72, lines: localize(strings.ingress).split('\n') },
      { plane: 'data', shape: 'rect', x: right - 74, y: 110, width: 166, height: 104, lines: ['AWS Load', 'Balancer', 'Controller'] },
      { plane: 'control', shape: 'doc', x: right - 74, y: 286, width: 166, height: 76, lines: ['EndpointSlice', localize(strings.addresses)] },
    ],
    ways: [`M${left} 64V116`, `M${left} 196V388`, `M${left} 328C${left} 388 ${right} 354 ${right} 389`],
    // From the controller's foot: what it makes is said along that line, and not along the way of requests.
    watches: [`M${right} 68V100`, `M${right} 286V226`, `M${right - 40} 214C${right - 40} 250 138 250 128 206`],
    said: [
      ...[92, 262].map(y => ({ x: right + 12, y, beside: true, text: localize(strings.watched) })),
      { x: left + 14, y: 266, beside: true, text: localize(strings.makes) },
    ],
  }
}

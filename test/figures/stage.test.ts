import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import ClusterStage from '../../components/figures/stage/ClusterStage.vue'
import { commonScale, fleetPlaces } from '../../components/figures/stage/fleet.ts'
import { distanceOf, layoutOf } from '../../components/figures/stage/layout.ts'
import { rowsOf } from '../../components/figures/stage/rows.ts'
import { podStates, type StageNode, type StagePod, type StageView } from '../../components/figures/stage/view.ts'
import { drawn } from '../support/drawn.ts'

const node = (name: string, cpu = 2, memory = 4, extra: Partial<StageNode> = {}): StageNode => ({ name, zone: `zone-${name.at(-1)}`, cpu, memory, ready: true, cordoned: false, taints: [], ...extra })
const pod = (name: string, on: string, cpu = 0.5, memory = 1, extra: Partial<StagePod> = {}): StagePod => ({ uid: name, name, node: on, state: on ? 'ready' : 'waiting', cpu, memory, ...extra })

const stage = (view: StageView, width = 868) => drawn(ClusterStage, { view, width, height: 300, language: 'en', queue: true, foot: true })

const many = (count: number): StageView => ({
  nodes: Array.from({ length: count }, (_, index) => node(`n${index}-${'abc'[index % 3]}`)),
  pods: Array.from({ length: count * 2 }, (_, index) => pod(`p${index}`, index % 5 === 4 ? '' : `n${index % count}-${'abc'[index % count % 3]}`, 0.5, 1, index % 5 === 4 ? {} : { state: podStates[index % podStates.length] ?? 'ready' })),
})

it('the name of a type counts the nodes that are there, not those on their way beside them, unless there are no others, and stands over the first of them; outlines of what is gone have none', () => {
  const fleet = [{ gone: true }, {}, {}, { starting: true }, { ahead: true }].map(state => ({ label: 'm6i.xlarge', cpu: 4, memory: 16, ...state }))
  const { places } = fleetPlaces(fleet, { left: 0, top: 0, width: 852 }, { cpu: 10, memory: 2 }, 100)
  expect(places.map(({ name, nameAt }) => [name, nameAt])).toEqual([['', 0], ['2 × m6i.xlarge', 48], ['', 0], ['', 0]])
  const coming = fleetPlaces([{ starting: true }, { starting: true }].map(state => ({ label: 'm6i.xlarge', cpu: 4, memory: 16, ...state })), { left: 0, top: 0, width: 852 }, { cpu: 10, memory: 2 }, 100)
  expect(coming.places.map(({ name }) => name)).toEqual(['2 × m6i.xlarge', ''])
})

it('a node of a fleet stays where it is, whatever comes before it and is given back', () => {
  const slots = [node('a', 4, 8, { label: 'large' }), node('b', 2, 4, { label: 'small' }), node('c', 2, 4, { label: 'small' })]
  const placed = (nodes: StageNode[]) => Object.fromEntries(layoutOf({ nodes, pods: [] }, { width: 400, height: 200, scale: { cpu: 10, memory: 5 }, slots }).nodes.map(({ node: { name }, x, y }) => [name, [x, y]]))
  const whole = placed(slots)
  expect(placed(slots.slice(0, 1))).toEqual({ a: whole.a })
  expect(placed([...slots.slice(0, 2).map(each => ({ ...each, gone: true })), ...slots.slice(2)])).toEqual(whole)
})

describe('the stage as it is drawn', () => {
  it.each(podStates)('near, a pod that is %s', async (state) => {
    const view = { nodes: [node('node-a')], pods: [pod('web', state === 'waiting' ? '' : 'node-a', 1, 2, { state })] }
    await expect(await stage(view)).toMatchFileSnapshot(`snapshots/stage-near-${state}.svg`)
  })

  it('near, nodes that take no pods', async () => {
    await expect(await stage({ nodes: [node('node-a', 2, 4, { cordoned: true }), node('node-b', 4, 8, { ready: false })], pods: [pod('web', 'node-b')] })).toMatchFileSnapshot('snapshots/stage-near-nodes.svg')
  })

  it('near, on a narrow screen', async () => {
    await expect(await stage({ nodes: [node('node-a'), node('node-b', 4, 8)], pods: [pod('web', 'node-a'), pod('next', '')] }, 358)).toMatchFileSnapshot('snapshots/stage-narrow.svg')
  })

  it('at a middle distance', async () => {
    await expect(await stage(many(9))).toMatchFileSnapshot('snapshots/stage-middle.svg')
  })

  it('far', async () => {
    await expect(await stage(many(30))).toMatchFileSnapshot('snapshots/stage-far.svg')
  })

  it('tells every state by fill or mark, not by colour alone', async () => {
    const shapes = await Promise.all(podStates.map(async state => (await stage({ nodes: [node('node-a')], pods: [pod('web', state === 'waiting' ? '' : 'node-a', 1, 2, { state })] })).match(/<g class="pod[^]*?<\/g>/)?.[0]))
    expect(new Set(shapes).size).toBe(podStates.length)
  })
})

describe('the layout', () => {
  it('is nearer the fewer nodes there are', () => {
    expect([1, 4, 5, 16, 17, 100].map(distanceOf)).toEqual(['near', 'near', 'middle', 'middle', 'far', 'far'])
  })

  const amount = fc.integer({ min: 1, max: 16 }).map(quarters => quarters / 4)

  it('draws a pod into the free corner of a node exactly when its CPU and its memory fit', () => {
    fc.assert(fc.property(fc.array(fc.tuple(amount, amount), { maxLength: 4 }), amount, amount, (placed, cpu, memory) => {
      const [usedCpu, usedMemory] = placed.reduce(([a, b], [c, m]) => [a + c, b + m], [0, 0])
      fc.pre(usedCpu <= 8 && usedMemory <= 16)
      const view = { nodes: [node('node-a', 8, 16)], pods: placed.map(([c, m], index) => pod(`p${index}`, 'node-a', c, m)) }
      const { nodes: [drawnNode], scale } = layoutOf(view, { width: 868, height: 300 })
      const free = drawnNode?.free ?? { width: 0, height: 0 }
      const fits = cpu * scale.cpu <= free.width + 1e-6 && memory * scale.memory <= free.height + 1e-6
      expect(fits).toBe(usedCpu + cpu <= 8 && usedMemory + memory <= 16)
    }))
  })

  it('plain: draws all pods alike, each inside its own node and apart from the others, whatever else the figure draws', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 40 }), fc.constantFrom(358, 544, 868), fc.constantFrom({}, { left: 40 }, { top: 78 }), (nodes, count, width, lead) => {
      const view = { nodes: Array.from({ length: nodes }, (_, index) => node(`n${index}`)), pods: Array.from({ length: count }, (_, index) => pod(`p${index}`, `n${index * index % nodes}`)) }
      const layout = layoutOf(view, { width, height: 190, distance: 'plain', lead })
      expect(layout.pods).toHaveLength(count)
      for (const each of layout.pods) {
        const on = layout.nodes.find(({ node: { name } }) => name === each.pod.node)
        expect(each.x).toBeGreaterThanOrEqual(on?.x ?? Infinity)
        expect(each.x + each.width).toBeLessThanOrEqual((on?.x ?? 0) + (on?.width ?? 0))
        expect(layout.pods.filter(other => other.x === each.x && other.y === each.y)).toHaveLength(1)
      }
      for (const { x, width: wide } of layout.nodes)
        expect(x + wide).toBeLessThanOrEqual(width)
    }))
  })

  it('plain: nodes stand along the longer side of the room, each below its name, with its pods', () => {
    const view = { nodes: ['a', 'b', 'c'].map(name => node(name)), pods: Array.from({ length: 7 }, (_, index) => pod(`p${index}`, 'c')) }
    const { nodes, pods } = layoutOf(view, { width: 233, height: 320, distance: 'plain', queue: true })
    for (const [index, { x, y, width, height, label }] of nodes.entries()) {
      const above = nodes[index - 1]
      expect(label.y - 18).toBeGreaterThan(above ? above.y + above.height : 0)
      expect(label.y).toBeLessThan(y)
      expect(x + width).toBeLessThanOrEqual(233)
      expect(y + height).toBeLessThanOrEqual(320)
    }
    const last = nodes.at(-1)
    for (const { y, height } of pods) {
      expect(y).toBeGreaterThanOrEqual(last?.y ?? Infinity)
      expect(y + height).toBeLessThanOrEqual((last?.y ?? 0) + (last?.height ?? 0))
    }
  })

  it('rows: keeps every pod within the width, of one size, and groups apart', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }), fc.constantFrom(358, 544, 718), (sizes, width) => {
      const groups = sizes.map((size, index) => ({ id: `g${index}`, title: `v${index}`, about: '', pods: Array.from({ length: size }, (_, at) => pod(`p${index}-${at}`, 'n')) }))
      const { groups: placed, height } = rowsOf(groups, { width, height: 124, slots: Math.max(...sizes), rows: 2 })
      const all = placed.flatMap(({ pods }) => pods)
      for (const each of all) {
        expect(each.x + each.width).toBeLessThanOrEqual(width)
        expect(each.y + each.height).toBeLessThanOrEqual(height + 0.5)
        expect(all.filter(other => other.x === each.x && other.y === each.y)).toHaveLength(1)
      }
    }))
  })

  it('keeps every node within the room, at every distance and width, and every pod within its node', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.constantFrom(358, 700, 868), (count, width) => {
      const view = { ...many(count), pods: many(count).pods.filter(({ node: on }) => on !== '') }
      const layout = layoutOf(view, { width, height: 300 })
      for (const { x, width: wide } of layout.nodes) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x + wide).toBeLessThanOrEqual(width + 0.5)
      }
      for (const each of layout.pods) {
        const on = layout.nodes.find(({ node: { name } }) => name === each.pod.node)
        expect(each.x).toBeGreaterThanOrEqual((on?.x ?? 0) - 0.5)
        expect(each.y + each.height).toBeLessThanOrEqual((on?.y ?? 0) + (on?.height ?? 0) + 0.5)
      }
    }), { numRuns: 40 })
  })
})

describe('fleets that are held against each other', () => {
  const types = [['c5.large', 1.9, 3], ['c6i.large', 1.9, 3], ['c5.xlarge', 3.9, 6.4], ['m6i.xlarge', 3.9, 13.8], ['m6i.4xlarge', 15.9, 57]] as const
  const machine = fc.constantFrom(...types).map(([label, cpu, memory]) => ({ label, cpu, memory }))
  const fleet = fc.array(machine, { minLength: 1, maxLength: 12 })

  it('stand within their room and apart, every type under its whole name, on a slide and on a phone', () => {
    fc.assert(fc.property(fc.array(fleet, { minLength: 2, maxLength: 2 }), fc.constantFrom([356, undefined], [406, 208]), (fleets, [width, room]) => {
      const scale = commonScale(fleets, width, room)
      for (const nodes of fleets) {
        const { places, height } = fleetPlaces(nodes, { left: 0, top: 0, width }, scale, room)
        expect(places).toHaveLength(nodes.length)
        for (const [at, { node, x, y, width: wide, height: high, name }] of places.entries()) {
          expect([wide, high]).toEqual([node.cpu * scale.cpu, node.memory * scale.memory])
          expect(y).toBeGreaterThanOrEqual(25.9)
          // A fleet that is too large for any scale runs on; that is seen, not hidden.
          if (scale.cpu > 2) {
            expect(y + high).toBeLessThanOrEqual(height + 0.1)
            expect(x + Math.max(wide, name.length * 10)).toBeLessThanOrEqual(width + 0.1)
          }
          const next = places[at + 1]
          if (next && Math.abs(next.y + next.height - y - high) < 0.01)
            expect(next.x).toBeGreaterThanOrEqual(x + wide + 7.9)
          if (at === 0 || node.label !== places[at - 1]?.node.label)
            expect(name.endsWith(node.label)).toBe(true)
        }
        const named = places.map(({ name }) => name).filter(Boolean).reduce((sum, name) => sum + (Number(/^(\d+) × /.exec(name)?.[1]) || 1), 0)
        expect(named).toBe(nodes.length)
      }
    }), { numRuns: 60 })
  })

  it('have all of the room: their rows are as high as it is', () => {
    const fleets = [[{ cpu: 4, memory: 13.8 }], [{ cpu: 4, memory: 6.4 }, { cpu: 2, memory: 3 }]]
    const scale = commonScale(fleets, 406, 208)
    expect(13.8 * scale.memory).toBeGreaterThan(0.95 * (208 - 34))
  })
})

import { describe, expect, it } from 'vitest'
import { timeWords } from '../../components/charts/time-axis.ts'
import { laneNumbers } from '../../components/figures/node-scaling/lane-numbers.ts'
import { typesOf } from '../../components/figures/node-scaling/node-scaling-found.ts'
import { FALLS, isPublished, nodeScalingScenarios } from '../../components/figures/node-scaling/node-scaling-inputs.ts'
import { nodeScaling } from '../../components/figures/node-scaling/node-scaling.ts'
import { commonScale, fleetPlaces } from '../../components/figures/stage/fleet.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import { laneNames } from '../../components/figures/race/race-words.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'

const tellOf = (record: ReturnType<typeof authorsRecord<typeof nodeScaling.params, (typeof nodeScalingScenarios)[number], unknown, unknown>>) => tellAtOnce(nodeScaling, record, playbackOf(nodeScaling, record))

describe.each(nodeScalingScenarios)('node scaling, %s', (scenario) => {
  const author = authorsRecord(nodeScaling, scenario)
  const { beats, found: { lanes } } = tellOf(author)

  it('has pods that wait, machines that come for them, and every pod placed in the end', () => {
    for (const { lane, pendingFrom = 0, placedAt = 0, added, firstReady = 0 } of lanes) {
      expect(added.length, lane).toBeGreaterThan(0)
      expect(firstReady, lane).toBeGreaterThan(pendingFrom)
      expect(placedAt, lane).toBeGreaterThanOrEqual(firstReady)
    }
    expect(stillFrame(nodeScaling, author).view.map(({ pending }) => pending)).toEqual([0, 0])
  })

  it('gives nodes back only after the load has gone: Cluster Autoscaler after its ten minutes', () => {
    const [group, karpenter] = lanes
    expect((group?.firstGone ?? 0) - FALLS).toBeGreaterThan(600_000)
    expect((karpenter?.firstGone ?? 0) - FALLS).toBeLessThan(600_000)
  })

  it('fills its half of the stage when it has most nodes, names every machine by its whole type, and has room for all at any time', () => {
    const fleets = lanes.map(({ slots }) => slots)
    const [width, height] = [406, 208]
    const scale = commonScale(fleets, width, height)
    const ends = fleets.flatMap(nodes => fleetPlaces(nodes, { left: 0, top: 0, width }, scale, height).places.map(place => ({ right: place.x + place.width, bottom: place.y + place.height })))
    expect(Math.max(...ends.map(({ right }) => right))).toBeLessThanOrEqual(width)
    expect(Math.max(...ends.map(({ right }) => right))).toBeGreaterThan(0.85 * width)
    expect(Math.max(...ends.map(({ bottom }) => bottom))).toBeLessThanOrEqual(height)
    expect(Math.max(...ends.map(({ bottom }) => bottom))).toBeGreaterThan(0.85 * height)
    for (const nodes of fleets) {
      for (const { name, node } of fleetPlaces(nodes, { left: 0, top: 0, width }, scale, height).places.filter(place => place.name))
        expect(name).toMatch(new RegExp(`^(\\d+ × )?${node.label}$`))
    }
  })

  it('keeps a place for every node that the stage ever shows', () => {
    const playback = playbackOf(nodeScaling, author)
    tellAtOnce(nodeScaling, author, playback)
    for (const { at } of beats) {
      playback?.seek(at)
      for (const [index, { stage }] of (playback?.look() ?? []).entries())
        expect(lanes[index]?.slots.map(({ name }) => name)).toEqual(expect.arrayContaining(stage.nodes.map(({ name }) => name)))
    }
  })

  it('says how many machines were asked for that are on the stage by then', () => {
    const playback = playbackOf(nodeScaling, author)
    tellAtOnce(nodeScaling, author, playback)
    const beat = beats.find(({ say }) => /^Cluster Autoscaler: \d+ nodes? of/.test(say.en))
    playback?.seek(beat?.at ?? 0)
    const starting = playback?.look().map(({ stage }) => stage.nodes.filter(node => node.starting).length)
    const said = [...(beat?.say.en ?? '').matchAll(/(\d+) nodes?/g)].map(([, count]) => Number(count))
    expect(said).toEqual(starting)
    expect(beat?.say.ko).toMatch(/Cluster Autoscaler: 한 가지 유형으로 \d+대\. Karpenter: /)
  })

  it('ends on what came and went: as many outlines as nodes were given back, beside those that stay; it begins without any', () => {
    const playback = playbackOf(nodeScaling, author)
    tellAtOnce(nodeScaling, author, playback)
    const counts = (at: number) => {
      playback?.seek(at)
      return playback?.look().map(({ over, nodes, stage }) => ({ over, nodes, gone: stage.nodes.filter(({ gone }) => gone).length }))
    }
    expect(counts(0)).toEqual(lanes.map(({ before }) => ({ over: false, nodes: before, gone: 0 })))
    expect(counts(beats.at(-1)?.at ?? 0)).toEqual(lanes.map(({ before, added, left }) => ({ over: true, nodes: left, gone: before + added.length - left })))
  })

  it('runs the same pods in both lanes at any beat, so that only nodes differ', () => {
    const [group, karpenter] = lanes
    expect(group?.result.replicas).toEqual(karpenter?.result.replicas)
  })

  it('takes pods away after the five minutes that the deck has taught', () => {
    for (const { lane, firstGone = 0 } of lanes)
      expect(firstGone - FALLS, lane).toBeGreaterThan(300_000)
  })

  it('tells it in the order of time', () => {
    expect(beats.length).toBeGreaterThanOrEqual(6)
    expect(beats.map(({ at }) => at)).toEqual(beats.map(({ at }) => at).toSorted((a, b) => a - b))
  })
})

it('Karpenter has more than one node for its pods because they ask to be spread: each is in a zone of its own', () => {
  const { found: { lanes: [, karpenter] } } = tellOf(authorsRecord(nodeScaling, 'standard'))
  const asked = karpenter?.added.filter(({ requestedAt }) => requestedAt < (karpenter.placedAt ?? 0)) ?? []
  expect(asked.length).toBeGreaterThan(1)
  expect(new Set(asked.map(({ zone }) => zone)).size).toBe(asked.length)
})

it('Karpenter replaces a node that is too large while the load is there: the beat of it shows the most nodes that it ever has', () => {
  const author = authorsRecord(nodeScaling, 'standard')
  const playback = playbackOf(nodeScaling, author)
  const { beats, found: { lanes: [, karpenter] } } = tellAtOnce(nodeScaling, author, playback)
  const beat = beats.find(({ say }) => say.en.includes(`a cheaper ${karpenter?.merged?.by?.type} takes over`))
  playback?.seek(beat?.at ?? 0)
  expect(playback?.look()[1]?.nodes).toBe(karpenter?.result.totals.mostNodes)
})

it('tells what an autoscaler of nodes waits for from what the HPA does: both begin when there are fewer pods', () => {
  const { beats, found: { lanes } } = tellOf(authorsRecord(nodeScaling, 'standard'))
  for (const { lane, fewerPodsAt = 0 } of lanes) {
    expect(fewerPodsAt - FALLS, lane).toBeGreaterThan(300_000)
    // What is said is how long before the picture the HPA was: the same instant for both.
    const beat = beats.find(({ at, say }) => say.en.includes(`${timeWords(at - fewerPodsAt, 'en')} after the HPA`) && say.en.includes(laneNames[lane].en))
    expect(beat?.say.ko, lane).toContain(`${timeWords((beat?.at ?? 0) - fewerPodsAt, 'ko')} 뒤`)
  }
})

it('shows the nodes that Karpenter itself runs on, with its pods on them', () => {
  const author = authorsRecord(nodeScaling, 'standard')
  const playback = playbackOf(nodeScaling, author)
  tellAtOnce(nodeScaling, author, playback)
  const [group, karpenter] = playback?.look().map(({ stage }) => stage) ?? []
  const own = karpenter?.nodes.filter(({ system }) => system) ?? []
  expect(own.length).toBe(2)
  expect(karpenter?.pods.filter(({ node }) => own.some(({ name }) => name === node)).every(({ aside }) => aside)).toBe(true)
  expect(karpenter?.pods.some(({ node }) => own.some(({ name }) => name === node))).toBe(true)
  expect(group?.nodes.some(({ system }) => system)).toBe(false)
})

it('counts what is drawn: nodes of the app by themselves, beside those of the system', () => {
  const author = authorsRecord(nodeScaling, 'standard')
  const playback = playbackOf(nodeScaling, author)
  const { beats, found: { lanes } } = tellAtOnce(nodeScaling, author, playback)
  for (const { at } of beats.slice(0, -1)) {
    playback?.seek(at)
    for (const [index, each] of (playback?.look() ?? []).entries()) {
      const drawn = each.stage.nodes.filter(({ gone, system }) => !gone && !system).length
      const [, value, word] = lanes[index] ? laneNumbers(each, lanes[index], 'en').nodes : ['', '', '']
      expect(value.split(' + ').reduce((sum, count) => sum + Number(count), 0)).toBe(drawn)
      expect(word).toBe(index === 0 ? ' nodes' : ' app nodes')
    }
  }
})

it('says which start times AWS has published: those of a group, until a hand changes them', () => {
  expect(isPublished('cluster-autoscaler', { groupStart: nodeScaling.params.groupStart.initial })).toBe(true)
  expect(isPublished('cluster-autoscaler', { groupStart: 60 })).toBe(false)
  expect(isPublished('karpenter', { groupStart: 180 })).toBe(false)
})

it('says that nothing is cheaper only where Karpenter has had the time to look at every node again', () => {
  for (const scenario of nodeScalingScenarios) {
    const author = authorsRecord(nodeScaling, scenario)
    for (const peak of [600, 1_000, author.params.peak, 2_000]) {
      const { beats, found: { race, lanes: [, karpenter] } } = tellOf({ ...author, params: { ...author.params, peak } })
      const changes = karpenter?.result.nodes.flatMap(({ requestedAt, goneAt }) => [requestedAt, goneAt]).filter(at => at < race.until) ?? []
      if (beats.some(({ say }) => say.en.includes('nothing cheaper')))
        expect(race.until - Math.max(...changes), `${scenario}, ${peak}`).toBeGreaterThan(300_000)
    }
  }
})

it('says why Karpenter keeps as many nodes as it does', () => {
  const said = (scenario: (typeof nodeScalingScenarios)[number], words: string) => tellOf(authorsRecord(nodeScaling, scenario)).beats.some(({ say }) => say.en.includes(words))
  expect(said('standard', 'budget 10%')).toBe(true)
  expect(said('pinned', 'budget')).toBe(false)
  expect(said('pinned', 'must not move')).toBe(true)
})

it('says what the nodes of Karpenter itself cost wherever it says what the lane costs', () => {
  const author = authorsRecord(nodeScaling, 'standard')
  const playback = playbackOf(nodeScaling, author)
  const { beats, found: { lanes } } = tellAtOnce(nodeScaling, author, playback)
  for (const { at } of beats.slice(1)) {
    playback?.seek(at)
    const said = playback?.look().map((each, index) => lanes[index] ? laneNumbers(each, lanes[index], 'en').own ?? '' : '')
    expect(said?.map(own => /^\(\$0\.\d\d system\)$/.test(own))).toEqual([false, true])
  }
  expect(beats.at(-1)?.say.en).toMatch(/nodes cost less \(\$0\.\d\d\); with system nodes, more/)
})

it('Karpenter chooses by size and price, Cluster Autoscaler has the one type of its group', () => {
  const { found: { lanes: [group, karpenter] } } = tellOf(authorsRecord(nodeScaling, 'standard'))
  const kinds = (lane: typeof group) => new Set(lane?.added.map(({ type }) => type))
  expect(kinds(group).size).toBe(1)
  expect(kinds(karpenter).size).toBeGreaterThan(1)
  expect(typesOf(group?.added ?? [])).toMatch(/^\d+ × m\d\w*\.\w+$/)
})

it('pods that must not move leave more nodes behind', () => {
  const left = (scenario: (typeof nodeScalingScenarios)[number]) => tellOf(authorsRecord(nodeScaling, scenario)).found.lanes.map(lane => lane.left)
  const [free, pinned] = [left('standard'), left('pinned')]
  expect(pinned[0]).toBeGreaterThan(free[0] ?? 0)
  expect(pinned[1]).toBeGreaterThanOrEqual(free[1] ?? 0)
})

it('a group whose nodes start sooner has its pods placed sooner', () => {
  const author = authorsRecord(nodeScaling, 'standard')
  const placed = (groupStart: number) => tellOf({ ...author, params: { ...author.params, groupStart } }).found.lanes[0]?.placedAt ?? 0
  expect(placed(30)).toBeLessThan(placed(180))
})

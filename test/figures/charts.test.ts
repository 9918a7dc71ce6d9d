import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { leavesAt } from '../../components/charts/leaves-at.ts'
import { spread } from '../../components/charts/spread.ts'
import { sharesOf } from '../../components/figures/node-allocatable/shares.ts'
import { stepsOf } from '../../components/figures/node-allocatable/steps.ts'
import { cpuStops, memoryStops, sizesAbout, sizingOf } from '../../components/figures/fargate-sizing/sizing.ts'
import { findInstanceType, instanceTypes } from '../../data/instance-types.ts'
import { eksDaemonSets, nodeAllocatable, waterfall } from '../../engine/aws/index.ts'
import { planes } from '../../engine/cost/index.ts'

describe('labels beside lines', () => {
  it('stay where they want to be when there is room', () => {
    expect(spread([10, 100, 50], 20, 0, 200)).toEqual([10, 100, 50])
  })

  it('are moved apart, in their order, and stay within bounds', () => {
    const places = spread([195, 190, 198, 10], 20, 0, 200)
    expect(places).toEqual([180, 160, 200, 10])
  })
})

it('a line that leaves the chart is named where it leaves', () => {
  expect(leavesAt([{ x: 0, y: 0 }, { x: 24, y: 4800 }], 3000)).toBe(15)
  expect(leavesAt([{ x: 0, y: 4 }, { x: 10, y: 1 }, { x: 20, y: 3 }], 2)).toBe(15)
})

describe('the waterfall of a node', () => {
  it('comes down from the machine to what is left, for every type', () => {
    for (const type of instanceTypes) {
      const lines = waterfall(nodeAllocatable(type), eksDaemonSets)
      for (const resource of ['cpu', 'memory'] as const) {
        const steps = stepsOf(lines, resource, 'en')
        const taken = steps.filter(({ whole }) => !whole).reduce((sum, { amount }) => sum + amount, 0)
        expect((steps[0]?.amount ?? 0) + taken).toBe(steps.at(-1)?.amount)
      }
    }
  })

  it('says how each step comes about', () => {
    const type = findInstanceType('m5.large')
    const steps = type ? stepsOf(waterfall(nodeAllocatable(type), eksDaemonSets), 'memory', 'ko') : []
    expect(steps.map(({ shown }) => shown)).toEqual(['8,192 MiB', '–615 MiB', '–574 MiB', '–100 MiB', '6,903 MiB'])
    expect(steps[2]?.note).toBe('255 + 11 × 29(파드 수)')
  })
})

describe('the sizes of Fargate', () => {
  it('hold the request and 256 MiB more, at every stop of the sliders', () => {
    for (const cpu of cpuStops) {
      for (const memory of memoryStops) {
        const { needed, size, used } = sizingOf(cpu, memory, 'ap-northeast-2')
        if (!size)
          continue
        expect(size.memoryGB).toBeGreaterThanOrEqual(needed)
        expect(size.vcpu * 1000).toBeGreaterThanOrEqual(cpu)
        expect(sizesAbout(size.vcpu), 'drawn on the map').toContainEqual({ vcpu: size.vcpu, memory: size.memoryGB })
        expect(used?.cpu).toBeLessThanOrEqual(1)
      }
    }
  })

  it('go down a step one stop below what the figure opens with', () => {
    const opened = memoryStops.indexOf(1024)
    expect(sizingOf(250, memoryStops[opened] ?? 0, 'ap-northeast-2').size?.memoryGB).toBe(2)
    expect(sizingOf(250, memoryStops[opened - 1] ?? 0, 'ap-northeast-2').size?.memoryGB).toBe(1)
  })
})

describe('the colours of the data planes', () => {
  const css = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8')
  const themes = { light: css.split('html.dark')[0] ?? '', dark: css.split('html.dark')[1] ?? '' }
  const token = (theme: keyof typeof themes, name: string) => {
    const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(themes[theme])?.[1] ?? ''
    return [0, 2, 4].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
  }
  const luminance = ([r = 0, g = 0, b = 0]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b
  /** Machado, Oliveira and Fernandes 2009, at full severity. */
  const eyes = {
    all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  }
  /** Oklab, in which equal distances look equally far apart. */
  const oklab = (rgb: number[], eye: number[][]) => {
    const [r = 0, g = 0, b = 0] = eye.map(row => Math.min(Math.max(row.reduce((sum, weight, at) => sum + weight * (rgb[at] ?? 0), 0), 0), 1))
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
  }

  it.each(['light', 'dark'] as const)('%s: each stands 3:1 against paper', (theme) => {
    const paper = luminance(token(theme, 'paper'))
    for (const plane of planes) {
      const own = luminance(token(theme, `plane-${plane}`))
      expect((Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05), plane).toBeGreaterThanOrEqual(3)
    }
  })
  const apart = (theme: keyof typeof themes, [a, b]: readonly [string, string], eye: number[][]) => {
    const [one, other] = [a, b].map(name => oklab(token(theme, name), eye))
    return Math.hypot(...(one ?? []).map((value, at) => value - (other?.[at] ?? 0)))
  }

  it.each(['light', 'dark'] as const)('%s: no two look alike, to no eye', (theme) => {
    for (const [name, eye] of Object.entries(eyes)) {
      for (const [index, a] of planes.entries()) {
        for (const b of planes.slice(index + 1))
          expect(apart(theme, [`plane-${a}`, `plane-${b}`], eye), `${name}: ${a} and ${b}`).toBeGreaterThan(0.1)
      }
    }
  })

  it.each(['light', 'dark'] as const)('%s: none is that of the pods that they all run', (theme) => {
    for (const plane of planes)
      expect(apart(theme, [`plane-${plane}`, 'data'], eyes.all), plane).toBeGreaterThan(0.1)
  })

  it('each has one hue, light and dark', () => {
    for (const plane of planes) {
      const [light = 0, dark = 0] = (['light', 'dark'] as const).map((theme) => {
        const [, a, b] = oklab(token(theme, `plane-${plane}`), eyes.all)
        return Math.atan2(b ?? 0, a ?? 0) * 180 / Math.PI
      })
      expect(Math.abs((light - dark + 540) % 360 - 180), plane).toBeLessThan(5)
    }
  })
})

describe('machines to scale', () => {
  it('keep all of their memory, whatever becomes of it', () => {
    for (const type of instanceTypes) {
      const { capacity, shares } = sharesOf(type)
      expect(shares.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(capacity)
    }
  })

  it('lose more of it the smaller they are, of one family', () => {
    const left = ['m5.large', 'm5.xlarge', 'm5.2xlarge'].flatMap(name => findInstanceType(name) ?? []).map(type => sharesOf(type).left)
    expect(left.length).toBeGreaterThan(1)
    expect(left).toEqual(left.toSorted((a, b) => a - b))
  })
})

import { describe, expect, it } from 'vitest'
import { spread } from '../../components/charts/spread.ts'
import { stepsOf } from '../../components/figures/node-allocatable/steps.ts'
import { cpuStops, memoryStops, sizes, sizingOf } from '../../components/figures/fargate-sizing/sizing.ts'
import { findInstanceType, instanceTypes } from '../../data/instance-types.ts'
import { eksDaemonSets, nodeAllocatable, waterfall } from '../../engine/aws/index.ts'

describe('labels beside lines', () => {
  it('stay where they want to be when there is room', () => {
    expect(spread([10, 100, 50], 20, 0, 200)).toEqual([10, 100, 50])
  })

  it('are moved apart, in their order, and stay within bounds', () => {
    const places = spread([195, 190, 198, 10], 20, 0, 200)
    expect(places).toEqual([180, 160, 200, 10])
  })
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
        expect(sizes).toContainEqual({ vcpu: size.vcpu, memory: size.memoryGB })
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

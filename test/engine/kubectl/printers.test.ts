import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EPOCH } from '../../../engine/kubernetes/apimachinery/clock.ts'
import { ageOf, humanDuration } from '../../../engine/kubernetes/kubectl/duration.ts'
import { podCells } from '../../../engine/kubernetes/kubectl/print/podstatus.ts'
import { columns } from '../../../engine/kubernetes/kubectl/print/table.ts'
import { toJson, toYaml } from '../../../engine/kubernetes/kubectl/print/yaml.ts'
import { tokenize } from '../../../engine/kubernetes/kubectl/tokenize.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'
import type { ContainerStatus, Pod, PodStatus } from '../../../engine/kubernetes/types/index.ts'

const S = 1000
const M = 60 * S
const H = 60 * M
const D = 24 * H

describe('HumanDuration', () => {
  it.each([
    [-5 * S, '<invalid>'], [-1 * S, '0s'], [0, '0s'], [119 * S, '119s'], [120 * S, '2m'], [2 * M + 1 * S, '2m1s'], [9 * M + 59 * S, '9m59s'], [10 * M + 1 * S, '10m'],
    [179 * M, '179m'], [180 * M, '3h'], [3 * H + 5 * M, '3h5m'], [8 * H + 5 * M, '8h'], [47 * H, '47h'], [48 * H, '2d'], [49 * H, '2d1h'],
    [7 * D + 23 * H, '7d23h'], [8 * D + 1 * H, '8d'], [729 * D, '729d'], [730 * D, '2y'], [735 * D, '2y5d'], [8 * 365 * D + D, '8y'],
  ])('%i ms is %s', (ms, text) => expect(humanDuration(ms)).toBe(text))

  it('an age counts from the epoch of the simulation', () => {
    expect(ageOf('2026-01-01T00:00:00Z', 90 * S)).toBe('90s')
    expect(ageOf(undefined, 0)).toBe('<unknown>')
    expect(EPOCH).toBe(Date.UTC(2026, 0, 1))
  })
})

describe('a pod\'s READY, STATUS and RESTARTS', () => {
  const container = (state: ContainerStatus['state'], ready = false, restartCount = 0, extra: Partial<ContainerStatus> = {}): ContainerStatus =>
    ({ name: 'a', ready, restartCount, state, ...extra })
  const running = { running: { startedAt: '2026-01-01T00:00:00Z' } }
  const ended = (exitCode: number, reason?: string) => ({ terminated: { exitCode, reason } })
  const crashed = { lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:30Z' } } }

  it.each<[string, PodStatus, [string, string, string], Partial<Pod>?]>([
    ['pending', { phase: 'Pending' }, ['0/1', 'Pending', '0']],
    ['creating', { phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] }, ['0/1', 'ContainerCreating', '0']],
    ['running', { phase: 'Running', containerStatuses: [container(running, true)] }, ['1/1', 'Running', '0']],
    ['not ready', { phase: 'Running', containerStatuses: [container(running)] }, ['0/1', 'Running', '0']],
    ['crash loop', { phase: 'Running', containerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } }, false, 3, crashed)] }, ['0/1', 'CrashLoopBackOff', '3 (60s ago)']],
    ['image missing', { phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ImagePullBackOff' } })] }, ['0/1', 'ImagePullBackOff', '0']],
    ['completed', { phase: 'Succeeded', containerStatuses: [container(ended(0, 'Completed'))] }, ['0/1', 'Completed', '0']],
    ['exit code without a reason', { phase: 'Failed', containerStatuses: [container(ended(3))] }, ['0/1', 'ExitCode:3', '0']],
    ['out of memory', { phase: 'Running', containerStatuses: [container(ended(137, 'OOMKilled'))] }, ['0/1', 'OOMKilled', '0']],
    ['evicted', { phase: 'Failed', reason: 'Evicted' }, ['0/1', 'Evicted', '0']],
    ['gated', { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] }, ['0/1', 'SchedulingGated', '0']],
    ['one ended, one runs', { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }], containerStatuses: [container(ended(0, 'Completed')), container(running, true)] }, ['1/1', 'NotReady', '0']],
    ['terminating', { phase: 'Running', containerStatuses: [container(running, true)] }, ['1/1', 'Terminating', '0'], { metadata: { name: 'p', deletionTimestamp: '2026-01-01T00:00:00Z' } }],
    ['node lost', { phase: 'Running', reason: 'NodeLost' }, ['0/1', 'Unknown', '0'], { metadata: { name: 'p', deletionTimestamp: '2026-01-01T00:00:00Z' } }],
  ])('%s', (_, status, [ready, text, restarts], rest = {}) => {
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'a' }] }, status, ...rest }
    expect(podCells(pod, 90 * S)).toEqual({ ready, status: text, restarts })
  })

  it.each<[string, ContainerStatus[], string, string]>([
    ['first runs', [container(running)], 'Init:0/2', '0/1'],
    ['second waits for its image', [container(ended(0)), container({ waiting: { reason: 'ErrImagePull' } })], 'Init:ErrImagePull', '0/1'],
    ['second is next', [container(ended(0)), container({ waiting: { reason: 'PodInitializing' } })], 'Init:1/2', '0/1'],
    ['first fails', [container(ended(2))], 'Init:ExitCode:2', '0/1'],
    ['first fails with a reason', [container(ended(1, 'Error'))], 'Init:Error', '0/1'],
  ])('init containers: %s', (_, initContainerStatuses, text, ready) => {
    const pod: Pod = {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'a' }], initContainers: [{ name: 'x' }, { name: 'y' }] },
      status: { phase: 'Pending', initContainerStatuses, containerStatuses: [container({ waiting: { reason: 'PodInitializing' } })] },
    }
    expect(podCells(pod, 0)).toMatchObject({ status: text, ready })
  })

  it('a sidecar counts among the containers', () => {
    const pod: Pod = {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'a' }], initContainers: [{ name: 's', restartPolicy: 'Always' }] },
      status: { phase: 'Running', initContainerStatuses: [container(running, true, 1, { name: 's', started: true })], containerStatuses: [container(running, true)] },
    }
    expect(podCells(pod, 0)).toEqual({ ready: '2/2', status: 'Running', restarts: '1' })
  })
})

it('columns are three blanks apart and the last is not padded', () => {
  expect(columns([['NAME', 'AGE'], ['a-long-name', '5s']])).toBe('NAME          AGE\na-long-name   5s\n')
  expect(columns([['A', 'B'], ['x', 'y']])).toBe('A     B\nx     y\n')
})

describe('YAML as kubectl prints it', () => {
  it('sorts keys, does not indent lists, quotes what would change its type', () => {
    const object = { kind: 'X', a: ['1', 'yes', 'plain', ''], m: { z: null, b: true, e: {}, l: [] }, t: 'a: b', u: '1a6088ad-7c16', d: '2026-01-01T00:00:00Z', p: '80:30', n: [{ y: 1, x: [[2]] }], text: { k: 'one\ntwo\n' } }
    expect(toYaml(object)).toBe(`a:\n- "1"\n- "yes"\n- plain\n- ""\nd: "2026-01-01T00:00:00Z"\nkind: X\nm:\n  b: true\n  e: {}\n  l: []\n  z: null\n"n":\n- x:\n  - - 2\n  "y": 1\np: "80:30"\nt: 'a: b'\ntext:\n  k: |\n    one\n    two\nu: 1a6088ad-7c16\n`)
  })

  it('read(print(object)) is the object', () => {
    const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('yes', '0644', '1e3', '=', '<<', '- a', 'a\n', 'a\n\n', '\n', ' a\nb', 'a \nb', '# x', '---', '...', '2026-01-01', '!x', '{}', 'null', '-', '1_0'))
    fc.assert(fc.property(fc.dictionary(text.filter(key => key !== '__proto__'), text), (data) => {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data }
      for (const printed of [toYaml(object), toJson(object)]) {
        const manifest = readManifest(printed)
        expect(manifest.problems).toEqual([])
        expect(manifest.objects).toEqual([object])
      }
    }), { numRuns: 500 })
  })
})

describe('a shell\'s words', () => {
  it.each([
    ['get  pods', ['get', 'pods']], ['a "b c" \'d "e\'', ['a', 'b c', 'd "e']], ['-l \'env in (a,b)\'', ['-l', 'env in (a,b)']], ['a\\ b "" x"y"z', ['a b', '', 'xyz']], ['"a\\"b\\c"', ['a"b\\c']],
  ])('%s', (line, words) => expect(tokenize(line)).toEqual(words))

  it('an open quote is an error', () => expect(() => tokenize('a "b')).toThrow('looking for matching "'))
})

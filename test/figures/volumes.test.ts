import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diskLayout } from '../../components/figures/volumes/disk-layout.ts'
import { type Disk, ledgerAt, lostWithPods } from '../../components/figures/volumes/disks.ts'
import { volumes } from '../../components/figures/volumes/volumes.ts'
import { exampleOf, isWriter, type VolumesInputs, type VolumesScenario } from '../../components/figures/volumes/volumes-plan.ts'
import { ledgerOf } from '../../components/figures/volumes/writing.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import type { Deployment, KubeObject, StatefulSet } from '../../engine/kubernetes/types/index.ts'
import { makePod } from '../../engine/kubernetes/types/make.ts'

function tell(name: VolumesScenario, params: Partial<VolumesInputs> = {}) {
  const record = authorsRecord(volumes, name, params)
  const playback = playbackOf(volumes, record)
  const telling = tellAtOnce(volumes, record, playback)
  const after = (beat: number) => {
    playback?.seek(telling.beats[beat - 1]?.at ?? 0)
    return playback?.look() ?? { stage: { nodes: [], pods: [] }, disks: [], restarts: {}, successors: [], quote: undefined }
  }
  return { ...telling, after }
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
const podIn = ({ stage }: ReturnType<ReturnType<typeof tell>['after']>, label: string) => stage.pods.filter(pod => pod.label === label)
const claimed = ({ disks }: ReturnType<ReturnType<typeof tell>['after']>) => disks.filter(({ kind }) => kind === 'volume')

describe('the volumes figure\'s scenarios come to the end that they promise', () => {
  it('lost: a container restarts and both keep; a pod is replaced and its emptyDir is empty; a node is lost and nothing on EBS is', () => {
    const { beats, found, after } = tell('lost')
    const [restarted, replaced, stopped, waits, back] = beats.map(({ at }) => ledgerOf(found, at))
    expect(restarted?.lost).toEqual({ emptyDir: 0, volume: 0 })
    expect(Object.values(after(1).restarts)).toEqual([1, 1])
    // A pod's own disk leaves room below it to say so.
    const { disks, pods } = diskLayout(after(1), 868, 284)
    const own = disks.find(({ disk }) => disk.kind === 'emptyDir')
    const pod = pods.find(placed => own?.disk.pods.includes(placed.pod.uid))
    expect((pod?.y ?? 0) + (pod?.height ?? 0) - (own?.y ?? 0) - (own?.height ?? 0)).toBeGreaterThan(22)
    expect(replaced?.lost.emptyDir).toBeGreaterThan(15)
    // Only the words on them tell new pods from those that went.
    expect([1, 2, 5].map(beat => after(beat).successors.length)).toEqual([0, 2, 2])
    expect(after(2).disks.map(({ kind }) => [kind, replaced?.records.get(after(2).disks.find(disk => disk.kind === kind)?.id ?? '')])).toEqual([['emptyDir', 0], ['volume', restarted && replaced?.written.volume]])
    expect(podIn(after(3), 'cart')).toMatchObject([{ node: 'node-b', state: 'failed' }])
    expect(waits?.written.volume).toBe(stopped?.written.volume)
    expect(back?.lost).toEqual({ emptyDir: replaced?.lost.emptyDir, volume: 0 })
    expect(podIn(after(5), 'cart')).toMatchObject([{ node: 'node-b2', state: 'ready' }])
    expect(claimed(after(5))).toMatchObject([{ zone: 'ap-northeast-2b', nodes: ['node-b2'], writers: 1 }])
    expect(beats[4]?.say.en).toBe(`New node in zone b: writing resumes at ${stopped?.written.volume}. Lost: EBS 0, emptyDir ${replaced?.lost.emptyDir}.`)
  })

  it('lost: what went with its pod is still to be seen, where it was', () => {
    const { beats, found } = tell('lost')
    const [restarted, replaced, , , back] = beats.map(({ at }) => lostWithPods(ledgerOf(found, at)))
    expect(restarted).toEqual([])
    expect(replaced).toMatchObject([{ disk: { owner: 'cache', nodes: ['node-b'] }, records: ledgerOf(found, beats[1]?.at ?? 0).lost.emptyDir }])
    expect(back).toEqual(replaced)
  })

  it('lost: while it waits, the scheduler says why in upstream\'s words (volume_binding.go, ErrReasonNodeConflict)', () => {
    const { after } = tell('lost')
    expect(podIn(after(4), 'cart').map(({ node, state }) => [node, state])).toEqual([['node-b', 'failed'], ['', 'waiting']])
    expect(after(4).quote).toEqual({ by: 'default-scheduler', words: "0/2 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity, 1 node(s) had untolerated taint(s)." })
    expect(after(5).quote).toBeUndefined()
  })

  it('once: a second node does not get the volume, a second pod of the same node does, and the volume moves when nobody has it', () => {
    const { found, beats, after } = tell('once')
    expect(after(1).stage.pods.map(({ node, state }) => [node, state]).sort()).toEqual([['node-b1', 'ready'], ['node-b2', 'creating']])
    expect(after(1).quote?.words).toMatch(/^Multi-Attach error for volume "pvc-\w{4}…" Volume is already used by pod\(s\) cart-/)
    expect(claimed(after(1))[0]?.nodes).toEqual(['node-b1'])
    expect(after(2).stage.pods.map(({ node, state }) => [node, state])).toEqual([['node-b1', 'ready'], ['node-b1', 'ready']])
    expect(claimed(after(2))[0]?.writers).toBe(2)
    expect(after(3).stage.pods.map(({ node, state }) => [node, state])).toEqual([['node-b2', 'ready'], ['node-b2', 'ready']])
    expect(ledgerOf(found, beats[2]?.at ?? 0).lost.volume).toBe(0)
  })

  it('binding: Immediate makes the disk where the pod does not fit; WaitForFirstConsumer where it does', () => {
    const { after } = tell('binding')
    expect(claimed(after(1))).toMatchObject([{ zone: 'ap-northeast-2a', made: true, pods: [] }])
    expect(after(2)).toMatchObject({ stage: { pods: [{ state: 'waiting' }] }, quote: { words: "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match PersistentVolume's node affinity." } })
    expect(claimed(after(3))).toMatchObject([{ zone: '', made: false }])
    expect(after(3).quote).toEqual({ by: 'persistentvolume-controller', words: 'waiting for first consumer to be created before binding' })
    expect(after(4).stage.pods).toMatchObject([{ node: 'node-b', state: 'ready' }])
    expect(claimed(after(4))).toMatchObject([{ zone: 'ap-northeast-2b', made: true }])
  })

  it('a node that is replaced before its pods are evicted makes nobody wait', () => {
    const { beats, found } = tell('lost', { replaceMinutes: 1, tolerationSeconds: 600 })
    expect(found.waitsAt).toBeUndefined()
    expect(beats[3]?.say.en).toBe('Its pods came up elsewhere; none had to wait.')
    expect(ledgerOf(found, found.plan.end).lost.volume).toBe(0)
  })
})

describe('what is told and counted', () => {
  it('captions have at most 14 words, in both languages', () => {
    for (const { say } of (Object.keys(volumes.scenarios) as VolumesScenario[]).flatMap(name => tell(name).beats)) {
      expect(words(say.en), say.en).toBeLessThanOrEqual(14)
      expect(words(say.ko), say.ko).toBeLessThanOrEqual(14)
    }
  })

  it('whatever the inputs: nothing on a volume is lost, all that was written is there or lost, and numbers never run back', () => {
    const inputs = fc.record({ everySeconds: fc.integer({ min: 1, max: 30 }), tolerationSeconds: fc.integer({ min: 0, max: 20 }).map(n => n * 30), replaceMinutes: fc.integer({ min: 1, max: 20 }), attachSeconds: fc.integer({ min: 0, max: 30 }) })
    fc.assert(fc.property(inputs, fc.constantFrom<VolumesScenario>('lost', 'once'), (params, name) => {
      const { found } = tell(name, params)
      let [before, there] = [0, 0]
      for (let at = found.plan.start; at <= found.plan.end; at += 7_300) {
        const { records, lost, written } = ledgerOf(found, at)
        expect(lost.volume).toBe(0)
        there = [...records.values()].reduce((sum, count) => sum + count, 0)
        expect(there + lost.emptyDir).toBe(written.emptyDir + written.volume)
        expect(written.emptyDir + written.volume).toBeGreaterThanOrEqual(before)
        before = written.emptyDir + written.volume
      }
      expect(there).toBeGreaterThan(0)
    }), { numRuns: 12 })
  })

  it('a record is written whenever a writer has had so much time, also in parts', () => {
    const disk = (writers: number): Disk => ({ id: 'a', kind: 'emptyDir', name: 'data', zone: '', made: true, nodes: [], pods: [], writers })
    const samples = [{ at: 0, value: [disk(1)] }, { at: 4_000, value: [disk(0)] }, { at: 9_000, value: [disk(2)] }, { at: 12_000, value: [] }]
    expect([3_999, 9_000, 9_500, 11_999].map(at => ledgerAt(samples, at, 5_000).records.get('a'))).toEqual([0, 0, 1, 1])
    expect(ledgerAt(samples, 12_000, 5_000)).toEqual({ records: new Map(), gone: [{ disk: disk(2), records: 2 }], lost: { emptyDir: 2, volume: 0 }, written: { emptyDir: 2, volume: 0 } })
  })

  it('everything drawn is inside of its zone, on a slide and on a phone', () => {
    for (const [name, beat] of [['lost', 1], ['lost', 4], ['once', 2]] as const) {
      for (const [width, height] of [[868, 250], [340, 250]] as const) {
        const { zones, disks, nodes } = diskLayout(tell(name).after(beat), width, height)
        const inside = (box: { x: number, y: number, width: number, height: number }) => zones.some(zone => box.x >= zone.x && box.y >= zone.y && box.x + box.width <= zone.x + zone.width && box.y + box.height <= zone.y + zone.height)
        expect(nodes.every(inside)).toBe(true)
        expect(disks.filter(({ disk }) => disk.made).every(inside)).toBe(true)
      }
    }
  })
})

describe('a reader\'s own objects', () => {
  const [cache] = exampleOf({ tolerationSeconds: 300 }) as [Deployment]
  const database: StatefulSet = {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' },
    spec: {
      serviceName: 'db', replicas: 1, selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: 'postgres:18', volumeMounts: [{ name: 'files', mountPath: '/data' }] }] } },
      volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'files' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
    },
  }

  it('a StatefulSet with claims of its own is told the same story', () => {
    const { found, beats, after } = tell('lost', { own: [database] })
    expect(ledgerOf(found, beats[1]?.at ?? 0)).toMatchObject({ lost: { emptyDir: 0, volume: 0 } })
    expect(claimed(after(5))).toMatchObject([{ name: 'files-db-0', writers: 1 }])
  })

  it.each<[string, KubeObject, boolean]>([
    ['a Deployment with an emptyDir', cache, true],
    ['a StatefulSet with claim templates', database, true],
    ['a pod with a claim', makePod('p', { spec: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'c' } }] } }), true],
    ['a pod without a volume', makePod('p'), false],
    ['a ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }, false],
  ])('%s: %s', (_, object, fits) => {
    expect(isWriter(object)).toBe(fits)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customResource } from '../../components/figures/custom-resource/custom-resource.ts'
import { exampleOf, isWebsite, type SiteInputs, type SiteScenario } from '../../components/figures/custom-resource/site-plan.ts'
import { siteLayout } from '../../components/figures/custom-resource/site-layout.ts'
import { remainsOf } from '../../components/figures/custom-resource/site-writes.ts'
import type { SiteView } from '../../components/figures/custom-resource/site-view.ts'
import { readEdited } from '../../components/figures/shell/manifest-text.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { kubectl } from '../../engine/kubernetes/kubectl/index.ts'

function tell(name: SiteScenario, params: Partial<SiteInputs> = {}) {
  const record = authorsRecord(customResource, name, params)
  const playback = playbackOf(customResource, record)
  const telling = tellAtOnce(customResource, record, playback)
  const after = (beat: number) => {
    playback?.seek(telling.beats[beat - 1]?.at ?? 0)
    const view = playback?.look()
    return { ...view, kinds: view?.children.map(({ kind, about }) => `${kind} ${about}`), pods: view?.pods.map(({ state }) => state) ?? [] }
  }
  const remains = (beat: number) => remainsOf(telling.found, telling.beats[beat - 1]?.at ?? 0)
  return { ...telling, after, remains, playback }
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
const ready = (count: number) => Array.from({ length: count }, () => 'ready')

describe('the custom resource figure\'s scenarios come to the end that they promise', () => {
  it('life: a record only; a Deployment and a Service once its controller runs; it follows an edit; all goes with its owner', () => {
    const { after, beats } = tell('life')
    expect(after(1)).toMatchObject({ on: false, site: { replicas: '3', ready: '' }, children: [], pods: [] })
    expect(after(2)).toMatchObject({ on: true, kinds: expect.arrayContaining(['Deployment replicas: 3', 'Service port: 80']) as string[] })
    expect(after(3)).toMatchObject({ site: { ready: '3/3' }, pods: ready(3) })
    expect(after(4)).toMatchObject({ site: { replicas: '5', ready: '5/5' }, kinds: ['Deployment replicas: 5', 'ReplicaSet replicas: 5', 'Service port: 80', 'EndpointSlice endpoints: 5'], pods: ready(5) })
    expect(after(5)).toMatchObject({ site: undefined, children: [], pods: [] })
    expect(beats.map(({ say }) => say.en)).toEqual(expect.arrayContaining(['You wrote one object; 7 more came, 3 of them running pods.', 'One Website deleted: 9 objects follow their owner.']))
  })

  it('life: what a deleted Website took with it is still to be seen', () => {
    const { remains } = tell('life')
    expect([1, 2, 3, 4].map(remains)).toEqual([undefined, undefined, undefined, undefined])
    expect(remains(5)).toMatchObject({ site: { name: 'blog', replicas: '5' }, children: [{ kind: 'Deployment' }, { kind: 'ReplicaSet' }, { kind: 'Service' }, { kind: 'EndpointSlice' }], pods: [{}, {}, {}, {}, {}] })
  })

  it('drift: what somebody changes by hand is put back', () => {
    const { after } = tell('drift')
    expect(after(2).kinds).not.toContain('Deployment replicas: 3')
    expect(after(3)).toMatchObject({ kinds: ['Deployment replicas: 3', 'ReplicaSet replicas: 3', 'Service port: 80', 'EndpointSlice endpoints: 3'], pods: ready(3) })
    expect(after(4).kinds).toContain('Deployment replicas: 1')
    expect(after(5)).toMatchObject({ kinds: ['Deployment replicas: 3', 'ReplicaSet replicas: 3', 'Service port: 80', 'EndpointSlice endpoints: 3'], pods: ready(3) })
  })

  it('off: nobody follows an edit, others go on, and the controller catches up', () => {
    const { after } = tell('off')
    expect(after(2)).toMatchObject({ on: false, site: { replicas: '5' }, pods: ready(3) })
    expect(after(3)).toMatchObject({ on: false, pods: ready(3) })
    expect(after(3).kinds).toContain('Deployment replicas: 3')
    expect(after(4)).toMatchObject({ on: true, site: { ready: '5/5' }, pods: ready(5) })
  })

  it('schema: the API server refuses a word, as its validation words it, and takes a number', () => {
    const { after } = tell('schema')
    expect(after(1)).toMatchObject({ site: undefined, refusal: 'Website.example.com "blog" is invalid: spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"' })
    expect(after(2)).toMatchObject({ site: { replicas: '3' }, refusal: undefined })
  })
})

describe('what is told', () => {
  it('captions have at most 14 words, in both languages', () => {
    for (const { say } of (Object.keys(customResource.scenarios) as SiteScenario[]).flatMap(name => tell(name).beats)) {
      expect(words(say.en), say.en).toBeLessThanOrEqual(14)
      expect(words(say.ko), say.ko).toBeLessThanOrEqual(14)
    }
  })

  it('whatever is asked for and edited: as many pods run as the Website says, and nothing is left of it', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), (replicas, edited) => {
      const { after } = tell('life', { replicas, edited })
      expect(after(3).pods).toEqual(ready(replicas))
      expect(after(4).pods).toEqual(ready(edited))
      expect(after(5)).toMatchObject({ site: undefined, children: [], pods: [] })
    }), { numRuns: 12 })
  })
})

it('pods stand one step in from their ReplicaSet, on a slide and on a phone, and clear of what stands below', () => {
  const { playback, beats } = tell('life', { edited: 8 })
  playback?.seek(beats[3]?.at ?? 0)
  const view = playback?.look()
  for (const width of [868, 358]) {
    const { pods, children } = siteLayout(view as SiteView, width, 318)
    expect(pods).toHaveLength(8)
    for (const { x, y, width: side, height } of pods) {
      expect(x).toBeGreaterThan(children.ReplicaSet.x)
      expect(x + side).toBeLessThanOrEqual(width)
      expect(y + height).toBeLessThan(children.Service.y)
    }
  }
})

describe('at its terminal, and with a reader\'s own', () => {
  it('kubectl knows the kind by all its names', () => {
    const { playback, beats } = tell('life')
    playback?.seek(beats[2]?.at ?? 0)
    const { store } = playback?.clusters?.()[''] ?? {}
    for (const name of ['websites', 'website', 'ws', 'websites.example.com'])
      expect(store && kubectl(`get ${name}`, { store }).stdout, name).toMatch(/^NAME\s+IMAGE\s+READY\s*\nblog\s+nginx:1\.29\s+3\/3\s*\n$/)
  })

  it('a Website is read where its kind is known, and told under its own name', async () => {
    const text = 'apiVersion: example.com/v1\nkind: Website\nmetadata: { name: blog }\nspec: { image: "blog:1", replicas: 2 }\n'
    const { objects, problems } = await readEdited(text, 'en', [{ kind: 'Website', apiVersion: 'example.com/v1' }])
    expect(problems).toEqual([])
    expect(objects.map(isWebsite)).toEqual([true])
    expect(tell('life', { own: objects }).after(3)).toMatchObject({ site: { name: 'blog', ready: '2/2' }, pods: ready(2) })
    expect((await readEdited(text, 'en')).objects).toEqual([])
  })

  it('another kind is not taken', () => {
    expect([exampleOf({ replicas: 1 }), { ...exampleOf({ replicas: 1 }), apiVersion: 'example.org/v1' }].map(isWebsite)).toEqual([true, false])
  })
})

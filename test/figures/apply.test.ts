import { describe, expect, it } from 'vitest'
import { apply } from '../../components/figures/apply/apply.ts'
import type { ApplyInputs, ApplyScenario } from '../../components/figures/apply/apply-plan.ts'
import { exampleOf } from '../../components/figures/apply/apply-plan.ts'
import { digestOf } from '../../components/figures/apply/digest.ts'
import { rowWords } from '../../components/figures/apply/apply-words.ts'
import { aboutOf, rowsOf } from '../../components/figures/apply/rows.ts'
import { componentsOf } from '../../components/figures/apply/steps.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { fold } from '../../components/figures/stage/fold.ts'
import { GROUND, idleKinds, namespacesOf, WORKLOADS } from '../../components/figures/workload/kinds.ts'
import type { KubeObject, Pod, PodTemplateSpec } from '../../engine/kubernetes/types/index.ts'
import { makePod } from '../../engine/kubernetes/types/make.ts'

function tell(name: ApplyScenario, params: Partial<ApplyInputs> = {}) {
  const record = authorsRecord(apply, name, params)
  const playback = playbackOf(apply, record)
  return { ...tellAtOnce(apply, record, playback), playback }
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length

describe('the apply figure\'s scenarios come to the end that they promise', () => {
  it('deployment: the pod runs, and the end counts what was written', () => {
    const { found, beats, playback } = tell('deployment')
    expect(beats.at(-1)?.say.en).toBe(`${found.steps.length} writes by kubectl and 4 components; none gave an order.`)
    expect(componentsOf(found.steps)).toEqual(new Set(['deployment-controller', 'replicaset-controller', 'default-scheduler', 'kubelet']))
    playback?.seek(found.settled)
    expect(playback?.look().stage.pods.map(({ state }) => state)).toEqual(['ready'])
    expect(beats).toHaveLength(6)
  })

  it('asleep: the pod waits without a node until the scheduler is back, and nothing else is written meanwhile', () => {
    const { found, beats, playback } = tell('asleep')
    const [waits, bound] = [beats[3]?.at ?? 0, beats[4]?.at ?? 0]
    playback?.seek(waits)
    expect(playback?.look()).toMatchObject({ off: ['default-scheduler'], stage: { pods: [{ state: 'waiting' }] } })
    const between = found.steps.filter(({ shownAt }) => shownAt > waits && shownAt < bound - 100)
    expect(between).toEqual([])
    playback?.seek(found.settled)
    expect(playback?.look()).toMatchObject({ off: [], stage: { pods: [{ state: 'ready' }] } })
  })

  it.each(['deployment', 'asleep'] as const)('%s: every beat ends with a whole row, the next begins another', (name) => {
    const { found, beats } = tell(name)
    const whole = rowsOf(found.steps)
    for (const { at } of beats) {
      const shown = rowsOf(found.steps.filter(({ shownAt }) => shownAt <= at))
      expect(shown.at(-1)).toEqual(whole[shown.length - 1])
    }
  })

  it('every beat ends with the write that it is about on the screen', () => {
    const { found, beats } = tell('deployment')
    const shown = beats.slice(0, 5).map(({ at }) => rowsOf(found.steps.filter(({ shownAt }) => shownAt <= at)).at(-1)).map(row => row && aboutOf(row))
    expect(shown.map(step => step && `${step.verb} ${step.object.kind}`)).toEqual(['create Deployment', 'create ReplicaSet', 'create Pod', 'bind Pod', 'update status Pod'])
  })

  it('more replicas are more pods, in the caption too', () => {
    const { beats } = tell('deployment', { replicas: 3 })
    expect(beats[2]?.say).toEqual({ ko: '레플리카셋 컨트롤러가 파드 3개를 적습니다. 노드는 아직 없습니다.', en: 'The ReplicaSet controller writes 3 pods. No node is named yet.' })
  })
})

describe('what is told and drawn', () => {
  it('captions have at most 14 words, in both languages', () => {
    for (const name of Object.keys(apply.scenarios) as ApplyScenario[]) {
      for (const { say } of tell(name).beats) {
        expect(words(say.en), say.en).toBeLessThanOrEqual(14)
        expect(words(say.ko), say.ko).toBeLessThanOrEqual(14)
      }
    }
  })

  it.each(['deployment', 'asleep'] as const)('%s: what one writes in a row is one row, and the picture has room for the whole story', (name) => {
    const { steps } = tell(name).found
    const rows = rowsOf(steps)
    expect(rows.flatMap(row => row.steps)).toEqual(steps)
    expect(rows.every(({ by }, index) => by !== rows[index - 1]?.by)).toBe(true)
    expect(fold(rows, 8)).toMatchObject({ folded: 0 })
  })

  it('a row says the first of its writes, how often, and how many came besides', () => {
    const said = rowsOf(tell('deployment', { replicas: 3 }).found.steps).map(row => rowWords(row))
    expect(said.slice(0, 3)).toEqual([
      { ko: 'create Deployment', en: 'create Deployment' },
      { ko: 'create ReplicaSet + 수정 3번', en: 'create ReplicaSet + 3 updates' },
      { ko: 'create Pod ×3 + 수정 1번', en: 'create Pod ×3 + 1 update' },
    ])
  })

  it('of a long story the beginning stays in sight, and the end', () => {
    expect(fold(['a', 'b', 'c', 'd', 'e', 'f'], 4)).toEqual({ first: ['a'], folded: 3, last: ['e', 'f'] })
  })

  it('steps of one instant follow one another', () => {
    const { found: { steps } } = tell('deployment', { replicas: 5 })
    const shown = steps.map(({ shownAt }) => shownAt)
    expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b))
    expect(steps.every(({ at, shownAt }) => shownAt >= at)).toBe(true)
  })

  it('the object shows what has just been written, marked', () => {
    const { found: { steps } } = tell('deployment')
    const lines = (verb: string, kind: string) => digestOf(steps.find(step => step.verb === verb && step.object.kind === kind) ?? steps[0] as never)
    expect(lines('bind', 'Pod').filter(({ written }) => written)).toEqual([{ text: expect.stringMatching(/^ {2}nodeName: node-[ab]$/) as string, written: true }, { text: '  - type: PodScheduled', written: true }, { text: '    status: "True"', written: true }])
    expect(lines('create', 'ReplicaSet').map(({ text }) => text.trim())).toContain('- kind: Deployment')
    expect(steps.flatMap(step => digestOf(step)).filter(({ text, written }) => written && text.endsWith('…'))).toEqual([])
    const ready = digestOf(steps.findLast(({ by }) => by === 'kubelet') ?? steps[0] as never)
    expect(ready.filter(({ written }) => written).map(({ text }) => text.trim())).toEqual(['phase: Running', '- type: Ready', 'status: "True"', 'running: {}'])
  })

  it('the object is YAML as Kubernetes prints it: no field twice, none without a value, nothing that is empty', () => {
    for (const lines of tell('deployment').found.steps.map(step => digestOf(step).map(({ text }) => text))) {
      expect(lines.at(-1), lines.join('\n')).not.toMatch(/:$/)
      expect(new Set(lines).size, lines.join('\n')).toBe(lines.length)
      expect(lines.filter(text => /: (?:0|"")$/.test(text))).toEqual([])
    }
  })
})

describe('a reader\'s own objects', () => {
  it('a bare pod has no controller to write for it', () => {
    const { found, beats } = tell('deployment', { own: [makePod('solo')] })
    expect(componentsOf(found.steps)).toEqual(new Set(['default-scheduler', 'kubelet']))
    expect(beats).toHaveLength(4)
  })

  const labels = { app: 'own' }
  const template: PodTemplateSpec = { metadata: { labels }, spec: { containers: [{ name: 'own', image: 'own:1' }] } }
  const files = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'files' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }
  it.each<[KubeObject['kind'], object, by: string[], says: string]>([
    ['ReplicaSet', { replicas: 2, selector: { matchLabels: labels }, template }, ['replicaset-controller'], 'The ReplicaSet controller writes 2 pods.'],
    ['StatefulSet', { replicas: 2, serviceName: 'own', selector: { matchLabels: labels }, template, volumeClaimTemplates: [files] }, ['statefulset-controller', 'persistentvolume-controller'], 'The StatefulSet controller writes a pod.'],
    ['DaemonSet', { selector: { matchLabels: labels }, template }, ['daemonset-controller'], 'The DaemonSet controller writes 2 pods.'],
    ['Job', { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } }, ['job-controller'], 'The Job controller writes a pod.'],
  ])('a %s is worked on by its own controller, who gets a lane, and its pods run', (kind, spec, by, says) => {
    const { found, beats, playback } = tell('deployment', { own: [{ apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, metadata: { name: 'own' }, spec } as KubeObject] })
    expect(found.writers).toEqual(['user', ...by, 'default-scheduler', 'kubelet'])
    expect(beats[1]?.say.en).toContain(says)
    expect(found.steps.some(({ by: writer, object }) => writer === 'kubelet' && (object as Pod).status?.phase === 'Running')).toBe(true)
    playback?.seek(found.settled)
    expect(playback?.look().stage.pods.map(({ state }) => state).filter(state => kind !== 'Job' && state !== 'ready')).toEqual([])
  })

  it('is taken from whatever namespace it was in', () => {
    const shop = { ...exampleOf({ replicas: 1 }), metadata: { name: 'web', namespace: 'shop' } }
    const { found } = tell('deployment', { own: [shop] })
    expect(found.steps[0]).toMatchObject({ verb: 'create', object: { kind: 'Deployment', metadata: { namespace: 'shop' } } })
    expect(namespacesOf([shop, { ...makePod('p'), metadata: { name: 'p', namespace: 'kube-system' } }]).map(({ metadata }) => metadata.name)).toEqual(['shop'])
    expect(namespacesOf([shop, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }])).toEqual([])
  })

  it('that the API server refuses is refused in its words', () => {
    const example = exampleOf({ replicas: 1 })
    expect(() => tell('deployment', { own: [{ ...example, spec: { ...example.spec, selector: { matchLabels: { app: 'other' } } } } as KubeObject] })).toThrow(/selector/)
  })

  it('kinds on which nobody acts are named, those that run pods are not', () => {
    const kinds = ['Deployment', 'Service', 'CronJob', 'Service', 'ConfigMap'].map((kind): KubeObject => ({ apiVersion: 'v1', kind, metadata: { name: 'x' } }))
    expect(idleKinds(kinds, [...WORKLOADS, ...GROUND])).toEqual(['Service', 'CronJob'])
  })

  it('a Deployment runs under its own name', () => {
    expect(tell('deployment', { own: [{ ...exampleOf({ replicas: 2 }), metadata: { name: 'shop' } }] }).found.steps[0]?.object.metadata.name).toBe('shop')
  })
})

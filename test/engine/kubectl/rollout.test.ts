import { describe, expect, it } from 'vitest'
import { startKubectl } from '../support/kubectl.ts'

const kiosk = (kind: string, more = '') => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: kiosk}
spec:
  selector: {matchLabels: {app: kiosk}}
${more}
  template: {metadata: {labels: {app: kiosk}}, spec: {containers: [{name: main, image: "kiosk:1"}]}}
`

/** A workload in its third revision, the second made with --record. */
function thrice(kind: string) {
  const shell = startKubectl({ f: kiosk(kind) })
  shell.run('apply -f f')
  shell.wait(60)
  const type = kind.toLowerCase()
  shell.run(`set image ${type}/kiosk main=kiosk:2 --record`)
  shell.wait(60)
  shell.run(`set image ${type} kiosk main=kiosk:3`)
  shell.run(`annotate ${type}/kiosk --overwrite kubernetes.io/change-cause="back to work"`)
  shell.wait(60)
  return { ...shell, type, name: `${type}.apps/kiosk` }
}

const CAUSE = (type: string) => `kubectl set image ${type}/kiosk main=kiosk:2 --record=true`
const table = (name: string, rows: readonly [number, string][]) => `${name} \nREVISION  CHANGE-CAUSE\n${rows.map(([revision, cause]) => `${revision}         ${cause}\n`).join('')}\n`
const template = (image: number) => `Pod Template:\n  Labels:\tapp=kiosk\n  Containers:\n   main:\n    Image:\tkiosk:${image}\n    Port:\t<none>\n    Host Port:\t<none>\n    Environment:\t<none>\n    Mounts:\t<none>\n  Volumes:\t<none>\n  Node-Selectors:\t<none>\n  Tolerations:\t<none>\n\n`

describe.each(['Deployment', 'StatefulSet', 'DaemonSet'])('the history of a %s', (kind) => {
  const { run, wait, result, simulation, type, name } = thrice(kind)

  it('lists revisions with their causes', () => {
    expect(run(`rollout history ${type}/kiosk`)).toBe(table(name, [[1, '<none>'], [2, CAUSE(type)], [3, 'back to work']]))
  })

  it('shows one revision', () => {
    const text = run(`rollout history ${type} kiosk --revision=2`)
    expect(text.replace(/ {2}\tpod-template-hash=\w+\n/, '')).toBe(`${name} with revision #2\n${template(2).replace('  Containers', kind === 'Deployment' ? `  Annotations:\tkubernetes.io/change-cause: ${CAUSE(type)}\n  Containers` : '  Containers')}`)
  })

  it('shows one as an object', () => {
    expect(run(`rollout history ${type} kiosk --revision=1 -o jsonpath={.kind}`)).toBe(kind === 'Deployment' ? 'ReplicaSet' : kind)
    expect(run(`rollout history ${type} kiosk --revision=1 -o yaml`)).toContain('image: kiosk:1\n')
    expect(run(`rollout history ${type} kiosk -o yaml`)).toContain('apiVersion: apps/v1\n')
  })

  it('knows no others', () => {
    expect(result(`rollout history ${type} kiosk --revision=8`)).toEqual({ stdout: '', stderr: 'error: unable to find the specified revision\n', exitCode: 1 })
    expect(run(`rollout history ${type} kiosk --revision=-1`)).toMatch(/^error: .*revision/)
  })

  it('a dry run of undo shows the template and changes nothing', () => {
    const before = simulation.store.save().revision
    expect(run(`rollout undo ${type} kiosk --dry-run=server`)).toMatch(/kiosk:2|rolled back/)
    expect(simulation.store.save().revision).toBe(before)
  })

  it('undo carries the cause along', () => {
    expect(run(`rollout undo ${type}/kiosk --to-revision=2`)).toBe(`${name} rolled back\n`)
    wait(60)
    const rows = run(`rollout history ${type}/kiosk`).split('\n').slice(2).filter(Boolean)
    expect(rows.map(row => row[0])).toEqual(['1', '3', '4'])
    if (kind === 'Deployment') expect(rows[2]).toBe(`4         ${CAUSE(type)}`)
  })
})

describe('--record', () => {
  it.each([
    ['scale deploy kiosk --replicas=2 --record', '--record=true --replicas=2'], ['set env deploy/kiosk A=b', undefined], ['label deploy kiosk a=b --record', '--record=true'],
    ['scale deploy kiosk --replicas=3 --record=false', undefined], ['apply -f f --record', 'kubectl apply --filename=f --record=true'],
  ])('%s', (line, flags) => {
    const { run } = startKubectl({ f: kiosk('Deployment') })
    run('create -f f')
    const text = run(line)
    expect(text.includes('Flag --record has been deprecated, --record will be removed in the future\n')).toBe(line.includes('--record'))
    const cause = run('get deploy kiosk -o jsonpath=\'{.metadata.annotations.kubernetes\\.io/change-cause}\'')
    expect(cause.endsWith(flags ?? '')).toBe(true)
    expect(cause !== '').toBe(flags !== undefined)
  })

  it('is no flag of verbs that never had it', () => {
    expect(startKubectl({}).run('get pods --record')).toMatch(/^error: unknown flag: --record\n/)
  })
})

describe('rollout', () => {
  it.each([
    ['rollout status ds/kiosk', 'daemon set "kiosk" successfully rolled out\n'],
    ['rollout pause ds kiosk', 'error: daemonsets.apps "kiosk" pausing is not supported\n'],
    ['rollout restart ds kiosk', 'daemonset.apps/kiosk restarted\n'],
    ['rollout undo ds kiosk', 'error: no last revision to roll back to\n'],
    ['rollout history pod x', 'Error from server (NotFound): pods "x" not found\n'],
    ['rollout history', /^error: required resource not specified/],
  ])('%s', (line, expected) => {
    const { run, wait } = startKubectl({ f: kiosk('DaemonSet') })
    run('apply -f f')
    wait(60)
    if (typeof expected === 'string') expect(run(line)).toBe(expected)
    else expect(run(line)).toMatch(expected)
  })

  it('a StatefulSet with a partition is done when its upper pods are', () => {
    const { run, wait } = startKubectl({ f: kiosk('StatefulSet', '  replicas: 3\n  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}') })
    run('apply -f f')
    wait(60)
    run('set image sts kiosk main=kiosk:2')
    wait(60)
    expect(run('rollout status sts kiosk')).toBe('partitioned roll out complete: 1 new pods have been updated...\n')
    expect(run('get pods -o jsonpath={.items[*].spec.containers[0].image}')).toBe('kiosk:1 kiosk:1 kiosk:2')
  })

  it('a paused deployment is told so', () => {
    const { run } = startKubectl({ f: kiosk('Deployment') })
    run('apply -f f')
    run('rollout pause deploy kiosk')
    expect(run('rollout restart deploy kiosk')).toBe('error: deployments.apps "kiosk" can\'t restart paused deployment (run rollout resume first)\n')
    expect(run('rollout undo deploy kiosk')).toMatch(/^error: /)
  })
})

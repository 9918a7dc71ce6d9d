import { describe, expect, it } from 'vitest'
import { startKubectl } from '../support/kubectl.ts'

const till = (replicas: number, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: till}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: till}}
  template:
    metadata: {labels: {app: till, part: money}}
    spec:
      nodeSelector: {kubernetes.io/hostname: one}
      containers: [{name: till, image: "till:1"}]
${more}
`
const budget = (name: string, spec: string) => `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: ${spec}\n`
const OF_TILL = '{maxUnavailable: 1, selector: {matchLabels: {app: till}}}'
const OF_MONEY = '{minAvailable: 1, selector: {matchLabels: {part: money}}}'
const TWO = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'

function start(text: string) {
  const shell = startKubectl({ f: text })
  shell.run('apply -f f')
  shell.wait(30)
  const pods = shell.run('get pods -o name').trim().split('\n').map(name => name.slice('pod/'.length))
  const events = () => shell.simulation.log.entries.filter(({ reason }) => /Evict|Drain/.test(reason)).map(({ reason, message }) => `${reason}: ${message}`)
  return { ...shell, pods, pod: pods.find(name => name.startsWith('till')) ?? '', events }
}

describe('a pod that two budgets select', () => {
  it('ends the drain at once: the server\'s 500 is final', () => {
    const { result, run, wait, pod, events } = start(till(1) + budget('a', OF_TILL) + budget('b', OF_MONEY))
    const why = `error when evicting pods/"${pod}" -n "default": ${TWO}`
    const { stdout, stderr, exitCode } = result('drain one')
    expect([stdout, exitCode]).toEqual([`node/one cordoned\nevicting pod default/${pod}\n`, 1])
    expect(stderr).toContain(`error: unable to drain node "one" due to error: ${why}, continuing command...\nThere are pending nodes to be drained:\n one\n${why}\n`)
    expect(stderr).not.toContain('will retry')
    wait(60)
    expect([run('get pods -o name'), run('get node one --no-headers')]).toEqual([`pod/${pod}\n`, expect.stringMatching(/^one +Ready,SchedulingDisabled/)])
    expect(events()).toEqual([])
  })

  it('does so for a record\'s drain, and only when nothing else is left', () => {
    const { simulation, wait, pod, events } = start(till(1) + budget('a', OF_TILL) + budget('b', OF_MONEY))
    simulation.apply({ type: 'drain', node: 'one' })
    wait(60)
    expect(events()).toEqual([`DrainFailed: unable to drain node "one" due to error: error when evicting pods/"${pod}" -n "default": ${TWO}`])
  })

  it('does not keep the others', () => {
    const other = `---\napiVersion: v1\nkind: Pod\nmetadata: {name: other}\nspec: {nodeName: one, containers: [{name: c, image: c}]}\n`
    const { run, wait, events, pod } = start(till(1) + budget('a', OF_TILL) + budget('b', OF_MONEY) + other)
    const text = run('drain one --force')
    expect(text).toContain('evicting pod default/other\n')
    wait(90)
    expect(run('get pod other')).toContain('NotFound')
    expect(events().at(-1)).toContain('DrainFailed')
    expect(run('get pods -o name')).toContain(`pod/${pod}\n`)
  })

  // evictPods says what it does, deletePods does not (but at -v=2)
  it('may be deleted instead', () => {
    const { run, wait, pod } = start(till(1) + budget('a', OF_TILL) + budget('b', OF_MONEY))
    expect(run('drain one --disable-eviction')).toBe('node/one cordoned\n')
    wait(60)
    expect(run('get pods -o name')).not.toContain(pod)
  })
})

describe('a budget that is used up', () => {
  const STRICT = budget('a', '{minAvailable: 1, selector: {matchLabels: {app: till}}}')

  it('is asked again every five seconds', () => {
    const { result, wait, pod, events } = start(till(1) + STRICT)
    const { stderr, exitCode } = result('drain one')
    expect([stderr, exitCode]).toEqual([`error when evicting pods/"${pod}" -n "default" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.\n`, 0])
    wait(21)
    expect(events().length).toBeGreaterThanOrEqual(4)
    expect(new Set(events())).toEqual(new Set([`EvictionBlocked: ${stderr.trim()}`]))
  })

  it('is given up after --timeout', () => {
    const { run, wait, pod, events } = start(till(1) + STRICT)
    run('drain one --timeout=12s')
    wait(60)
    expect(events().at(-1)).toBe(`DrainFailed: unable to drain node "one" due to error: error when evicting pods/"${pod}" -n "default": global timeout reached: 12s`)
    expect(events().filter(text => text.startsWith('EvictionBlocked'))).toHaveLength(3)
  })

  it('lets pods go as others come', () => {
    const { run, wait, events } = start(till(2).replace('kubernetes.io/hostname: one', 'kubernetes.io/os: linux') + STRICT)
    run('drain one')
    wait(120)
    expect(run('get pods --field-selector spec.nodeName=one')).toBe('No resources found in default namespace.\n')
    expect(events().at(-1)).toBe('Drained: node/one drained')
  })
})

describe('which pods', () => {
  it('--pod-selector takes some', () => {
    const { run, pods } = start(till(2))
    expect(run('drain one --pod-selector=part=none')).toBe('node/one cordoned\nnode/one drained\n')
    expect(run('drain one --pod-selector=part=money')).toBe(`node/one already cordoned\n${[...pods].sort().map(name => `evicting pod default/${name}\n`).join('')}`)
  })

  it('an emptyDir needs a word', () => {
    const { result, pod } = start(till(1, '      volumes: [{name: cache, emptyDir: {}}]'))
    expect(result('drain one').stderr).toBe(`error: unable to drain node "one" due to error: cannot delete Pods with local storage (use --delete-emptydir-data to override): default/${pod}, continuing command...\nThere are pending nodes to be drained:\n one\ncannot delete Pods with local storage (use --delete-emptydir-data to override): default/${pod}\n`)
  })

  it.each([['drain', /^error: USAGE: drain NODE \[flags\]/], ['drain nine', 'Error from server (NotFound): nodes "nine" not found\n'], ['drain one -l a=b', 'error: cannot specify both a node name and a --selector option\n']])('%s', (line, expected) => {
    expect(startKubectl({}).run(line)).toMatch(typeof expected === 'string' ? new RegExp(`^${expected.replace(/[()]/g, '\\$&')}`) : expected)
  })
})

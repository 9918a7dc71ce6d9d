import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { startKubectl } from '../support/kubectl.ts'

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}
`
const start = () => startKubectl({ 'web.yaml': WEB })

describe('kubectl on a running simulation', () => {
  it('rolls out, changes its mind and goes back', () => {
    const { run, wait } = start()
    run('apply -f web.yaml')
    expect(run('rollout status deploy/web')).toBe('Waiting for deployment spec update to be observed...\n')
    wait(30)
    expect(run('rollout status deploy/web')).toBe('deployment "web" successfully rolled out\n')
    expect(run('apply -f web.yaml')).toBe('deployment.apps/web unchanged\n')
    run('set image deploy/web web=web:2')
    wait(60)
    expect(run('rollout history deploy/web')).toBe('deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n')
    expect(run('rollout undo deploy/web')).toBe('deployment.apps/web rolled back\n')
    wait(60)
    expect(run('get deploy web -o yaml')).toContain('image: web:1\n')
    expect(run('get pods --no-headers')).toMatch(/^(web-\w+-\w+ +1\/1 +Running +0 +\S+\n){3}$/)
  })

  it.each(['DaemonSet', 'StatefulSet'])('a %s goes back to a kept revision', (kind) => {
    const { simulation, run, wait } = start()
    const labels = { app: 'db' }
    const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'db', image: 'db:1' }] } } }
    simulation.apply({ type: 'apply', objects: [{ apiVersion: 'apps/v1', kind, metadata: { name: 'db' }, spec } as KubeObject] })
    const name = `${kind.toLowerCase()}/db`
    const undo = (flags = '') => run(`rollout undo ${name}${flags}`)
    const images = () => [...new Set(run('get pods -o yaml').match(/image: db:\d/g))]
    wait(60)
    expect(undo()).toBe('error: no last revision to roll back to\n')
    for (const version of [2, 3]) {
      run(`set image ${name} db=db:${version}`)
      wait(60)
    }
    expect(images()).toEqual(['image: db:3'])
    expect(undo(' --to-revision=9')).toBe('error: unable to find specified revision 9 in history\n')
    expect(undo(' --to-revision=3')).toMatch(/ skipped rollback \(current template already matches revision 3\)\n$/)
    expect(undo()).toBe(`${kind.toLowerCase()}.apps/db rolled back\n`)
    wait(60)
    expect(images()).toEqual(['image: db:2'])
    expect(run(`rollout history ${name}`).match(/^\d+/gm)).toEqual(['1', '3', '4'])
    expect(undo(' --to-revision=1')).toBe(`${kind.toLowerCase()}.apps/db rolled back\n`)
    wait(60)
    expect(images()).toEqual(['image: db:1'])
  })

  it('drains a node in virtual time', () => {
    const { run, wait } = start()
    run('apply -f web.yaml')
    wait(30)
    const there = run('get pods -o name --field-selector spec.nodeName=one').split('\n').filter(Boolean)
    expect(there.length).toBeGreaterThan(0)
    expect(run('drain one')).toBe(`node/one cordoned\n${there.map(name => `evicting pod default/${name.slice('pod/'.length)}\n`).join('')}`)
    wait(60)
    expect(run('get pods --field-selector spec.nodeName=one')).toBe('No resources found in default namespace.\n')
    expect(run('get nodes one --no-headers')).toMatch(/^one +Ready,SchedulingDisabled/)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterOf, complete } from '../../../engine/kubernetes/kubectl/index.ts'
import { startKubectl } from '../support/kubectl.ts'

const shell = startKubectl({ 'web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}\n' })
shell.run('apply -f web.yaml')
shell.run('create namespace shop')
shell.wait(20)
const cluster = clusterOf(shell.simulation, { 'web.yaml': [] })
const choices = (line: string) => complete(line, cluster).choices
const pod = shell.run('get pods -o name').trim().slice('pod/'.length)

describe('Tab', () => {
  it.each([
    ['kub', ['kubectl']],
    ['desc', ['describe']],
    ['kubectl roll', ['rollout']],
    ['kubectl rollout un', ['undo']],
    ['k get deploym', ['deployments']],
    ['get deploy ', ['web']],
    ['get deploy/', ['deploy/web']],
    ['scale deploy web --rep', ['--replicas=']],
    ['get pods -n sh', ['shop']],
    ['get pods -n shop ', []],
    ['apply -f w', ['web.yaml']],
    ['get pods -o y', ['yaml']],
    ['drain o', ['one']],
    ['get nodes one ', ['two']],
    ['get nonsense ', []],
    ['get "', []],
  ])('%s', (line, expected) => expect(choices(line)).toEqual(expected))

  it('knows the pods there are', () => {
    expect(choices('logs ')).toEqual([pod])
    expect(choices(`describe pod ${pod.slice(0, 5)}`)).toEqual([pod])
  })

  it('offers only what begins as typed, from where the word begins, whatever is typed', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('get', 'kubectl', 'pods', '-n', '-o', '--', 'rollout', 'status', 'deploy/', ' ')).map(words => words.join(' '))), (line) => {
      const { from, choices } = complete(line, cluster)
      const typed = line.slice(from)
      expect(choices.every(choice => choice.startsWith(typed))).toBe(true)
      expect(typed).not.toMatch(/\s/)
    }))
  })
})

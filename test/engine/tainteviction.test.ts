import { describe, expect, it } from 'vitest'
import { findCondition, isTerminating } from '../../engine/kubernetes/apimachinery/meta.ts'
import type { Pod, Taint, Toleration } from '../../engine/kubernetes/types/index.ts'
import { startCluster, wait } from './support/cluster.ts'

const taint = (key: string): Taint => ({ key, value: 'yes', effect: 'NoExecute' })
const tolerates = (key: string, tolerationSeconds?: number): Toleration => ({ key, operator: 'Exists', effect: 'NoExecute', ...(tolerationSeconds !== undefined && { tolerationSeconds }) })

function onTaintedNode(tolerations: Toleration[], taints: Taint[]) {
  const simulation = startCluster()
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { nodeName: 'node-b', tolerations, containers: [{ name: 'app', image: 'app:1' }] } }
  const setTaints = (next: Taint[]) => simulation.apply({ type: 'patch', kind: 'Node', name: 'node-b', patch: { spec: { taints: next } } })
  const setTolerations = (next: Toleration[]) => {
    const old = simulation.store.mustGet('Pod', 'default', 'app')
    simulation.store.update({ ...old, spec: { ...old.spec, tolerations: [...old.spec.tolerations ?? [], ...next] } })
  }
  simulation.apply({ type: 'apply', objects: [pod] })
  wait(simulation, 5)
  setTaints(taints)
  const marked = simulation.clock.now
  const leftAt = () => {
    wait(simulation, 900)
    const entry = simulation.log.entries.find(({ message }) => message === 'Marking for deletion Pod default/app')
    return entry && Math.round((entry.at - marked) / 1000)
  }
  const words = () => simulation.log.entries.filter(({ reason }) => reason === 'TaintManagerEviction').map(({ message }) => message)
  return { simulation, setTaints, setTolerations, leftAt, words }
}

describe('processPodOnNode', () => {
  it('keeps a planned time when a toleration for less comes', () => {
    const { simulation, setTolerations, leftAt } = onTaintedNode([tolerates('disk', 120)], [taint('disk')])
    wait(simulation, 20)
    setTolerations([tolerates('disk', 30)])
    expect(leftAt()).toBe(120)
  })

  it.each([['a shorter', 15], ['a longer', 600]])('keeps a planned time when a further taint with %s toleration comes', (_length, seconds) => {
    const { simulation, setTaints, leftAt } = onTaintedNode([tolerates('disk', 120), tolerates('fan', seconds)], [taint('disk')])
    wait(simulation, 20)
    setTaints([taint('disk'), taint('fan')])
    expect(leftAt()).toBe(120)
  })

  it('deletes at once for a taint that nothing tolerates, and says that the plan is off', () => {
    const { simulation, setTaints, leftAt, words } = onTaintedNode([tolerates('disk', 120)], [taint('disk')])
    wait(simulation, 20)
    setTaints([taint('disk'), taint('fire')])
    expect(leftAt()).toBe(20)
    expect(words()).toEqual(['Cancelling deletion of Pod default/app', 'Marking for deletion Pod default/app'])
  })

  it('gives up the plan when the taint goes', () => {
    const { simulation, setTaints, leftAt, words } = onTaintedNode([tolerates('disk', 120)], [taint('disk')])
    wait(simulation, 20)
    setTaints([])
    expect(leftAt()).toBeUndefined()
    expect(words()).toEqual(['Cancelling deletion of Pod default/app'])
  })

  it('keeps the shortest of the tolerations used, and says on the pod who takes it away', () => {
    const { simulation } = onTaintedNode([tolerates('disk', 120), tolerates('fan', 40)], [taint('disk'), taint('fan')])
    wait(simulation, 40.5)
    const pod = simulation.store.mustGet('Pod', 'default', 'app')
    expect(isTerminating(pod)).toBe(true)
    expect(findCondition(pod.status?.conditions, 'DisruptionTarget')).toMatchObject({ status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint' })
  })
})

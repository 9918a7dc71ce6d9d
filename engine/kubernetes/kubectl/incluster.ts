/** A simulation as kubectl sees it. */
import { podUsage } from '../controllers/kubelet/usage.ts'
import type { CommandTarget } from '../simulation/commands.ts'
import type { KubeObject, Pod } from '../types/index.ts'
import type { KubectlCluster } from './targets.ts'

export function clusterOf(simulation: CommandTarget, files?: KubectlCluster['files'], patience?: KubectlCluster['patience']): KubectlCluster {
  const { store } = simulation
  return {
    store, files, patience,
    wake: (controller, key) => simulation.wake(controller, key),
    usage(object: KubeObject, container?: string) {
      const containers = podUsage(object as Pod, store, simulation.world, simulation.config).filter(one => container === undefined || one.name === container)
      if (containers.length === 0) return undefined
      return containers.reduce((sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }), { cpu: 0, memory: 0 })
    },
  }
}

/** kubectl on a simulation: what a record's `kubectl` command runs. */
import { podUsage } from '../controllers/kubelet/usage.ts'
import { ApiError } from '../apiserver/errors.ts'
import type { CommandHandlers, CommandTarget } from '../simulation/commands.ts'
import type { KubeObject, Pod } from '../types/index.ts'
import type { KubectlCluster } from './targets.ts'
import { kubectl } from './kubectl.ts'

/** A simulation as kubectl sees it. */
export function clusterOf(simulation: CommandTarget, files?: KubectlCluster['files']): KubectlCluster {
  const { store } = simulation
  return {
    store, files,
    wake: (controller, key) => simulation.wake(controller, key),
    usage(object: KubeObject, container?: string) {
      const containers = podUsage(object as Pod, store, simulation.world, simulation.config).filter(one => container === undefined || one.name === container)
      if (containers.length === 0) return undefined
      return containers.reduce((sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }), { cpu: 0, memory: 0 })
    },
  }
}

declare module '../simulation/commands.ts' {
  interface Commands {
    kubectl: { line: string }
  }
}

/** For `SimulationOptions.commands`: `kubectl` runs the line, and is refused with kubectl's stderr where that fails. */
export function kubectlCommand(files?: KubectlCluster['files']): CommandHandlers {
  return {
    kubectl: (simulation, { line }) => {
      const { exitCode, stderr } = kubectl(line, clusterOf(simulation, files))
      if (exitCode !== 0) throw new ApiError('BadRequest', stderr.trim())
    },
  }
}

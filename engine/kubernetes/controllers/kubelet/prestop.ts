/** Hooks that run before a container is told to stop. Models pkg/kubelet/lifecycle/handlers.go (runSleepHandler); other handlers take no time. */
import type { Container } from '../../types/index.ts'

const SLEEP = /(?:^|[\s;&])sleep\s+(\d+(?:\.\d+)?)/

/** How long a container's preStop hook takes (ms). */
export function preStopMs({ lifecycle }: Container): number {
  const { sleep, exec } = lifecycle?.preStop ?? {}
  const seconds = sleep?.seconds ?? SLEEP.exec(exec?.command?.join(' ') ?? '')?.[1] ?? 0
  return Number(seconds) * 1000
}

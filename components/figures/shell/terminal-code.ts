/** kubectl and the manifest reader, which are loaded when a terminal is first opened, or a record has something typed in it. */
import type { KubectlCluster } from '../../../engine/kubernetes/kubectl/index.ts'
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { Controller } from '../../../engine/kubernetes/simulation/controller.ts'
import type { Run } from '../../../engine/kubernetes/simulation/run.ts'

type Code = typeof import('../../../engine/kubernetes/kubectl/index.ts')

/** Commands that a terminal adds to a record. */
export const TERMINAL_COMMANDS: readonly Command['type'][] = ['kubectl', 'interrupt']

let code: Code | undefined

export const terminalCode = () => code

export async function loadTerminal(): Promise<void> {
  code ??= await import('../../../engine/kubernetes/kubectl/index.ts')
}

/** What a run waits for: nothing once the code is there, or where nothing was typed. */
export function loadFor({ commands }: Run): Promise<void> | undefined {
  return !code && commands.some(command => TERMINAL_COMMANDS.includes(command.do.type)) ? loadTerminal() : undefined
}

/** A terminal's controller, once its code is there. */
export function terminalController(files?: KubectlCluster['files']): Controller[] {
  return code ? [new code.KubectlTerminal(files)] : []
}

/** Virtual ms for which a cluster is looked at after something was typed. */
export const AFTER_TYPING = 600_000

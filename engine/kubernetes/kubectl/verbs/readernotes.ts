/** What the manifest reader left out of a file, as kubectl's warnings: nothing that it dropped goes by in silence. */
import type { Invocation, KubectlFile } from '../targets.ts'

export function tellReader(call: Invocation, file: KubectlFile): void {
  if (!('objects' in file)) return
  for (const { message: { en } } of file.unsupported) call.warn(en)
  for (const { severity, message: { en } } of file.problems) {
    if (severity === 'error') call.err(`error: ${en}`)
    else call.warn(en)
  }
  const paths = new Map<string, string[]>()
  for (const { object: { kind, name }, path } of file.ignored) {
    const title = `${kind} "${name}"`
    paths.set(title, [...paths.get(title) ?? [], path])
  }
  for (const [title, list] of paths) call.warn(`${title}: without effect here: ${list.join(', ')}`)
}

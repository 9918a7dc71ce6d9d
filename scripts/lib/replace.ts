import { existsSync, renameSync, rmSync } from 'node:fs'
import { messageOf } from './command.ts'

/**
 * Makes a folder or a file anew, beside the one that stands, and puts it in its place when all of it is there. Whatever stops
 * that leaves the old one as it was.
 *
 * @param make writes to the path that it is given
 * @throws what stopped it, with what became of the old one
 */
export async function replace(path: string, make: (next: string) => Promise<void>): Promise<void> {
  const [next, last] = [`${path}.next`, `${path}.last`]
  const clear = () => [next, last].forEach(each => rmSync(each, { recursive: true, force: true }))
  // One that was killed between the two steps below.
  if (!existsSync(path) && existsSync(last))
    renameSync(last, path)
  clear()
  try {
    await make(next)
    if (existsSync(path))
      renameSync(path, last)
    renameSync(next, path)
  }
  catch (error) {
    throw new Error(existsSync(path) ? `${messageOf(error)}\n${path} is as it was before.` : messageOf(error))
  }
  finally {
    clear()
  }
}

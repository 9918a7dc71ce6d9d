import { existsSync, renameSync, rmSync } from 'node:fs'
import { messageOf } from './command.ts'

/**
 * Fills a folder anew, beside the one that stands, and puts it in its place when all of it is there. Whatever stops that
 * leaves the old one as it was.
 *
 * @param fill writes into the folder that it is given
 * @throws what stopped it, with what became of the old folder
 */
export async function replaceFolder(folder: string, fill: (next: string) => Promise<void>): Promise<void> {
  const [next, last] = [`${folder}.next`, `${folder}.last`]
  const clear = () => [next, last].forEach(each => rmSync(each, { recursive: true, force: true }))
  // One that was killed between the two steps below.
  if (!existsSync(folder) && existsSync(last))
    renameSync(last, folder)
  clear()
  try {
    await fill(next)
    if (existsSync(folder))
      renameSync(folder, last)
    renameSync(next, folder)
  }
  catch (error) {
    throw new Error(existsSync(folder) ? `${messageOf(error)}\n${folder} is as it was before.` : messageOf(error))
  }
  finally {
    clear()
  }
}

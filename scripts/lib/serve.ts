import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { preview } from 'vite'
import { languages } from '../../data/localized.ts'

/** The path that a build was made for, such as `/` or `/eks-primer/`; undefined where there is no build. */
export function baseOf(folder: string): string | undefined {
  for (const language of languages) {
    const page = join(folder, language, 'index.html')
    const [, base] = existsSync(page) ? / src="(\/\S*?)\w+\/assets\//.exec(readFileSync(page, 'utf8')) ?? [] : []
    if (base)
      return base
  }
  return undefined
}

/**
 * Serves a build as a static host would, under the path that it was made for: a file that is missing is a 404.
 *
 * @param port 0 for any free one
 * @returns the address of the build's landing page
 * @throws when there is no build in the folder, or the port is taken
 */
export async function serveBuild(folder: string, port = 0): Promise<{ address: string, close: () => Promise<void> }> {
  const base = baseOf(folder)
  if (!base)
    throw new Error(`There is no built deck in ${folder}: run npm run build first.`)
  const server = await preview({
    configFile: false,
    root: resolve(folder),
    base,
    appType: 'mpa',
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: 'localhost', port, strictPort: port !== 0 },
  })
  const address = server.resolvedUrls?.local[0]
  if (!address)
    throw new Error(`${folder} is not served: no address was given.`)
  return { address, close: () => server.close() }
}

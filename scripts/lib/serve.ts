import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Plugin, preview } from 'vite'
import { languages } from '../../data/localized.ts'
import { headersOf } from './headers.ts'

/** The path that a build was made for, such as `/` or `/eks-primer/`; undefined where there is no build. */
export function baseOf(folder: string): string | undefined {
  for (const language of languages) {
    const page = join(folder, language, 'index.html')
    const html = existsSync(page) ? readFileSync(page, 'utf8') : ''
    // A page says it; one that Slidev has built, and that was not prerendered yet, asks for files there.
    const [, base] = / data-base="(\/\S*?)\w+\/"/.exec(html) ?? / (?:src|href)="(\/\S*?)\w+\/assets\//.exec(html) ?? []
    if (base)
      return base
  }
  return undefined
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** The file or folder that an address names; undefined where it can name none. */
function fileAt(folder: string, base: string, pathname: string): string | undefined {
  try {
    return pathname.startsWith(base) ? join(folder, decodeURIComponent(pathname.slice(base.length))) : undefined
  }
  catch {
    return undefined
  }
}

/** What deploy/'s hosts do and Vite does not: the headers, a folder's slash, and the page of an address that is none. */
function asHosted(folder: string, base: string): Plugin {
  return {
    name: 'eks-primer:as-hosted',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const { pathname, search } = new URL(request.url ?? '', 'http://localhost')
        response.setHeaders(new Map(Object.entries(headersOf(pathname))))
        const file = fileAt(folder, base, pathname)
        if (file && isFolder(file) && !pathname.endsWith('/')) {
          response.writeHead(301, { Location: `${pathname}/${search}` }).end()
        }
        else if (!file || !existsSync(isFolder(file) ? join(file, 'index.html') : file)) {
          const page = join(folder, '404.html')
          response.writeHead(404, { 'Content-Type': 'text/html' }).end(existsSync(page) ? readFileSync(page) : '')
        }
        else {
          next()
        }
      })
    },
  }
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
    plugins: [asHosted(resolve(folder), base)],
    preview: { host: 'localhost', port, strictPort: port !== 0 },
  })
  const address = server.resolvedUrls?.local[0]
  if (!address)
    throw new Error(`${folder} is not served: no address was given.`)
  return { address, close: () => server.close() }
}

import type { IncomingMessage } from 'node:http'
import type { Plugin, ProxyOptions } from 'vite'

/** Another language's server behind the same origin. */
export interface Peer {
  language: string
  port: number
}

/** What Slidev's windows ask of the origin's root, whatever base their deck has. */
const rootPath = /^\/(__slidev\/|__open-in-editor)/

/** Passes on what belongs to the other languages' decks, their hot-reload sockets included. */
export function peerProxy(peers: Peer[]): Record<string, ProxyOptions> {
  return Object.fromEntries(peers.map(({ language, port }) => [`/${language}/`, {
    target: `http://localhost:${port}`,
    ws: true,
    rewrite: path => rootPath.test(path.slice(language.length + 1)) ? path.slice(language.length + 1) : path,
  }]))
}

/** The event by which windows of several machines speak to each other in development: sync/channel.ts sends it. */
export const RELAY_EVENT = 'eks-primer:relay'
const relayPath = '/@eks-primer/relay'

/** Passes on what the windows of a talk say to each other, over all languages' servers: a built deck needs no server for it. */
export function relay(peers: Peer[]): Plugin {
  return {
    name: 'eks-primer:relay',
    configureServer(server) {
      server.hot.on(RELAY_EVENT, (message: unknown) => {
        server.hot.send(RELAY_EVENT, message)
        for (const { port } of peers) {
          fetch(`http://localhost:${port}${relayPath}`, { method: 'POST', body: JSON.stringify(message) })
            .catch((error: unknown) => server.config.logger.warn(`The other language's windows do not follow: ${String(error)}`))
        }
      })
      server.middlewares.use(relayPath, (request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          try {
            server.hot.send(RELAY_EVENT, JSON.parse(Buffer.concat(chunks).toString()))
          }
          catch {
            response.statusCode = 400
          }
          response.end()
        })
      })
    },
  }
}

/** How Vite reports that a window was closed while something was passed on to it. */
const closedWindow = /ws proxy (socket )?error:[^]*\b(EPIPE|ECONNRESET)\b/

/**
 * Makes one origin of several servers where paths alone do not tell them apart. A request to the root goes
 * to the deck of the page that asks. Shared state is repeated to all, so that a presenter in one language
 * leads an audience in another, as on a static host. A window that is closed is no error.
 */
export function oneOrigin(peers: Peer[]): Plugin {
  return {
    name: 'eks-primer:one-origin',
    enforce: 'pre',
    configResolved({ logger }) {
      const { error } = logger
      logger.error = (message, options) => {
        if (!closedWindow.test(message))
          error(message, options)
      }
    },
    configureServer(server) {
      server.middlewares.use((request, _, next) => {
        const path = request.url ?? '/'
        const asking = peers.find(({ language }) => request.headers.referer?.replace(/^https?:\/\/[^/]+/, '').startsWith(`/${language}/`))
        if (asking && rootPath.test(path))
          request.url = `/${asking.language}${path}`
        if (request.method === 'POST' && path.startsWith('/@server-re'))
          repeat(request, path)
        next()
      })

      // One after the other: two at once may arrive the wrong way round, and the older one would stay.
      let repeated = Promise.resolve()
      function repeat(request: IncomingMessage, path: string) {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          repeated = repeated.then(() => pass(path, Buffer.concat(chunks)))
        })
      }

      async function pass(path: string, body: Buffer<ArrayBuffer>) {
        await Promise.all(peers.map(({ port }) => fetch(`http://localhost:${port}${path}`, { method: 'POST', body })
          .catch((error: unknown) => server.config.logger.warn(`The other language's windows do not follow: ${String(error)}`))))
      }
    },
  }
}

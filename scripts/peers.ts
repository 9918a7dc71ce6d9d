import type { Plugin, ProxyOptions } from 'vite'

/** Another language's server behind the same origin. */
export interface Peer {
  language: string
  port: number
}

/** Passes on what belongs to the other languages' decks, their hot-reload sockets included. */
export function peerProxy(peers: Peer[]): Record<string, ProxyOptions> {
  return Object.fromEntries(peers.map(({ language, port }) => [`/${language}/`, { target: `http://localhost:${port}`, ws: true }]))
}

/**
 * Slidev's windows post their shared state to the origin, whichever deck they show. Repeating it to the
 * peers lets a presenter in one language lead an audience in another, as on a static host.
 */
export function repeatSharedState(peers: Peer[]): Plugin {
  return {
    name: 'eks-primer:repeat-shared-state',
    enforce: 'pre',
    configureServer(server) {
      server.middlewares.use((request, _, next) => {
        const path = request.url
        if (request.method === 'POST' && path?.startsWith('/@server-re')) {
          const chunks: Buffer[] = []
          request.on('data', (chunk: Buffer) => chunks.push(chunk))
          request.on('end', () => {
            for (const { port } of peers) {
              fetch(`http://localhost:${port}${path}`, { method: 'POST', body: Buffer.concat(chunks) })
                .catch((error: unknown) => server.config.logger.warn(`The other language's windows do not follow: ${String(error)}`))
            }
          })
        }
        next()
      })
    },
  }
}

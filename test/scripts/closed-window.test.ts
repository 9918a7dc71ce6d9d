import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createLogger, createServer } from 'vite'
import { afterEach, expect, it } from 'vitest'
import { oneOrigin, peerProxy } from '../../scripts/lib/peers.ts'

const opened: (() => unknown)[] = []
afterEach(() => Promise.all(opened.splice(0).map(close => close())))

/** A deck's server behind another of the port `peer`, and what it complains of. */
async function serverBefore(peer: number): Promise<{ port: number, complaints: string[] }> {
  const complaints: string[] = []
  const customLogger = createLogger('silent')
  customLogger.error = message => complaints.push(message)
  const peers = [{ language: 'en', port: peer }]
  const server = await createServer({ configFile: false, customLogger, server: { port: 0, proxy: peerProxy(peers) }, plugins: [oneOrigin(peers)] })
  opened.push(() => server.close())
  await server.listen()
  return { port: (server.httpServer?.address() as AddressInfo).port, complaints }
}

const upgrade = 'GET /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: vite-hmr\r\n\r\n'

it('a window that is closed while it is written to is no error of the server\'s', async () => {
  const peer = createHttpServer().listen(0)
  opened.push(() => peer.close())
  const left = new Promise<void>((resolve) => {
    peer.on('upgrade', (_, socket) => {
      socket.on('error', () => undefined)
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      const writing = setInterval(() => socket.write('x'.repeat(1000)), 1)
      socket.on('end', () => {
        clearInterval(writing)
        socket.destroy()
        resolve()
      })
    })
  })
  await once(peer, 'listening')
  const { port, complaints } = await serverBefore((peer.address() as AddressInfo).port)
  const window = connect(port, 'localhost')
  window.write(upgrade)
  await once(window, 'data')
  window.resetAndDestroy()
  await left
  expect(complaints).toEqual([])
})

it('a language whose server does not answer is one', async () => {
  const { port, complaints } = await serverBefore(1)
  const window = connect(port, 'localhost')
  window.write(upgrade)
  await expect.poll(() => complaints.join()).toContain('ECONNREFUSED')
})

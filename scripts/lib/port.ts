import { createServer } from 'node:net'

/** Tries whether a port can be listened on, and lets it go; 0 asks for any free one. @throws the system's error when it cannot be had */
export function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}

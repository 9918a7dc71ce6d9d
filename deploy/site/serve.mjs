// The deck from this folder, on this machine: node serve.mjs [PORT [HOST]]
// Needs Node 18 or newer and nothing else. HOST 0.0.0.0 shows it to the whole room.
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const [port = '8080', host = 'localhost'] = process.argv.slice(2)
const root = fileURLToPath(new URL('site/', import.meta.url))
const { hashed, cacheControl, security, types, text } = JSON.parse(readFileSync(new URL('headers.json', import.meta.url), 'utf8'))
const isHashed = new RegExp(hashed)

/** @returns {import('node:fs').Stats | undefined} what lies at a path inside the site */
function look(path) {
  return statSync(join(root, normalize(path)), { throwIfNoEntry: false })
}

/** @returns {string | undefined} the path that an address asks for; nothing for one that cannot be read */
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split('?')[0].replace(/^\/+/, '/'))
    return path.includes('\0') || path.split(/[/\\]/).includes('..') ? undefined : path
  }
  catch {
    return undefined
  }
}

function send(request, response, status, path, found) {
  const ending = extname(path).slice(1)
  const etag = `"${found.mtimeMs.toString(36)}-${found.size.toString(36)}"`
  const headers = {
    ...security,
    'Cache-Control': status === 200 && isHashed.test(path) ? cacheControl.hashed : cacheControl.other,
    'Content-Type': `${types[ending] ?? 'application/octet-stream'}${text.includes(ending) ? '; charset=utf-8' : ''}`,
  }
  if (status === 200 && request.headers['if-none-match'] === etag)
    return response.writeHead(304, { ...headers, ETag: etag }).end()
  response.writeHead(status, { ...headers, 'Content-Length': found.size, ...(status === 200 && { ETag: etag }) })
  if (request.method === 'HEAD')
    return response.end()
  createReadStream(join(root, path)).on('error', () => response.destroy()).pipe(response)
}

const server = createServer((request, response) => {
  if (!['GET', 'HEAD'].includes(request.method))
    return response.writeHead(405, { ...security, Allow: 'GET, HEAD' }).end()
  const path = pathOf(request.url)
  const found = path && look(path)
  if (found?.isDirectory() && !path.endsWith('/')) {
    const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
    return response.writeHead(301, { ...security, 'Cache-Control': cacheControl.other, Location: `${encodeURI(path)}/${query}` }).end()
  }
  const file = found?.isDirectory() ? `${path}index.html` : path
  const there = file && look(file)
  if (there?.isFile())
    return send(request, response, 200, file, there)
  const page = look('404.html')
  if (page)
    return send(request, response, 404, '404.html', page)
  response.writeHead(404, { ...security, 'Content-Type': 'text/plain' }).end('404')
})

server.on('error', ({ code, message }) => {
  console.error(code === 'EADDRINUSE' ? `Port ${port} is already in use. Choose another: node serve.mjs 8081` : message)
  process.exitCode = 1
})
server.listen(Number(port), host, () => {
  console.log(`http://${host}:${server.address().port}/\nCtrl+C stops it.`)
})

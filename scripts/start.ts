import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { type Language, languages } from '../data/localized.ts'
import { entries, isLanguage } from './lib/decks.ts'
import { spawnSlidev } from './lib/slidev.ts'

const usage = `npm start [-- ko|en] [--port 3030]`

/** Rejects with the system's error when the port cannot be had; 0 asks for any free one. */
function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}

async function waitFor(url: string, process: ChildProcess): Promise<void> {
  while (process.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok)
      return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('Slidev stopped before it served the deck; its message is above.')
}

function readArguments(): { language: Language, port: number } {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { port: { type: 'string', default: '3030' } } })
  const language = positionals[0] ?? languages[0]
  const port = Number(values.port)
  if (!isLanguage(language))
    throw new Error(`There is no deck in "${language}", only in ${languages.join(' and ')}.\n${usage}`)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`--port takes a number from 1 to 65535, not "${values.port}".\n${usage}`)
  return { language, port }
}

/**
 * One server a language, on one origin: the chosen one takes the port and passes what belongs to the
 * others on to them, so that the language switch works here as it does in the built deck.
 */
async function main() {
  const { language, port } = readArguments()
  await listenOnce(port).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'EADDRINUSE'
      ? `Port ${port} is taken. Stop what uses it, or choose another: npm start -- --port ${port + 1}`
      : `Port ${port} cannot be used: ${error.message}`)
  })
  const others = await Promise.all(languages.filter(other => other !== language)
    .map(async other => ({ language: other, port: await listenOnce(0) })))
  const decks = [{ language, port, peers: others }, ...others.map(other => ({ ...other, peers: [] }))]
  const servers = decks.map(deck => ({
    url: `http://localhost:${deck.port}/${deck.language}/`,
    process: spawnSlidev(
      [entries[deck.language], '--port', String(deck.port), '--base', `/${deck.language}/`],
      { EKS_PRIMER_SERVER: JSON.stringify(deck) },
      ['ignore', 'ignore', 'inherit'],
    ),
  }))
  const stop = () => servers.forEach(server => server.process.kill())
  process.on('SIGINT', stop).on('SIGTERM', stop)
  servers.forEach(server => server.process.once('exit', (code) => {
    stop()
    process.exitCode ||= code ?? 0
  }))
  await Promise.all(servers.map(server => waitFor(server.url, server.process)))

  const origin = `http://localhost:${port}`
  console.log(`
  Amazon EKS Primer

  ${decks.map(deck => `${deck.language}  slides     ${origin}/${deck.language}/
      presenter  ${origin}/${deck.language}/#/presenter/1`).join('\n  ')}

  Ctrl+C stops it.
`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

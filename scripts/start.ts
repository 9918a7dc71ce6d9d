import type { ChildProcess } from 'node:child_process'
import process from 'node:process'
import { isRoute, routeIds } from '../components/deck/routes.ts'
import { languages } from '../data/localized.ts'
import { readPort, runCommand, UsageError } from './lib/command.ts'
import { entries, isLanguage } from './lib/decks.ts'
import { onceOrphaned } from './lib/parent.ts'
import { tryPort } from './lib/port.ts'
import { spawnSlidev } from './lib/slidev.ts'

async function waitFor(url: string, process: ChildProcess): Promise<void> {
  while (process.exitCode === null && process.signalCode === null) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok)
      return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('Slidev stopped before it served the deck; its message is above.')
}

/**
 * One server a language, on one origin: the chosen one takes the port and passes what belongs to the
 * others on to them, so that the language switch works here as it does in the built deck.
 */
await runCommand('npm start [-- ko|en] [--port 3030] [--route short|main|long]', { allowPositionals: true, options: { port: { type: 'string', default: '3030' }, route: { type: 'string', default: 'main' } } }, async ({ positionals, values }) => {
  const [language = languages[0], ...more] = positionals
  if (!isLanguage(language) || more.length)
    throw new UsageError(`There is no deck in "${positionals.join(' ')}", only in ${languages.join(' and ')}.`)
  if (!isRoute(values.route))
    throw new UsageError(`There is no way "${values.route}" through the deck, only ${routeIds.join(', ')}.`)
  const port = readPort(values.port)
  await tryPort(port).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'EADDRINUSE'
      ? `Port ${port} is taken. Stop what uses it, or choose another: npm start -- --port ${port + 1}`
      : `Port ${port} cannot be used: ${error.message}`)
  })
  const others = await Promise.all(languages.filter(other => other !== language)
    .map(async other => ({ language: other, port: await tryPort(0) })))
  const all = [{ language, port }, ...others]
  // Who serves the origin has the others behind it; what windows say to each other reaches every server from any.
  const decks = all.map(deck => ({ ...deck, route: values.route, peers: deck.port === port ? others : [], rest: all.filter(other => other !== deck) }))
  const servers = decks.map(deck => ({
    url: `http://localhost:${deck.port}/${deck.language}/`,
    process: spawnSlidev(
      [entries[deck.language], '--port', String(deck.port), '--base', `/${deck.language}/`],
      { EKS_PRIMER_SERVER: JSON.stringify(deck) },
      ['ignore', 'ignore', 'inherit'],
    ),
  }))
  const stop = () => servers.forEach(server => server.process.kill())
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop)
  onceOrphaned(stop)
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
})

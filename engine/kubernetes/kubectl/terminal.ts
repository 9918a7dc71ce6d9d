/**
 * A terminal on a simulation: what is typed is a command of the record, and what it prints is an entry of the log. So a
 * typed session is replayed, shared and linked like everything else.
 *
 * One command at a time: `-w`, `wait`, `rollout status` and `drain` go on in virtual time until they end, are interrupted, or a
 * further line is typed. Leaves out pipes, variables and other programs.
 */
import { readManifest } from '../manifest/index.ts'
import type { WatchEvent } from '../apiserver/store.ts'
import type { CommandHandlers, CommandTarget } from '../simulation/commands.ts'
import type { Context, Controller } from '../simulation/controller.ts'
import type { KubeObject } from '../types/index.ts'
import { clusterOf } from './incluster.ts'
import { kubectl } from './kubectl.ts'
import type { KubectlResult } from './kubectl.ts'
import type { Pending, PendingDrain } from './pending.ts'
import type { KubectlCluster } from './targets.ts'
import { TERMINAL } from './transcript.ts'
import type { TerminalReason } from './transcript.ts'
import { columns, widthsOf } from './print/table.ts'
import { watchedCells } from './watch.ts'

declare module '../simulation/commands.ts' {
  interface Commands {
    /** A line as it was typed, and what was given to it as `-f -`. */
    kubectl: { line: string, stdin?: string }
    /** Ctrl+C. */
    interrupt: object
  }
}

type Files = NonNullable<KubectlCluster['files']>

interface Foreground {
  line: string
  stdin?: string
  pending: Pending
  /** When its time is up, or when a drain looks again: virtual ms. */
  until?: number
  /** What it has printed: of rows the last by object, else each line. */
  printed: ReadonlyMap<string, string>
}

type Write = (reason: TerminalReason, text: string) => void

/** The keys of its queue: something has changed, a command has begun, its time is up. */
const [AGAIN, BEGUN, OVER] = ['again', 'begun', 'over']
/** How often a drain looks whether pods are gone (drain.go: interval). */
const LOOK_MS = 1_000
const SESSION = { apiVersion: 'v1', kind: 'Command', metadata: { name: TERMINAL } }

export class KubectlTerminal implements Controller {
  readonly name = TERMINAL
  readonly watches = [{ kind: '*' }]
  readonly commands: CommandHandlers = {
    kubectl: (target, { line, stdin }) => this.#type(target, line, stdin),
    interrupt: target => this.#interrupt(writer(target)),
  }

  readonly #files: Files
  #foreground: Foreground | undefined

  /** @param files that `-f` can name */
  constructor(files: Files = {}) {
    this.#files = files
  }

  observe({ object }: WatchEvent, ctx: Context): void {
    const now = this.#foreground
    if (!now) return
    if (now.pending.of === 'condition') return ctx.enqueue(AGAIN)
    if (now.pending.of === 'drain') return
    const cells = watchedCells(now.pending, object, ctx.store)
    const key = uidOf(object)
    if (cells === undefined || now.printed.get(key) === asKey(cells)) return
    const widths = widthsOf([cells], undefined, undefined, now.pending.widths)
    this.#foreground = { ...now, pending: { ...now.pending, widths }, printed: new Map(now.printed).set(key, asKey(cells)) }
    printer(ctx)('Printed', columns([cells], undefined, undefined, widths))
  }

  reconcile(key: string, ctx: Context): void {
    const now = this.#foreground
    if (!now) return
    if (key === BEGUN) {
      if (now.until !== undefined) ctx.enqueueAfter(OVER, now.until - ctx.clock.now)
      return
    }
    // The end of a command before this one.
    if (now.pending.of === 'rows' || (key === OVER && now.until !== ctx.clock.now)) return
    if (now.pending.of === 'drain') return this.#drainOn(now, now.pending, ctx)
    const write = printer(ctx)
    const { stdout, stderr, pending } = kubectl(now.line, { store: ctx.store, files: this.#filesWith(now.stdin), patience: key === OVER ? 'over' : 'waits' })
    const fresh = linesOf(stdout).filter(line => !now.printed.has(line))
    if (fresh.length > 0) write('Printed', `${fresh.join('\n')}\n`)
    if (pending) {
      this.#foreground = { ...now, printed: new Map([...now.printed, ...fresh.map((line): [string, string] => [line, line])]) }
      return
    }
    if (stderr) write('Failed', stderr)
    this.#end(write)
  }

  /** Every second of a drain says what it has come to since the last one. */
  #drainOn(now: Foreground, begun: PendingDrain, ctx: Context): void {
    const write = printer(ctx)
    const result = shown(write, now.line, { store: ctx.store, patience: 'waits', begun })
    if (!result.pending) return this.#end(write)
    this.#foreground = { ...now, pending: result.pending, until: ctx.clock.now + LOOK_MS }
    ctx.enqueueAfter(OVER, LOOK_MS)
  }

  save(): Foreground | undefined {
    return this.#foreground
  }

  restore(state: Foreground | undefined): void {
    this.#foreground = state
  }

  #type(target: CommandTarget, line: string, stdin: string | undefined): void {
    const write = writer(target)
    this.#interrupt(write)
    write('Typed', line)
    const result = shown(write, line, clusterOf(target, this.#filesWith(stdin), 'waits'))
    const { pending } = result
    if (!pending) return this.#end(write)
    const timeoutMs = pending.of === 'condition' ? pending.timeoutMs : pending.of === 'drain' ? LOOK_MS : undefined
    this.#foreground = {
      line, pending, printed: printedBefore(pending, result.stdout, target),
      ...(stdin !== undefined && { stdin }), ...(timeoutMs !== undefined && { until: target.clock.now + timeoutMs }),
    }
    target.wake(TERMINAL, BEGUN)
  }

  #interrupt(write: Write): void {
    if (!this.#foreground) return
    this.#foreground = undefined
    write('Interrupted', '^C')
  }

  #end(write: Write): void {
    this.#foreground = undefined
    write('Ended', '')
  }

  #filesWith(stdin: string | undefined): Files {
    return stdin === undefined ? this.#files : { ...this.#files, '-': readManifest(stdin) }
  }
}

/** Runs a line and shows what it writes, in its order: of a line that fails, what it complains about is set apart. */
function shown(write: Write, line: string, cluster: KubectlCluster): KubectlResult {
  const pieces: { stream: 'stdout' | 'stderr', text: string }[] = []
  const result = kubectl(line, { ...cluster, written: (stream, text) => pieces.push({ stream, text }) })
  const reasonOf = (stream: 'stdout' | 'stderr'): TerminalReason => stream === 'stderr' && result.exitCode !== 0 ? 'Failed' : 'Printed'
  let text = ''
  for (const [index, piece] of pieces.entries()) {
    text += piece.text
    const [reason, next] = [reasonOf(piece.stream), pieces[index + 1]]
    if (next && reasonOf(next.stream) === reason) continue
    if (text) write(reason, text)
    text = ''
  }
  return result
}

const uidOf = ({ metadata }: KubeObject) => metadata.uid ?? metadata.name
/** Whether a row has changed is a matter of its cells: columns may have become wider since. */
const asKey = (cells: readonly string[]) => cells.join('\t')
const linesOf = (text: string) => text.split('\n').filter(Boolean)

const typeOf = (reason: TerminalReason) => reason === 'Failed' ? 'Warning' : 'Normal'
const writer = (target: CommandTarget): Write => (reason, text) => target.note(TERMINAL, { kind: SESSION.kind, name: TERMINAL }, typeOf(reason), reason, text)
const printer = (ctx: Context): Write => (reason, text) => ctx.event(SESSION, typeOf(reason), reason, text)

/** What is on the terminal already, and not to be printed again. */
function printedBefore(pending: Pending, stdout: string, { store }: CommandTarget): Foreground['printed'] {
  if (pending.of !== 'rows') return new Map(linesOf(stdout).map(line => [line, line]))
  return new Map(store.list(pending.kind).flatMap((object) => {
    const cells = watchedCells(pending, object, store)
    return cells === undefined ? [] : [[uidOf(object), asKey(cells)] as const]
  }))
}

/**
 * Who uses the API: a steady stream of one read and one write at every interval, and single requests as a person types
 * them. A request that etcd cannot answer now waits, as etcd lets it wait, and is refused at its time-out; one that no API
 * server takes is refused at once. It models no upstream file.
 */
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import { errorText } from '../../kubernetes/kubectl/errors.ts'
import type { CommandHandlers } from '../../kubernetes/simulation/commands.ts'
import type { Context, Controller } from '../../kubernetes/simulation/controller.ts'
import { etcdRequestTimeout } from './config.ts'

export type RequestVerb = 'get' | 'apply' | 'scale'

export interface ApiRequest {
  verb: RequestVerb
  /** When it was sent (virtual ms). */
  at: number
  /** What a `scale` asks for. */
  replicas?: number
  /** One of the stream, whose answers only count. */
  streamed?: boolean
}

export interface Answers {
  accepted: number
  refused: number
}

export interface ClientsState {
  reads: Answers
  writes: Answers
  waiting: readonly ApiRequest[]
}

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    /** `kubectl get`, `apply` or `scale` of the Deployment that the clients look after. */
    request: { verb: RequestVerb, replicas?: number }
  }
}

const TICK = 'tick'
const WAITING = 'waiting'
/** How often a request that waits is looked at (ms). */
const LOOK_MS = 250
/** What the stream writes: a new value every time. */
export const STREAM_CONFIG_MAP = 'release'

export class ApiClients implements Controller {
  readonly name = 'client'
  readonly watches = []
  readonly commands: CommandHandlers = {
    request: (target, { verb, replicas }) => {
      this.#send({ verb, at: target.clock.now, replicas })
      target.wake(this.name, WAITING)
    },
  }

  readonly #deployment: string
  #state: ClientsState = { reads: { accepted: 0, refused: 0 }, writes: { accepted: 0, refused: 0 }, waiting: [] }

  /** @param deployment in the namespace `default` */
  constructor(deployment: string) {
    this.#deployment = deployment
  }

  get state(): ClientsState {
    return this.#state
  }

  start(ctx: Context): void {
    ctx.enqueueAfter(TICK, ctx.config.clientIntervalMs)
  }

  reconcile(key: string, ctx: Context): void {
    if (key === TICK) {
      this.#send({ verb: 'get', at: ctx.clock.now, streamed: true }, { verb: 'apply', at: ctx.clock.now, streamed: true })
      ctx.enqueueAfter(TICK, ctx.config.clientIntervalMs)
    }
    const outage = refusalOf(() => ctx.store.ready())
    const left = this.#state.waiting.filter(request => !this.#isOver(request, outage, ctx))
    this.#state = { ...this.#state, waiting: left }
    if (left.length > 0) ctx.enqueueAfter(WAITING, LOOK_MS)
  }

  save(): ClientsState {
    return this.#state
  }

  restore(state: ClientsState): void {
    this.#state = state
  }

  #send(...requests: ApiRequest[]): void {
    this.#state = { ...this.#state, waiting: [...this.#state.waiting, ...requests] }
  }

  /** Whether a request was answered or refused. @param outage why nobody answers now */
  #isOver(request: ApiRequest, outage: ApiError | undefined, ctx: Context): boolean {
    const waited = ctx.clock.now - request.at
    if (outage?.reason === 'Unknown' && waited < etcdRequestTimeout(ctx.config)) return false
    const refusal = outage ?? refusalOf(() => this.#do(request, ctx))
    this.#count(request, refusal ? 'refused' : 'accepted')
    if (!request.streamed) tell(request, refusal, waited, ctx)
    return true
  }

  #count({ verb }: ApiRequest, answer: keyof Answers): void {
    const kind = verb === 'get' ? 'reads' : 'writes'
    this.#state = { ...this.#state, [kind]: { ...this.#state[kind], [answer]: this.#state[kind][answer] + 1 } }
  }

  /** @throws ApiError */
  #do({ verb, replicas }: ApiRequest, { store }: Context): void {
    if (verb === 'scale') store.patch('Deployment', 'default', this.#deployment, { spec: { replicas } })
    else if (verb === 'get') store.mustGet('Deployment', 'default', this.#deployment)
    else write(store, String(this.#state.writes.accepted + 1))
  }
}

function write(store: Context['store'], value: string): void {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: STREAM_CONFIG_MAP, namespace: 'default' }, data: { value } }
  if (store.get('ConfigMap', 'default', STREAM_CONFIG_MAP)) store.update(object)
  else store.create(object)
}

function refusalOf(request: () => void): ApiError | undefined {
  try {
    request()
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error
  }
}

function tell({ verb }: ApiRequest, refusal: ApiError | undefined, waited: number, ctx: Context): void {
  const object = { apiVersion: '', kind: 'Request', metadata: { name: verb } }
  const params = { verb, seconds: waited / 1000 }
  if (refusal) ctx.event(object, 'Warning', 'RequestRefused', errorText(refusal), params)
  else ctx.event(object, 'Normal', 'RequestAccepted', `kubectl ${verb}`, params)
}

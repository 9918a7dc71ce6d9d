/**
 * How a controller makes and deletes its pods: with an Event of the owner for each, and no faster than its client may.
 * Models RealPodControl of pkg/controller/controller_utils.go and client-go/util/flowcontrol/throttle.go (a token bucket a
 * controller). Leaves out: the client's other requests, which take tokens too.
 */
import type { Context } from '../simulation/controller.ts'
import type { SimulationConfig } from '../simulation/config.ts'
import { ApiError } from '../apiserver/errors.ts'
import type { KubeObject, Pod } from '../types/index.ts'

declare module '../simulation/config.ts' {
  interface SimulationConfig {
    /** --kube-api-qps of kube-controller-manager: pods that a controller makes a second, in the long run. @default 20 */
    kubeApiQps: number
    /** --kube-api-burst: pods that it makes at once after a rest. @default 30 */
    kubeApiBurst: number
  }
}

export const POD_CONTROL_CONFIG = { kubeApiQps: 20, kubeApiBurst: 30 } satisfies Partial<SimulationConfig>

/** Tokens at a time (virtual ms). */
export interface Bucket {
  tokens: number
  at: number
}

/** How many tokens there are by now (virtual ms); a bucket that was never drawn from is full. */
export function tokensAt(bucket: Bucket | undefined, now: number, { kubeApiQps, kubeApiBurst }: typeof POD_CONTROL_CONFIG): number {
  return bucket ? Math.min(kubeApiBurst, bucket.tokens + (now - bucket.at) * kubeApiQps / 1000) : kubeApiBurst
}

/** Until there is a whole token (ms). */
export function tokenWaitMs(tokens: number, kubeApiQps: number): number {
  return Math.ceil(Math.max(0, 1 - tokens) * 1000 / kubeApiQps)
}

export class PodControl {
  #bucket: Bucket | undefined

  save(): Bucket | undefined {
    return this.#bucket
  }

  restore(bucket: Bucket | undefined): void {
    this.#bucket = bucket
  }

  /** How many pods may be made now. */
  allowed(ctx: Context): number {
    return Math.floor(this.#tokens(ctx))
  }

  /** Until one more may be made (ms). */
  waitMs(ctx: Context): number {
    return tokenWaitMs(this.#tokens(ctx), ctx.config.kubeApiQps)
  }

  /** @throws ApiError what the API server refuses; it is told as FailedCreate */
  create(owner: KubeObject, draft: Pod, ctx: Context, params: { node?: string } = {}): Pod {
    this.#bucket = { tokens: this.#tokens(ctx) - 1, at: ctx.clock.now }
    try {
      const pod = ctx.store.create(draft)
      ctx.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`, { pod: pod.metadata.name, ...params })
      return pod
    } catch (error) {
      if (error instanceof ApiError) ctx.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`)
      throw error
    }
  }

  #tokens({ clock, config }: Context): number {
    return tokensAt(this.#bucket, clock.now, config)
  }
}

export function deleteOwnedPod(owner: KubeObject, pod: Pod, ctx: Context): void {
  ctx.store.delete('Pod', pod.metadata.namespace, pod.metadata.name, { preconditionUid: pod.metadata.uid })
  ctx.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`, { pod: pod.metadata.name })
}

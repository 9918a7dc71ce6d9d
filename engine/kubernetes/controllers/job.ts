/**
 * Job: runs pods to their end. Models pkg/controller/job/job_controller.go and indexed_job_utils.go. Leaves out: pod
 * failure and success policies, backoffLimitPerIndex, tracking finalizers (a pod that is deleted no longer counts).
 */
import { parseTimestamp, timestamp } from '../apimachinery/clock.ts'
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { defaultJob } from '../apiserver/defaults/workloads.ts'
import { rulesOf } from '../apiserver/kindrules.ts'
import { selectOwnPods } from '../apiserver/strategy.ts'
import { findCondition, isPodReady, isPodTerminal, isTerminating, keyOf, setCondition, withMetadata } from '../apimachinery/meta.ts'
import type { Job, Pod } from '../types/index.ts'
import { checkJob } from '../apiserver/validation/workloads.ts'
import { claim, ownerKeys } from './claim.ts'
import { isPodActive } from './pods.ts'
import { deleteOwnedPod, POD_CONTROL_CONFIG, PodControl } from './podcontrol.ts'
import type { Bucket } from './podcontrol.ts'
import { slowStartBatch } from './replicaset.ts'
import { podFromTemplate } from './template.ts'

const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index'

/** DefaultJobPodFailureBackOff and its cap. */
const FIRST_BACK_OFF_MS = 10_000
const LONGEST_BACK_OFF_MS = 600_000

/** Sorted indexes as ranges: 0,1,2,5 is `0-2,5`. */
export function formatIndexes(indexes: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else ranges.push([index, index])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from},${to}` : `${from}-${to}`)).join(',')
}

const indexOf = (pod: Pod) => Number(pod.metadata.annotations?.[COMPLETION_INDEX] ?? -1)
const isFinished = ({ status }: Job) => status?.conditions?.some(({ type, status: holds }) => (type === 'Complete' || type === 'Failed') && holds === 'True') ?? false
const inPhase = (pods: readonly Pod[], phase: string) => pods.filter(pod => pod.status?.phase === phase)

export class JobController implements Controller {
  readonly name = 'job-controller'
  readonly config = POD_CONTROL_CONFIG
  readonly rules = [rulesOf('Job', { prepare: selectOwnPods, defaults: defaultJob, check: checkJob })]
  readonly watches: readonly Watch[] = [
    { kind: 'Job', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'Pod', keysFor: ({ object }, { store }) => ownerKeys(object, 'Job', store) },
  ]

  readonly #pods = new PodControl()

  save(): Bucket | undefined {
    return this.#pods.save()
  }

  restore(state: Bucket | undefined): void {
    this.#pods.restore(state)
  }

  reconcile(key: string, ctx: Context): void {
    const job = ctx.store.getByKey('Job', key)
    if (!job || isTerminating(job)) return
    if (isFinished(job)) return expire(job, ctx)
    const pods = claim(job, 'Pod', ctx.store)
    const verdict = decided(job) ?? judge(job, pods, ctx)
    if (verdict) wrapUp(job, pods, verdict, ctx)
    else if (job.spec.suspend) for (const pod of pods.filter(isPodActive)) deleteOwnedPod(job, pod, ctx)
    else manage(job, pods, this.#pods, ctx)
    writeStatus(job, verdict, ctx)
  }
}

interface Verdict {
  type: 'Complete' | 'Failed'
  reason: string
  message: string
}

/** What a job is called while its last pods end: the conditions since 1.31 (JobPodReplacementPolicy, JobManagedBy). */
const INTERIM = { Complete: 'SuccessCriteriaMet', Failed: 'FailureTarget' } as const

/** A verdict that waits for the last pods to be gone. */
function decided({ status }: Job): Verdict | undefined {
  for (const type of ['Complete', 'Failed'] as const) {
    const interim = findCondition(status?.conditions, INTERIM[type])
    if (interim?.status === 'True') return { type, reason: interim.reason ?? '', message: interim.message ?? '' }
  }
  return undefined
}

/** How often the job failed: pods that did, and restarts of those that restart in place. */
function failures({ spec }: Job, pods: readonly Pod[]): number {
  const restarts = spec.template.spec.restartPolicy === 'OnFailure'
    ? pods.flatMap(pod => pod.status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0)
    : 0
  return inPhase(pods, 'Failed').length + restarts
}

/** What counts as done: pods, or in an Indexed job different indexes. */
function successes({ spec }: Job, pods: readonly Pod[]): number {
  const done = inPhase(pods, 'Succeeded')
  return spec.completionMode === 'Indexed' ? new Set(done.map(indexOf)).size : done.length
}

function judge(job: Job, pods: readonly Pod[], ctx: Context): Verdict | undefined {
  const { backoffLimit = 6, completions, activeDeadlineSeconds } = job.spec
  if (failures(job, pods) > backoffLimit) return { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }
  const deadline = parseTimestamp(job.status?.startTime) + (activeDeadlineSeconds ?? Number.NaN) * 1000
  if (deadline <= ctx.clock.now) return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' }
  if (deadline > ctx.clock.now) ctx.enqueueAfter(keyOf(job), deadline - ctx.clock.now)
  const succeeded = successes(job, pods)
  const complete = completions === undefined ? succeeded > 0 && !pods.some(isPodActive) : succeeded >= completions
  return complete && !job.spec.suspend ? { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' } : undefined
}

/** Ends what still runs; says so once nothing does. */
function wrapUp(job: Job, pods: readonly Pod[], { type, reason, message }: Verdict, ctx: Context): void {
  for (const pod of pods.filter(isPodActive)) deleteOwnedPod(job, pod, ctx)
  if (!isOver(claim(job, 'Pod', ctx.store))) return
  if (type === 'Complete') ctx.event(job, 'Normal', 'Completed', 'Job completed')
  else ctx.event(job, 'Warning', reason, message)
}

const isOver = (pods: readonly Pod[]) => pods.every(isPodTerminal)

/** Creates or deletes pods until as many run as are wanted. */
function manage(job: Job, pods: readonly Pod[], control: PodControl, ctx: Context): void {
  const { parallelism = 1, completions, completionMode } = job.spec
  const active = pods.filter(isPodActive)
  const succeeded = successes(job, pods)
  const wanted = completions === undefined
    ? succeeded > 0 ? Math.min(active.length, parallelism) : parallelism
    : Math.min(completions - succeeded, parallelism)
  for (const pod of active.slice(wanted)) deleteOwnedPod(job, pod, ctx)
  const missing = wanted - active.length
  if (missing <= 0) return
  const wait = backOffLeft(pods, ctx.clock.now)
  if (wait > 0) return ctx.enqueueAfter(keyOf(job), wait)
  const taken = new Set([...active, ...inPhase(pods, 'Succeeded')].map(indexOf))
  let index = 0
  const create = () => {
    while (taken.has(index)) index++
    taken.add(index)
    createPod(job, completionMode === 'Indexed' ? index : undefined, control, ctx)
  }
  const count = Math.min(missing, control.allowed(ctx))
  const { error } = slowStartBatch(count, create)
  if (!error && count < missing) ctx.enqueueAfter(keyOf(job), control.waitMs(ctx))
  if (error) throw error
}

/** After failures the next pod waits 10 s, doubled with each failure, from the last one on. */
function backOffLeft(pods: readonly Pod[], now: number): number {
  const failed = inPhase(pods, 'Failed')
  if (failed.length === 0) return 0
  const ends = failed.flatMap(pod => pod.status?.containerStatuses?.map(({ state }) => parseTimestamp(state?.terminated?.finishedAt)) ?? []).filter(end => !Number.isNaN(end))
  const wait = Math.min(FIRST_BACK_OFF_MS * 2 ** (failed.length - 1), LONGEST_BACK_OFF_MS)
  return ends.length === 0 ? 0 : Math.max(...ends) + wait - now
}

function createPod(job: Job, index: number | undefined, control: PodControl, ctx: Context): void {
  const base = podFromTemplate(job.spec.template, job, { generateName: `${job.metadata.name}-${index === undefined ? '' : `${index}-`}` })
  const mark = index === undefined ? undefined : { [COMPLETION_INDEX]: String(index) }
  const draft = mark ? withMetadata({ ...base, spec: { ...base.spec, hostname: base.spec.hostname ?? `${job.metadata.name}-${index}` } }, { annotations: { ...base.metadata.annotations, ...mark }, labels: { ...base.metadata.labels, ...mark } }) : base
  control.create(job, draft, ctx)
}

function writeStatus(job: Job, verdict: Verdict | undefined, ctx: Context): void {
  const { store, clock } = ctx
  const fresh = store.get('Job', job.metadata.namespace, job.metadata.name)
  if (!fresh) return
  const now = timestamp(clock.now)
  const pods = claim(fresh, 'Pod', store)
  const active = pods.filter(isPodActive)
  let { conditions } = fresh.status ?? {}
  const wasSuspended = findCondition(conditions, 'Suspended')?.status === 'True'
  const suspends = Boolean(fresh.spec.suspend) && !verdict && !wasSuspended
  const resumes = !fresh.spec.suspend && !verdict && wasSuspended
  if (suspends) conditions = setCondition(conditions, { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }, now)
  if (resumes) conditions = setCondition(conditions, { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' }, now)
  if (suspends) ctx.event(fresh, 'Normal', 'Suspended', 'Job suspended')
  if (resumes) ctx.event(fresh, 'Normal', 'Resumed', 'Job resumed')
  const over = verdict !== undefined && isOver(pods)
  if (verdict) {
    const { type, reason, message } = verdict
    for (const one of over ? [INTERIM[type], type] : [INTERIM[type]]) conditions = setCondition(conditions, { type: one, status: 'True', reason, message }, now)
  }
  const done = inPhase(pods, 'Succeeded')
  store.updateStatus({
    ...fresh,
    status: {
      ...fresh.status,
      startTime: fresh.spec.suspend ? undefined : (resumes ? now : fresh.status?.startTime ?? now),
      active: active.length,
      ready: active.filter(isPodReady).length,
      terminating: pods.filter(isTerminating).length,
      succeeded: successes(fresh, pods),
      failed: inPhase(pods, 'Failed').length,
      ...(fresh.spec.completionMode === 'Indexed' && { completedIndexes: formatIndexes(done.map(indexOf)) }),
      ...(over && verdict.type === 'Complete' && { completionTime: now }),
      ...(conditions && { conditions }),
    },
  })
}

/** Deletes a finished job after its ttlSecondsAfterFinished (ttlafterfinished controller). */
function expire(job: Job, ctx: Context): void {
  const { ttlSecondsAfterFinished } = job.spec
  if (ttlSecondsAfterFinished === undefined) return
  const condition = job.status?.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed')
  const due = parseTimestamp(condition?.lastTransitionTime) + ttlSecondsAfterFinished * 1000
  if (due > ctx.clock.now) return ctx.enqueueAfter(keyOf(job), due - ctx.clock.now)
  ctx.store.delete('Job', job.metadata.namespace, job.metadata.name)
}

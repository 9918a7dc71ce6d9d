/**
 * Deployment: rolls pods from one template to the next through ReplicaSets.
 * Models pkg/controller/deployment/deployment_controller.go, sync.go, rolling.go and recreate.go. Leaves out: the old
 * rollbackTo field, hash collisions (the count is kept, but names never clash here), sync of minReadySeconds to old sets.
 * Stricter than upstream in one point: available counts of an old set that has not seen its new size yet are capped by
 * that size; upstream can break its promise there when its two controllers race.
 */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { defaultDeployment } from '../../apiserver/defaults/workloads.ts'
import { rulesOf } from '../../apiserver/kindrules.ts'
import { controllerOf, controllerRef, equal, findCondition, isPodTerminal, isTerminating, keyOf } from '../../apimachinery/meta.ts'
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../types/index.ts'
import { checkDeployment } from '../../apiserver/validation/workloads.ts'
import { claim, ownerKeys } from '../claim.ts'
import { templateHash } from '../template.ts'
import { DEPLOYMENT_COMMANDS } from './commands.ts'
import { calculateDeploymentStatus, deploymentComplete, deploymentTimedOut, hasProgressDeadline, replicaSetsToCleanUp, rolloutStatus, setDeploymentCondition } from './progress.ts'
import { filterActiveReplicaSets, findNewReplicaSet, findOldReplicaSets, POD_TEMPLATE_HASH, replicasOf, REVISION } from './replicasets.ts'
import type { Scaling } from './replicasets.ts'
import { newReplicaSetAnnotations, nextRevision, replicasAnnotations } from './revision.ts'
import { newRSNewReplicas, reconcileNewReplicaSet, reconcileOldReplicaSets } from './rolling.ts'
import { isScalingEvent, scale } from './scale.ts'

interface Sets {
  newRS: ReplicaSet | undefined
  oldRSs: ReplicaSet[]
}

export class DeploymentController implements Controller {
  readonly name = 'deployment-controller'
  readonly commands = DEPLOYMENT_COMMANDS
  readonly rules = [rulesOf('Deployment', { defaults: defaultDeployment, check: checkDeployment })]
  readonly watches: readonly Watch[] = [
    { kind: 'Deployment', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'ReplicaSet', keysFor: ({ object }, { store }) => ownerKeys(object, 'Deployment', store) },
    // A Recreate waits for the last old pod to be gone.
    { kind: 'Pod', keysFor: ({ object, type }, { store }) => (type === 'DELETED' ? deploymentOfPod(controllerOf(object)?.name, object.metadata.namespace, store) : []) },
  ]

  reconcile(key: string, ctx: Context): void {
    const deployment = ctx.store.getByKey('Deployment', key)
    if (!deployment) return
    const replicaSets = claim(deployment, 'ReplicaSet', ctx.store)
    if (isTerminating(deployment)) return writeStatus(deployment, findSets(deployment, replicaSets), ctx, calculateDeploymentStatus)
    if (syncPaused(deployment, ctx)) return
    const sets = findSets(deployment, replicaSets)
    if (deployment.spec.paused || isScalingEvent(deployment, replicaSets)) {
      const known = sets.newRS ? { ...sets, newRS: adoptAsNew(deployment, sets.newRS, sets.oldRSs, ctx) } : sets
      scaleAll(deployment, scale(deployment, known.newRS, known.oldRSs), ctx)
      return writeStatus(deployment, refresh(known, ctx), ctx, calculateDeploymentStatus)
    }
    if (deployment.spec.strategy?.type === 'Recreate') rolloutRecreate(deployment, sets, ctx)
    else rolloutRolling(deployment, sets, ctx)
  }
}

function deploymentOfPod(replicaSetName: string | undefined, namespace: string | undefined, store: Context['store']): string[] {
  const replicaSet = replicaSetName === undefined ? undefined : store.get('ReplicaSet', namespace, replicaSetName)
  const owner = replicaSet && controllerOf(replicaSet)
  return owner?.kind === 'Deployment' ? [`${namespace}/${owner.name}`] : []
}

function findSets(deployment: Deployment, replicaSets: readonly ReplicaSet[]): Sets {
  return { newRS: findNewReplicaSet(deployment, replicaSets), oldRSs: findOldReplicaSets(deployment, replicaSets).all }
}

function refresh({ newRS, oldRSs }: Sets, { store }: Context): Sets {
  const again = (one: ReplicaSet) => store.get('ReplicaSet', one.metadata.namespace, one.metadata.name)
  return { newRS: newRS && again(newRS), oldRSs: oldRSs.map(again).filter(one => one !== undefined) }
}

/** A pause stops the clock of the progress deadline. Returns whether the condition changed, which brings the next turn. */
function syncPaused(deployment: Deployment, { store, clock }: Context): boolean {
  const condition = findCondition(deployment.status?.conditions, 'Progressing')
  if (!hasProgressDeadline(deployment) || condition?.reason === 'ProgressDeadlineExceeded') return false
  const isPaused = condition?.reason === 'DeploymentPaused'
  if (isPaused === (deployment.spec.paused ?? false)) return false
  const [reason, message] = isPaused ? ['DeploymentResumed', 'Deployment is resumed'] : ['DeploymentPaused', 'Deployment is paused']
  const conditions = setDeploymentCondition(deployment.status?.conditions, { type: 'Progressing', status: 'Unknown', reason, message }, clock.now)
  store.updateStatus({ ...deployment, status: { ...deployment.status, conditions } })
  return true
}

/** Gives the ReplicaSet of the present template its revision; the Deployment takes over the number. */
function adoptAsNew(deployment: Deployment, newRS: ReplicaSet, oldRSs: readonly ReplicaSet[], ctx: Context): ReplicaSet {
  const annotations = newReplicaSetAnnotations(deployment, newRS, nextRevision(oldRSs))
  const spec = { ...newRS.spec, minReadySeconds: deployment.spec.minReadySeconds }
  const updated = ctx.store.update({ ...newRS, spec, metadata: { ...newRS.metadata, annotations } })
  setRevision(deployment, updated, ctx)
  if (!findCondition(deployment.status?.conditions, 'Progressing')) restartDeadline(deployment, 'FoundNewReplicaSet', `Found new replica set "${updated.metadata.name}"`, ctx)
  return updated
}

/** A new rollout gets the whole progress deadline. */
function restartDeadline(deployment: Deployment, reason: string, message: string, { store, clock }: Context): void {
  const fresh = store.get('Deployment', deployment.metadata.namespace, deployment.metadata.name)
  if (!fresh || !hasProgressDeadline(fresh)) return
  const conditions = setDeploymentCondition(fresh.status?.conditions, { type: 'Progressing', status: 'True', reason, message }, clock.now)
  store.updateStatus({ ...fresh, status: { ...fresh.status, conditions } })
}

function setRevision(deployment: Deployment, replicaSet: ReplicaSet, { store }: Context): void {
  const revision = replicaSet.metadata.annotations?.[REVISION]
  const fresh = store.get('Deployment', deployment.metadata.namespace, deployment.metadata.name)
  if (!fresh || !revision || fresh.metadata.annotations?.[REVISION] === revision) return
  store.update({ ...fresh, metadata: { ...fresh.metadata, annotations: { ...fresh.metadata.annotations, [REVISION]: revision } } })
}

function createNew(deployment: Deployment, oldRSs: readonly ReplicaSet[], ctx: Context): ReplicaSet {
  const { template, selector, minReadySeconds } = deployment.spec
  const hash = templateHash(template, deployment.status?.collisionCount)
  const labels = { ...template.metadata?.labels, [POD_TEMPLATE_HASH]: hash }
  const draft: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: { ...newReplicaSetAnnotations(deployment, undefined, nextRevision(oldRSs)), ...replicasAnnotations(deployment) },
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas: 0, minReadySeconds,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [POD_TEMPLATE_HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
  const replicas = newRSNewReplicas(deployment, [...oldRSs, draft], draft)
  const created = ctx.store.create({ ...draft, spec: { ...draft.spec, replicas } })
  if (replicas > 0) announceScaling(deployment, created.metadata.name, 0, replicas, ctx)
  setRevision(deployment, created, ctx)
  restartDeadline(deployment, 'NewReplicaSetCreated', `Created new replica set "${created.metadata.name}"`, ctx)
  return created
}

function announceScaling(deployment: Deployment, replicaSet: string, from: number, to: number, ctx: Context): void {
  const direction = to > from ? 'up' : 'down'
  ctx.event(deployment, 'Normal', 'ScalingReplicaSet', `Scaled ${direction} replica set ${replicaSet} from ${from} to ${to}`, { replicaSet, direction, from, to })
}

/** Returns whether any size changed; annotations alone do not count. */
function scaleAll(deployment: Deployment, scalings: readonly Scaling[], ctx: Context): boolean {
  let changed = false
  for (const { replicaSet, replicas } of scalings) {
    const before = replicasOf(replicaSet)
    const annotations = { ...replicaSet.metadata.annotations, ...replicasAnnotations(deployment) }
    if (before === replicas && equal(annotations, replicaSet.metadata.annotations)) continue
    ctx.store.update({ ...replicaSet, metadata: { ...replicaSet.metadata, annotations }, spec: { ...replicaSet.spec, replicas } })
    if (before === replicas) continue
    announceScaling(deployment, replicaSet.metadata.name, before, replicas, ctx)
    changed = true
  }
  return changed
}

function rolloutRolling(deployment: Deployment, { newRS: found, oldRSs }: Sets, ctx: Context): void {
  const newRS = found ? adoptAsNew(deployment, found, oldRSs, ctx) : createNew(deployment, oldRSs, ctx)
  const up = reconcileNewReplicaSet(deployment, newRS, oldRSs)
  const scaled = (up && scaleAll(deployment, [up], ctx)) || scaleAll(deployment, reconcileOldReplicaSets(deployment, newRS, oldRSs.map(withoutStaleCounts)), ctx)
  finish(deployment, { newRS, oldRSs }, scaled, ctx)
}

/** A set that has not yet acted on its new size cannot count on more pods than that. */
function withoutStaleCounts(replicaSet: ReplicaSet): ReplicaSet {
  const { metadata, status } = replicaSet
  if ((status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)) return replicaSet
  return { ...replicaSet, status: { ...status, availableReplicas: Math.min(status?.availableReplicas ?? 0, replicasOf(replicaSet)) } }
}

/** No new pod before the last old one is gone. */
function rolloutRecreate(deployment: Deployment, { newRS: found, oldRSs }: Sets, ctx: Context): void {
  const down = filterActiveReplicaSets(oldRSs).map(replicaSet => ({ replicaSet, replicas: 0 }))
  if (scaleAll(deployment, down, ctx)) return finish(deployment, { newRS: found, oldRSs }, true, ctx)
  const oldPodsRun = oldRSs.some(({ metadata }) => ctx.store.listByOwner(metadata.uid ?? '', 'Pod').some(pod => !isPodTerminal(pod)))
  if (oldPodsRun) return finish(deployment, { newRS: found, oldRSs }, true, ctx)
  const newRS = found ? adoptAsNew(deployment, found, oldRSs, ctx) : createNew(deployment, oldRSs, ctx)
  const scaled = scaleAll(deployment, [{ replicaSet: newRS, replicas: deployment.spec.replicas ?? 1 }], ctx)
  finish(deployment, { newRS, oldRSs }, scaled, ctx)
}

function finish(deployment: Deployment, sets: Sets, scaled: boolean, ctx: Context): void {
  if (!scaled && deploymentComplete(deployment, deployment.status ?? {})) {
    for (const { metadata } of replicaSetsToCleanUp(deployment, sets.oldRSs)) ctx.store.delete('ReplicaSet', metadata.namespace, metadata.name)
  }
  writeStatus(deployment, refresh(sets, ctx), ctx, rolloutStatus)
  requeueStuck(deployment, ctx)
}

function writeStatus(deployment: Deployment, { newRS, oldRSs }: Sets, { store, clock }: Context, statusOf: (deployment: Deployment, newRS: ReplicaSet | undefined, all: readonly ReplicaSet[], now: number) => DeploymentStatus): void {
  const fresh = store.get('Deployment', deployment.metadata.namespace, deployment.metadata.name)
  if (!fresh) return
  const all = newRS ? [...oldRSs, newRS] : oldRSs
  store.updateStatus({ ...fresh, status: statusOf(fresh, newRS, all, clock.now) })
}

/** Looks again when the progress deadline passes. */
function requeueStuck(deployment: Deployment, ctx: Context): void {
  const fresh = ctx.store.get('Deployment', deployment.metadata.namespace, deployment.metadata.name)
  const progressing = findCondition(fresh?.status?.conditions, 'Progressing')
  if (!fresh || !hasProgressDeadline(fresh) || !progressing) return
  if (progressing.reason === 'NewReplicaSetAvailable' || deploymentComplete(fresh, fresh.status ?? {}) || deploymentTimedOut(fresh, fresh.status ?? {}, ctx.clock.now)) return
  const deadline = parseTimestamp(progressing.lastUpdateTime) + (fresh.spec.progressDeadlineSeconds ?? 0) * 1000 + 1000
  ctx.enqueueAfter(keyOf(fresh), Math.max(1000, deadline - ctx.clock.now))
}

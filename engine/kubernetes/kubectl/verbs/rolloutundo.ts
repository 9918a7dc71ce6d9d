/**
 * `kubectl rollout undo`. Models kubectl/pkg/polymorphichelpers/rollback.go: a Deployment's history is its ReplicaSets, a
 * DaemonSet's and a StatefulSet's are ControllerRevisions.
 */
import { DESIRED_REPLICAS, equalIgnoreHash, MAX_REPLICAS, REVISION, REVISION_HISTORY, revisionOf } from '../../controllers/deployment/replicasets.ts'
import { rollbackTemplate } from '../../controllers/deployment/revision.ts'
import { revisionsOf, templateOf } from '../../controllers/revisions.ts'
import { equal } from '../../apimachinery/meta.ts'
import type { DaemonSet, Deployment, StatefulSet } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { describeTemplate } from '../print/describe/pod.ts'
import { say } from '../print/message.ts'
import { LAST_APPLIED } from '../changecause.ts'

/** What of a Deployment's annotations a rollback leaves alone (annotationsToSkip). */
const KEPT_ANNOTATIONS = [LAST_APPLIED, REVISION, REVISION_HISTORY, DESIRED_REPLICAS, MAX_REPLICAS, 'deprecated.deployment.rollback.to']

/** Goes back to the template of `--to-revision`, or of the one before the present. @throws Error in kubectl's words */
export function undo(call: Invocation, target: Target): void {
  const revision = call.number('to-revision') ?? 0
  if (revision < 0) throw new UsageError(`unable to find specified revision ${revision} in history`)
  const { kind } = target.info
  if (kind === 'Deployment') undoDeployment(call, target, target.object as Deployment, revision)
  else if (kind === 'DaemonSet' || kind === 'StatefulSet') undoRevision(call, target, target.object as DaemonSet | StatefulSet, revision)
  else throw new UsageError(`no rollbacker has been implemented for "${kind}"`)
}

/** The revision's annotations come back with its template: its change cause among them. */
function undoDeployment(call: Invocation, target: Target, deployment: Deployment, toRevision: number): void {
  const { uid = '', annotations = {} } = deployment.metadata
  const sets = call.store.listByOwner(uid, 'ReplicaSet')
  const template = rollbackTemplate(deployment, sets, toRevision)
  const found = toRevision > 0 ? sets.find(set => revisionOf(set) === toRevision) : sets.filter(set => equalIgnoreHash(set.spec.template, template)).at(-1)
  if (call.dryRun === 'client') return say(call, target, describeTemplate(template).trimEnd())
  if (deployment.spec.paused) {
    throw new UsageError('you cannot rollback a paused deployment; resume it first with \'kubectl rollout resume\' and try again')
  }
  if (equalIgnoreHash(template, deployment.spec.template)) return skipped(call, target, toRevision)
  const kept = Object.entries(annotations).filter(([key]) => KEPT_ANNOTATIONS.includes(key))
  const restored = Object.entries(found?.metadata.annotations ?? {}).filter(([key]) => !KEPT_ANNOTATIONS.includes(key))
  const metadata = { ...deployment.metadata, annotations: Object.fromEntries([...kept, ...restored]) }
  say(call, { ...target, object: call.store.update({ ...deployment, metadata, spec: { ...deployment.spec, template } }) }, 'rolled back')
}

function undoRevision(call: Invocation, target: Target, owner: DaemonSet | StatefulSet, toRevision: number): void {
  const revisions = revisionsOf(owner, call.store)
  if (toRevision === 0 && revisions.length <= 1) throw new UsageError('no last revision to roll back to')
  const found = toRevision === 0 ? revisions.at(-2) : revisions.find(({ revision }) => revision === toRevision)
  if (!found) throw new UsageError(`unable to find specified revision ${toRevision} in history`)
  const template = templateOf(found)
  if (call.dryRun === 'client') return say(call, target, describeTemplate(template).trimEnd())
  if (equal(template, owner.spec.template)) return skipped(call, target, toRevision)
  say(call, { ...target, object: call.store.update({ ...owner, spec: { ...owner.spec, template } } as DaemonSet) }, 'rolled back')
}

function skipped(call: Invocation, target: Target, toRevision: number): void {
  say(call, target, `skipped rollback (current template already matches revision ${toRevision})`)
}

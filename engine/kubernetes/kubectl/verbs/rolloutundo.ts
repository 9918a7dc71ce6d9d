/**
 * `kubectl rollout undo`. Models kubectl/pkg/polymorphichelpers/rollback.go: a Deployment's history is its ReplicaSets, a
 * DaemonSet's and a StatefulSet's are ControllerRevisions.
 */
import { equalIgnoreHash, revisionOf } from '../../controllers/deployment/replicasets.ts'
import { rollbackTemplate } from '../../controllers/deployment/revision.ts'
import { revisionsOf, templateOf } from '../../controllers/revisions.ts'
import { equal } from '../../apimachinery/meta.ts'
import type { DaemonSet, Deployment, PodTemplateSpec, StatefulSet } from '../../types/index.ts'
import type { Invocation, Target } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import { say } from '../print/message.ts'

/** Goes back to the template of `--to-revision`, or of the one before the present. @throws Error in kubectl's words */
export function undo(call: Invocation, target: Target): void {
  const revision = Number(call.flag('to-revision') ?? 0)
  if (!Number.isInteger(revision) || revision < 0) throw new UsageError(`revision must be a positive integer: ${call.flag('to-revision')}`)
  const { kind } = target.info
  if (kind === 'Deployment') undoDeployment(call, target, target.object as Deployment, revision)
  else if (kind === 'DaemonSet' || kind === 'StatefulSet') undoRevision(call, target, target.object as DaemonSet | StatefulSet, revision)
  else throw new UsageError(`no rollbacker has been implemented for "${kind}"`)
}

function undoDeployment(call: Invocation, target: Target, deployment: Deployment, toRevision: number): void {
  const { name, uid = '' } = deployment.metadata
  if (deployment.spec.paused) {
    throw new UsageError(`you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${name}' and try again`)
  }
  const sets = call.store.listByOwner(uid, 'ReplicaSet')
  const template = rollbackTemplate(deployment, sets, toRevision)
  const current = sets.find(set => equalIgnoreHash(set.spec.template, template))
  const skipped = equalIgnoreHash(template, deployment.spec.template)
  roll(call, target, template, skipped ? toRevision || (current ? revisionOf(current) : 0) : undefined)
}

function undoRevision(call: Invocation, target: Target, owner: DaemonSet | StatefulSet, toRevision: number): void {
  const revisions = revisionsOf(owner, call.store)
  if (toRevision === 0 && revisions.length <= 1) throw new UsageError('no last revision to roll back to')
  const found = toRevision === 0 ? revisions.at(-2) : revisions.find(({ revision }) => revision === toRevision)
  if (!found) throw new UsageError(`unable to find specified revision ${toRevision} in history`)
  const template = templateOf(found)
  roll(call, target, template, equal(template, owner.spec.template) ? toRevision : undefined)
}

/** @param matching the revision that the present template already has: nothing is to be done */
function roll(call: Invocation, target: Target, template: PodTemplateSpec, matching: number | undefined): void {
  const object = target.object as Deployment
  if (matching !== undefined) return say(call, target, `skipped rollback (current template already matches revision ${matching})`)
  call.store.update({ ...object, spec: { ...object.spec, template } })
  say(call, target, 'rolled back')
}

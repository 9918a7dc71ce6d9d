/**
 * `kubectl rollout history`. Models kubectl/pkg/cmd/rollout/rollout_history.go and kubectl/pkg/polymorphichelpers/history.go:
 * a Deployment's revisions are its ReplicaSets; a DaemonSet's and a StatefulSet's are the object with a kept template put in. The
 * template of a revision has its tabs as they are, which is how kubectl prints it here.
 */
import { revisionOf } from '../../controllers/deployment/replicasets.ts'
import { revisionsOf, templateOf } from '../../controllers/revisions.ts'
import type { DaemonSet, KubeObject, PodTemplateSpec, ReplicaSet } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { displayName } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { describeTemplate } from '../print/describe/pod.ts'
import { say } from '../print/message.ts'
import { columns } from '../print/table.ts'
import { CHANGE_CAUSE } from '../changecause.ts'

interface Version {
  revision: number
  cause: string | undefined
  template: PodTemplateSpec
  /** What `-o` prints. */
  object: KubeObject
}

export function history(call: Invocation, { info, object }: Target): void {
  const revision = call.number('revision') ?? 0
  if (revision < 0) throw new UsageError(`revision must be a positive integer: ${revision}`)
  const versions = versionsOf(call, object)
  const wanted = revision > 0 ? versions.filter(one => one.revision === revision) : versions
  if (revision > 0 && wanted.length === 0 && (versions.length > 0 || call.flag('output'))) throw new UsageError('unable to find the specified revision')
  if (call.flag('output')) {
    for (const version of wanted) say(call, { info: call.store.kindInfo(version.object.kind), object: version.object }, '')
    return
  }
  const [version] = wanted
  const head = `${displayName(info, object.metadata.name)} `
  if (versions.length === 0) call.out(`${head}\nNo rollout history found.\n`)
  else if (revision > 0 && version) call.out(`${head}with revision #${revision}\n${describeTemplate(withCause(version))}\n`)
  else call.out(`${head}\n${columns([['REVISION', 'CHANGE-CAUSE'], ...versions.map(one => [String(one.revision), one.cause || '<none>'])], 2, 0)}\n`)
}

/** A Deployment's template is shown with its change cause among its annotations. */
function withCause({ cause, template, object }: Version): PodTemplateSpec {
  if (!cause || object.kind !== 'ReplicaSet') return template
  return { ...template, metadata: { ...template.metadata, annotations: { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause } } }
}

/** Oldest first. @throws UsageError when the kind has no history */
function versionsOf({ store }: Invocation, owner: KubeObject): Version[] {
  const causeOf = ({ metadata }: KubeObject) => metadata.annotations?.[CHANGE_CAUSE]
  switch (owner.kind) {
    case 'Deployment':
      return store.listByOwner(owner.metadata.uid ?? '', 'ReplicaSet')
        .map((set: ReplicaSet) => ({ revision: revisionOf(set), cause: causeOf(set), template: set.spec.template, object: set }))
        .sort((a, b) => a.revision - b.revision)
    case 'DaemonSet': case 'StatefulSet':
      return revisionsOf(owner, store).map((one) => {
        const template = templateOf(one)
        return { revision: one.revision, cause: causeOf(one), template, object: { ...owner, spec: { ...(owner as DaemonSet).spec, template } } as KubeObject }
      })
    default: throw new UsageError(`no history viewer has been implemented for "${owner.kind}"`)
  }
}

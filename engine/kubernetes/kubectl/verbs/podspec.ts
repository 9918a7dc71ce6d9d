/** What `kubectl set`'s verbs share: which objects, their pods' spec, how it is written. Models kubectl/pkg/cmd/set/helper.go. */
import { mergePatch } from '../../apimachinery/patch.ts'
import type { Container, Deployment, KubeObject, Pod, PodSpec } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { errorText, UsageError } from '../errors.ts'
import { say } from '../print/message.ts'
import { recorded } from '../changecause.ts'
import { liveTargets, namesFiles, targetsFromFiles } from './files.ts'

/** The objects that words before the pairs name, or the files. @throws UsageError */
export function setTargets(call: Invocation, words: readonly string[]): Target[] {
  if (call.has('all') && call.flag('selector') !== undefined) throw new UsageError('cannot set --all and --selector at the same time')
  if (words.length === 0 && !namesFiles(call)) throw new UsageError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (call.has('local')) {
    if (words.length > 0) throw new UsageError('error: when using --local, a resource cannot be named; use -f')
    return targetsFromFiles(call).targets
  }
  return namesFiles(call) ? liveTargets(call) : findObjects(call, words, true)
}

/** The spec of the pods that an object is or makes. @throws UsageError when it has none */
export function podSpecOf({ info, object }: Target): PodSpec {
  const spec: PodSpec | undefined = info.kind === 'Pod' ? (object as Pod).spec : (object as Deployment).spec?.template?.spec
  if (!spec?.containers) throw new UsageError(`${info.plural}/${object.metadata.name} the object is not a pod or does not have a pod template: ${info.kind}`)
  return spec
}

/** Writes a changed pod spec and tells it; nothing is told when nothing changed. */
export function writePodSpec(call: Invocation, target: Target, pod: Partial<PodSpec>, done: string): void {
  const { info, object } = target
  try {
    const patch = recorded(call, { spec: info.kind === 'Pod' ? pod : { template: { spec: pod } } })
    const { name, namespace, resourceVersion } = object.metadata
    if (call.has('local')) return say(call, { ...target, object: mergePatch(object, patch) as KubeObject }, done)
    const patched: KubeObject = call.store.patch(info.kind, namespace, name, patch)
    if (patched.metadata.resourceVersion !== resourceVersion) say(call, { ...target, object: patched }, done)
  } catch (error) {
    call.err(errorText(error))
  }
}

/** `--containers` may have `*` in it. */
export function containerMatcher(pattern = '*'): (container: Container) => boolean {
  const regex = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
  return ({ name }) => regex.test(name)
}

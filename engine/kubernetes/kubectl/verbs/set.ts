/** `kubectl set image`. Models kubectl/pkg/cmd/set/set_image.go; other subcommands of set are not there. */
import type { Container, Deployment, Pod, PodSpec } from '../../types/index.ts'
import { findObjects } from '../cluster.ts'
import { errorText, UsageError } from '../errors.ts'
import { say } from '../print/message.ts'
import type { Verb } from './verb.ts'
import { SELECTOR_FLAGS } from './verb.ts'

export const set: Verb = {
  mutates: true,
  flags: { ...SELECTOR_FLAGS, all: { type: 'boolean' }, output: { type: 'string', short: 'o' } },
  run(call) {
    const [word = '', ...rest] = call.args
    if (word !== 'image') throw new UsageError(`unknown command "set ${word}" for "kubectl"\nDid you mean "set image"?`)
    const pairs = rest.filter(arg => arg.includes('=')).map(arg => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] as const)
    const targets = rest.filter(arg => !arg.includes('='))
    if (targets.length === 0) throw new UsageError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
    if (pairs.length === 0) throw new UsageError('at least one image update is required')
    for (const target of findObjects(call, targets, true)) {
      const object = target.object as Pod | Deployment
      const isPod = target.info.kind === 'Pod'
      const spec: PodSpec | undefined = isPod ? (object as Pod).spec : (object as Deployment).spec?.template?.spec
      if (!spec?.containers) throw new UsageError(`${target.info.plural} "${object.metadata.name}" has no containers`)
      const names = [...spec.containers, ...spec.initContainers ?? []].map(({ name }) => name)
      const missing = pairs.find(([name]) => name !== '*' && !names.includes(name))
      if (missing) throw new UsageError(`unable to find container named "${missing[0]}"`)
      const imageOf = (container: Container) => pairs.findLast(([name]) => name === '*' || name === container.name)?.[1] ?? container.image
      const change = (list: readonly Container[]) => list.map(container => ({ ...container, image: imageOf(container) }))
      const pod = { containers: change(spec.containers), ...(spec.initContainers && { initContainers: change(spec.initContainers) }) }
      try {
        const { resourceVersion } = object.metadata
        const patched = call.store.patch(target.info.kind, object.metadata.namespace, object.metadata.name, { spec: isPod ? pod : { template: { spec: pod } } })
        if (patched.metadata.resourceVersion !== resourceVersion) say(call, target, 'image updated')
      } catch (error) {
        call.err(errorText(error))
      }
    }
  },
}

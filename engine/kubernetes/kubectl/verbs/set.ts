/**
 * `kubectl set`. Models kubectl/pkg/cmd/set (set_image.go, set_env.go, set_resources.go, set_selector.go, set_serviceaccount.go).
 * Leaves out --resolve of set env and --from of anything but ConfigMaps and Secrets.
 */
import { equal } from '../../apimachinery/meta.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import type { Container, KubeObject } from '../../types/index.ts'
import { UsageError } from '../errors.ts'
import type { FlagSpecs } from '../flags.ts'
import { say } from '../print/message.ts'
import { recorded } from '../changecause.ts'
import { pairs } from './create/generators.ts'
import { namesFiles } from './files.ts'
import { containerMatcher, podSpecOf, setTargets, writePodSpec } from './podspec.ts'
import { env } from './setenv.ts'
import type { Verb, VerbGroup } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, LOCAL_FLAGS, NAMED_FLAGS, RECORD_FLAGS } from './verb.ts'

const FLAGS: FlagSpecs = { ...FILE_FLAGS, ...CHANGE_FLAGS, ...LOCAL_FLAGS, all: { type: 'boolean' } }

const isPair = (word: string) => word.includes('=')

const image: Verb = {
  mutates: true,
  flags: { ...FLAGS, ...NAMED_FLAGS, ...RECORD_FLAGS },
  run(call) {
    const updates = call.args.filter(isPair).map(arg => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] as const)
    const words = call.args.filter(arg => !isPair(arg))
    if (words.length > 0 && updates.length === 0) throw new UsageError('at least one image update is required')
    if (updates.length > 1 && updates.some(([name]) => name === '*')) throw new UsageError('all containers are already specified by *, but saw more than one container_name=container_image pairs')
    for (const target of setTargets(call, words)) {
      const spec = podSpecOf(target)
      const names = [...spec.containers, ...spec.initContainers ?? []].map(({ name }) => name)
      const missing = updates.find(([name]) => name !== '*' && !names.includes(name))
      if (missing) throw new UsageError(`unable to find container named "${missing[0]}"`)
      const imageOf = (container: Container) => updates.findLast(([name]) => name === '*' || name === container.name)?.[1] ?? container.image
      const change = (list: readonly Container[]) => list.map(container => ({ ...container, image: imageOf(container) }))
      writePodSpec(call, target, { containers: change(spec.containers), ...(spec.initContainers && { initContainers: change(spec.initContainers) }) }, 'image updated')
    }
  },
}

const resources: Verb = {
  mutates: true,
  flags: { ...FLAGS, ...NAMED_FLAGS, ...RECORD_FLAGS, containers: { type: 'string', short: 'c' }, limits: { type: 'string' }, requests: { type: 'string' } },
  run(call) {
    const [limits, requests] = [amounts(call.flag('limits')), amounts(call.flag('requests'))]
    if (!limits && !requests) throw new UsageError('you must specify an update to requests or limits (in the form of --requests/--limits)')
    const matches = containerMatcher(call.flag('containers'))
    for (const target of setTargets(call, call.args)) {
      const spec = podSpecOf(target)
      if (![...spec.containers, ...spec.initContainers ?? []].some(matches)) {
        call.err(`error: unable to find container named ${call.flag('containers')}`)
        continue
      }
      const change = (list: readonly Container[]) => list.map(container => (matches(container)
        ? { ...container, resources: { ...container.resources, ...(limits && { limits: { ...container.resources?.limits, ...limits } }), ...(requests && { requests: { ...container.resources?.requests, ...requests } }) } }
        : container))
      writePodSpec(call, target, { containers: change(spec.containers), ...(spec.initContainers && { initContainers: change(spec.initContainers) }) }, 'resource requirements updated')
    }
  },
}

function amounts(text: string | undefined): Record<string, string> | undefined {
  if (!text) return undefined
  return Object.fromEntries(text.split(',').map((part) => {
    const [name = '', value, more] = part.split('=')
    if (value === undefined || more !== undefined) throw new UsageError(`invalid argument syntax ${part}, expected <resource>=<value>`)
    try {
      return [name, canonicalQuantity(value)]
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error))
    }
  }))
}

const selector: Verb = {
  mutates: true,
  flags: { ...FLAGS, ...RECORD_FLAGS, 'resource-version': { type: 'string' } },
  run(call) {
    const pair = call.args.findLast(isPair)
    if (!pair) throw new UsageError('one selector is required')
    const version = call.flag('resource-version')
    for (const target of setTargets(call, call.args.filter(arg => arg !== pair))) {
      const { info, object } = target
      if (info.kind !== 'Service') throw new UsageError('setting a selector is only supported for Services')
      const changed = { ...object, spec: { ...(object as KubeObject & { spec: object }).spec, selector: pairs(pair) } } as KubeObject
      const next = recorded(call, version ? { ...changed, metadata: { ...object.metadata, resourceVersion: version } } : changed)
      say(call, { info, object: call.has('local') ? next : call.store.update(next) }, 'selector updated')
    }
  },
}

const serviceAccount: Verb = {
  mutates: true,
  flags: { ...FLAGS, ...RECORD_FLAGS },
  run(call) {
    const name = call.args.at(-1)
    if (!name || (call.args.length < 2 && !namesFiles(call))) throw new UsageError('serviceaccount is required')
    for (const target of setTargets(call, call.args.slice(0, -1))) {
      if (!equal(podSpecOf(target).serviceAccountName, name)) writePodSpec(call, target, { serviceAccountName: name }, 'serviceaccount updated')
    }
  },
}

export const set: VerbGroup = {
  verbs: { image, env, resources, selector, serviceaccount: serviceAccount, subject: { refused: 'this cluster does not simulate rolebindings' } },
  aliases: { sa: 'serviceaccount' },
}

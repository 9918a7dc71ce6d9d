/**
 * `-f`: objects from files that the cluster's owner has read beforehand.
 * Models cli-runtime/pkg/resource/builder.go: an object that cannot be mapped is an error of its own, and keeps no other out.
 */
import { clone } from '../../apimachinery/meta.ts'
import { nearest } from '../../apimachinery/nearest.ts'
import type { Invocation, KubectlFile, Target } from '../targets.ts'
import { readSelector } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { tellReader } from './readernotes.ts'

export interface FileTarget extends Target {
  /** The file it came from. */
  source: string
}

export interface FileTargets {
  targets: FileTarget[]
  /** Of objects that could not be mapped to a kind of the cluster. */
  errors: Error[]
}

export function namesFiles(call: Invocation): boolean {
  return call.list('filename').length > 0
}

/** The objects of all files named, in order, in the namespace of `-n` when they name none, that `-l` selects. @throws UsageError */
export function targetsFromFiles(call: Invocation): FileTargets {
  const names = call.list('filename').flatMap(text => text.split(','))
  if (names.length === 0) throw new UsageError('must specify one of -f and -k')
  const errors: Error[] = []
  const matches = readSelector(call.flag('selector') ?? '')
  const targets = names.flatMap(name => filesNamed(call, name)).flatMap(([source, file]) => {
    tellReader(call, file)
    const objects = 'objects' in file ? file.objects : file
    if (objects.length === 0) throw new UsageError(`no objects passed to ${call.verb.split(' ')[0]}`)
    return objects.flatMap((given): FileTarget[] => {
      const object = clone(given)
      const { kind, apiVersion, metadata: { name, namespace = '' } } = object
      if (!call.store.kinds().some(info => info.kind === kind && info.apiVersion === apiVersion)) {
        errors.push(new UsageError(`resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`))
        return []
      }
      const info = call.store.kindInfo(kind, apiVersion)
      if (info.namespaced) {
        object.metadata.namespace ||= call.namespace
        if (call.has('namespace') && object.metadata.namespace !== call.namespace) {
          throw new UsageError(`the namespace from the provided object "${object.metadata.namespace}" does not match the namespace "${call.namespace}". You must pass '--namespace=${object.metadata.namespace}' to perform this operation.`)
        }
      }
      return matches(object.metadata.labels) ? [{ info, object, source }] : []
    })
  })
  return { targets, errors }
}

/** The file of that name; with `.` all that kubectl would take from a directory. @throws UsageError when there is none */
function filesNamed({ cluster: { files = {} } }: Invocation, given: string): [name: string, file: KubectlFile][] {
  const name = given.replace(/^\.\/(?=.)/, '')
  const file = Object.hasOwn(files, name) ? files[name] : undefined
  if (file) return [[name, file]]
  if (name === '-') throw new UsageError('nothing was piped in: a terminal asks for it, elsewhere name a file')
  if (/^https?:/.test(name)) throw new UsageError(`${name} is out of reach: there is no network here; name a file`)
  if (name === '.' || name === './') {
    const all = Object.entries(files).filter(([one]) => /\.(?:json|ya?ml)$/.test(one)).sort(([a], [b]) => (a < b ? -1 : 1))
    if (all.length === 0) throw new UsageError('error reading [.]: recognized file extensions are [.json .yaml .yml]')
    return all
  }
  const meant = nearest(name, Object.keys(files))
  throw new UsageError(`the path "${name}" does not exist${meant ? `\nDid you mean "${meant}"?` : ''}`)
}

/** What the objects of files are in the cluster now: for verbs that change objects which a file names. Missing ones are reported. */
export function liveTargets(call: Invocation): FileTarget[] {
  const { targets, errors } = targetsFromFiles(call)
  for (const error of errors) call.err(`error: ${error.message}`)
  return targets.flatMap((target) => {
    const { info, object: { metadata } } = target
    const live = call.store.get(info.kind, info.namespaced ? metadata.namespace : '', metadata.name)
    if (!live) call.err(`Error from server (NotFound): error when ${doing(call.verb)} "${target.source}": ${info.plural} "${metadata.name}" not found`)
    return live ? [{ ...target, object: live }] : []
  })
}

const doing = (verb: string) => (verb === 'delete' ? 'deleting' : 'getting')

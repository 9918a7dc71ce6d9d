/** An object in a few lines of YAML: what it is, and what of it has just been written. */
import { isRecord } from '../../../engine/kubernetes/apimachinery/patch.ts'
import type { Write } from '../../../engine/kubernetes/simulation/writes.ts'
import type { Condition, ContainerStatus, Deployment, KubeObject, Pod } from '../../../engine/kubernetes/types/index.ts'

export interface DigestLine {
  text: string
  /** Whether this write wrote it. */
  written: boolean
}

type Tree = { [key: string]: Tree | string }

/** Lines, and letters in one, that fit beside the picture. */
const MOST_LINES = 11
const MOST_LETTERS = 25
/** Conditions on the way to a pod's Ready, which sums them up. */
const SUMMED = ['PodReadyToStartContainers', 'Initialized', 'ContainersReady']

export function digestOf({ object, old, verb, changed }: Write): DigestLine[] {
  const { kind, metadata: { name } } = object
  const head: DigestLine[] = [`kind: ${kind}`, 'metadata:', `  name: ${name}`].map(text => ({ text, written: false }))
  const owner = object.metadata.ownerReferences?.[0]
  if (verb === 'delete')
    return fitted(head)
  const { metadata = {}, ...tree } = verb === 'create' ? created(object) : changes(object, old, changed)
  const named: Tree | string = verb === 'create' && owner ? { ownerReferences: { '- kind': owner.kind } } : metadata
  return fitted([...head, ...typeof named === 'string' ? [] : linesOf(named, 1), ...linesOf(tree, 0)])
}

function fitted(lines: readonly DigestLine[]): DigestLine[] {
  const room = lines.slice(0, MOST_LINES)
  // A heading with nothing below it says nothing.
  return room.slice(0, room.findLastIndex(({ text }, index) => index < 3 || !text.endsWith(':')) + 1).map(({ text, written }) => ({ text: text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text, written }))
}

/** What matters of an object that is new. */
function created(object: KubeObject): Tree {
  const { spec } = object as Pod & Deployment
  const containers = spec?.containers ?? spec?.template?.spec.containers ?? []
  const image = { containers: { '- image': containers[0]?.image ?? '' } }
  return {
    spec: {
      ...(spec?.replicas !== undefined && { replicas: String(spec.replicas) }),
      ...(containers[0]?.image && (spec?.containers ? image : { template: { spec: image } })),
      ...(spec?.nodeName && { nodeName: spec.nodeName }),
    },
  }
}

/** The fields that were written, each in its place. */
function changes(object: KubeObject, old: KubeObject | undefined, paths: Write['changed']): Tree {
  const tree: Tree = {}
  for (const path of paths) {
    const value = path.reduce<unknown>((at, key) => isRecord(at) ? at[key] : undefined, object)
    const before = path.reduce<unknown>((at, key) => isRecord(at) ? at[key] : undefined, old)
    place(tree, path, short(path.at(-1) ?? '', value, before))
  }
  return tree
}

/** Lists and long values in a word or two; undefined where there is nothing to be said. */
function short(field: string, value: unknown, before: unknown): Tree | string | undefined {
  if (field === 'startTime')
    return undefined
  if (field === 'conditions')
    return conditionsOf((value ?? []) as readonly Condition[], (before ?? []) as readonly Condition[])
  if (field === 'containerStatuses')
    return containerOf((value ?? []) as readonly ContainerStatus[])
  if (field === 'annotations' && isRecord(value))
    return Object.fromEntries(Object.entries(value).filter(([key]) => key.endsWith('/revision')).map(([key, text]) => [key.split('/').at(-1) ?? key, `"${String(text)}"`]))
  if (isRecord(value)) {
    const inner = Object.entries(value).map(([key, item]) => [key, short(key, item, undefined)] as const)
    return Object.fromEntries(inner.filter((entry): entry is [string, Tree | string] => entry[1] !== undefined))
  }
  // Kubernetes leaves out what is nothing.
  return typeof value === 'object' || !value ? undefined : String(value)
}

function conditionsOf(now: readonly Condition[], before: readonly Condition[]): Tree | undefined {
  const news = now.filter(({ type, status }) => !SUMMED.includes(type) && before.find(condition => condition.type === type)?.status !== status)
  return news.length > 0 ? Object.fromEntries(news.map(({ type, status }) => [`- type: ${type}`, { status: `"${status}"` }])) : undefined
}

function containerOf([first]: readonly ContainerStatus[]): Tree | undefined {
  const [state] = Object.keys(first?.state ?? {})
  return state ? { '- state': { [state]: '{}' } } : undefined
}

function place(tree: Tree, path: readonly string[], value: Tree | string | undefined): void {
  const [key, ...rest] = path
  if (key === undefined || value === undefined)
    return
  if (rest.length === 0) {
    tree[key] = value
    return
  }
  const inner = tree[key]
  const next: Tree = typeof inner === 'object' ? inner : {}
  place(next, rest, value)
  if (Object.keys(next).length > 0)
    tree[key] = next
}

function linesOf(tree: Tree, depth: number): DigestLine[] {
  return Object.entries(tree).flatMap(([key, value]): DigestLine[] => {
    // As kubectl prints lists: no further in than what they belong to.
    const pad = '  '.repeat(key.startsWith('- ') ? depth - 1 : depth)
    // The first field of one in a list, with its value.
    if (typeof value !== 'string' && key.includes(': '))
      return [{ text: `${pad}${key}`, written: true }, ...linesOf(value, depth)]
    return typeof value === 'string'
      ? [{ text: `${pad}${key}: ${value}`, written: true }]
      : Object.keys(value).length > 0 ? [{ text: `${pad}${key}:`, written: false }, ...linesOf(value, depth + 1)] : []
  })
}

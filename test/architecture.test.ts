/** The house as DESIGN.md draws it, kept: dependencies run one way, in no circle, and one word is one idea. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import config from '../vite.config.ts'

/** Rooms of engine/kubernetes from the ground up: each imports only from itself and from those before it. */
const ROOMS = ['types', 'apimachinery', 'apiserver', 'manifest', 'simulation', 'scheduler', 'controllers', 'autoscaler', 'traffic', 'kubectl', 'cluster.ts']

const FILES = globSync('{data,engine,sync,components,scripts,setup,layouts}/**/*.{ts,vue}').map(path => path.replaceAll('\\', '/')).sort()

/** What a file imports, as it says it: types, and what is loaded later, too. */
function namesIn(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  const code = path.endsWith('.vue') ? [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script]) => script).join('\n') : text
  return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName)
}

/** What a file imports of the project's own files. */
function importsOf(path: string): string[] {
  return namesIn(path)
    .filter(name => name.startsWith('.'))
    .map(name => join(dirname(path), name.replace(/\?.*$/, '')).replaceAll('\\', '/'))
}

const GRAPH: ReadonlyMap<string, readonly string[]> = new Map(FILES.map(path => [path, importsOf(path)]))

/** Groups of files each of which reaches all others of its group (Tarjan's strongly connected components), those of one file left out. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const visit = (file: string): number => {
    const index = order.size
    order.set(file, index)
    low.set(file, index)
    open.push(file)
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) low.set(file, Math.min(low.get(file) ?? index, visit(next)))
      else if (open.includes(next)) low.set(file, Math.min(low.get(file) ?? index, order.get(next) ?? index))
    }
    if (low.get(file) === index) {
      const group = open.splice(open.indexOf(file))
      if (group.length > 1 || graph.get(file)?.includes(file)) found.push(group.sort())
    }
    return low.get(file) ?? index
  }
  for (const file of graph.keys()) if (!order.has(file)) visit(file)
  return found
}

function roomOf(path: string): number {
  const inside = path.startsWith('engine/kubernetes/') ? path.slice('engine/kubernetes/'.length).split('/')[0] ?? '' : undefined
  return inside === undefined ? -1 : ROOMS.indexOf(inside)
}

describe('dependencies', () => {
  it('run in no circle of files', () => {
    expect(circles(new Map([['a', ['b']], ['b', ['c', 'd']], ['c', ['b']], ['d', []]]))).toEqual([['b', 'c']])
    expect(circles(GRAPH)).toEqual([])
  })

  it('run one way between the rooms of engine/kubernetes', () => {
    const upward = [...GRAPH].flatMap(([path, imports]) => imports
      .filter(other => roomOf(path) >= 0 && roomOf(other) > roomOf(path)).map(other => `${path} -> ${other}`))
    expect(upward).toEqual([])
    expect(FILES.filter(path => path.startsWith('engine/kubernetes/') && roomOf(path) < 0)).toEqual([])
  })

  it('leave engine/kubernetes without a word of AWS', () => {
    const out = [...GRAPH].flatMap(([path, imports]) => imports
      .filter(other => path.startsWith('engine/kubernetes/') && !/^(?:engine\/kubernetes|data)\//.test(other)).map(other => `${path} -> ${other}`))
    expect(out).toEqual([])
  })
})

it('packages that the deck runs are all bundled before a development server serves its first page', () => {
  // One that is found later has its page loaded anew, and what the page was fetching refused.
  const served = FILES.filter(path => /^(?:data|engine|sync|components|layouts)\//.test(path))
  // Slidev bundles its own; the others are there for their types, or made by a plugin.
  const own = /^(?:[.#]|node:|virtual:|vue$|@slidev\/|drauu$)/
  const packages = new Set(served.flatMap(path => namesIn(path).filter(name => !own.test(name))))
  expect(packages.size).toBeGreaterThan(5)
  expect([...packages].sort()).toEqual(config.optimizeDeps?.include)
})

/** Names that are meant to be alike: what a user types after `kubectl`, and what each chapter asks. */
const ALIKE = ['engine/kubernetes/kubectl/verbs/', 'data/quizzes/']

it('the sizes that npm run bench takes are of files that are there', () => {
  const named = [...readFileSync('bench/size.ts', 'utf8').matchAll(/'([\w/]+\.ts)':/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(path => !existsSync(`engine/kubernetes/${path}`))).toEqual([])
})

describe('words', () => {
  it('mean one thing: no two files of engine and data export the same name', () => {
    const owners = new Map<string, string[]>()
    for (const path of FILES.filter(one => /^(?:engine|data)\//.test(one) && !ALIKE.some(folder => one.startsWith(folder)))) {
      for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(/^export (?:async |abstract )*(?:interface|type|class|function|const) (\w+)/gm)) {
        owners.set(name, [...owners.get(name) ?? [], path])
      }
    }
    expect(owners.size).toBeGreaterThan(500)
    expect([...owners].filter(([, paths]) => paths.length > 1)).toEqual([])
  })

  it('that Kubernetes gives a meaning are written in one place', () => {
    const literal = /'(?:topology\.kubernetes\.io\/(?:zone|region)|kubernetes\.io\/(?:hostname|os|arch)|node\.kubernetes\.io\/(?:instance-type|not-ready|unreachable|unschedulable))'/
    expect(FILES.filter(path => /^(?:engine|components)\//.test(path) && literal.test(readFileSync(path, 'utf8')))).toEqual(['engine/kubernetes/types/wellknown.ts'])
  })
})

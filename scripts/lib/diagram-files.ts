import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { measuringCss, mermaidConfig, titleInset } from './mermaid-config.ts'

/** One Mermaid block of a slide. `id` is the slide's id, with a number behind it from the second block on. */
export interface DiagramSource {
  language: string
  id: string
  source: string
}

/** Closer together: a phone is narrow. An object's box has bars at its sides, which its words keep clear of. */
function uprightConfig(source: string): string {
  const [padding, nodeSpacing] = source.includes('shape: subproc') ? [17, 6] : [12, 14]
  return `%%{init: {"flowchart": {"padding": ${padding}, "rankSpacing": 36, "nodeSpacing": ${nodeSpacing}, "minNodeWidth": 60}}}%%`
}
const turned: Readonly<Record<string, string>> = { LR: 'TB', TB: 'LR' }

/**
 * What flows sideways flows down on a phone: the same block, drawn a second time, where a label breaks its line at `<wbr>`.
 * Undefined for what is upright anyway.
 */
export function uprightOf({ language, id, source }: DiagramSource): DiagramSource | undefined {
  if (!/^flowchart LR$/m.test(source))
    return undefined
  const flow = source.replaceAll('<wbr>', '<br>').replace(/^%%\{init.*\n/m, '').replaceAll(/^(flowchart| +direction) (LR|TB)$/gm, (_, word, way) => `${word} ${turned[way]}`)
  return { language, id: `${id}.upright`, source: `${uprightConfig(source)}\n${flow}` }
}

/** The id that both languages share, also the slide's address. */
export function slideId(slide: { frontmatter: Record<string, unknown> }): string {
  return String(slide.frontmatter.routeAlias ?? '')
}

/** The Mermaid blocks of a slide, in order. */
export function diagramsOf(slide: { frontmatter: Record<string, unknown>, content: string }, language: string): DiagramSource[] {
  return [...slide.content.matchAll(/^```mermaid\n([\s\S]*?)^```/gm)].map(([, source = ''], index) => ({
    language,
    id: index === 0 ? slideId(slide) : `${slideId(slide)}-${index + 1}`,
    source,
  }))
}

/** Where the drawing of a block is kept, relative to the project's root. */
export function diagramPath(diagram: Pick<DiagramSource, 'language' | 'id'>): string {
  return join('diagrams', diagram.language, `${diagram.id}.svg`)
}

/** Changes whenever the drawing could: with its source, the layout settings or Mermaid's version. */
export function diagramHash(source: string, root = '.'): string {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  return createHash('sha256')
    .update(JSON.stringify([source.trim(), mermaidConfig, measuringCss, titleInset, devDependencies.mermaid]))
    .digest('hex')
    .slice(0, 16)
}

/** The kept drawing and the hash of the source that it was made from, or undefined when there is none. */
export function readDiagram(diagram: Pick<DiagramSource, 'language' | 'id'>, root = '.'): { hash: string, svg: string } | undefined {
  const file = join(root, diagramPath(diagram))
  if (!existsSync(file))
    return undefined
  const [, hash = '', svg = ''] = /^<!-- (\w+) -->\n([\s\S]*)$/.exec(readFileSync(file, 'utf8')) ?? []
  return { hash, svg }
}

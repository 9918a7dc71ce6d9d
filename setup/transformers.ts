import { defineCodeblockTransformer, defineTransformersSetup } from '@slidev/types'
import { diagramHash, diagramPath, diagramsOf, type DiagramSource, readDiagram, uprightOf } from '../scripts/lib/diagram-files.ts'

const escapes: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;', '\n': ' ' }

/** Puts the kept drawing in the place of a Mermaid block: the built deck carries SVG, and no Mermaid. */
const drawnDiagram = defineCodeblockTransformer(({ info, code, slide, options }) => {
  if (info !== 'mermaid' || !slide)
    return undefined
  const diagram = diagramsOf(slide, String(options.data.headmatter.lang)).find(({ source }) => source.trim() === code.trim())
  if (!diagram)
    return undefined
  const drawingOf = (each: DiagramSource) => {
    const drawn = readDiagram(each, options.userRoot)
    if (drawn?.hash !== diagramHash(each.source, options.userRoot))
      throw new Error(`${diagramPath(each)} is not drawn from its current source: run npm run diagrams`)
    return drawn.svg.replaceAll(/[&"<>\n]/g, character => escapes[character] ?? '')
  }
  const upright = uprightOf(diagram)
  return `<Diagram svg="${drawingOf(diagram)}"${upright ? ` upright="${drawingOf(upright)}"` : ''} />`
})

export default defineTransformersSetup(() => ({ codeblocks: [drawnDiagram] }))

import type { Plugin } from 'vite'

const ID = 'virtual:eks-primer/note/'
const frontmatter = /__slidev_(\d+)\.frontmatter$/
/** What of a slide only Slidev's editor, or a test of this deck, asks for. */
const unread = /"(?:frontmatterRaw|revision|covers)":(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]),?/g
const noteHtml = /"noteHTML":("(?:[^"\\]|\\.)*"),?/

/** Takes out of what a built deck knows of every slide what nobody reads, and the speaker's notes, which come when one is asked for. */
export function notes(): Plugin {
  const texts = new Map<string, string>()
  return {
    name: 'eks-primer:notes',
    apply: 'build',
    transform: {
      order: 'post',
      handler(code, id) {
        const [, no] = frontmatter.exec(id) ?? []
        const [, text] = noteHtml.exec(code) ?? []
        if (!no || !text)
          return
        texts.set(no, text)
        return [
          'import { shallowRef as noteRef } from "vue"',
          code.replace(unread, '').replace(noteHtml, '').replace('    frontmatter,\n', '    frontmatter,\n    get noteHTML() { return readNote() },\n'),
          'const note = noteRef()',
          'function readNote() {',
          `  if (note.value === undefined) { note.value = ""; import(${JSON.stringify(ID + no)}).then(({ default: text }) => note.value = text) }`,
          '  return note.value',
          '}',
        ].join('\n')
      },
    },
    resolveId: id => id.startsWith(ID) ? `\0${id}` : undefined,
    load(id) {
      if (id.startsWith(`\0${ID}`))
        return `export default ${texts.get(id.slice(ID.length + 1))}`
    },
  }
}

import { expect, test } from 'vitest'
import { editSlidev, importing } from '../../setup/vite/edit-slidev.ts'

const { transform } = editSlidev('test', { 'composables/useNav.ts': [['+ 1', '+ 2'], [/two$/, 'three']] })
const refused: string[] = []

function edited(id: string, code: string): unknown {
  if (typeof transform !== 'function')
    throw new TypeError('a transform is a function')
  return Reflect.apply(transform, { error: (message: string) => refused.push(message) }, [code, id])
}

test.each([
  ['/deck/node_modules/@slidev/client/composables/useNav.ts', 'no + 2 three'],
  // As a development server asks for it.
  ['/deck/node_modules/@slidev/client/composables/useNav.ts?v=a2b16213', 'no + 2 three'],
  // A part of a file, and another's of the same name.
  ['/deck/node_modules/@slidev/client/composables/useNav.ts?vue&type=style', undefined],
  ['/deck/components/composables/useNav.ts', undefined],
])('what is found in Slidev\'s file is replaced, however it is asked for: %s', (id, result) => {
  expect(edited(id, 'no + 1 two')).toBe(result)
  expect(refused).toEqual([])
})

test('what another release has otherwise stops the build, by name', () => {
  edited('/deck/node_modules/@slidev/client/composables/useNav.ts', 'no + 1')
  expect(refused).toEqual([expect.stringContaining('composables/useNav.ts has changed')])
})

test.each([
  ['a file that is a script', 'const a = 1', 'const a = 1'],
  ['a component', '<script setup lang="ts">\nconst a = 1', 'const a = 1'],
  ['a component that ends its lines as Windows does', '<script setup lang="ts">\r\nconst a = 1', 'const a = 1'],
  ['a component that begins with a comment', '<!--\nA note\n-->\n<script setup lang="ts">\nconst a = 1', 'const a = 1'],
])('an import stands where the script begins: %s', (_, code, script) => {
  const [found, put] = importing('{ say }', 'components/deck/slidev-words.ts')
  expect(code.replace(found, put)).toMatch(new RegExp(`(^|<script setup lang="ts">\\r?\\n)import \\{ say \\} from "[^"]*/components/deck/slidev-words.ts"\\n${script}$`))
})

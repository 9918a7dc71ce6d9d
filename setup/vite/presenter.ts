import type { presenterWords } from '../../components/deck/presenter-words.ts'
import { type Edit, editSlidev, importOf } from './edit-slidev.ts'

const imports: Edit = ['<script setup lang="ts">\n', `<script setup lang="ts">
${importOf('{ presenterWords }', 'components/deck/presenter-words.ts')}${importOf('{ localize }', 'components/deck/useLanguage.ts')}`]

const said = (key: keyof typeof presenterWords) => `localize(presenterWords.${key})`
const text = (english: string | RegExp, key: keyof typeof presenterWords): Edit => [english, `{{ ${said(key)} }}`]
const title = (english: string, key: keyof typeof presenterWords): Edit => [new RegExp(`title="${english}"`, 'g'), `:title="${said(key)}"`]
const label = (english: string, key: keyof typeof presenterWords): Edit => [`label: '${english}'`, `label: ${said(key)}`]

/** Slidev's presenter view speaks English; here it speaks the deck's language. */
export const presenter = () => editSlidev('presenter', {
  'pages/presenter.vue': [
    imports,
    text(/(?<=>)Current(?=<)/, 'current'), text(/(?<=>\s+)Next(?=\s+<)/, 'next'), text('End of the presentation', 'ended'),
    label('Slides', 'slides'), label('Screen Mirror', 'mirror'),
    title('Resize notes panel', 'notesWidth'), title('Resize notes panel height', 'notesHeight'),
    title('Increase font size', 'larger'), title('Decrease font size', 'smaller'), title('Edit Notes', 'editNotes'),
  ],
  'internals/ClicksSlider.vue': [imports, ['`Clicks in this slide: ${length}`', `\`\${${said('clicks')}}: \${length}\``]],
  'internals/ScreenCaptureMirror.vue': [imports, text(/Use screen capturing[^]*?<\/b>\./, 'mirrorHow'), text('Start Screen Mirroring', 'startMirror')],
})

import type { SlidevWords } from '../../components/deck/slidev-words.ts'
import { type Edit, editSlidev, importing } from './edit-slidev.ts'

const importSay = importing('{ say }', 'components/deck/slidev-words.ts')

const say = (english: SlidevWords) => `say('${english}')`
const attribute = (name: string) => (english: SlidevWords): Edit => [new RegExp(`(?<= )${name}="${english}"`, 'g'), `:${name}="${say(english)}"`]
const title = attribute('title')
const literal = (english: SlidevWords): Edit => [`'${english}'`, say(english)]
const text = (english: SlidevWords): Edit => [new RegExp(`(?<=>\\s*)${english.replaceAll('.', '\\.')}(?=\\s*<)`), `{{ ${say(english)} }}`]

/** Slidev's client speaks English; here it speaks the deck's language. */
export const words = () => editSlidev('words', {
  'pages/presenter.vue': [
    importSay,
    ...(['Current', 'Next', 'End of the presentation'] as const).map(text),
    ...(['Slides', 'Screen Mirror'] as const).map(literal),
    ...(['Resize notes panel', 'Resize notes panel height', 'Increase font size', 'Decrease font size', 'Edit Notes'] as const).map(title),
  ],
  'internals/ScreenCaptureMirror.vue': [
    importSay,
    ...(['Use screen capturing to mirror your main screen back to presenter view.', 'Click the button below and', 'select your other monitor or window', 'Start Screen Mirroring'] as const).map(text),
  ],
  'internals/ClicksSlider.vue': [importSay, ['`Clicks in this slide: ${length}`', `\`\${${say('Clicks in this slide')}}: \${length}\``]],
  'internals/QuickOverview.vue': [importSay, ...(['Close', 'Slides Overview', 'Capture slides as images'] as const).map(title)],
  'internals/Goto.vue': [importSay, attribute('placeholder')('Goto...')],
  'setup/context-menu.ts': [
    importSay,
    ...([
      'Previous Click', 'Next Click', 'Previous Slide', 'Next Slide', 'Hide editor', 'Show editor', 'Hide drawing toolbar', 'Show drawing toolbar',
      'Show slide overview', 'Exit Presenter Mode', 'Enter Presenter Mode', 'Close fullscreen', 'Enter fullscreen',
    ] as const).map(literal),
  ],
  'builtin/CodeBlockWrapper.vue': [importSay, ...(['Copied', 'Copy'] as const).map(literal)],
  'internals/DrawingControls.vue': [
    importSay,
    ...([
      'Draw with stylus', 'Draw a line', 'Draw an arrow', 'Draw an ellipse', 'Draw a rectangle', 'Erase', 'Adjust stroke width', 'Set brush color',
      'Undo', 'Redo', 'Delete',
    ] as const).map(title),
    ...(['Pin drawing', 'Unpin drawing', 'Drawing pinned', 'Drawing unpinned'] as const).map(literal),
  ],
})

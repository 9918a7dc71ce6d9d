import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { languages } from '../data/localized.ts'
import { requireBrowser } from './lib/browser.ts'
import { entries, isLanguage } from './lib/decks.ts'
import { runSlidev } from './lib/slidev.ts'

const formats = ['pdf', 'pptx', 'png']
const { values } = parseArgs({
  options: {
    format: { type: 'string', default: 'pdf' },
    language: { type: 'string' },
    dark: { type: 'boolean', default: false },
    out: { type: 'string', default: '.' },
  },
})

function fail(message: string): never {
  console.error(`${message}\nnpm run export [-- --format ${formats.join('|')}] [--language ${languages.join('|')}] [--dark] [--out FOLDER]`)
  process.exit(1)
}

if (!formats.includes(values.format))
  fail(`There is no format "${values.format}".`)
if (values.language !== undefined && !isLanguage(values.language))
  fail(`There is no deck in "${values.language}".`)

const browser = requireBrowser()
mkdirSync(values.out, { recursive: true })
for (const language of values.language ? [values.language] : languages) {
  await runSlidev([
    'export', entries[language],
    '--format', values.format,
    '--output', join(values.out, `eks-primer.${language}${values.format === 'png' ? '' : `.${values.format}`}`),
    '--with-toc',
    '--timeout', '120000',
    '--executable-path', browser,
    ...(values.dark ? ['--dark'] : []),
  ])
}

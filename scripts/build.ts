import { cpSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { languages } from '../data/localized.ts'
import { entries } from './lib/decks.ts'
import { runSlidev } from './lib/slidev.ts'

const { values } = parseArgs({ options: { base: { type: 'string', default: '/' } } })
if (!/^\/(.*\/)?$/.test(values.base)) {
  console.error(`--base is the path that the deck is hosted under, with a slash at both ends, such as /eks-primer/; not "${values.base}".`)
  process.exit(1)
}

rmSync('dist', { recursive: true, force: true })
for (const language of languages)
  await runSlidev(['build', entries[language], '--base', `${values.base}${language}/`, '--out', join('dist', language)])

const pretendard = dirname(createRequire(import.meta.url).resolve('pretendard/package.json'))
const jetbrains = dirname(createRequire(import.meta.url).resolve('@fontsource/jetbrains-mono/package.json'))
cpSync(join(pretendard, 'dist/LICENSE.txt'), 'dist/licenses/Pretendard.txt')
cpSync(join(jetbrains, 'LICENSE'), 'dist/licenses/JetBrainsMono.txt')
cpSync('deploy/landing.html', 'dist/index.html')
cpSync('public/favicon.svg', 'dist/favicon.svg')
cpSync(join(pretendard, 'dist/web/static/woff2-subset/Pretendard-SemiBold.subset.woff2'), 'dist/Pretendard-SemiBold.woff2')

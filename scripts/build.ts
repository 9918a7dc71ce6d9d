import { cpSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { languages } from '../data/localized.ts'
import { runCommand, UsageError } from './lib/command.ts'
import { buildDeck } from './lib/slidev.ts'

const folderOf = (module: string) => dirname(createRequire(import.meta.url).resolve(`${module}/package.json`))

await runCommand('npm run build [-- --base /PATH/]', { options: { base: { type: 'string', default: '/' } } }, async ({ values: { base } }) => {
  if (!/^\/([\w~-][\w.~-]*\/)*$/.test(base))
    throw new UsageError(`--base is the path that the deck is hosted under, with a slash at both ends, such as /eks-primer/; not "${base}".`)

  rmSync('dist', { recursive: true, force: true })
  for (const language of languages) {
    await buildDeck(language, `${base}${language}/`, join('dist', language))
    // Slidev writes them for hosts that rewrite addresses. The deck's are behind a #, and hosts read both at the root only.
    for (const stray of ['404.html', '_redirects'])
      rmSync(join('dist', language, stray))
  }

  const pretendard = folderOf('pretendard')
  cpSync(join(pretendard, 'dist/LICENSE.txt'), 'dist/licenses/Pretendard.txt')
  cpSync(join(folderOf('@fontsource/jetbrains-mono'), 'LICENSE'), 'dist/licenses/JetBrainsMono.txt')
  cpSync('deploy/landing.html', 'dist/index.html')
  cpSync('public/favicon.svg', 'dist/favicon.svg')
  cpSync(join(pretendard, 'dist/web/static/woff2-subset/Pretendard-SemiBold.subset.woff2'), 'dist/Pretendard-SemiBold.woff2')
})

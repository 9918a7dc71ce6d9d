import { join } from 'node:path'
import { writeAround } from './lib/around.ts'
import { type BuildFacts, takeFacts } from './lib/build-facts.ts'
import { runCommand, UsageError } from './lib/command.ts'
import { type Language, languages } from '../data/localized.ts'
import { makeOffline } from './lib/offline.ts'
import { prerender } from './lib/prerender/prerender.ts'
import { buildDeck } from './lib/slidev.ts'
import { replaceFolder } from './lib/replace-folder.ts'

const usage = 'npm run build [-- --base /PATH/] [--site https://HOST] [--without-notes]'

const options = {
  'base': { type: 'string', default: '/' },
  'site': { type: 'string', default: '' },
  'without-notes': { type: 'boolean', default: false },
} as const

await runCommand(usage, { options }, async ({ values: { base, site, 'without-notes': withoutNotes } }) => {
  if (!/^\/([\w~-][\w.~-]*\/)*$/.test(base))
    throw new UsageError(`--base is the path that the deck is hosted under, with a slash at both ends, such as /eks-primer/; not "${base}".`)
  if (site && !/^https?:\/\/[\w.-]+(:\d+)?$/.test(site))
    throw new UsageError(`--site is where the deck is hosted, without a path, such as https://example.org; not "${site}".`)

  await replaceFolder('dist', async (folder) => {
    const facts = {} as Record<Language, BuildFacts>
    // Both at once: a build keeps one core busy. Where one fails, the other may still be writing.
    const built = await Promise.allSettled(languages.map(async (language) => {
      await buildDeck(language, `${base}${language}/`, join(folder, language), { withoutNotes })
      facts[language] = takeFacts(join(folder, language))
    }))
    for (const each of built) {
      if (each.status === 'rejected')
        throw each.reason
    }
    await prerender({ folder, base, site }, { ko: facts.ko.scripts, en: facts.en.scripts })
    writeAround(folder, base, languages.flatMap(language => facts[language].packages))
    await makeOffline(folder)
  })
})

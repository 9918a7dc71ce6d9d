import { join } from 'node:path'
import { writeAround } from './lib/around.ts'
import { type BuildFacts, takeFacts } from './lib/build-facts.ts'
import { runCommand, UsageError } from './lib/command.ts'
import { type Language, languages } from '../data/localized.ts'
import { makeOffline } from './lib/offline.ts'
import { prerender } from './lib/prerender/prerender.ts'
import { buildDecks } from './lib/slidev.ts'
import { replace } from './lib/replace.ts'

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

  await replace('dist', async (folder) => {
    await buildDecks(languages, base, folder, { withoutNotes })
    const facts = Object.fromEntries(languages.map(language => [language, takeFacts(join(folder, language))])) as Record<Language, BuildFacts>
    await prerender({ folder, base, site }, { ko: facts.ko.files, en: facts.en.files })
    writeAround(folder, base, languages.flatMap(language => facts[language].packages))
    await makeOffline(folder)
  })
})

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { languages } from '../data/localized.ts'
import { launchBrowser } from './lib/browser.ts'
import { runCommand, UsageError } from './lib/command.ts'
import { isLanguage, loadSlides } from './lib/decks.ts'
import { checkHandout, writeHandout } from './lib/export/handout.ts'
import { checkPdf, writePdf } from './lib/export/pdf.ts'
import { checkPng, writePng } from './lib/export/png.ts'
import { checkPptx, writePptx } from './lib/export/pptx.ts'
import { openPrint, type Print } from './lib/export/print.ts'
import { replace } from './lib/replace.ts'
import { serveBuild } from './lib/serve.ts'
import { buildDecks } from './lib/slidev.ts'

interface Format {
  suffix: string
  write: (print: Print, target: string) => Promise<void>
  /** What is wrong with that which stands on disk; empty when all is well. */
  check: (print: Print, target: string) => Promise<string[]>
}

const formats: Record<string, Format> = {
  pdf: { suffix: '.pdf', write: writePdf, check: checkPdf },
  handout: { suffix: '.handout.pdf', write: writeHandout, check: checkHandout },
  pptx: { suffix: '.pptx', write: writePptx, check: checkPptx },
  png: { suffix: '', write: writePng, check: checkPng },
}

const usage = `npm run export [-- --format ${Object.keys(formats).join('|')}|FORMAT,FORMAT] [--language ${languages.join('|')}] [--range 1,4-7] [--with-clicks] [--dark] [--out FOLDER] [--from FOLDER]`

const options = {
  'format': { type: 'string', default: 'pdf' },
  'language': { type: 'string' },
  /** Slides by their numbers, as Slidev's own export takes them; without it, all. */
  'range': { type: 'string' },
  'with-clicks': { type: 'boolean', default: false },
  'dark': { type: 'boolean', default: false },
  'out': { type: 'string', default: '.' },
  /** A built deck to print; without it, one is built for the purpose. */
  'from': { type: 'string' },
} as const

await runCommand(usage, { options }, async ({ values }) => {
  const chosen = [...new Set(values.format.split(','))].map((name) => {
    const format = formats[name]
    if (!format)
      throw new UsageError(`There is no format "${name}".`)
    return format
  })
  if (values.language !== undefined && !isLanguage(values.language))
    throw new UsageError(`There is no deck in "${values.language}".`)
  const wanted = values.language ? [values.language] : languages
  const { range } = values
  if (range !== undefined)
    checkRange(range, (await loadSlides('ko')).length)

  const undo: (() => Promise<void>)[] = []
  try {
    const folder = values.from ?? await mkdtemp(join(tmpdir(), 'eks-primer-'))
    if (values.from === undefined) {
      undo.push(() => rm(folder, { recursive: true, force: true }))
      await buildDecks(wanted, '/', folder, { quiet: true })
    }
    const server = await serveBuild(folder)
    undo.push(server.close)
    const browser = await launchBrowser()
    undo.push(() => browser.close())

    await mkdir(values.out, { recursive: true })
    for (const language of wanted) {
      const print = await openPrint(browser, `${server.address}${language}/`, { dark: values.dark, withClicks: values['with-clicks'], range })
      for (const format of chosen) {
        const target = join(values.out, `eks-primer.${language}${format.suffix}`)
        await replace(target, async (next) => {
          await format.write(print, next)
          const findings = await format.check(print, next)
          if (findings.length)
            throw new Error(`${target} is not as it should be: ${findings.join('; ')}.`)
        })
        console.log(`${target}: ${print.slides.length} slides`)
      }
      await print.page.context().close()
    }
  }
  finally {
    for (const step of undo.reverse())
      await step()
  }
})

/** @throws UsageError where it names what is not a slide: Slidev would print what is left of it, or nothing. */
function checkRange(range: string, slides: number): void {
  const parts = range.split(',').map(part => /^(\d+)(?:-(\d+))?$/.exec(part)?.slice(1).map(no => no === undefined ? no : Number(no)))
  if (parts.some(part => !part || !part.every((no, at) => no === undefined || (no >= Number(at ? part[0] : 1) && no <= slides))))
    throw new UsageError(`--range takes numbers of slides from 1 to ${slides}, such as 1,4-7, not "${range}".`)
}

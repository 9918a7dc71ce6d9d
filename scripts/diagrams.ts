import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright'
import { languages } from '../data/localized.ts'
import { launchBrowser, openContext } from './lib/browser.ts'
import { messageOf, runCommand } from './lib/command.ts'
import { loadSlides } from './lib/decks.ts'
import { diagramHash, diagramPath, diagramsOf, type DiagramSource, readDiagram, uprightOf } from './lib/diagram-files.ts'
import { roundGeometry } from './lib/geometry.ts'
import { measuringCss, mermaidConfig, titleInset } from './lib/mermaid-config.ts'

const require = createRequire(import.meta.url)

/** A page with Mermaid and the deck's own font, so that labels are measured as they will be drawn. */
async function openStudio(): Promise<{ page: Page, close: () => Promise<void> }> {
  const browser = await launchBrowser()
  const page = await (await openContext(browser, { viewport: { width: 1600, height: 1200 } })).newPage()
  const fonts = join(dirname(require.resolve('pretendard/package.json')), 'dist/web/static/woff2')
  await page.route('http://studio.invalid/**', route =>
    route.request().url().endsWith('.woff2')
      ? route.fulfill({ path: join(fonts, route.request().url().split('/').pop() ?? '') })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><meta charset="utf-8"><body></body>' }))
  await page.goto('http://studio.invalid/')
  await page.addStyleTag({
    content: [['Regular', 400], ['SemiBold', 600], ['ExtraBold', 800]].map(([name, weight]) =>
      `@font-face { font-family: Pretendard; font-weight: ${weight}; src: url(Pretendard-${name}.woff2) }`).join('\n'),
  })
  await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') })
  await page.evaluate(async () => {
    await Promise.all([400, 600, 800].map(weight => document.fonts.load(`${weight} 18px Pretendard`, '가A')))
  })
  return { page, close: () => browser.close() }
}

declare global {
  interface Window {
    mermaid: { initialize: (config: object) => void, render: (id: string, source: string) => Promise<{ svg: string }> }
  }
}

/** Draws one block and takes Mermaid's styling out of it: what stays is geometry, text and class names. */
async function draw(page: Page, source: string): Promise<string> {
  const svg = await page.evaluate(async ({ source, config, css, titleInset }) => {
    window.mermaid.initialize({ ...config, themeCSS: css })
    const { svg } = await window.mermaid.render('diagram', source)
    const holder = document.createElement('div')
    holder.innerHTML = svg
    const root = holder.querySelector('svg')
    if (!root)
      throw new Error('Mermaid drew nothing')
    root.querySelectorAll('style').forEach(style => style.remove())
    for (const name of ['style', 'width', 'height', 'aria-roledescription'])
      root.removeAttribute(name)
    root.setAttribute('role', 'img')
    for (const element of root.querySelectorAll('*'))
      for (const { name } of [...element.attributes])
        if (['style', 'font-weight', 'font-style'].includes(name) || (name.startsWith('data-') && name !== 'data-id'))
          element.removeAttribute(name)
    // A group's title stands at its left, where the eye begins; Mermaid has no setting for it.
    root.querySelectorAll('.cluster').forEach((cluster) => {
      const [box, label] = [cluster.querySelector('rect'), cluster.querySelector('.cluster-label')]
      const top = /, ?([-\d.]+)\)/.exec(label?.getAttribute('transform') ?? '')?.[1]
      if (box && label && top)
        label.setAttribute('transform', `translate(${Number(box.getAttribute('x')) + titleInset}, ${top})`)
    })
    root.querySelectorAll('.edgeLabel').forEach((label) => {
      if (!label.textContent)
        label.remove()
    })
    root.querySelectorAll('rect').forEach((rect) => {
      if (!rect.hasAttribute('width'))
        rect.remove()
    })
    const drawn = root.outerHTML
    root.querySelectorAll('marker, symbol').forEach((shared) => {
      if (!drawn.includes(`url(#${shared.id})`) && !drawn.includes(`href="#${shared.id}"`))
        shared.remove()
    })
    root.querySelectorAll('g:empty, defs:empty').forEach(element => element.remove())
    return new XMLSerializer().serializeToString(root)
  }, { source: source.replaceAll('<wbr>', ' '), config: mermaidConfig, css: measuringCss, titleInset })
  return roundGeometry(svg)
    .replaceAll(/>(?=<(g|path|rect|defs|marker|line|polygon)[ >])/g, '>\n')
}

await runCommand('npm run diagrams [-- --check]', { options: { check: { type: 'boolean', default: false } } }, async ({ values }) => {
  const all: DiagramSource[] = []
  for (const language of languages)
    for (const slide of await loadSlides(language))
      all.push(...diagramsOf(slide, language).flatMap(diagram => [diagram, uprightOf(diagram) ?? []].flat()))

  const stale = all.filter(diagram => readDiagram(diagram)?.hash !== diagramHash(diagram.source))
  if (values.check) {
    for (const diagram of stale)
      console.error(`${diagramPath(diagram)} is not drawn from its current source: run npm run diagrams`)
    process.exitCode = stale.length ? 1 : 0
    return
  }

  const kept = new Set(all.map(diagramPath))
  for (const language of languages) {
    mkdirSync(join('diagrams', language), { recursive: true })
    for (const file of readdirSync(join('diagrams', language)).map(name => join('diagrams', language, name)))
      if (!kept.has(file))
        rmSync(file)
  }
  if (stale.length === 0) {
    console.log(`${all.length} diagrams, all drawn from their current source.`)
    return
  }
  const studio = await openStudio()
  try {
    for (const diagram of stale) {
      const svg = await draw(studio.page, diagram.source).catch((error: unknown) => {
        throw new Error(`${diagramPath(diagram)}: ${messageOf(error)}`)
      })
      writeFileSync(diagramPath(diagram), `<!-- ${diagramHash(diagram.source)} -->\n${svg}\n`)
      console.log(diagramPath(diagram))
    }
  }
  finally {
    await studio.close()
  }
})

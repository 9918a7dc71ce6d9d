/** How a slide without a script is as large as Slidev will draw it. */

/** A slide's own size, in CSS pixels. */
export const SLIDE_SIZE = { width: 980, height: 552 } as const

const { width, height } = SLIDE_SIZE
/** How many times one length is another: CSS divides lengths by no other means that all browsers know. */
const times = (length: string, by: number) => `tan(atan2(${length},${by}px))`

/** Before the app stands. */
export const stageCss = [
  `:root{--slidev-slide-scale:min(${times('100vw', width)},${times('100vh', height)})}`,
  // An address that asks for more than this page shows: another slide, a later click, a figure's record, the print page.
  'html.elsewhere :is(#app,.beginning){visibility:hidden}',
  // Fonts that a page brings with it are decoded in a few milliseconds: text that stood before would shift, and half a slide flash.
  'html.unset :is(#app,.beginning){visibility:hidden}',
  'html:not(.small) .beginning{display:none}',
].join('\n')

/** Stands right behind the slide: shows it as soon as its fonts are there. */
export const stageScript = [
  'document.body.offsetWidth',
  'document.fonts.ready.then(() => document.documentElement.classList.remove("unset"))',
].join(';')

/**
 * Starts the app once the slide has been painted: what comes before that would hold the picture up, on the line while it
 * travels and on the processor while it runs. A page that nobody sees is not painted, and a font that does not come
 * keeps nobody waiting. Between one file and the next the page answers.
 *
 * @param scripts the app's and the slide's own, by their addresses, in the order in which they run
 * @param styles theirs, which scripts wait for
 */
export const startScript = (scripts: readonly string[], styles: readonly string[]) => `
const here = document.currentScript
const fetchAll = (rel, files, as = '') => {
  const links = files.map(href => Object.assign(document.createElement('link'), { rel, href, as, crossOrigin: '' }))
  here.before(...links)
  return Promise.all(links.map(link => new Promise((done) => { link.onload = link.onerror = done })))
}
const start = async () => {
  const scripts = ${JSON.stringify(scripts)}, styles = ${JSON.stringify(styles)}
  const fetched = fetchAll('preload', styles, 'style')
  fetchAll('modulepreload', scripts)
  for (const script of scripts) {
    // Style sheets that came in one by one would each style the page anew.
    if (script === scripts.at(-1))
      await fetched.then(() => fetchAll('stylesheet', styles))
    await import(script).catch((error) => {
      fetchAnew()
      throw error
    })
    await new Promise(resolve => setTimeout(resolve))
  }
}
const painted = () => new Promise(resolve => document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve)))
const late = new Promise(resolve => setTimeout(resolve, 1000))
Promise.race([document.fonts.ready, late]).then(painted).then(start)
`

/** Where scripts are off: the page scrolls, everything that a click would show is there, and what is said stands below. */
export const scriptlessCss = [
  'html,body,#app{height:auto!important;overflow:auto!important}',
  `:root{--slidev-slide-scale:${times('100vw', width)}}`,
  `#page-root{height:calc(100vw*${height}/${width})!important}`,
  // What only a script would answer; its room stays, for the picture stands as it does with one.
  '.figure>header,.figure .toolbar{visibility:hidden}',
  '.slidev-vclick-hidden{visibility:visible!important;opacity:1!important}',
  '.scriptless{max-width:44em;margin:0 auto;padding:1.5em;color:var(--ink);font:400 18px/1.65 Pretendard,sans-serif;word-break:keep-all}',
  '.scriptless p{margin:0 0 .9em}',
  '.scriptless nav{display:flex;flex-wrap:wrap;gap:.5em 1.5em;margin:0 0 1.5em}',
  '.scriptless a{text-decoration:underline;text-underline-offset:3px}',
  '.scriptless img{width:100%;height:auto;border:1px solid var(--line)}',
].join('\n')

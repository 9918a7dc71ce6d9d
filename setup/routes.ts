import { defineRoutesSetup } from '@slidev/types'
import { slides } from '@slidev/client/logic/slides.ts'

/**
 * Addresses that any host of files can serve. The deck's own is its first slide's: Slidev would name that by its number,
 * which no file has. A slide's path ends with a slash (setup/vite/slim.ts).
 */
export default defineRoutesSetup((routes) => {
  for (const route of routes)
    if (!byFragment && route.path.endsWith('/:no'))
      route.path += '/'
  return [
    ...routes.filter(({ path }) => path !== ''),
    { path: '', redirect: () => ({ path: `/${String(slides.value[0]?.meta.slide.frontmatter.routeAlias ?? 1)}${byFragment ? '' : '/'}` }) },
  ]
})

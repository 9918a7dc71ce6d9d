import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Pretendard's glyphs that the deck itself never says: fetched when somebody types one, and kept from then on. */
const otherGlyphs = 'Pretendard-{Regular,SemiBold,ExtraBold}-*.woff2'

/** What browsers ask of a page that can be installed. */
const manifest = {
  name: 'Amazon EKS Primer',
  short_name: 'EKS Primer',
  description: '움직이는 그림으로 배우는 Amazon EKS. Amazon EKS, taught with live simulations.',
  id: './',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#fbfaf6',
  theme_color: '#fbfaf6',
  icons: [
    { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    ...[192, 512].map(size => ({ src: `icon-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' })),
  ],
}

/**
 * Makes a built deck one that is installed by a visit: all that it is drawn with is fetched in the background, and stands
 * without a network from then on. A slide's page is not kept: the deck's `entry` page, which is empty, draws every slide.
 * A newer deck waits until it is asked for (components/deck/useOffline.ts).
 */
export async function makeOffline(folder: string): Promise<void> {
  writeFileSync(join(folder, 'manifest.webmanifest'), JSON.stringify(manifest))
  // Takes a second to load, which a command that only tells its usage need not take.
  const { generateSW } = await import('workbox-build')
  const { warnings } = await generateSW({
    globDirectory: folder,
    globPatterns: ['*.{html,svg,woff2,webmanifest}', '*/{index.html,favicon.svg}', '*/entry/index.html', '*/assets/**/*.{js,css,woff2}'],
    globIgnores: [`**/${otherGlyphs}`, 'sw.js'],
    swDest: join(folder, 'sw.js'),
    inlineWorkboxRuntime: true,
    sourcemap: false,
    mode: 'production',
    skipWaiting: false,
    clientsClaim: true,
    cleanupOutdatedCaches: true,
    dontCacheBustURLsMatching: /\/assets\//,
    // A slide's click, a figure's record and a print page are of the same file.
    ignoreURLParametersMatching: [/./],
    runtimeCaching: [
      {
        urlPattern: ({ request, url }) => request.mode === 'navigate' && !/\.\w+$/.test(url.pathname),
        // It is written into the worker as it stands: it can use nothing of this file.
        handler: async ({ request, url }) => {
          const { scope } = (self as unknown as { registration: { scope: string } }).registration
          const [language] = url.href.slice(scope.length).split('/')
          return await caches.match(`${scope}${language}/entry/index.html`, { ignoreSearch: true }) ?? fetch(request)
        },
      },
      { urlPattern: /\.(woff2|jpg)$/, handler: 'CacheFirst', options: { cacheName: 'eks-primer-extras', expiration: { maxEntries: 200 } } },
    ],
  })
  if (warnings.length)
    throw new Error(warnings.join('; '))
}

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What setup/vite/chunks.ts finds out about a build, and scripts/build.ts needs to finish it. */
export interface BuildFacts {
  /** Which scripts, in the order in which they run, and style sheets each slide needs to stand, by its number, as paths in the build's folder. */
  files: Record<string, string[]>
  /** The npm packages whose code is in the build. */
  packages: string[]
}

/** The file in the build's folder that they are left in. */
export const BUILD_FACTS = 'build-facts.json'

/** Takes from a language's build what is no part of it. */
export function takeFacts(folder: string): BuildFacts {
  const facts = JSON.parse(readFileSync(join(folder, BUILD_FACTS), 'utf8')) as BuildFacts
  // Slidev writes the other two for hosts that rewrite addresses. Each slide has a page of its own, and hosts read both at the root only.
  for (const stray of [BUILD_FACTS, '404.html', '_redirects'])
    rmSync(join(folder, stray))
  return facts
}

import { whenIdle } from './when-idle.ts'

const touched = new Promise<void>((resolve) => {
  for (const sign of ['pointerdown', 'keydown', 'wheel'] as const)
    addEventListener(sign, () => resolve(), { once: true, capture: true, passive: true })
})

/**
 * Does something for a slide that may be looked at later, while nothing else is to do. On a phone, which takes longest for it and
 * on which many open a single slide, only once its reader has touched the page.
 */
export function whenWanted(act: () => void): void {
  if (document.documentElement.classList.contains('small'))
    void touched.then(() => whenIdle(act))
  else
    whenIdle(act)
}

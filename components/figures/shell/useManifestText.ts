import { ref, watch } from 'vue'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { localize } from '../../deck/useLanguage.ts'
import { printManifest } from './manifest-text.ts'
import { strings } from './shell-strings.ts'

/** The manifest that a figure runs, as text to be changed: printed anew when another is run, but what a reader has typed stays. */
export function useManifestText(running: () => readonly KubeObject[]) {
  const [text, printed, refusal] = [ref(''), ref(''), ref('')]
  /** Until it has been printed first nothing can be typed: it would come in between. */
  const pending = ref(true)
  watch(running, async (objects) => {
    const before = printed.value
    const texts = await Promise.all(objects.map(printManifest)).catch(() => undefined)
    refusal.value = texts ? '' : localize(strings.notLoaded)
    printed.value = texts?.join('---\n') ?? ''
    if (text.value === before)
      text.value = printed.value
    pending.value = false
  }, { immediate: true })
  return { text, printed, refusal, pending }
}

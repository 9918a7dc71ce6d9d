import { useNav } from '@slidev/client'
import { useClipboard } from '@vueuse/core'
import { ref, type Ref, shallowRef, watch } from 'vue'
import type { Localized } from '../../../data/localized.ts'
import { LONGEST_LINK, pack, shareParameter, unpack } from './share.ts'
import { strings } from './shell-strings.ts'

/** Longer addresses are cut by some messengers and mail programs. */
const LONG_ADDRESS = 2_000

/**
 * A figure's record in the address. It is read once and taken out again, so that a reload does not bring it back over
 * what came after; a link that is opened in a window where the deck already stands is read too.
 *
 * @param read shows the record; it says itself what was wrong
 * @param active whether the figure's slide is the one on screen: a link that is nobody's is said there
 */
export function useSharedLink(figure: { version: number }, id: string, read: (record: unknown, version: number) => boolean, active: Readonly<Ref<boolean>>) {
  const { currentRoute, router } = useNav()
  const { copy: write, isSupported } = useClipboard({ legacy: true })
  /** What is to be said of the link that was opened, or copied. */
  const notice = shallowRef<Localized>()
  /** The address to be copied by hand, when nothing else works. */
  const address = ref('')

  watch([() => currentRoute.value.query[shareParameter], active], ([packed, isActive]) => {
    if (typeof packed !== 'string' || !isActive)
      return
    const content = unpack(packed)
    if (content && content.id !== id)
      return
    if (!content)
      notice.value = strings.damagedLink
    else
      read(content.record, content.version)
    void router.replace({ query: { ...currentRoute.value.query, [shareParameter]: undefined } })
  }, { immediate: true })

  async function copy(record: object) {
    const [path] = currentRoute.value.fullPath.split('?')
    const packed = pack({ id, version: figure.version, record })
    if (packed.length > LONGEST_LINK) {
      address.value = ''
      notice.value = strings.tooLongToShare
      return
    }
    const link = `${location.href.split('#')[0]}#${path}?${shareParameter}=${packed}`
    const copied = isSupported.value && await write(link).then(() => true, () => false)
    address.value = copied ? '' : link
    notice.value = copied ? strings.shared(link.length, link.length > LONG_ADDRESS) : strings.notShared
  }

  return { notice, address, copy }
}

import { useNav } from '@slidev/client'
import { ref } from 'vue'
import { pack, shareParameter, unpack } from './share.ts'

/**
 * A figure's record in the address.
 *
 * @param id the figure's id
 * @param read what is done with a record that the address carries; returns whether it could be used
 */
export function useSharedLink(id: string, read: (record: object) => boolean) {
  const { currentRoute } = useNav()
  const damaged = ref(false)
  /** The last outcome of copying; `failed` shows the address to copy by hand. */
  const copied = ref<'no' | 'yes' | 'failed'>('no')
  const address = ref('')

  const packed = new URLSearchParams(currentRoute.value.fullPath.split('?')[1] ?? '').get(shareParameter)
  if (packed) {
    const record = unpack(id, packed)
    damaged.value = record === 'damaged' || (record !== undefined && !read(record))
  }

  async function copy(record: object) {
    const [path] = currentRoute.value.fullPath.split('?')
    address.value = `${location.href.split('#')[0]}#${path}?${shareParameter}=${pack(id, record)}`
    copied.value = await navigator.clipboard.writeText(address.value).then(() => 'yes' as const, () => 'failed' as const)
  }

  return { damaged, copied, address, copy }
}

import { useNav } from '@slidev/client'
import { type ShallowRef, shallowRef, watch } from 'vue'
import { sharedFigures } from './shared-figures.ts'

/** One window shows a figure several times (the slide, the presenter's preview): they share one record. */
const records = new Map<string, ShallowRef<object>>()

/**
 * A figure's record, shared between the windows of one origin. Only a presenter's window publishes; what a
 * reader does in theirs stays there, until the presenter changes the figure.
 *
 * @param id the figure's id, unique in the deck
 * @param initial the author's record
 * @param accept turns what another window published into a record, or refuses it with undefined
 */
export function useSharedRecord<T extends object>(id: string, initial: T, accept: (published: object) => T | undefined) {
  const { isPresenter } = useNav()
  const known = records.get(id)
  const record = (known ?? shallowRef(initial)) as ShallowRef<T>
  if (!known) {
    records.set(id, record)
    watch(() => sharedFigures.state[id], (published) => {
      const accepted = published && accept(published)
      if (accepted)
        record.value = accepted
    }, { immediate: true })
  }

  function write(next: T) {
    record.value = next
    if (isPresenter.value)
      sharedFigures.patch(id, next)
  }

  return { record, write }
}

import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useSmallScreen } from './useSmallScreen.ts'

/**
 * What is wider than a small screen scrolls sideways within its own box (styles/small.css), by keyboard too; the page never does.
 *
 * @param label what a screen reader calls the box
 * @returns attributes of the box; on a large screen it is like any other
 */
export function useSideScroll(label: MaybeRefOrGetter<string>) {
  const { small } = useSmallScreen()
  return computed(() => small.value ? { 'role': 'group', 'tabindex': 0, 'aria-label': toValue(label) } : {})
}

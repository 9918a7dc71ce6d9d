import { computed, type MaybeRefOrGetter, toValue, type TemplateRef, watchPostEffect } from 'vue'
import { useSmallScreen } from './useSmallScreen.ts'

/**
 * What is wider than a small screen scrolls sideways within its own box (styles/small.css), by keyboard too; the page never does.
 *
 * @param label what a screen reader calls the box
 * @returns attributes of the box; on a large screen it is like any other
 */
export function useSideScroll(label: MaybeRefOrGetter<string>) {
  const { small } = useSmallScreen()
  return computed(() => small.value
    ? { 'role': 'group', 'tabindex': 0, 'aria-label': toValue(label) }
    : { 'role': undefined, 'tabindex': undefined, 'aria-label': undefined })
}

/** The same for boxes that Markdown has made, of which a component has no template: those of a selector within its own. */
export function useSideScrollWithin(root: TemplateRef<HTMLElement>, selector: string, label: MaybeRefOrGetter<string>): void {
  const attributes = useSideScroll(label)
  watchPostEffect(() => {
    for (const box of root.value?.querySelectorAll(selector) ?? []) {
      for (const [name, value] of Object.entries(attributes.value)) {
        if (value === undefined)
          box.removeAttribute(name)
        else
          box.setAttribute(name, String(value))
      }
    }
  })
}

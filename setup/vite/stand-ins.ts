/** Stands for libraries that setup/vite/slim.ts leaves out: as much of each as Slidev's client asks for and this deck needs. */
import type { FunctionalComponent } from 'vue'

function leftOut(what: string): never {
  throw new Error(`${what} is left out of this deck: setup/vite/slim.ts`)
}

/** @shikijs/vitepress-twoslash/client, a Vue plugin; internals/DragControl.vue, which only v-drag would show */
export default { install: () => undefined, render: () => null }

/** @slidev/rough-notation */
export const annotate = () => leftOut('v-mark')

/** @vueuse/motion */
export const MotionDirective = () => ({ created: () => leftOut('v-motion') })

/** floating-vue, which no slide shows a popper of: its explanations of Slidev's settings are left out */
export const recomputeAllPoppers = () => undefined
export const Tooltip: FunctionalComponent = (_, { slots }) => slots.default?.()

/** @unhead/vue: built pages bring their head with them, and components/deck/PageAnnouncer.vue names the slide. */
export const createHead = () => ({ install: () => undefined })
export function useHead({ title }: { title?: string }): void {
  if (title)
    document.title = title
}

/** fuse.js, for the dialogue that goes to a slide: those whose number or title holds every word that is typed. */
export class Fuse<T extends object> {
  private readonly list: readonly T[]
  private readonly keys: readonly (keyof T)[]

  constructor(list: readonly T[], { keys }: { keys: readonly (keyof T)[] }) {
    this.list = list
    this.keys = keys
  }

  search(text: string): { item: T }[] {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    return this.list
      .filter(item => words.every(word => this.keys.some(key => String(item[key] ?? '').toLowerCase().includes(word))))
      .map(item => ({ item }))
  }
}

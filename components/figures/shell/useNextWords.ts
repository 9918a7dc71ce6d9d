import { createGlobalState } from '@vueuse/core'
import { shallowRef } from 'vue'
import type { Localized } from '../../../data/localized.ts'

/** What the figure on screen says at the next press, for the presenter to know. */
export const useNextWords = createGlobalState(() => shallowRef<Localized>())

/**
 * The part of @slidev/client that this project uses. The package ships TypeScript sources, not declarations:
 * without this file they would be checked under this project's stricter settings.
 */
import type { ComputedRef, Ref } from 'vue'

export interface SlideRoute {
  no: number
  /** Fetches the slide's code, once. */
  load: () => Promise<unknown>
  meta: {
    slide: { title?: string, noteHTML?: string, frontmatter: Record<string, unknown> & { layout?: string, routeAlias?: string, seconds?: number } }
    /** Where the slide's own story stands: at its beginning while an earlier slide is shown, at its end while a later one is. */
    __clicksContext?: { current: number, total: number, clicksStart: number, isMounted: boolean }
  }
}

export interface Nav {
  slides: Ref<SlideRoute[]>
  total: ComputedRef<number>
  clicks: ComputedRef<number>
  clicksTotal: ComputedRef<number>
  nextRoute: ComputedRef<SlideRoute>
  hasNext: ComputedRef<boolean>
  hasPrev: ComputedRef<boolean>
  currentSlideNo: ComputedRef<number>
  currentSlideRoute: ComputedRef<SlideRoute>
  currentRoute: ComputedRef<{ fullPath: string, query: Query }>
  router: { replace: (to: { query: Query }) => Promise<unknown> }
  go: (no: number | string, clicks?: number) => Promise<void>
  next: () => Promise<void>
  prev: () => Promise<void>
  isPrintMode: ComputedRef<boolean>
  isPrintWithClicks: Ref<boolean>
  isPresenter: ComputedRef<boolean>
  /** Shown inside another page. */
  isEmbedded: ComputedRef<boolean>
  enterPresenter: () => void
  exitPresenter: () => void
}

type Query = Record<string, string | null | undefined | (string | null)[]>

/** A slide's clicks: how far they are, and which parts of it want how many. */
export interface ClicksContext {
  current: number
  total: number
  maxMap: Map<string, number>
  calculateSince: (at: string | number, size?: number) => ClicksInfo | null
  register: (id: string, info: ClicksInfo | null) => void
  unregister: (id: string) => void
}

export interface ClicksInfo {
  start: number
  max: number
}

export interface SlideContext {
  $clicksContext: ClicksContext
  $clicks: Ref<number>
  $page: Ref<number>
  $renderContext: Ref<'none' | 'slide' | 'overview' | 'presenter' | 'previewNext'>
  $frontmatter: Record<string, unknown> & { layout?: string, routeAlias?: string }
}

export function useNav(): Nav
export function useDarkMode(): { isDark: Ref<boolean>, toggleDark: () => void }
export function useDrawings(): { drawingEnabled: Ref<boolean> }
export function useSlideContext(): SlideContext
export function useIsSlideActive(): ComputedRef<boolean>
/** Keeps Slidev's keyboard shortcuts off; the function that it returns lets them go on. */
export function lockShortcuts(): () => void

/** What Slidev's own windows share. */
export const sharedState: {
  timer: { status: 'stopped' | 'running' | 'paused', startedAt: number, pausedAt: number }
}

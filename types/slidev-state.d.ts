/** The part of Slidev's own state that has no public name; see types/slidev-client.d.ts. */
import type { Ref } from 'vue'

/** Whether this window tells the others its page, and listens to theirs. */
export const syncDirections: Ref<{ viewerSend: boolean, viewerReceive: boolean, presenterSend: boolean, presenterReceive: boolean }>

/** How large the presenter's notes are, from 0.5 to 2. */
export const presenterNotesFontSize: Ref<number>

/** Shows all slides at once, or puts them away. */
export const toggleOverview: () => void
export const showPresenterCursor: Ref<boolean>
export const togglePresenterCursor: () => void
export const togglePresenterLayout: () => void

export const fullscreen: { isSupported: Ref<boolean>, isFullscreen: Ref<boolean>, toggle: () => Promise<void> }

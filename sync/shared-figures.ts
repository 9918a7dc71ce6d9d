import serverState from 'server-reactive:figures'
import { createSyncState } from '@slidev/client'

/** What presenters' windows have published, by figure id: plain JSON. */
export type SharedFigures = Record<string, object>

/**
 * The state that all windows of one origin share. It is kept (localStorage, or the development server), so
 * that a window that opens late, or reloads, is where the others are. The version belongs to the format of
 * the records: raise it when old ones can no longer be read.
 */
export const sharedFigures = createSyncState<SharedFigures>(serverState, {}, true)

sharedFigures.init('eks-primer figures v1')

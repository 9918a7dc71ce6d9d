/** Who shows what to whom: a presenter's window leads, all others follow. */
import { openChannel } from './channel.ts'

export interface Lead {
  /** Shows a state to all that follow; only a window that leads is heard. */
  show: (state: object) => void
  close: () => void
}

interface LeadOptions {
  /** Whether this window leads now. */
  leads: () => boolean
  /** What a window that opens late is shown: the state as it is at this moment. */
  current: () => object | undefined
  /** What another window shows; it may be anything. */
  follow: (state: unknown) => void
}

/**
 * One state that a presenter's windows share with the audience's. A window that opens asks, and whoever leads
 * answers, so that nothing has to be kept anywhere.
 *
 * @param name unique, with the version of the state's format
 */
export function openLead(name: string, { leads, current, follow }: LeadOptions): Lead {
  const channel = openChannel(name, (message) => {
    if (typeof message !== 'object' || message === null)
      return
    if ('shows' in message) {
      follow(message.shows)
      return
    }
    const state = leads() ? current() : undefined
    if (state)
      channel.post({ shows: state })
  })
  channel.post({ asks: true })
  return {
    show: (state) => {
      if (leads())
        channel.post({ shows: state })
    },
    close: channel.close,
  }
}

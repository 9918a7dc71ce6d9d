/** How the windows of one presentation speak to each other: of one browser, and in development of other machines too. */

export interface Channel {
  /** Says something to every other window that has the channel open. */
  post: (message: object) => void
  close: () => void
}

/** A message on its way. It may come by both ways: its number tells whether it is news. */
interface Envelope { channel: string, from: string, number: number, message: object }

/** The event by which Vite's development server passes messages on between machines. */
const RELAY = 'eks-primer:relay'

const windowId = crypto.getRandomValues(new Uint32Array(2)).join('-')
let sent = 0

/** What was sent, as plain JSON; undefined for anything else. */
function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  }
  catch {
    return undefined
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return typeof value === 'object' && value !== null && 'channel' in value && 'from' in value && typeof value.from === 'string'
    && 'number' in value && typeof value.number === 'number' && 'message' in value
}

/**
 * Opens a channel. What comes in may be anything: whoever listens must check it.
 *
 * @param name the same in all windows that are to hear each other; a version in it keeps old windows apart
 */
export function openChannel(name: string, listen: (message: unknown) => void): Channel {
  const heard = new Map<string, number>()
  const receive = (envelope: unknown) => {
    if (!isEnvelope(envelope) || envelope.channel !== name || envelope.from === windowId || (heard.get(envelope.from) ?? 0) >= envelope.number)
      return
    heard.set(envelope.from, envelope.number)
    listen(envelope.message)
  }
  const broadcast = new BroadcastChannel(name)
  const onMessage = ({ data }: MessageEvent<unknown>) => receive(parse(data))
  broadcast.addEventListener('message', onMessage)
  import.meta.hot?.on(RELAY, receive)
  return {
    post: (message) => {
      const envelope: Envelope = { channel: name, from: windowId, number: ++sent, message }
      // As text: a window can send what JSON cannot hold, circles among it, and no reader of records expects that.
      broadcast.postMessage(JSON.stringify(envelope))
      import.meta.hot?.send(RELAY, envelope)
    },
    close: () => {
      broadcast.close()
      import.meta.hot?.off(RELAY, receive)
    },
  }
}

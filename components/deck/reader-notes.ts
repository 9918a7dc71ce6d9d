/** The first word of a paragraph that is for the presenter alone: what to do with the room, what to ask it. */
const stageDirections = ['물어보기', '진행', 'Ask the room', 'On stage']

const direction = new RegExp(`<p>\\s*<strong>(${stageDirections.join('|')})</strong>[^]*?</p>`, 'g')

/** Where the presenter presses. */
const click = /<span class="slidev-note-click-mark"[^>]*><\/span>\s*/g

/** A slide's notes for somebody who reads alone: the talk track, without its time, its clicks and directions to the presenter. */
export function readerNotes(html: string): string {
  return html.replace(direction, '').replace(click, '').replace(/<p>\s*(시간|Time): [^<]*<\/p>/, '')
}

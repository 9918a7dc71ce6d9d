import { describe, expect, it } from 'vitest'
import { readerNotes } from '../../components/deck/reader-notes.ts'
import { languages } from '../../data/localized.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'

describe('notes for somebody who reads alone', () => {
  it('leave out the time, where to press, what to ask the room, and what to do on stage', () => {
    const html = '<p>시간: 60초</p>\n<p><span class="slidev-note-click-mark" data-clicks="1"></span> 이것은 파드입니다.</p>\n<p><strong>진행</strong> 객석에 묻습니다.</p>\n<p><strong>물어보기</strong> 몇 개인가요?</p>'
    expect(readerNotes(html).trim()).toBe('<p>이것은 파드입니다.</p>')
  })

  it.each(languages)('%s: a paragraph that opens in bold is a direction, by a name that readers are spared', async (language) => {
    const opening = (await loadSlides(language)).flatMap(({ note = '' }) => [...note.matchAll(/^\*\*.*$/gm)].map(([line]) => line))
    const read = opening.filter(line => readerNotes(`<p>${line.replace(/\*\*(.*?)\*\*/g, '<strong>$1</strong>')}</p>`) !== '')
    expect(read).toEqual([])
    expect(opening.length).toBeGreaterThan(30)
  })

  it.each(languages)('%s: hold no direction to the presenter outside of paragraphs marked as one', async (language) => {
    for (const { note = '', frontmatter } of await loadSlides(language)) {
      if (frontmatter.quiz)
        continue
      const html = note.split(/\n\s*\n/).map(paragraph => `<p>${paragraph.trim().replace(/\*\*(.*?)\*\*/g, '<strong>$1</strong>')}</p>`).join('\n')
      expect(readerNotes(html), String(frontmatter.routeAlias)).not.toMatch(/객석|손가락|손을 들|질문을 받는|fingers|show of hands|the room|take questions/)
    }
  })
})

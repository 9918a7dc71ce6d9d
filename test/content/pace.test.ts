import { describe, expect, it } from 'vitest'
import { paceWords, plannedSeconds, secondsBehind } from '../../components/deck/pace.ts'

describe('a talk against its plan', () => {
  const plan = [30, 60, 90]

  it.each([
    ['begins on time', 0, 0, 0],
    ['is on time anywhere within a slide\'s own time', 89, 1, 0],
    ['is behind once that is over', 100, 1, 10],
    ['is ahead when the slide comes early', 20, 1, -10],
    ['is behind at the end', 200, 2, 20],
  ])('%s', (_, passed, current, behind) => {
    expect(secondsBehind(passed, plan, current)).toBe(behind)
  })

  it('reads the plan from the notes of both languages', () => {
    expect(['<p>시간: 150초</p>', '<p>Time: 45 s</p>', '<p>그냥</p>'].map(plannedSeconds)).toEqual([150, 45, 0])
  })

  it('says so in few words, and is silent about seconds', () => {
    expect([0, 9, 80, -125].map(behind => paceWords(behind, 'ko'))).toEqual(['계획대로', '계획대로', '1:20 늦음', '2:05 빠름'])
    expect(paceWords(80, 'en')).toBe('1:20 behind')
  })
})

import type { Localized } from '../../data/localized.ts'

/** The words of the deck's furniture. */
export const strings = {
  /** Named in the language that it leads to. */
  switchLanguage: { ko: 'English', en: '한국어' },
  switchLanguageHint: { ko: 'Read this slide in English', en: '이 슬라이드를 한국어로 보기' },
  sources: { ko: '출처', en: 'Source' },
  slide: { ko: '슬라이드', en: 'Slide' },
  question: { ko: '문제', en: 'Question' },
  answerHint: { ko: '맞다고 생각하는 답을 고르세요', en: 'Choose the answer you think is right' },
  correct: { ko: '맞습니다', en: 'Correct' },
  incorrect: { ko: '아쉽습니다', en: 'Not quite' },
  right: { ko: '정답', en: 'Right' },
  wrong: { ko: '오답', en: 'Wrong' },
  answersInNotes: { ko: '정답과 풀이는 발표자 노트에 있습니다', en: 'Answers and reasons are in the speaker notes' },
  /** Stands right after the number. */
  minutes: { ko: '분', en: ' min' },
  aid: { ko: '발표자 도움말', en: 'For the presenter' },
  next: { ko: '다음', en: 'Next' },
  nextClick: { ko: '이 슬라이드의 다음 단계', en: 'the next step of this slide' },
  lastSlide: { ko: '마지막 슬라이드입니다', en: 'this is the last slide' },
  pace: { ko: '계획 대비', en: 'Against the plan' },
  blank: { ko: '화면을 껐습니다. B를 누르면 다시 나옵니다.', en: 'The screen is off. Press B to bring it back.' },
  notes: { ko: '발표 노트', en: 'Talk track' },
  term: { ko: '용어', en: 'Term' },
  english: { ko: '영어', en: 'Korean' },
  consoleTerm: { ko: 'AWS 콘솔·프라이머', en: 'Korean console, primer' },
} satisfies Record<string, Localized>

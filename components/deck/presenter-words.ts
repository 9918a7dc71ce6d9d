import type { Localized } from '../../data/localized.ts'

/** The words of Slidev's presenter view. */
export const presenterWords = {
  current: { ko: '지금', en: 'Current' },
  next: { ko: '다음', en: 'Next' },
  ended: { ko: '발표가 끝났습니다', en: 'End of the presentation' },
  slides: { ko: '슬라이드', en: 'Slides' },
  mirror: { ko: '화면 비추기', en: 'Screen mirror' },
  mirrorHow: { ko: '청중이 보는 화면을 여기에 비춥니다. 아래 버튼을 누르고 다른 모니터나 창을 고르세요.', en: 'Shows here what the audience sees. Press the button below and choose the other monitor or window.' },
  startMirror: { ko: '화면 비추기 시작', en: 'Start to mirror' },
  notesWidth: { ko: '노트 너비 조절', en: 'Width of the notes' },
  notesHeight: { ko: '노트 높이 조절', en: 'Height of the notes' },
  larger: { ko: '노트 글자 크게', en: 'Larger notes' },
  smaller: { ko: '노트 글자 작게', en: 'Smaller notes' },
  editNotes: { ko: '노트 고치기', en: 'Edit the notes' },
  clicks: { ko: '이 슬라이드의 단계', en: 'Clicks in this slide' },
} as const satisfies Record<string, Localized>

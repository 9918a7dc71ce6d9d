import type { Localized } from '../../../data/localized.ts'

export const strings = {
  scenario: { ko: '시나리오', en: 'Scenario' },
  controls: { ko: '재생', en: 'Playback' },
  play: { ko: '재생', en: 'Play' },
  pause: { ko: '멈춤', en: 'Pause' },
  step: { ko: '한 단계 앞으로', en: 'One step forward' },
  back: { ko: '한 단계 뒤로', en: 'One step back' },
  reset: { ko: '처음 상태로', en: 'Reset' },
  time: { ko: '시각', en: 'Time' },
  speed: { ko: '속도', en: 'Speed' },
  log: { ko: '기록', en: 'Log' },
  table: { ko: '표', en: 'Table' },
  share: { ko: '링크 복사', en: 'Copy link' },
  shared: { ko: '링크를 복사했습니다', en: 'Link copied' },
  notShared: { ko: '복사하지 못했습니다. 주소를 직접 복사하세요', en: 'Could not copy. Copy this address instead' },
  damagedLink: { ko: '공유 링크가 손상되어 기본 장면을 보여 줍니다.', en: 'The shared link is damaged: this is the default scene.' },
  close: { ko: '닫기', en: 'Close' },
  emptyLog: { ko: '아직 아무 일도 없었습니다.', en: 'Nothing has happened yet.' },
  edit: { ko: '편집', en: 'Edit' },
  apply: { ko: '적용', en: 'Apply' },
  editHint: { ko: 'kubectl처럼 적용됩니다. 여러 객체는 ---로 나눕니다.', en: 'Applied as kubectl would. Separate several objects with ---.' },
} satisfies Record<string, Localized>

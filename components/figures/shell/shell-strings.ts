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
  shared: (length: number, long: boolean): Localized => long
    ? { ko: `링크를 복사했습니다. ${length.toLocaleString('ko')}자라서 메신저에서 잘릴 수 있습니다.`, en: `Link copied. It has ${length.toLocaleString('en')} characters: some messengers will cut it.` }
    : { ko: '링크를 복사했습니다', en: 'Link copied' },
  notShared: { ko: '복사하지 못했습니다. 주소를 직접 복사하세요', en: 'Could not copy. Copy this address instead' },
  damagedLink: { ko: '공유 링크가 손상되어 기본 장면을 보여 줍니다.', en: 'The shared link is damaged: this is the default scene.' },
  unworkable: { ko: '이 장면은 실행할 수 없어 앞의 장면을 그대로 둡니다.', en: 'This scene cannot be run: the one before stays.' },
  spent: { ko: '너무 긴 실행이라 중간에 멈췄습니다.', en: 'The run takes too much work, so it ends early.' },
  notLoaded: { ko: '필요한 파일을 받지 못했습니다. 네트워크를 확인하고 다시 눌러 주세요.', en: 'A file that this needs could not be loaded. Check the network and try again.' },
  running: { ko: '계산 중', en: 'Computing' },
  apart: { ko: '혼자 보는 중입니다', en: 'You are on your own' },
  rejoin: { ko: '발표로 돌아가기', en: 'Back to the talk' },
  earlier: { ko: '지난번 장면', en: 'Last time’s scene' },
  dismiss: { ko: '알림 닫기', en: 'Dismiss' },
  close: { ko: '닫기', en: 'Close' },
  emptyLog: { ko: '아직 아무 일도 없었습니다.', en: 'Nothing has happened yet.' },
  edit: { ko: '편집', en: 'Edit' },
  apply: { ko: '적용', en: 'Apply' },
  editHint: { ko: 'kubectl처럼 적용됩니다. 여러 객체는 ---로 나눕니다.', en: 'Applied as kubectl would. Separate several objects with ---.' },
} satisfies Record<string, Localized | ((length: number, long: boolean) => Localized)>

import { language } from './useLanguage.ts'

/** By what Slidev's client says in English: what it says in a Korean deck. */
const korean = {
  // The presenter's view.
  'Current': '지금',
  'Next': '다음',
  'End of the presentation': '발표가 끝났습니다',
  'Slides': '슬라이드',
  'Screen Mirror': '화면 비추기',
  'Start Screen Mirroring': '화면 비추기 시작',
  'Use screen capturing to mirror your main screen back to presenter view.': '청중이 보는 화면을 발표자 화면에 비춥니다.',
  'Click the button below and': '아래 버튼을 누르고',
  'select your other monitor or window': '다른 모니터나 창을 고르세요',
  'Resize notes panel': '노트 너비 조절',
  'Resize notes panel height': '노트 높이 조절',
  'Increase font size': '글자 크게',
  'Decrease font size': '글자 작게',
  'Edit Notes': '노트 고치기',
  'Clicks in this slide': '이 슬라이드의 단계',
  // What opens over the slides.
  'Close': '닫기',
  'Slides Overview': '전체 슬라이드',
  'Capture slides as images': '슬라이드를 그림으로 저장',
  'Goto...': '번호나 제목으로 가기',
  'Previous Click': '이전 단계',
  'Next Click': '다음 단계',
  'Previous Slide': '이전 슬라이드',
  'Next Slide': '다음 슬라이드',
  'Hide editor': '편집기 닫기',
  'Show editor': '편집기 열기',
  'Hide drawing toolbar': '그리기 도구 닫기',
  'Show drawing toolbar': '그리기 도구 열기',
  'Show slide overview': '전체 슬라이드 보기',
  'Exit Presenter Mode': '발표자 화면 닫기',
  'Enter Presenter Mode': '발표자 화면 열기',
  'Close fullscreen': '전체 화면 닫기',
  'Enter fullscreen': '전체 화면 보기',
  // On the slides.
  'Copy': '복사',
  'Copied': '복사했습니다',
  'Draw with stylus': '펜으로 그리기',
  'Draw a line': '선 그리기',
  'Draw an arrow': '화살표 그리기',
  'Draw an ellipse': '타원 그리기',
  'Draw a rectangle': '사각형 그리기',
  'Erase': '지우개',
  'Adjust stroke width': '선 굵기',
  'Set brush color': '선 색',
  'Undo': '되돌리기',
  'Redo': '다시 하기',
  'Delete': '모두 지우기',
  'Pin drawing': '그림을 늘 보이기',
  'Unpin drawing': '그릴 때만 보이기',
  'Drawing pinned': '그리기 끝내기. 그림은 남습니다',
  'Drawing unpinned': '그리기 끝내기',
} as const

export type SlidevWords = keyof typeof korean

/** What Slidev says in English, in this deck's language. */
export function say(english: SlidevWords): string {
  return language === 'ko' ? korean[english] : english
}

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
  route: { ko: '발표 경로', en: 'Way through the deck' },
  besides: { ko: '그 밖에:', en: 'Besides:' },
  belongsTo: { ko: '원래 자리', en: 'Belongs to' },
  more: { ko: '더 보기', en: 'More' },
  supportCalendar: { ko: '버전마다 EKS 지원이 시작되고 끝나는 날: 표준 지원, 연장 지원', en: 'When EKS begins and ends to support each version: standard, then extended support' },
  standardSupport: (usd: number) => ({ ko: `표준 지원 14개월, 시간당 ${usd.toFixed(2)}달러`, en: `Standard, 14 months: $${usd.toFixed(2)} an hour` }),
  extendedSupport: (usd: number) => ({ ko: `연장 지원 12개월, 시간당 ${usd.toFixed(2)}달러`, en: `Extended, 12 months: $${usd.toFixed(2)} an hour` }),
  addresses: (enis: number, slots: number, pods: number) => ({ ko: `네트워크 인터페이스 ${enis}개에 주소가 ${slots}개씩. 하나는 인터페이스 자신의 것, 나머지 ${pods}개를 파드가 쓴다`, en: `${enis} network interfaces of ${slots} addresses each: one is the interface's own, the other ${pods} are for pods` }),
  eni: { ko: 'ENI', en: 'ENI' },
  ownAddress: { ko: 'ENI 자신의 주소', en: 'the interface\'s own' },
  podAddress: { ko: '파드 주소', en: 'for a pod' },
  slotsSum: (sum: string) => ({ ko: `${sum} (호스트 네트워크를 쓰는 파드 2개)`, en: `${sum} (2 pods on the host's network)` }),
  withPrefix: (addresses: number, pods: number) => ({ ko: `칸마다 /28 접두사를 넣으면 주소 ${addresses}개, AWS 권장은 파드 ${pods}개까지`, en: `A /28 prefix in each slot makes ${addresses} addresses; AWS advises ${pods} pods at most` }),
  aid: { ko: '발표자 도움말', en: 'For the presenter' },
  next: { ko: '다음', en: 'Next' },
  nextClick: { ko: '이 슬라이드의 다음 단계', en: 'the next step of this slide' },
  lastSlide: { ko: '마지막 슬라이드입니다', en: 'this is the last slide' },
  pace: { ko: '계획 대비', en: 'Against the plan' },
  blank: { ko: '화면을 껐습니다. B를 누르면 다시 나옵니다.', en: 'The screen is off. Press B to bring it back.' },
  notes: { ko: '발표 노트', en: 'Talk track' },
  /** Who answers for a thing, beside AWS. */
  me: { ko: '나', en: 'You' },
  term: { ko: '용어', en: 'Term' },
  english: { ko: '영어', en: 'Korean' },
  consoleTerm: { ko: 'AWS 콘솔', en: 'Korean AWS console' },
} satisfies Record<string, Localized | ((...values: never[]) => Localized)>

import type { Localized } from './localized.ts'

export interface GlossaryEntry {
  /** As the Kubernetes project writes it in this language. */
  term: Localized
  /** What the primer and the Korean AWS console call it, where that differs. */
  console?: string
  meaning: Localized
}

export const glossary = {
  pod: {
    term: { ko: '파드(Pod)', en: 'Pod' },
    console: '포드',
    meaning: { ko: '함께 배치되는 컨테이너 묶음. 쿠버네티스가 배포하고 늘리고 줄이는 가장 작은 단위입니다.', en: 'One or more containers placed together: the smallest thing that Kubernetes deploys and scales.' },
  },
} as const satisfies Record<string, GlossaryEntry>

export type TermId = keyof typeof glossary

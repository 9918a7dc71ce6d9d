import type { Localized } from './localized.ts'

/** A document that a statement of the deck rests on. */
export interface Source {
  /** As it stands in a slide's footer. */
  short: Localized
  title: Localized
  url: string
  /** The day of the version that was read, as YYYY-MM-DD. */
  date: string
}

export const sources = {
  'eks-architecture': {
    short: { ko: 'EKS 사용 설명서', en: 'EKS User Guide' },
    title: { ko: 'Amazon EKS 사용 설명서: EKS 아키텍처', en: 'Amazon EKS User Guide: Amazon EKS architecture' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-architecture.html',
    date: '2024-12-18',
  },
} as const satisfies Record<string, Source>

export type SourceId = keyof typeof sources

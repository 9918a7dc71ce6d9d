import type { Localized } from './localized.ts'

/** The regions that the deck has prices for, Seoul first: it is the default. */
export const regions = {
  'ap-northeast-2': { ko: '서울', en: 'Seoul' },
  'us-east-1': { ko: '버지니아 북부', en: 'N. Virginia' },
  'us-east-2': { ko: '오하이오', en: 'Ohio' },
  'us-west-2': { ko: '오리건', en: 'Oregon' },
  'ap-northeast-1': { ko: '도쿄', en: 'Tokyo' },
  'ap-southeast-1': { ko: '싱가포르', en: 'Singapore' },
  'ap-south-1': { ko: '뭄바이', en: 'Mumbai' },
  'eu-west-1': { ko: '아일랜드', en: 'Ireland' },
  'eu-central-1': { ko: '프랑크푸르트', en: 'Frankfurt' },
} as const satisfies Record<string, Localized>

export type RegionId = keyof typeof regions

export const DEFAULT_REGION: RegionId = 'ap-northeast-2'

/** Whether a text, such as one from a link, names a region that the deck has prices for. */
export function isRegionId(text: unknown): text is RegionId {
  return typeof text === 'string' && Object.hasOwn(regions, text)
}

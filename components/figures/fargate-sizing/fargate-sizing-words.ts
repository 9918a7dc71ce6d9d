import type { Language, Localized } from '../../../data/localized.ts'

export const strings = {
  title: { ko: 'Fargate 크기표', en: 'The sizes of Fargate' },
  cpu: { ko: 'CPU', en: 'CPU' },
  memory: { ko: '메모리', en: 'Memory' },
  /** Fargate's unit, and once what it is in a manifest's. */
  memoryAxis: { ko: '메모리 (GB, 1 GB = 1Gi)', en: 'memory (GB; 1 GB = 1Gi)' },
  asked: { ko: '요청', en: 'Requested' },
  added: { ko: 'Fargate 몫 256 MB를 더하면', en: 'With the 256 MB that Fargate adds' },
  billed: { ko: '청구', en: 'Billed' },
  unknown: { ko: '가격 모름', en: 'price unknown' },
  question: { ko: '1 GB를 요청했는데 왜 2 GB를 낼까요?', en: 'Why does a request of 1 GB cost 2 GB?' },
  roundedUp: { ko: 'Fargate가 256 MB를 더하고, 들어가는 크기 중 가장 작은 것으로 청구합니다.', en: 'Fargate adds 256 MB and bills the smallest size that fits.' },
  justFits: { ko: '1.75 GB에 256 MB를 더하면 2 GB 크기에 꼭 맞습니다.', en: '1.75 GB and 256 MB more just fit the size of 2 GB.' },
  oneStepUp: { ko: '2 GB를 요청하면 256 MB 때문에 다음 크기로 넘어갑니다.', en: 'Ask for 2 GB, and the 256 MB push it to the next size.' },
  cpuStep: { ko: '메모리를 1.75 GB로 되돌려도, CPU 0.3은 0.5 vCPU로 올라갑니다.', en: 'Memory back at 1.75 GB: a CPU of 0.3 still goes up to 0.5 vCPU.' },
} satisfies Record<string, Localized>

/** What the dots are, of all that are sold. @param shown the vCPU up to which they are drawn @param most up to which they are sold */
export const sizesWords = (shown: number, most: number, language: Language) => ({
  ko: `Fargate 크기, ${shown < most ? `${shown} vCPU까지 (최대 ${most})` : `${most} vCPU까지`}`,
  en: shown < most ? `Fargate sizes to ${shown} vCPU (of ${most})` : `Fargate sizes to ${most} vCPU`,
})[language]

/** When each Kubernetes version is supported on EKS, as read on 2026-11-25. EKS adds a version about every four months. */
import type { SourceId } from './sources.ts'

export interface SupportedVersion {
  version: string
  /** Days as YYYY-MM-DD: on EKS since, standard support until, extended support until. */
  released: string
  standard: string
  extended: string
}

export const VERSION_SOURCES: readonly SourceId[] = ['eks-support-dates', 'eks-137']

/** The end of 1.37's extended support follows from the rule: 12 months after its standard support. */
const versions: readonly SupportedVersion[] = [
  { version: '1.37', released: '2026-10-01', standard: '2027-12-01', extended: '2028-12-01' },
  { version: '1.36', released: '2026-06-02', standard: '2027-08-02', extended: '2028-08-02' },
  { version: '1.35', released: '2026-01-28', standard: '2027-03-27', extended: '2028-03-27' },
  { version: '1.34', released: '2025-10-02', standard: '2026-12-02', extended: '2027-12-02' },
  { version: '1.33', released: '2025-05-28', standard: '2026-07-29', extended: '2027-07-29' },
  { version: '1.32', released: '2025-01-23', standard: '2026-03-23', extended: '2027-03-23' },
  { version: '1.31', released: '2024-09-26', standard: '2025-11-26', extended: '2026-11-26' },
]

/** The versions that EKS supports on a day (YYYY-MM-DD), and which support each has then: what has ended by then is left out. */
export function supportedOn(day: string): readonly (SupportedVersion & { now: 'standard' | 'extended' })[] {
  return versions.filter(({ extended }) => day < extended).map(version => ({ ...version, now: day < version.standard ? 'standard' : 'extended' }))
}

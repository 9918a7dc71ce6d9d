/** What the selects of the cost figures offer. */
import { instanceTypes } from '../../../data/instance-types.ts'
import type { Language, Localized } from '../../../data/localized.ts'
import { ec2Price } from '../../../data/prices.ts'
import { type RegionId, regions } from '../../../data/regions.ts'
import { strings } from '../cost/cost-strings.ts'

/** Named choices, such as those of a record. */
export function named<T extends string>(values: readonly T[], names: Readonly<Record<T, Localized>>, language: Language) {
  return [{ choices: values.map(value => ({ value, label: names[value][language] })) }]
}

export function regionChoices(language: Language) {
  return [{ choices: Object.entries(regions).map(([value, name]) => ({ value, label: name[language] })) }]
}

/** Instance types by architecture; one without a price in the region says so. */
export function typeChoices(language: Language, region?: RegionId) {
  return ([['amd64', 'x86'], ['arm64', 'Arm (Graviton)']] as const).map(([arch, name]) => ({
    name,
    choices: instanceTypes.filter(type => type.arch === arch).map(({ name: value }) => ({
      value,
      label: region && !ec2Price(region, value).known ? `${value} (${strings.unknown[language]})` : value,
    })),
  }))
}

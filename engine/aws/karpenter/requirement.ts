/**
 * One requirement on a label, as a set of values: those listed, or all but those listed, within bounds.
 * Models pkg/scheduling/requirement.go of kubernetes-sigs/karpenter. Leaves out minValues.
 */

/** Kubernetes' operators, and the two that only NodePools know. */
export type RequirementOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt' | 'Gte' | 'Lte'

export class LabelRequirement {
  readonly key: string
  /** Whether the values are those left out. */
  readonly complement: boolean
  readonly values: ReadonlySet<string>
  /** Whole numbers, both included. */
  readonly gte: number | undefined
  readonly lte: number | undefined

  private constructor(key: string, complement: boolean, values: ReadonlySet<string>, gte?: number, lte?: number) {
    this.key = key
    this.complement = complement
    this.values = values
    this.gte = gte
    this.lte = lte
  }

  /** @param values for the four comparisons one whole number, else any */
  static of(key: string, operator: RequirementOperator, values: readonly string[] = []): LabelRequirement {
    const number = Number(values[0])
    switch (operator) {
      case 'In': return new LabelRequirement(key, false, new Set(values))
      case 'NotIn': return new LabelRequirement(key, true, new Set(values))
      case 'DoesNotExist': return new LabelRequirement(key, false, NONE)
      case 'Exists': return new LabelRequirement(key, true, NONE)
      case 'Gt': return new LabelRequirement(key, true, NONE, number + 1)
      case 'Lt': return new LabelRequirement(key, true, NONE, undefined, number - 1)
      case 'Gte': return new LabelRequirement(key, true, NONE, number)
      case 'Lte': return new LabelRequirement(key, true, NONE, undefined, number)
    }
  }

  get operator(): 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' {
    if (this.complement) return this.values.size > 0 ? 'NotIn' : 'Exists'
    return this.values.size > 0 ? 'In' : 'DoesNotExist'
  }

  /** Whether a value is allowed. */
  has(value: string): boolean {
    return this.values.has(value) !== this.complement && isWithin(value, this.gte, this.lte)
  }

  /** Whether a node without the label meets it. */
  get isNegative(): boolean {
    return this.complement ? this.values.size > 0 : this.values.size === 0
  }

  /** One value that is allowed, always the same; undefined when there is none. Upstream draws one. */
  get any(): string | undefined {
    if (!this.complement) return [...this.values].sort()[0]
    for (let value = this.gte ?? 0; value <= (this.lte ?? Number.POSITIVE_INFINITY); value++) if (!this.values.has(String(value))) return String(value)
    return undefined
  }

  /** The only value that is allowed; undefined when there are more, or none. */
  get single(): string | undefined {
    if (this.complement || this.values.size !== 1) return undefined
    const [value] = this.values
    return value
  }

  /** Whether some value is allowed by both. */
  hasIntersection(other: LabelRequirement): boolean {
    const gte = larger(this.gte, other.gte)
    const lte = smaller(this.lte, other.lte)
    if (gte !== undefined && lte !== undefined && gte > lte) return false
    if (this.complement && other.complement) return true
    const [listed, rest] = this.complement ? [other, this] : [this, other]
    for (const value of listed.values) {
      if (rest.values.has(value) !== rest.complement && isWithin(value, gte, lte)) return true
    }
    return false
  }

  /** What both allow. */
  intersection(other: LabelRequirement): LabelRequirement {
    const gte = larger(this.gte, other.gte)
    const lte = smaller(this.lte, other.lte)
    if (gte !== undefined && lte !== undefined && gte > lte) return LabelRequirement.of(this.key, 'DoesNotExist')
    const complement = this.complement && other.complement
    const within = this.#combined(other).filter(value => isWithin(value, gte, lte))
    return complement ? new LabelRequirement(this.key, true, new Set(within), gte, lte) : new LabelRequirement(this.key, false, new Set(within))
  }

  /** As upstream's messages spell it. */
  toString(): string {
    const { operator, key, gte, lte } = this
    const sorted = [...this.values].sort()
    const values = sorted.length > 5 ? [...sorted.slice(0, 5), `and ${sorted.length - 5} others`] : sorted
    const set = operator === 'In' || operator === 'NotIn' ? `${key} ${operator} [${values.join(' ')}]` : `${key} ${operator}`
    return `${set}${gte === undefined ? '' : ` >=${gte}`}${lte === undefined ? '' : ` <=${lte}`}`
  }

  /** The values of either that the result lists, bounds aside. */
  #combined(other: LabelRequirement): string[] {
    const [mine, others] = [[...this.values], [...other.values]]
    if (this.complement && other.complement) return [...mine, ...others]
    if (this.complement) return others.filter(value => !this.values.has(value))
    return mine.filter(value => other.values.has(value) !== other.complement)
  }
}

const NONE: ReadonlySet<string> = new Set()

function isWithin(value: string, gte: number | undefined, lte: number | undefined): boolean {
  if (gte === undefined && lte === undefined) return true
  if (!/^[+-]?\d+$/.test(value)) return false
  const number = Number(value)
  return (gte === undefined || number >= gte) && (lte === undefined || number <= lte)
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b)
}

function smaller(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b)
}

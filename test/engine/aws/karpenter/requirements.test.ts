/** pkg/scheduling/requirement_test.go and requirements_test.go of kubernetes-sigs/karpenter, as tables. */
import { describe, expect, it, test } from 'vitest'
import { LabelRequirement } from '../../../../engine/aws/karpenter/requirement.ts'
import { incompatibility, labelRequirements, NO_REQUIREMENTS, requirementsOf } from '../../../../engine/aws/karpenter/requirements.ts'
import { ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'

const of = LabelRequirement.of
const BY_NAME = (key: string) => ({
  exists: of(key, 'Exists'), doesNotExist: of(key, 'DoesNotExist'), inA: of(key, 'In', ['A']), inB: of(key, 'In', ['B']), inAB: of(key, 'In', ['A', 'B']),
  notInA: of(key, 'NotIn', ['A']), in1: of(key, 'In', ['1']), in9: of(key, 'In', ['9']), in19: of(key, 'In', ['1', '9']), notIn12: of(key, 'NotIn', ['1', '2']),
  greaterThan1: of(key, 'Gt', ['1']), greaterThan9: of(key, 'Gt', ['9']), lessThan1: of(key, 'Lt', ['1']), lessThan9: of(key, 'Lt', ['9']),
})
type Name = keyof ReturnType<typeof BY_NAME>
const NAMES = Object.keys(BY_NAME('key')) as Name[]

// "Intersect requirements: should intersect two requirements without minValues": a row for the first, a column for the second
test.each<[Name, string[]]>([
  ['exists', ['Exists', 'DoesNotExist', 'In [A]', 'In [B]', 'In [A B]', 'NotIn [A]', 'In [1]', 'In [9]', 'In [1 9]', 'NotIn [1 2]', 'Exists >=2', 'Exists >=10', 'Exists <=0', 'Exists <=8']],
  ['doesNotExist', ['DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist']],
  ['inA', ['In [A]', 'DoesNotExist', 'In [A]', 'DoesNotExist', 'In [A]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'In [A]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist']],
  ['inB', ['In [B]', 'DoesNotExist', 'DoesNotExist', 'In [B]', 'In [B]', 'In [B]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'In [B]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist']],
  ['inAB', ['In [A B]', 'DoesNotExist', 'In [A]', 'In [B]', 'In [A B]', 'In [B]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'In [A B]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist']],
  ['notInA', ['NotIn [A]', 'DoesNotExist', 'DoesNotExist', 'In [B]', 'In [B]', 'NotIn [A]', 'In [1]', 'In [9]', 'In [1 9]', 'NotIn [1 2 A]', 'Exists >=2', 'Exists >=10', 'Exists <=0', 'Exists <=8']],
  ['in1', ['In [1]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'In [1]', 'In [1]', 'DoesNotExist', 'In [1]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'In [1]']],
  ['in9', ['In [9]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'In [9]', 'DoesNotExist', 'In [9]', 'In [9]', 'In [9]', 'In [9]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist']],
  ['in19', ['In [1 9]', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'In [1 9]', 'In [1]', 'In [9]', 'In [1 9]', 'In [9]', 'In [9]', 'DoesNotExist', 'DoesNotExist', 'In [1]']],
  ['notIn12', ['NotIn [1 2]', 'DoesNotExist', 'In [A]', 'In [B]', 'In [A B]', 'NotIn [1 2 A]', 'DoesNotExist', 'In [9]', 'In [9]', 'NotIn [1 2]', 'NotIn [2] >=2', 'Exists >=10', 'Exists <=0', 'NotIn [1 2] <=8']],
  ['greaterThan1', ['Exists >=2', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'Exists >=2', 'DoesNotExist', 'In [9]', 'In [9]', 'NotIn [2] >=2', 'Exists >=2', 'Exists >=10', 'DoesNotExist', 'Exists >=2 <=8']],
  ['greaterThan9', ['Exists >=10', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'Exists >=10', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'Exists >=10', 'Exists >=10', 'Exists >=10', 'DoesNotExist', 'DoesNotExist']],
  ['lessThan1', ['Exists <=0', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'Exists <=0', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'Exists <=0', 'DoesNotExist', 'DoesNotExist', 'Exists <=0', 'Exists <=0']],
  ['lessThan9', ['Exists <=8', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'DoesNotExist', 'Exists <=8', 'In [1]', 'DoesNotExist', 'In [1]', 'NotIn [1 2] <=8', 'Exists >=2 <=8', 'DoesNotExist', 'Exists <=0', 'Exists <=8']],
])('%s with each of the others', (name, expected) => {
  const all = BY_NAME('key')
  expect(NAMES.map(other => String(all[name].intersection(all[other])))).toEqual(expected.map(text => `key ${text}`))
  expect(NAMES.map(other => all[name].hasIntersection(all[other]))).toEqual(expected.map(text => text !== 'DoesNotExist'))
})

// "Has: should have the right values": which of the requirements allow a value
test.each([
  ['A', 'TFTFTFFFFTFFFF'],
  ['B', 'TFFTTTFFFTFFFF'],
  ['1', 'TFFFFTTFTFFFFT'],
  ['2', 'TFFFFTFFFFTFFT'],
  ['9', 'TFFFFTFTTTTFFF'],
])('the value %s', (value, expected) => {
  const all = BY_NAME('key')
  expect(NAMES.map(name => (all[name].has(value) ? 'T' : 'F')).join('')).toBe(expected)
})

// "Operator: should return the right operator"
test('operators', () => {
  expect(Object.values(BY_NAME('key')).map(({ operator }) => operator)).toEqual([
    'Exists', 'DoesNotExist', 'In', 'In', 'In', 'NotIn', 'In', 'In', 'In', 'NotIn', 'Exists', 'Exists', 'Exists', 'Exists',
  ])
})

describe('Gte and Lte', () => {
  it('include their bounds, and together make a range', () => {
    const range = of('key', 'Gte', ['2']).intersection(of('key', 'Lte', ['8']))
    expect(['0', '1', '2', '5', '8', '9'].map(value => range.has(value))).toEqual([false, false, true, true, true, false])
    expect(of('key', 'Gte', ['0']).has('-1')).toBe(false)
  })

  it.each<[LabelRequirement, LabelRequirement, string]>([
    [of('key', 'Gt', ['4']), of('key', 'Gte', ['5']), 'key Exists >=5'], [of('key', 'Gt', ['5']), of('key', 'Gte', ['5']), 'key Exists >=6'],
    [of('key', 'Gt', ['3']), of('key', 'Gte', ['6']), 'key Exists >=6'], [of('key', 'Lt', ['5']), of('key', 'Lte', ['5']), 'key Exists <=4'],
    [of('key', 'Lt', ['9']), of('key', 'Lte', ['5']), 'key Exists <=5'],
  ])('%s and %s: the narrower bound', (a, b, expected) => {
    expect(String(a.intersection(b))).toBe(expected)
  })
})

/** Whether each of all requirements on the zone is compatible, in the order of the names, with none first. */
function compatibleWith(base: 'unconstrained' | Name, allowUndefined: boolean): string {
  const all = BY_NAME(ZONE_LABEL)
  const map = (name: 'unconstrained' | Name) => (name === 'unconstrained' ? NO_REQUIREMENTS : new Map([[ZONE_LABEL, all[name]]]))
  return (['unconstrained', ...NAMES] as const).map(name => (incompatibility(map(base), map(name), allowUndefined) ? 'F' : 'T')).join('')
}

// "Compatibility: should be compatible with well-known v1 labels undefined"
test.each<['unconstrained' | Name, string]>([
  ['unconstrained', 'TTTTTTTTTTTTTTT'],
  ['exists', 'TTFTTTTTTTTTTTT'],
  ['doesNotExist', 'TFTFFFTFFFTFFFF'],
  ['inA', 'TTFTFTFFFFTFFFF'],
  ['inB', 'TTFFTTTFFFTFFFF'],
  ['inAB', 'TTFTTTTFFFTFFFF'],
  ['notInA', 'TTTFTTTTTTTTTTT'],
  ['in1', 'TTFFFFTTFTFFFFT'],
  ['in9', 'TTFFFFTFTTTTFFF'],
  ['in19', 'TTFFFFTTTTTTFFT'],
  ['notIn12', 'TTTTTTTFTTTTTTT'],
  ['greaterThan1', 'TTFFFFTFTTTTTFT'],
  ['greaterThan9', 'TTFFFFTFFFTTTFF'],
  ['lessThan1', 'TTFFFFTFFFTFFTT'],
  ['lessThan9', 'TTFFFFTTFTTTFTT'],
])('well-known labels may be undefined: %s', (base, expected) => {
  expect(compatibleWith(base, true)).toBe(expected)
})

// "Compatibility: should be strictly compatible"
test.each<['unconstrained' | Name, string]>([
  ['unconstrained', 'TFTFFFTFFFTFFFF'],
  ['exists', 'TTFTTTTTTTTTTTT'],
  ['doesNotExist', 'TFTFFFTFFFTFFFF'],
  ['inA', 'TTFTFTFFFFTFFFF'],
  ['inB', 'TTFFTTTFFFTFFFF'],
  ['inAB', 'TTFTTTTFFFTFFFF'],
  ['notInA', 'TTTFTTTTTTTTTTT'],
  ['in1', 'TTFFFFTTFTFFFFT'],
  ['in9', 'TTFFFFTFTTTTFFF'],
  ['in19', 'TTFFFFTTTTTTFFT'],
  ['notIn12', 'TTTTTTTFTTTTTTT'],
  ['greaterThan1', 'TTFFFFTFTTTTTFT'],
  ['greaterThan9', 'TTFFFFTFFFTTTFF'],
  ['lessThan1', 'TTFFFFTFFFTFFTT'],
  ['lessThan9', 'TTFFFFTTFTTTFTT'],
])('strictly: %s', (base, expected) => {
  expect(compatibleWith(base, false)).toBe(expected)
})

// "NewRequirements: should normalize labels"
test('old names of labels are the new ones', () => {
  const old = { 'failure-domain.beta.kubernetes.io/zone': 'z', 'failure-domain.beta.kubernetes.io/region': 'r', 'beta.kubernetes.io/arch': 'a', 'beta.kubernetes.io/os': 'o', 'beta.kubernetes.io/instance-type': 't' }
  const now = ['kubernetes.io/arch', 'kubernetes.io/os', 'node.kubernetes.io/instance-type', 'topology.kubernetes.io/region', 'topology.kubernetes.io/zone']
  expect([...labelRequirements(old).keys()].sort()).toEqual(now)
  expect([...requirementsOf(Object.entries(old).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] }))).keys()].sort()).toEqual(now)
})

// "Error Messages: should display an error message for unknown labels"
test('a label that nobody knows', () => {
  expect(incompatibility(NO_REQUIREMENTS, requirementsOf([{ key: 'deployment', operator: 'In', values: ['test'] }]), true)?.()).toBe('label "deployment" does not have known values')
})

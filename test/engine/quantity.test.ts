import { describe, expect, it } from 'vitest'
import {
  canonicalQuantity, compareQuantities, fromBytes, fromMilli, parseQuantity, quantityToDecimal, roundUpToScale, storedQuantity, toBytes, toMilli,
} from '../../engine/kubernetes/apimachinery/quantity.ts'

describe('parsing as resource.ParseQuantity', () => {
  it.each([
    ['250m', '0.25', 'DecimalSI'], ['2.5Gi', '2684354560', 'BinarySI'], ['3e4', '30000', 'DecimalExponent'], ['7E', '7000000000000000000', 'DecimalSI'],
    ['0.4n', '0.000000001', 'DecimalSI'], ['-0.4n', '-0.000000001', 'DecimalSI'], ['.25Ki', '256', 'BinarySI'], ['0.0001Ki', '0.1024', 'DecimalSI'],
    ['9Ei', '9223372036854775807', 'BinarySI'],
  ])('%s is %s as %s', (text, value, format) => {
    const quantity = parseQuantity(text)
    expect([quantityToDecimal(quantity), quantity.format]).toEqual([value, format])
  })

  it.each(['', '.', ' 1', '1 ', '1i', '0.1mi', '2KI', '--3', '1e2.5', 'x'])('%j is none', (text) => {
    expect(() => parseQuantity(text)).toThrow(/quantit/)
  })
})

describe('the canonical spelling', () => {
  it.each([['1500m', '1500m'], ['2000m', '2'], ['1024Mi', '1Gi'], ['1.5Gi', '1536Mi'], ['1023', '1023'], ['4000', '4k'], ['0.5Mi', '512Ki'], ['12e7', '120e6'], ['00', '0']])('%s is %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical)
  })
  it('formats sums', () => expect([fromMilli(1_250), fromMilli(3_000), fromBytes(3 * 2 ** 30)]).toEqual(['1250m', '3', '3Gi']))
})

describe('the spelling that the API server gives back', () => {
  it.each([
    ['2.500', '2.500'], ['1e0', '1e0'], ['3E6', '3E6'], ['+7Gi', '+7Gi'], ['05Gi', '05Gi'], ['250m', '250m'], ['1.500k', '1.500k'], ['0', '0'],
  ])('%s stays as it was typed', (text, expected) => expect(storedQuantity(text)).toBe(expected))

  it.each<[string | number, string]>([
    ['3000m', '3'], ['0.25', '250m'], [0.5, '500m'], [2, '2'], ['2048Mi', '2Gi'], ['2.5Gi', '2560Mi'], ['1.25', '1250m'], ['0.250', '250m'], ['7.000', '7'], ['200u', '1m'], ['0.0001', '1m'],
  ])('%s becomes %s', (text, expected) => expect(storedQuantity(text)).toBe(expected))
})

it('rounds away from zero', () => {
  expect([toMilli('1u'), toMilli('0.1'), toBytes('100.5'), toBytes('1500m'), toBytes(undefined)]).toEqual([1, 100, 101, 2, 0])
  expect(quantityToDecimal(roundUpToScale(parseQuantity('-7.2'), 0).quantity)).toBe('-8')
})

it('compares values, not spellings', () => {
  expect([compareQuantities('1Gi', '1024Mi'), compareQuantities('1G', '1Gi'), compareQuantities('0.2', '150m')]).toEqual([0, -1, 1])
})

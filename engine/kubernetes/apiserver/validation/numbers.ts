/** Numbers, percentages and choices. Models pkg/apis/core/validation (ValidateNonnegativeField, IntOrPercent). */
import type { FieldError } from '../errors.ts'
import { invalid, notSupported, required } from '../errors.ts'

const AT_LEAST_0 = 'must be greater than or equal to 0'

/** Absent, or a whole number not below the minimum. */
export function checkInteger(value: unknown, field: string, { min = 0, max = 2 ** 31 - 1 } = {}): FieldError[] {
  if (value === undefined) return []
  if (typeof value !== 'number' || !Number.isInteger(value)) return [invalid(field, value, 'must be an integer')]
  if (value < min) return [invalid(field, value, min === 0 ? AT_LEAST_0 : `must be greater than or equal to ${min}`)]
  return value > max ? [invalid(field, value, `must be less than or equal to ${max}`)] : []
}

/** A port number; `0` counts as not given. */
export function checkPort(value: unknown, field: string): FieldError[] {
  if (value === undefined || value === 0) return [required(field)]
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535
    ? []
    : [invalid(field, value, 'must be between 1 and 65535, inclusive')]
}

/** Absent, a whole number from 0, or a percentage; `atMost100` for shares of what is there. */
export function checkIntOrPercent(value: unknown, field: string, { atMost100 = false } = {}): FieldError[] {
  if (value === undefined || typeof value === 'number') return checkInteger(value, field)
  if (typeof value !== 'string' || !/^[0-9]+%$/.test(value)) {
    return [invalid(field, value, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')")]
  }
  return atMost100 && Number(value.slice(0, -1)) > 100 ? [invalid(field, value, 'must not be greater than 100%')] : []
}

/** Absent, or one of the choices. */
export function checkChoice(value: unknown, field: string, choices: readonly string[]): FieldError[] {
  return value === undefined || choices.includes(value as string) ? [] : [notSupported(field, value, choices)]
}

/**
 * Resource quantities: exact values, upstream's rounding and canonical spelling.
 * Models staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go. Leaves out arithmetic on quantities:
 * the engine adds up plain numbers (millicores, bytes) and formats the sum.
 */

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

/** An exact quantity: `nano` is the value times 10^9. */
export interface Quantity {
  nano: bigint
  format: QuantityFormat
}

const NANO = 1_000_000_000n
const MAX = ((1n << 63n) - 1n) * NANO
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?([A-Za-z]*)([+-]?\d*)$/
/** Decimal numbers of at most so many digits keep any size; longer ones are capped at 2^63-1, as upstream's slow path does. */
const EXACT_DIGITS = 18

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const WRONG_SUFFIX = "unable to parse quantity's suffix"

const abs = (value: bigint) => (value < 0n ? -value : value)

/** Divides and rounds away from zero, as every conversion of a quantity does. */
function divideUp(value: bigint, by: bigint): bigint {
  const quotient = abs(value) / by + (abs(value) % by === 0n ? 0n : 1n)
  return value < 0n ? -quotient : quotient
}

function readSuffix(letters: string, digits: string): { base: 2 | 10, exponent: number, format: QuantityFormat } {
  if ((letters === 'e' || letters === 'E') && digits !== '') {
    const exponent = Number(digits)
    if (!Number.isInteger(exponent) || Math.abs(exponent) > 100) throw new Error(WRONG_SUFFIX)
    return { base: 10, exponent, format: 'DecimalExponent' }
  }
  const decimal = DECIMAL.indexOf(letters)
  if (digits === '' && decimal >= 0) return { base: 10, exponent: (decimal - 3) * 3, format: 'DecimalSI' }
  const binary = BINARY.indexOf(letters)
  if (digits === '' && binary > 0) return { base: 2, exponent: binary * 10, format: 'BinarySI' }
  throw new Error(WRONG_SUFFIX)
}

/**
 * Reads a quantity such as `500m`, `1.5Gi` or `2e3`; a plain number is read as YAML means it.
 * Below one nano it rounds away from zero.
 * @throws Error with upstream's message when the text is no quantity
 */
export function parseQuantity(text: string | number): Quantity {
  const parts = SHAPE.exec(String(text))
  if (!parts) throw new Error(WRONG_FORMAT)
  const [, sign, whole = '', fraction = '', letters = '', digits = ''] = parts
  if (whole === '' && fraction === '') throw new Error(WRONG_FORMAT)
  const suffix = readSuffix(letters, digits)
  const factor = suffix.base === 2 ? 1n << BigInt(suffix.exponent) : 10n ** BigInt(Math.max(suffix.exponent, 0))
  const divisor = 10n ** BigInt(fraction.length + Math.max(suffix.base === 10 ? -suffix.exponent : 0, 0))
  let nano = divideUp(BigInt(whole + fraction) * factor * NANO, divisor)
  const exact = suffix.base === 10 && whole.length + fraction.length <= EXACT_DIGITS
  if (!exact && nano > MAX) nano = MAX
  const format = suffix.format === 'BinarySI' && nano > 0n && nano < NANO ? 'DecimalSI' : suffix.format
  return { nano: sign === '-' ? -nano : nano, format }
}

/** Rounds away from zero to a multiple of 10^scale; `exact` says that nothing was lost. */
export function roundUpToScale(quantity: Quantity, scale: number): { quantity: Quantity, exact: boolean } {
  const unit = 10n ** BigInt(Math.max(scale + 9, 0))
  const nano = divideUp(quantity.nano, unit) * unit
  return { quantity: { ...quantity, nano }, exact: nano === quantity.nano }
}

/** -1, 0 or 1 as `a` is less than, equal to or greater than `b`, whatever their spelling. */
export function compareQuantities(a: string | number, b: string | number): number {
  const difference = parseQuantity(a).nano - parseQuantity(b).nano
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

const saturate = (value: bigint) => {
  const limit = (1n << 63n) - 1n
  return value > limit ? limit : value < -limit ? -limit : value
}

/** Whole units, rounded away from zero and held within an int64 (upstream's Value()). */
export function quantityValue(quantity: Quantity): bigint {
  return saturate(divideUp(quantity.nano, NANO))
}

/** Thousandths, rounded away from zero and held within an int64 (upstream's MilliValue()). */
export function quantityMilliValue(quantity: Quantity): bigint {
  return saturate(divideUp(quantity.nano, NANO / 1000n))
}

/** The decimal number without suffix, such as `0.001080`, trimmed of trailing zeros. */
export function quantityToDecimal(quantity: Quantity): string {
  const text = abs(quantity.nano).toString().padStart(10, '0')
  const fraction = text.slice(-9).replace(/0+$/, '')
  return (quantity.nano < 0n ? '-' : '') + text.slice(0, -9) + (fraction ? `.${fraction}` : '')
}

function formatBinary(units: bigint): string {
  let step = 0
  while (step < BINARY.length - 1 && units % 1024n === 0n) {
    units /= 1024n
    step++
  }
  return `${units}${BINARY[step]}`
}

/** The canonical spelling: the largest suffix that needs no fraction; BinarySI only for whole numbers from 1024. */
export function formatQuantity(quantity: Quantity): string {
  const { nano, format } = quantity
  if (nano === 0n) return '0'
  if (format === 'BinarySI' && nano % NANO === 0n && abs(nano) >= 1024n * NANO) return formatBinary(nano / NANO)
  let mantissa = nano
  let step = 0
  while (mantissa % 1000n === 0n && (format === 'DecimalExponent' || step < DECIMAL.length - 1)) {
    mantissa /= 1000n
    step++
  }
  const exponent = (step - 3) * 3
  return format === 'DecimalExponent' ? `${mantissa}${exponent === 0 ? '' : `e${exponent}`}` : `${mantissa}${DECIMAL[step]}`
}

/** The canonical spelling of a manifest's text, as the API server gives it back. */
export function canonicalQuantity(text: string | number): string {
  return formatQuantity(parseQuantity(text))
}

/**
 * Whether ParseQuantity keeps a spelling beside the value because it takes it for the canonical one. Its look is a quick one:
 * `1.500`, `1e0` and `+5Gi` pass too, and come back as they were typed.
 */
function keepsSpelling(text: string): boolean {
  const [, , digits = '', fraction = '', letters = '', exponent = ''] = SHAPE.exec(text) ?? []
  const whole = digits.replace(/^0+/, '') || '0'
  const suffix = readSuffix(letters, exponent)
  if (suffix.base === 2) {
    const precision = 15 - whole.length - Math.trunc(suffix.exponent * 0.3) - 1
    return fraction === '' && precision >= 0 && BigInt(whole) % 8n !== 0n
  }
  const shifted = whole + fraction
  const scale = suffix.exponent - fraction.length
  return shifted.length <= EXACT_DIGITS && scale >= -9 && scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0')
}

/**
 * How the API server gives back a quantity of a resource list: as it was typed where upstream keeps that, else the canonical
 * spelling, with what is finer than a thousandth rounded up (SetDefaults_ResourceList).
 * @throws Error when the text is no quantity
 */
export function storedQuantity(value: string | number): string {
  const text = String(value)
  const { quantity, exact } = roundUpToScale(parseQuantity(text), -3)
  return exact && (text === '0' || keepsSpelling(text)) ? text : formatQuantity(quantity)
}

/** Scheduling reads the same few spellings over and over. */
function cached(read: (text: string | number) => number): (text: string | number | undefined) => number {
  const known = new Map<string | number, number>()
  return (text) => {
    if (text === undefined) return 0
    const hit = known.get(text)
    if (hit !== undefined) return hit
    if (known.size > 10_000) known.clear()
    const value = read(text)
    known.set(text, value)
    return value
  }
}

/** Millicores (or thousandths of anything), rounded up; absent is 0. @throws Error when the text is no quantity */
export const toMilli = cached(text => Number(quantityMilliValue(parseQuantity(text))))

/** Bytes (or whole units of anything), rounded up; absent is 0. @throws Error when the text is no quantity */
export const toBytes = cached(text => Number(quantityValue(parseQuantity(text))))

/** Millicores as a canonical quantity: 1500 is `1500m`, 2000 is `2`. */
export function fromMilli(milli: number): string {
  return formatQuantity({ nano: BigInt(Math.round(milli)) * (NANO / 1000n), format: 'DecimalSI' })
}

/** Bytes as a canonical quantity in binary suffixes: 1073741824 is `1Gi`. */
export function fromBytes(bytes: number): string {
  return formatQuantity({ nano: BigInt(Math.round(bytes)) * NANO, format: 'BinarySI' })
}

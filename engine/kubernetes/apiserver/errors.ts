/**
 * The API server's refusals, worded as upstream's.
 * Models apimachinery/pkg/api/errors and pkg/util/validation/field.
 */
import type { KindInfo } from './kinds.ts'
import { qualifiedKind, resourceName } from './kinds.ts'

export type StatusReason =
  'NotFound' | 'AlreadyExists' | 'Conflict' | 'Invalid' | 'BadRequest' | 'Forbidden' | 'MethodNotAllowed' | 'TooManyRequests' | 'UnsupportedMediaType' | 'InternalError'
  | 'ServiceUnavailable' | 'Timeout' | 'Unknown'

const CODES: Record<StatusReason, number> = {
  NotFound: 404, AlreadyExists: 409, Conflict: 409, Invalid: 422, BadRequest: 400, Forbidden: 403, MethodNotAllowed: 405, UnsupportedMediaType: 415,
  TooManyRequests: 429, InternalError: 500, ServiceUnavailable: 503, Timeout: 504,
  // What etcd says is no answer of the API server's own: it has no reason, and kubectl names none.
  Unknown: 500,
}

/** Reasons of an API that does not answer, or cannot ask its database: the request itself is not at fault. */
const UNAVAILABLE: readonly StatusReason[] = ['ServiceUnavailable', 'Timeout', 'Unknown']

/** One field that validation refuses. `message` holds all but the path: `Invalid value: -1: must be ...`. */
export interface FieldError {
  field: string
  type: 'FieldValueInvalid' | 'FieldValueRequired' | 'FieldValueDuplicate' | 'FieldValueNotSupported' | 'FieldValueForbidden' | 'FieldValueTypeInvalid' | 'FieldValueNotFound'
  message: string
}

/** A refusal, with upstream's code, reason, message and causes. */
export class ApiError extends Error {
  readonly status: number
  readonly reason: StatusReason
  readonly causes: readonly FieldError[]

  constructor(reason: StatusReason, message: string, causes: readonly FieldError[] = []) {
    super(message)
    this.name = 'ApiError'
    this.status = CODES[reason]
    this.reason = reason
    this.causes = causes
  }

  /** Whether the same request may be answered once the API is back. */
  get isUnavailable(): boolean {
    return UNAVAILABLE.includes(this.reason)
  }
}

export function notFound(kind: KindInfo, name: string): ApiError {
  return new ApiError('NotFound', `${resourceName(kind)} "${name}" not found`)
}

export function alreadyExists(kind: KindInfo, name: string): ApiError {
  return new ApiError('AlreadyExists', `${resourceName(kind)} "${name}" already exists`)
}

export function conflict(kind: KindInfo, name: string, why = 'the object has been modified; please apply your changes to the latest version and try again'): ApiError {
  return new ApiError('Conflict', `Operation cannot be fulfilled on ${resourceName(kind)} "${name}": ${why}`)
}

export function forbidden(kind: KindInfo, name: string, why: string): ApiError {
  return new ApiError('Forbidden', `${resourceName(kind)} "${name}" is forbidden: ${why}`)
}

/** Several causes are set in brackets, as upstream's aggregate does. */
export function invalidObject(kind: KindInfo, name: string, causes: readonly FieldError[]): ApiError {
  const texts = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))]
  const [first = ''] = texts
  return new ApiError('Invalid', `${qualifiedKind(kind)} "${name}" is invalid: ${texts.length === 1 ? first : `[${texts.join(', ')}]`}`, causes)
}

/** A value as Go prints it in a field error: text in quotes, objects as JSON. */
function show(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  return typeof value === 'object' || typeof value === 'string' ? JSON.stringify(value) : String(value)
}

export function invalid(field: string, value: unknown, why: string): FieldError {
  return { field, type: 'FieldValueInvalid', message: `Invalid value: ${show(value)}: ${why}` }
}

export function typeInvalid(field: string, value: unknown, why: string): FieldError {
  return { field, type: 'FieldValueTypeInvalid', message: `Invalid value: ${show(value)}: ${why}` }
}

export function required(field: string, why = ''): FieldError {
  return { field, type: 'FieldValueRequired', message: why ? `Required value: ${why}` : 'Required value' }
}

export function duplicate(field: string, value: unknown): FieldError {
  return { field, type: 'FieldValueDuplicate', message: `Duplicate value: ${show(value)}` }
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  return { field, type: 'FieldValueNotSupported', message: `Unsupported value: ${show(value)}: supported values: ${[...supported].sort().map(show).join(', ')}` }
}

export function forbiddenField(field: string, why: string): FieldError {
  return { field, type: 'FieldValueForbidden', message: `Forbidden: ${why}` }
}

/** A refused value already spelt as upstream's Go prints it. */
export function invalidGo(field: string, value: string, why: string): FieldError {
  return { field, type: 'FieldValueInvalid', message: `Invalid value: ${value}: ${why}` }
}

export function notFoundField(field: string, value: unknown): FieldError {
  return { field, type: 'FieldValueNotFound', message: `Not found: ${show(value)}` }
}

/** Names and labels. Models apimachinery/pkg/util/validation/validation.go and pkg/api/validation/objectmeta.go. */
import type { FieldError } from '../errors.ts'
import { invalid, required } from '../errors.ts'
import type { KubeObject, Labels } from '../../types/index.ts'

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const DNS1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const VALUE = `(${QUALIFIED})?`
const whole = (pattern: string) => new RegExp(`^(${pattern})$`)

const RULES = {
  label: {
    pattern: whole(LABEL), max: 63,
    why: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
  },
  subdomain: {
    pattern: whole(SUBDOMAIN), max: 253,
    why: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
  },
  dns1035: {
    pattern: whole(DNS1035), max: 63,
    why: `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${DNS1035}')`,
  },
  qualifiedName: {
    pattern: whole(QUALIFIED), max: 63,
    why: `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
  },
  labelValue: {
    pattern: whole(VALUE), max: 63,
    why: `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE}')`,
  },
}

/** Checks a text against one of upstream's name rules. */
export function checkName(rule: keyof typeof RULES, value: unknown, field: string): FieldError[] {
  const { pattern, max, why } = RULES[rule]
  const errors: FieldError[] = []
  if (typeof value !== 'string') return [invalid(field, value, 'must be a string')]
  if (value.length > max) errors.push(invalid(field, value, `must be no more than ${max} characters`))
  if (!pattern.test(value)) errors.push(invalid(field, value, why))
  return errors
}

/** A key such as `app` or `example.com/app`. */
export function checkQualifiedName(key: string, field: string): FieldError[] {
  const slash = key.indexOf('/')
  const errors = slash < 0 ? [] : checkName('subdomain', key.slice(0, slash), field)
  return [...errors, ...checkName('qualifiedName', key.slice(slash + 1), field)].map(error => ({ ...error, message: error.message.replace(/^Invalid value: "[^"]*"/, `Invalid value: ${JSON.stringify(key)}`) }))
}

/** The name of a container's port (IsValidPortName). */
export function checkPortName(name: string, field: string): FieldError[] {
  const wrong = [
    name.length > 15 && 'must be no more than 15 characters', !/^[-a-z0-9]+$/.test(name) && 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    !/[a-z]/.test(name) && 'must contain at least one letter (a-z)', name.includes('--') && 'must not contain consecutive hyphens',
    /^-|-$/.test(name) && 'must not begin or end with a hyphen',
  ]
  return wrong.filter(why => why !== false).map(why => invalid(field, name, why))
}

/** Keys and values of labels. */
export function checkLabels(labels: Labels | undefined, field: string): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...checkQualifiedName(key, field), ...checkName('labelValue', value, field),
  ])
}

const NAME_RULES: Record<string, keyof typeof RULES> = { Service: 'dns1035', Namespace: 'label' }

/** Name, labels and annotations of an object. */
export function checkMetadata({ kind, metadata }: KubeObject): FieldError[] {
  const errors = metadata.name
    ? checkName(NAME_RULES[kind] ?? 'subdomain', metadata.name, 'metadata.name')
    : [required('metadata.name', 'name or generateName is required')]
  if (metadata.namespace) errors.push(...checkName('label', metadata.namespace, 'metadata.namespace'))
  errors.push(...checkLabels(metadata.labels, 'metadata.labels'))
  for (const key of Object.keys(metadata.annotations ?? {})) errors.push(...checkQualifiedName(key.toLowerCase(), 'metadata.annotations'))
  return errors
}

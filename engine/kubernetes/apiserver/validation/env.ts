/** Environment of a container. Models pkg/apis/core/validation/validation.go (ValidateEnv, ValidateEnvFrom). */
import type { FieldError } from '../errors.ts'
import { invalid, notSupported, required } from '../errors.ts'
import type { Container, EnvVar } from '../../types/index.ts'

/** Names may hold any printable ASCII but `=` (RelaxedEnvironmentVariableValidation, 1.34). */
const NAME = /^[ -<>-~]+$/
const BAD_NAME = 'a valid environment variable name must consist only of printable ASCII characters other than \'=\''
const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const
const KEYED = ['configMapKeyRef', 'secretKeyRef'] as const
const FIELDS = /^(?:metadata\.(?:name|namespace|uid|labels\['.+'\]|annotations\['.+'\])|spec\.(?:nodeName|serviceAccountName)|status\.(?:hostIP|hostIPs|podIP|podIPs))$/
const FIELD_NAMES = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs']

export function checkEnv(container: Container, at: string): FieldError[] {
  return [
    ...(container.env ?? []).flatMap((variable, i) => checkVariable(variable, `${at}.env[${i}]`)),
    ...(container.envFrom ?? []).flatMap(({ configMapRef, secretRef }, i) => {
      const field = `${at}.envFrom[${i}]`
      if (configMapRef && secretRef) return [invalid(field, '', 'may not have more than one field specified at a time')]
      if (!configMapRef && !secretRef) return [invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`')]
      return (configMapRef ?? secretRef)?.name ? [] : [required(`${field}.${configMapRef ? 'configMapRef' : 'secretRef'}.name`)]
    }),
  ]
}

function checkVariable({ name, value, valueFrom }: EnvVar, at: string): FieldError[] {
  const errors = !name ? [required(`${at}.name`)] : NAME.test(name) ? [] : [invalid(`${at}.name`, name, BAD_NAME)]
  if (!valueFrom) return errors
  const field = `${at}.valueFrom`
  const sources = SOURCES.filter(source => valueFrom[source] !== undefined)
  for (const source of KEYED) {
    const ref = valueFrom[source]
    if (!ref) continue
    if (!ref.name) errors.push(required(`${field}.${source}.name`))
    if (!ref.key) errors.push(required(`${field}.${source}.key`))
  }
  const path = (valueFrom.fieldRef as { fieldPath?: string } | undefined)?.fieldPath
  if (valueFrom.fieldRef && !path) errors.push(required(`${field}.fieldRef.fieldPath`))
  else if (path && !FIELDS.test(path)) errors.push(notSupported(`${field}.fieldRef.fieldPath`, path, FIELD_NAMES))
  if (sources.length === 0) errors.push(invalid(field, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'))
  else if (value) errors.push(invalid(field, '', 'may not be specified when `value` is not empty'))
  else if (sources.length > 1) errors.push(invalid(field, '', 'may not have more than one field specified at a time'))
  return errors
}

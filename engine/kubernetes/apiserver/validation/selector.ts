/** Selectors. Models apimachinery/pkg/apis/meta/v1/validation. */
import type { FieldError } from '../errors.ts'
import { invalid, required, forbiddenField, invalidGo } from '../errors.ts'
import { selectorMatcher } from '../../apimachinery/selectors.ts'
import type { LabelSelector, PodTemplateSpec } from '../../types/index.ts'
import { checkLabels, checkQualifiedName } from './names.ts'

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist']

/** Keys, values and operators of a selector that may be absent. */
export function checkSelector(selector: LabelSelector | undefined, field: string): FieldError[] {
  const errors = checkLabels(selector?.matchLabels, `${field}.matchLabels`)
  selector?.matchExpressions?.forEach(({ key, operator, values = [] }, i) => {
    const at = `${field}.matchExpressions[${i}]`
    errors.push(...checkQualifiedName(String(key), `${at}.key`))
    if (!OPERATORS.includes(operator)) errors.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'))
    const listed = operator === 'In' || operator === 'NotIn'
    if (listed && values.length === 0) errors.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"))
    if (!listed && values.length > 0) errors.push(forbiddenField(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
  })
  return errors
}

/** A workload's selector: there, not empty, valid and in accord with its template's labels. */
export function checkWorkloadSelector(selector: LabelSelector | undefined, template: PodTemplateSpec | undefined, workload: string): FieldError[] {
  if (!selector) return [required('spec.selector')]
  const errors = checkSelector(selector, 'spec.selector')
  if (!Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length) {
    errors.push(invalidGo('spec.selector', selectorInGo(selector), `empty selector is invalid for ${workload}`))
  } else if (errors.length === 0 && template && !selectorMatcher(selector)(template.metadata?.labels)) {
    errors.push(invalidGo('spec.template.metadata.labels', mapInGo(template.metadata?.labels), '`selector` does not match template `labels`'))
  }
  return errors
}

/** Labels as Go's %#v prints them, which is what upstream shows. */
function mapInGo(labels: Record<string, string> | undefined): string {
  if (!labels) return 'map[string]string(nil)'
  return `map[string]string{${Object.keys(labels).sort().map(key => `${JSON.stringify(key)}:${JSON.stringify(labels[key])}`).join(', ')}}`
}

/** A selector as Go's %#v prints it. */
export function selectorInGo(selector: LabelSelector): string {
  const requirements = selector.matchExpressions?.map(({ key, operator, values }) =>
    `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:"${operator}", Values:${values ? `[]string{${values.map(value => JSON.stringify(value)).join(', ')}}` : '[]string(nil)'}}`)
  return `v1.LabelSelector{MatchLabels:${mapInGo(selector.matchLabels)}, MatchExpressions:[]v1.LabelSelectorRequirement${requirements ? `{${requirements.join(', ')}}` : '(nil)'}}`
}

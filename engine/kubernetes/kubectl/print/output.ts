/**
 * `-o`: objects in the form asked for. Models cli-runtime/pkg/genericclioptions (print_flags.go, json_yaml_flags.go,
 * jsonpath_flags.go) and kubectl/pkg/cmd/get/customcolumn.go. Leaves out Go templates and kyaml.
 */
import type { KindInfo } from '../../apiserver/kinds.ts'
import type { KubeObject } from '../../types/index.ts'
import { UsageError } from '../errors.ts'
import { jsonPathText, jsonPathValues, valueText } from './jsonpath.ts'
import { columns, NONE } from './table.ts'
import { typedName } from './tables.ts'
import { toJson, toYaml } from './yaml.ts'

const NOT_HERE = ['go-template', 'go-template-file', 'template', 'templatefile', 'jsonpath-file', 'custom-columns-file', 'kyaml']

export interface Printable {
  info: KindInfo
  object: KubeObject
}

/** A value (an object or a List) in a format other than a table. @throws UsageError naming the formats there are */
export function formatted(value: unknown, output: string, formats: readonly string[]): string {
  const equals = output.indexOf('=')
  const [format, argument] = equals < 0 ? [output, undefined] : [output.slice(0, equals), output.slice(equals + 1)]
  if (NOT_HERE.includes(format)) throw new UsageError(`-o ${format} is not simulated by this kubectl; -o jsonpath, json and yaml are`)
  if (!formats.includes(format)) {
    throw new UsageError(`unable to match a printer suitable for the output format "${output}", allowed formats are: ${[...formats].sort().join(',')}`)
  }
  switch (format) {
    case 'json': return toJson(value)
    case 'yaml': return toYaml(value)
    case 'jsonpath': return jsonPath(argument, value)
    case 'jsonpath-as-json': return toJson(jsonPathValues(required(argument, format), value))
    default: return ''
  }
}

/** Formats of verbs that print an object they have made or changed. */
export const OBJECT_FORMATS = ['json', 'jsonpath', 'jsonpath-as-json', 'name', 'yaml'] as const

function required(argument: string | undefined, format: string): string {
  if (!argument) throw new UsageError(`template format specified but no template given${format === 'jsonpath' ? '' : ` for ${format}`}`)
  return argument
}

function jsonPath(argument: string | undefined, value: unknown): string {
  const template = required(argument, 'jsonpath')
  try {
    return jsonPathText(template, value)
  } catch (error) {
    throw new UsageError(`error executing jsonpath ${JSON.stringify(template)}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `deployment.apps/web`, one a line. */
export function names(objects: readonly Printable[]): string {
  return objects.map(({ info, object }) => `${typedName(info)}/${object.metadata.name}\n`).join('')
}

/** `-o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image`. @throws UsageError */
export function customColumns(objects: readonly KubeObject[], spec: string, withHeader: boolean): string {
  if (spec === '') throw new UsageError('custom-columns format specified but no custom columns given')
  const fields = splitColumns(spec).map((part) => {
    const colon = part.indexOf(':')
    if (colon < 0) throw new UsageError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`)
    return { title: part.slice(0, colon), path: part.slice(colon + 1) }
  })
  const rows = objects.map(object => fields.map(({ path }) => jsonPathValues(path, object).map(valueText).join(',') || NONE))
  return columns([...(withHeader ? [fields.map(({ title }) => title)] : []), ...rows])
}

/** At commas that stand in no brackets. */
function splitColumns(spec: string): string[] {
  return spec.split(/,(?![^[(]*[\])])/)
}

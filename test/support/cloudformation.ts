/** A CloudFormation template held against AWS' own specification of its resources. */
import { readFileSync } from 'node:fs'
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import type { PropertyType, Resource, ResourceProperties } from '@aws-cdk/service-spec-types'
import { type CollectionTag, parseDocument, type ScalarTag, YAMLMap } from 'yaml'
import { isRecord } from '../../engine/kubernetes/apimachinery/patch.ts'

type Json = Record<string, unknown>

export interface Template {
  Parameters: Record<string, Json>
  Conditions: Json
  Resources: Record<string, { Type: string, Properties: Json }>
  Outputs: Json
}

const spec = loadAwsServiceSpecSync()

/** The short form of a function, as the long one that it stands for. */
function functionTags(name: string): (ScalarTag | CollectionTag)[] {
  const long = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
  return [
    { tag: `!${name}`, resolve: text => ({ [long]: name === 'GetAtt' ? text.split(/\.(.*)/, 2) : text }) },
    {
      tag: `!${name}`, collection: 'seq',
      resolve: (list) => {
        const map = new YAMLMap()
        map.set(long, list)
        return map
      },
    },
  ]
}

/** Reads a template. @throws when it is no YAML, or has anchors, which CloudFormation refuses */
export function readTemplate(path: string): Template {
  const text = readFileSync(path, 'utf8')
  const document = parseDocument(text, { customTags: ['Ref', 'Sub', 'GetAtt', 'If', 'Not', 'Equals'].flatMap(functionTags) })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) throw problem
  if (/[:-] [&*]\w/.test(text)) throw new Error(`${path} has an anchor`)
  return document.toJS() as Template
}

const resourceOf = (type: string): Resource | undefined => spec.lookup('resource', 'cloudFormationType', 'equals', type)[0]

/** What AWS' specification has against the resources, each with its path. */
export function resourceProblems({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const resource = resourceOf(Type)
    return resource ? objectProblems(Properties, resource.properties, id) : [`${id}: there is no ${Type}`]
  })
}

function objectProblems(value: Json, properties: ResourceProperties, path: string): string[] {
  const missing = Object.keys(properties).filter(name => properties[name]?.required && !(name in value))
  return [
    ...missing.map(name => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const property = properties[name]
      return property ? valueProblems(inner, property.type, `${path}.${name}`) : [`${path} has no ${name}`]
    }),
  ]
}

function valueProblems(value: unknown, type: PropertyType, path: string): string[] {
  if (isRecord(value) && 'Fn::If' in value) return (value['Fn::If'] as unknown[]).slice(1).flatMap(one => valueProblems(one, type, path))
  // What another function gives is known when the stack is made.
  if (isRecord(value) && Object.keys(value).some(key => key === 'Ref' || key.startsWith('Fn::'))) return []
  switch (type.type) {
    case 'ref': return isRecord(value) ? objectProblems(value, spec.get('typeDefinition', type.reference.$ref).properties, path) : [`${path} is no object`]
    case 'array': return Array.isArray(value) ? value.flatMap((one, index) => valueProblems(one, type.element, `${path}[${index}]`)) : [`${path} is no list`]
    case 'string': return typeof value !== 'string' ? [`${path} is no text`] : type.allowedValues && !type.allowedValues.includes(value) ? [`${path} is none of ${type.allowedValues.join(', ')}`] : []
    case 'boolean': return typeof value === 'boolean' ? [] : [`${path} is not true or false`]
    case 'number': case 'integer': return typeof value === 'number' ? [] : [`${path} is no number`]
    case 'union': return type.types.some(one => valueProblems(value, one, path).length === 0) ? [] : [`${path} is of none of its types`]
    default: return []
  }
}

const PSEUDO = ['AWS::AccountId', 'AWS::NoValue', 'AWS::Partition', 'AWS::Region', 'AWS::StackName']

/** Names that a template speaks of and does not have: parameters, resources, their attributes, conditions. */
export function unknownNames(template: Template): string[] {
  const isName = (name: string) => name in template.Parameters || name in template.Resources || PSEUDO.includes(name)
  const isAttribute = (id: string, attribute: string) => {
    const resource = resourceOf(template.Resources[id]?.Type ?? '')
    return resource !== undefined && attribute in resource.attributes
  }
  const check = (name: string): string[] => {
    const [id = '', attribute] = name.split(/\.(.*)/, 2)
    return (attribute === undefined ? isName(id) : isAttribute(id, attribute)) ? [] : [name]
  }
  const walk = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(walk)
    if (!isRecord(value)) return []
    return Object.entries(value).flatMap(([key, inner]) => {
      if (key === 'Ref') return check(String(inner))
      if (key === 'Fn::GetAtt') return check((inner as string[]).join('.'))
      if (key === 'Fn::Sub') return [...String(inner).matchAll(/\$\{([^}!]+)\}/g)].flatMap(([, name = '']) => check(name))
      if (key === 'Fn::If') return [...String((inner as unknown[])[0]) in template.Conditions ? [] : [String((inner as unknown[])[0])], ...walk((inner as unknown[]).slice(1))]
      return walk(inner)
    })
  }
  return walk(template)
}

/** Kubernetes' and the Gateway API's own schemas, as the packages of kubernetes-models carry them. */
import ts from 'typescript'
import type { KubeObject } from '../../engine/kubernetes/types/index.ts'

type Model = new (object: KubeObject) => { validate: () => void }

function moduleOf({ apiVersion, kind }: KubeObject): string {
  return `${apiVersion.startsWith('gateway.networking.k8s.io/') ? '@kubernetes-models/gateway-api' : 'kubernetes-models'}/${apiVersion}/${kind}`
}

/** Whether there is a schema: AWS' own kinds have none here. */
export const hasSchema = ({ apiVersion }: KubeObject) => !/\.(k8s\.aws|amazonaws\.com)\//.test(apiVersion) && !apiVersion.startsWith('eks.amazonaws.com/')

/** What the schema has against an object; undefined when it is valid. */
export async function schemaProblem(object: KubeObject): Promise<string | undefined> {
  try {
    const { [object.kind]: model } = await import(moduleOf(object)) as Record<string, Model>
    if (!model) throw new Error(`${object.apiVersion} has no such kind`)
    new model(object).validate()
    return undefined
  }
  catch (error) {
    return `${object.kind} ${object.metadata.name}: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Fields that the kinds do not have: the schemas let them pass, their types do not. */
export function unknownFields(objects: readonly KubeObject[]): string[] {
  const name = 'objects.ts'
  const text = objects.map((object, index) => `export const o${index}: import('${moduleOf(object)}').I${object.kind} = ${JSON.stringify(object)}`).join('\n')
  const options: ts.CompilerOptions = { strict: true, skipLibCheck: true, noEmit: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = path => path.endsWith(name) || fileExists(path)
  host.getSourceFile = (path, ...rest) => path.endsWith(name) ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022) : getSourceFile(path, ...rest)
  const program = ts.createProgram([name], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

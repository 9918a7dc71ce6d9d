/** kubectl's public face. */
export { kubectl, mutates } from './kubectl.ts'
export type { KubectlResult } from './kubectl.ts'
export type { KubectlCluster } from './cluster.ts'
export { humanDuration } from './duration.ts'
export { podCells } from './print/podstatus.ts'
export { toJson, toYaml } from './print/yaml.ts'
export { tableText } from './verbs/get.ts'
export { clusterOf, kubectlCommand } from './simulation.ts'

import { join } from 'node:path'
import type { ClusterConfig } from './eksctl.ts'
import { documents } from './kustomize.ts'

/** The ways onto EKS that deploy/kubernetes has. */
export const OVERLAYS = ['managed-node-group', 'auto-mode', 'fargate'] as const
export type Overlay = (typeof OVERLAYS)[number]

export const folderOf = (overlay: Overlay) => join('deploy/kubernetes/overlays', overlay)

/** What eksctl is asked for: the cluster that an overlay is applied to. */
export function clusterConfigOf(overlay: Overlay): ClusterConfig {
  const [config] = documents(join(folderOf(overlay), 'cluster.yaml'))
  return config as unknown as ClusterConfig
}

/**
 * Releases of the EKS optimised AMI, by the release version that the EKS API gives them: Kubernetes' version and a day, such as
 * `1.36.3-20261112`. Models the user guide's list of AMI versions (eks-linux-ami-versions). The AMI's id and the kubelet's build are
 * made up from the release, always alike.
 */
import type { Labels } from '../kubernetes/types/index.ts'

/** Which AMI a node of a managed node group was started from: what an update compares. */
export const NODE_GROUP_IMAGE_LABEL = 'eks.amazonaws.com/nodegroup-image'

const RELEASE = /^(\d+\.\d+)\.\d+-\d{8}$/

export function isAmiRelease(text: string): boolean {
  return RELEASE.test(text)
}

/** The minor version of a release, such as `1.36`; empty for a text that is none. */
export function kubernetesOf(release: string): string {
  return RELEASE.exec(release)?.[1] ?? ''
}

/** The AMI of a release: `ami-` and 17 hexadecimal digits. */
export function amiOf(release: string): string {
  return `ami-0${hex(release)}${hex(`${release}.`)}`
}

/** What a node of that release says of itself. */
export function releaseWords(release: string): { labels: Labels, nodeInfo: Record<string, string> } {
  const [patch = ''] = release.split('-')
  return {
    labels: { [NODE_GROUP_IMAGE_LABEL]: amiOf(release) },
    nodeInfo: { kubeletVersion: `v${patch}-eks-${hex(release).slice(0, 7)}`, osImage: 'Amazon Linux 2023', operatingSystem: 'linux', architecture: 'amd64' },
  }
}

/** Releases from old to new; those of one Kubernetes version by their day. */
export function compareReleases(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Eight hexadecimal digits of a text (FNV-1a). */
function hex(text: string): string {
  let hash = 0x811C9DC5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

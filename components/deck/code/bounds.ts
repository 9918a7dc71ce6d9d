import { resolveFenceposts } from '../../../engine/kubernetes/controllers/deployment/bounds.ts'

/** Between which numbers of pods a rolling update stays. */
export interface Bounds {
  replicas: number
  /** What the percentage comes to, before it is rounded. */
  share: number
  least: number
  most: number
}

/** The bounds of a Deployment that allows as much beyond its replicas as below them. @param percent such as `25%` */
export function boundsOf(replicas: number, percent: string): Bounds {
  const { surge, unavailable } = resolveFenceposts(percent, percent, replicas)
  return { replicas, share: replicas * Number.parseFloat(percent) / 100, least: replicas - unavailable, most: replicas + surge }
}

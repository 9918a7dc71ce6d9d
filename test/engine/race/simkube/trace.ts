/**
 * What SimKube replayed, of its public trace examples/traces/dsb-scaling.sktrace (github.com/acrlabs/simkube, seen on 2026-11-29): the
 * social network of DeathStarBench under load. Every pod asks for 1 vCPU and 1 GiB.
 */

/** Deployments that grow or shrink; the other 19 keep their one replica. */
const MOVING = ['social-graph-service', 'url-shorten-service', 'compose-post-service', 'home-timeline-service', 'user-timeline-service', 'text-service', 'nginx-thrift', 'post-storage-service']

/** Each begins with one replica. */
export const DEPLOYMENTS: readonly string[] = [...MOVING, ...Array.from({ length: 19 }, (_, i) => `other-${i}`)]

/** From the beginning of the trace on (seconds): which Deployment wants how many replicas. */
export const CHANGES: readonly (readonly [second: number, deployment: string, replicas: number])[] = [
  [423, 'social-graph-service', 3],
  [548, 'url-shorten-service', 2], [548, 'compose-post-service', 4], [548, 'home-timeline-service', 2],
  [551, 'user-timeline-service', 2], [553, 'text-service', 3], [556, 'nginx-thrift', 2], [563, 'compose-post-service', 6], [583, 'text-service', 5],
  [768, 'social-graph-service', 1],
  [789, 'post-storage-service', 3], [797, 'nginx-thrift', 4], [812, 'nginx-thrift', 8], [819, 'post-storage-service', 5], [827, 'nginx-thrift', 10],
  [953, 'url-shorten-service', 1], [986, 'user-timeline-service', 1], [988, 'text-service', 1], [1_134, 'compose-post-service', 2],
]

/** Where its load ends (seconds). */
export const END = 1_160

/** When the nth of the first pods is there (ms): eleven at once, then five a second, as the published curve of pending pods rises. */
export const arrivalMs = (n: number) => Math.max(0, n - 10) * 200

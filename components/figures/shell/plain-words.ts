import type { Language, Localized } from '../../../data/localized.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'

/** What an entry of the log says, for someone who does not read Kubernetes' events yet. */
const sentences: Record<string, (entry: LogEntry) => Localized> = {
  Scheduled: ({ params }) => ({ ko: `자리가 정해졌습니다 → ${params?.node ?? ''}`, en: `goes to ${params?.node ?? ''}` }),
  FailedScheduling: () => ({ ko: '들어갈 노드가 없습니다', en: 'fits on no node' }),
  Preempted: () => ({ ko: '더 중요한 파드에 자리를 내줍니다', en: 'is evicted for a more important pod' }),
  Pulling: () => ({ ko: '이미지를 받습니다', en: 'its image is being pulled' }),
  Pulled: () => ({ ko: '이미지가 노드에 있습니다', en: 'its image is on the node' }),
  Created: () => ({ ko: '컨테이너를 만들었습니다', en: 'a container was created' }),
  Started: () => ({ ko: '컨테이너가 시작됐습니다', en: 'a container started' }),
  Killing: () => ({ ko: '컨테이너를 끝냅니다', en: 'its containers are being stopped' }),
  BackOff: () => ({ ko: '다시 시도하기 전에 기다립니다', en: 'waits before the next try' }),
  Unhealthy: () => ({ ko: '상태 검사에 실패했습니다', en: 'failed a probe' }),
  Failed: () => ({ ko: '이미지를 받거나 컨테이너를 시작하지 못했습니다', en: 'its image could not be pulled, or a container not started' }),
  FailedMount: () => ({ ko: '볼륨을 연결하지 못했습니다', en: 'a volume could not be mounted' }),
  FailedCreate: () => ({ ko: '파드를 만들지 못했습니다', en: 'could not create a pod' }),
  SuccessfulCreate: () => ({ ko: '파드를 만들었습니다', en: 'created a pod' }),
  SuccessfulDelete: () => ({ ko: '파드를 지웠습니다', en: 'deleted a pod' }),
  ScalingReplicaSet: () => ({ ko: '레플리카셋의 크기를 바꿉니다', en: 'resizes a ReplicaSet' }),
  Completed: () => ({ ko: '할 일을 마쳤습니다', en: 'has finished' }),
  NodeNotReady: () => ({ ko: '신호가 끊겼습니다', en: 'is no longer heard from' }),
  NodeReady: () => ({ ko: '준비됐습니다', en: 'is ready' }),
}

/** An entry in plain words; upstream's reason where the deck has no better. */
export function plainWords(entry: LogEntry, language: Language): string {
  const sentence = Object.hasOwn(sentences, entry.reason) ? sentences[entry.reason] : undefined
  return `${entry.object.kind} ${entry.object.name}: ${sentence ? sentence(entry)[language] : entry.reason}`
}

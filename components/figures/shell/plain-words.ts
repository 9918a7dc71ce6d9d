import type { Language, Localized } from '../../../data/localized.ts'
import type { LogEntry } from '../../../engine/kubernetes/log.ts'

/** What an entry of the log says, for someone who does not read Kubernetes' events yet. */
const sentences: Record<string, (name: string, entry: LogEntry) => Localized> = {
  Scheduled: (name, { params, message }) => {
    const node = params?.node ?? /to (\S+)$/.exec(message)?.[1] ?? ''
    return { ko: `파드 ${name}의 자리를 ${node}로 정했습니다`, en: `Pod ${name} goes to ${node}` }
  },
  FailedScheduling: name => ({ ko: `파드 ${name}가 들어갈 노드가 없습니다`, en: `No node can take pod ${name}` }),
  Preempted: name => ({ ko: `더 중요한 파드에 자리를 내주려고 파드 ${name}를 내보냅니다`, en: `Pod ${name} is evicted to make room for a more important one` }),
  Pulling: name => ({ ko: `파드 ${name}의 이미지를 받습니다`, en: `The image of pod ${name} is being pulled` }),
  Pulled: name => ({ ko: `파드 ${name}의 이미지가 노드에 있습니다`, en: `The image of pod ${name} is on the node` }),
  Created: name => ({ ko: `파드 ${name}의 컨테이너를 만들었습니다`, en: `A container of pod ${name} was created` }),
  Started: name => ({ ko: `파드 ${name}의 컨테이너가 시작됐습니다`, en: `A container of pod ${name} started` }),
  Killing: name => ({ ko: `파드 ${name}의 컨테이너를 끝냅니다`, en: `The containers of pod ${name} are being stopped` }),
  BackOff: name => ({ ko: `파드 ${name}를 다시 시도하기 전에 기다립니다`, en: `Pod ${name} waits before the next try` }),
  Unhealthy: name => ({ ko: `파드 ${name}가 상태 검사에 실패했습니다`, en: `Pod ${name} failed a probe` }),
  ScalingReplicaSet: name => ({ ko: `디플로이먼트 ${name}가 레플리카셋의 크기를 바꿉니다`, en: `Deployment ${name} resizes a ReplicaSet` }),
  SuccessfulCreate: name => ({ ko: `${name}가 파드를 만듭니다`, en: `${name} creates a pod` }),
  SuccessfulDelete: name => ({ ko: `${name}가 파드를 지웁니다`, en: `${name} deletes a pod` }),
  NodeNotReady: name => ({ ko: `노드 ${name}의 신호가 끊겼습니다`, en: `Node ${name} is no longer heard from` }),
  NodeReady: name => ({ ko: `노드 ${name}가 준비됐습니다`, en: `Node ${name} is ready` }),
  TaintManagerEviction: name => ({ ko: `테인트 때문에 파드 ${name}를 노드에서 내보냅니다`, en: `A taint evicts pod ${name} from its node` }),
}

/** An entry in plain words; upstream's own where the deck has no better. */
export function plainWords(entry: LogEntry, language: Language): string {
  const sentence = Object.hasOwn(sentences, entry.reason) ? sentences[entry.reason] : undefined
  return sentence ? sentence(entry.object.name, entry)[language] : `${entry.object.kind} ${entry.object.name}`
}

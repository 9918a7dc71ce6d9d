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
  Launching: ({ params }) => ({ ko: `EC2 인스턴스를 띄웁니다 → ${params?.node ?? ''}`, en: `launches an EC2 instance → ${params?.node ?? ''}` }),
  LaunchFailed: () => ({ ko: 'EC2 인스턴스를 띄우지 못했습니다', en: 'could not launch an EC2 instance' }),
  InstanceRunning: () => ({ ko: '인스턴스가 켜졌습니다', en: 'is running' }),
  InstanceTerminated: () => ({ ko: '인스턴스가 없어졌습니다', en: 'is gone' }),
  RegisteredNode: () => ({ ko: '클러스터에 들어왔습니다', en: 'has joined the cluster' }),
  LaunchTemplateVersion: ({ params }) => ({ ko: `시작 템플릿을 새로 만들었습니다 (${params?.release ?? ''})`, en: `made a launch template version (${params?.release ?? ''})` }),
  ScalingUp: ({ params }) => ({ ko: `노드를 ${params?.surge ?? ''}대 더 띄웁니다`, en: `starts ${params?.surge ?? ''} more nodes` }),
  NewNodesReady: ({ params }) => ({ ko: `새 노드 ${params?.nodes ?? ''}대가 준비됐습니다`, en: `${params?.nodes ?? ''} new nodes are ready` }),
  NodesCordoned: ({ params }) => ({ ko: `헌 노드 ${params?.nodes ?? ''}대에 새 파드를 막았습니다`, en: `keeps new pods off ${params?.nodes ?? ''} old nodes` }),
  DrainingNode: ({ params }) => ({ ko: `${params?.node ?? ''}의 파드를 내보냅니다`, en: `evicts the pods of ${params?.node ?? ''}` }),
  TerminatingNode: ({ params }) => ({ ko: `${params?.node ?? ''}을(를) 종료합니다`, en: `ends ${params?.node ?? ''}` }),
  ScalingDown: ({ params }) => ({ ko: `늘렸던 노드를 줄입니다: ${params?.node ?? ''}`, en: `takes a node away again: ${params?.node ?? ''}` }),
  EvictionBlocked: () => ({ ko: 'PDB 때문에 내보낼 수 없습니다', en: 'a PDB keeps it from being evicted' }),
  ForceDeleted: () => ({ ko: 'PDB에 묻지 않고 지웠습니다', en: 'was deleted without asking its PDB' }),
  PodEvictionFailure: () => ({ ko: '업데이트 실패: 15분 안에 파드를 내보내지 못했습니다', en: 'the update fails: pods did not leave in 15 minutes' }),
  NodeCreationFailure: () => ({ ko: '새 노드가 들어오지 못했습니다', en: 'new nodes did not join' }),
  RollingBack: () => ({ ko: '업데이트를 되돌립니다', en: 'takes the update back' }),
  UpdateFailed: ({ params }) => ({ ko: `업데이트가 실패했습니다 (${params?.codes ?? ''})`, en: `the update has failed (${params?.codes ?? ''})` }),
  UpdateSuccessful: () => ({ ko: '업데이트가 끝났습니다', en: 'the update is done' }),
  HandStep: ({ params }) => ({ ko: `사람이 ${params?.at ?? ''}/${params?.of ?? ''}단계를 합니다`, en: `a person does step ${params?.at ?? ''} of ${params?.of ?? ''}` }),
  MigrationDone: () => ({ ko: '손으로 하는 업데이트가 끝났습니다', en: 'the update by hand is done' }),
  LoggingEnabled: () => ({ ko: '로그를 보냅니다', en: 'its logs are shipped' }),
  LoggingDisabled: () => ({ ko: 'aws-logging 컨피그맵이 없어 로그를 보내지 않습니다', en: 'its logs are not shipped: there is no aws-logging ConfigMap' }),
  IssueResolved: ({ params }) => ({ ko: `문제가 사라졌습니다: ${params?.code ?? ''}`, en: `an issue is over: ${params?.code ?? ''}` }),
}

/** An entry in plain words; upstream's reason where the deck has no better. */
export function plainWords(entry: LogEntry, language: Language): string {
  const sentence = Object.hasOwn(sentences, entry.reason) ? sentences[entry.reason] : undefined
  return `${entry.object.kind} ${entry.object.name}: ${sentence ? sentence(entry)[language] : entry.reason}`
}

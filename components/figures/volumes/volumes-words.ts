import type { Localized } from '../../../data/localized.ts'
import { amount } from '../controls/number-words.ts'
import type { DiskKind, Ledger } from './disks.ts'

export const strings = {
  label: { ko: '볼륨의 수명', en: 'How long volumes live' },
  models: {
    ko: '스케줄러, 퍼시스턴트볼륨과 attach/detach 컨트롤러가 1.35의 규칙대로 움직입니다. 준비된 파드가 일정한 간격으로 기록을 쓴다고 가정하고, 파일 시스템과 스냅샷은 뺐습니다.',
    en: 'Scheduler, persistent volume and attach/detach controllers work by the rules of 1.35. Ready pods are assumed to write steadily. No file systems, no snapshots.',
  },
  everySeconds: { ko: '기록 간격 (가정)', en: 'A record every (assumption)' },
  tolerationSeconds: { ko: 'tolerationSeconds', en: 'tolerationSeconds' },
  replaceMinutes: { ko: '새 노드까지 (가정)', en: 'New node after (assumption)' },
  attachSeconds: { ko: '볼륨 연결 (가정)', en: 'Attaching takes (assumption)' },
  noVolume: { ko: 'emptyDir이나 PersistentVolumeClaim을 쓰는 Deployment, StatefulSet, Pod가 하나 있어야 합니다.', en: 'It takes a Deployment, a StatefulSet or a Pod with an emptyDir or a claim.' },
  records: { ko: '기록', en: 'records' },
  inDisk: { ko: '통은 디스크, 그 안의 숫자는 남아 있는 기록 수', en: 'A drum is a disk; its number, the records still on it' },
  lost: { ko: '유실', en: 'lost' },
  successor: { ko: '새 파드', en: 'new pod' },
  table: { ko: '파드와 볼륨', en: 'Pods and volumes' },
  volumes: { ko: '볼륨', en: 'Volumes' },
} satisfies Record<string, Localized>

export const kindNames: Readonly<Record<DiskKind, string>> = { emptyDir: 'emptyDir', volume: 'EBS' }

/** What a screen reader says of a disk. */
export function diskWords(kind: DiskKind, name: string, records: number): Localized {
  return { ko: `${kindNames[kind]} ${name}: 기록 ${amount(records, 0)}건`, en: `${kindNames[kind]} ${name}: ${amount(records, 0)} records` }
}

const letter = (zone: string) => zone.at(-1) ?? ''

/** What the story says after each beat, from the run's own numbers. */
export const told = {
  lost: (): Localized => ({ ko: '두 파드가 기록을 씁니다. 하나는 emptyDir에, 하나는 클레임으로 받은 EBS에.', en: 'Two pods write records: one into an emptyDir, one onto a claimed EBS volume.' }),
  restarted: ({ lost }: Ledger): Localized => lost.emptyDir + lost.volume > 0
    ? { ko: '컨테이너가 재시작했고, 사라진 기록이 있습니다.', en: 'The containers restarted, and records are gone.' }
    : { ko: '컨테이너가 재시작했습니다. 파드는 그대로라 두 볼륨의 기록도 그대로입니다.', en: 'The containers restarted. The pods stayed, and so did all that they wrote.' },
  replaced: ({ lost }: Ledger, kept: number): Localized => ({ ko: `파드가 바뀌었습니다. emptyDir의 ${amount(lost.emptyDir, 0)}건은 사라지고, EBS의 ${amount(kept, 0)}건은 남았습니다.`, en: `New pods: ${amount(lost.emptyDir, 0)} records in the emptyDir are gone, ${amount(kept, 0)} on EBS stay.` }),
  stopped: (): Localized => ({ ko: 'node-b가 멈췄습니다. 디스크는 노드가 아니라 영역 b에 그대로 있습니다.', en: 'node-b stopped. The disk was never in it: it stays in zone b.' }),
  waits: (): Localized => ({ ko: '새 파드는 디스크가 있는 영역으로만 갈 수 있어, 그곳의 노드를 기다립니다.', en: 'The new pod must go where its disk is, and waits for a node.' }),
  elsewhere: (): Localized => ({ ko: '파드가 다른 곳에서 다시 떴습니다. 기다린 파드는 없습니다.', en: 'Its pods came up elsewhere; none had to wait.' }),
  back: ({ lost }: Ledger, kept: number): Localized => ({ ko: `영역 b에 새 노드가 뜨자 ${amount(kept, 0)}건에 이어서 씁니다. 유실: EBS ${amount(lost.volume, 0)}건, emptyDir ${amount(lost.emptyDir, 0)}건.`, en: `New node in zone b: writing resumes at ${amount(kept, 0)}. Lost: EBS ${amount(lost.volume, 0)}, emptyDir ${amount(lost.emptyDir, 0)}.` }),
  once: (): Localized => ({ ko: 'ReadWriteOnce 볼륨에 파드 하나가 씁니다. 파드를 둘로 늘리면 어떻게 될까요?', en: 'One pod writes to a ReadWriteOnce volume. What if there are two pods?' }),
  stuck: (): Localized => ({ ko: '두 번째 파드는 다른 노드에 왔고, 볼륨은 한 노드에만 붙습니다. 그래서 기다립니다.', en: 'The second pod is on another node; the volume attaches to one. It waits.' }),
  beside: (): Localized => ({ ko: '같은 노드라면 둘이 함께 씁니다. Once는 파드 하나가 아니라 노드 하나입니다.', en: 'On the same node both write: once means one node, not one pod.' }),
  moved: (kept: number, ms: number): Localized => ({ ko: `파드를 모두 내리자 볼륨이 다른 노드로 갑니다. ${Math.round(ms / 1000)}초 뒤 ${amount(kept, 0)}건부터 이어 씁니다.`, en: `All pods gone, it moves. ${Math.round(ms / 1000)} s later they write on from record ${amount(kept, 0)}.` }),
  binding: (): Localized => ({ ko: '디스크를 먼저 만들까요, 파드의 자리를 먼저 정할까요?', en: 'Which comes first: the disk, or the pod\'s place?' }),
  atOnce: (zone: string): Localized => ({ ko: `Immediate: 쓸 파드도 없는데 영역 ${letter(zone)}에 디스크를 만들었습니다.`, en: `Immediate: a disk in zone ${letter(zone)}, before any pod asked for it.` }),
  apart: (zone: string): Localized => ({ ko: `파드가 들어갈 노드는 영역 b, 디스크는 영역 ${letter(zone)}. 언제까지나 기다립니다.`, en: `Room in zone b only, the disk in zone ${letter(zone)}: it waits forever.` }),
  luck: (zone: string): Localized => ({ ko: `우연히 영역 ${letter(zone)}라서 파드가 뜹니다. 다음에는 모릅니다.`, en: `By luck it is in zone ${letter(zone)}, and the pod runs: this time.` }),
  consumer: (): Localized => ({ ko: 'WaitForFirstConsumer: 클레임은 자기를 쓸 파드를 기다립니다. 디스크는 아직 없습니다.', en: 'WaitForFirstConsumer: the claim waits for a pod. There is no disk yet.' }),
  placed: (zone: string, ms: number): Localized => ({ ko: `파드의 자리를 먼저 정하니 디스크도 영역 ${letter(zone)}에 생깁니다. ${Math.round(ms / 1000)}초 만에 실행.`, en: `Placed first, so the disk is in zone ${letter(zone)} too: runs after ${Math.round(ms / 1000)} s.` }),
  never: (): Localized => ({ ko: '파드가 끝내 뜨지 못했습니다.', en: 'The pod never came up.' }),
}

/** How often a pod's containers came back. */
export const restartWords = (count: number): Localized => ({ ko: `재시작 ${count}`, en: `restarts ${count}` })

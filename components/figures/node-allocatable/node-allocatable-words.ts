import type { Localized } from '../../../data/localized.ts'

export const strings = {
  title: { ko: '머신에서 파드가 쓸 수 있는 몫', en: 'What a machine leaves for pods' },
  type: { ko: '노드 유형', en: 'Node type' },
  beside: { ko: '노드가 작을수록 떼어 가는 비율이 큽니다.', en: 'The smaller the node, the larger the share it loses.' },
  question: { ko: '노드의 메모리를 파드가 다 쓸 수 있을까요?', en: 'Do pods get all the memory of a node?' },
  apart: { ko: 'VM과 kubelet 몫, 축출 임계값을 먼저 뺍니다. 나머지가 파드 몫입니다.', en: 'The VM, the kubelet and the eviction threshold come off first. Pods get the rest.' },
  /** What nobody can read off a type: the field's own name for it. */
  overhead: (share: string): Localized => ({
    ko: `VM 오버헤드 ${share}는 Karpenter의 추정값(VM_MEMORY_OVERHEAD_PERCENT), 실제로는 유형마다 다릅니다.`,
    en: `VM overhead: ${share}, Karpenter’s estimate (VM_MEMORY_OVERHEAD_PERCENT). The real figure varies by type.`,
  }),
  sum: { ko: '계산', en: 'The sums' },
  forPods: { ko: '파드 몫', en: 'for pods' },
} satisfies Record<string, Localized | ((share: string) => Localized)>

/** What is taken, and what is left, beside a machine. */
export const shareNames = {
  allocatable: { ko: '파드', en: 'Pods' },
  daemonset: { ko: 'DaemonSet', en: 'DaemonSets' },
  eviction: { ko: '축출 임계값', en: 'Eviction threshold' },
  'kube-reserved': { ko: 'kube-reserved', en: 'kube-reserved' },
  'vm-overhead': { ko: 'VM 오버헤드', en: 'VM overhead' },
} satisfies Record<string, Localized>

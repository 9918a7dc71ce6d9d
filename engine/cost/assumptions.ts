/** What every bill assumes and leaves out, to be shown beside it. */
import type { Localized } from '../../data/localized.ts'
import { typicalSpotRatio } from '../../data/prices.ts'
import type { PriceSourceId } from '../../data/price-sources.ts'
import type { CostOptions } from './options.ts'

export interface Assumption {
  code: string
  text: Localized
  /** What says so, where it is not our own choice. */
  source?: PriceSourceId
}

/** What stands on the bill itself, and in print: what it leaves out. */
export const leftOut: Localized = {
  ko: '빠진 것: 로드 밸런서 사용량(LCU), T 유형 CPU 크레딧, 세금, 무료 사용량, 스팟 중단. 수량을 넣지 않은 항목은 0으로 계산합니다.',
  en: 'Left out: usage of load balancers (LCU), CPU credits of T types, taxes, free tiers, Spot interruptions. What has no quantity counts as 0.',
}

const ALWAYS: readonly Assumption[] = [
  { code: 'month', text: { ko: '한 달은 730시간입니다.', en: 'A month has 730 hours.' } },
  { code: 'node-groups-free', source: 'managed-node-groups', text: {
    ko: '자체 관리형과 관리형 노드 그룹은 요금이 같습니다. 둘 다 EC2 인스턴스와 볼륨만 청구되고, 다른 것은 누가 일하느냐입니다.',
    en: 'Self-managed nodes and managed node groups cost the same: instances and volumes. What differs is who does the work.',
  } },
  { code: 'fargate-on-demand', source: 'fargate-guide', text: {
    ko: 'EKS의 Fargate에는 스팟이 없고, x86 리눅스 파드만 실행합니다.', en: 'Fargate on EKS has no Spot and runs x86 Linux pods only.',
  } },
  { code: 'auto-mode-components', source: 'auto-mode-node', text: {
    ko: 'Auto Mode 노드에는 aws-node, kube-proxy, CoreDNS 파드가 없습니다. 대신 노드가 CPU 150m와 메모리 75MiB를 더 남겨 둡니다.',
    en: 'Auto Mode nodes run no pods of aws-node, kube-proxy and CoreDNS; the node keeps 150m of CPU and 75 MiB more instead.',
  } },
  { code: 'autoscaling-at-once', text: {
    ko: '자동 확장하는 노드 수는 부하를 바로 따라갑니다. 시작 시간과 축소 대기(기본 10분)는 빠져 있습니다.',
    en: 'Nodes that scale follow the load at once: start times and the wait before scaling down (10 minutes by default) are left out.',
  } },
  { code: 'chosen-types', source: 'set-builtin-node-pools', text: {
    ko: 'Karpenter와 Auto Mode는 c, m, r 유형 중 가장 싼 것을 고릅니다. Auto Mode의 기본 풀은 온디맨드입니다.',
    en: 'Karpenter and Auto Mode take the cheapest of c, m and r types. Auto Mode’s built-in pools are on demand.',
  } },
  { code: 'karpenter-nodes', source: 'karpenter-getting-started', text: {
    ko: 'Karpenter와 CoreDNS는 자기만의 관리형 노드에서 한 달 내내 돕니다.', en: 'Karpenter and CoreDNS run all month on managed nodes of their own.',
  } },
  { code: 'fargate-storage', source: 'fargate-storage-blog', text: {
    ko: 'Fargate 임시 스토리지는 요청의 1.1배에 5GiB를 더한 값에서 20GB를 뺀 만큼 청구됩니다.',
    en: 'Fargate charges storage for 1.1 times the request plus 5 GiB, less 20 GB.',
  } },
]

/** The assumptions of a comparison with these options. */
export function assumptionsOf(options: CostOptions): Assumption[] {
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`
  const found = [...ALWAYS]
  if (options.architecture !== 'amd64') {
    found.push({ code: 'architecture', text: {
      ko: '노드 유형은 인텔, AMD, Graviton이 겨룹니다. Graviton이 뽑히려면 이미지가 Arm용으로도 빌드되어 있어야 합니다.',
      en: 'Intel, AMD and Graviton compete for the nodes. Graviton needs images that are built for Arm, too.',
    } })
  }
  if (options.purchase === 'spot') {
    const { ratio, asOf } = typicalSpotRatio(options.region)
    const share = percent(options.spotShare)
    found.push(options.spotDiscount === null
      ? { code: 'spot-typical', source: 'spot-sample', text: {
          ko: `스팟: 노드 시간의 ${share}를 온디맨드의 ${percent(ratio)}로 계산합니다. ${asOf}에 읽은 이 리전 표본의 중앙값이며 견적이 아닙니다.`,
          en: `Spot: ${share} of the node-hours at ${percent(ratio)} of on-demand, the median of this region’s sample of ${asOf}: not a quote.`,
        } }
      : { code: 'spot-set', text: {
          ko: `스팟: 노드 시간의 ${share}에 ${percent(options.spotDiscount)} 할인. 사용자가 정한 가정입니다.`,
          en: `Spot: ${percent(options.spotDiscount)} off ${share} of the node-hours, an assumption that the user set.`,
        } })
  }
  if (options.purchase === 'savings-plan') {
    found.push({ code: 'savings-plan', text: {
      ko: `Savings Plans: 매시간 약정한 금액까지 EC2 ${percent(options.planDiscount)}, Fargate ${percent(options.planFargateDiscount)} 할인. 할인율은 사용자가 정한 가정이고, 넘는 사용량은 온디맨드입니다.`,
      en: `Savings Plans: ${percent(options.planDiscount)} off EC2 and ${percent(options.planFargateDiscount)} off Fargate up to the dollars committed to each hour; the rates are assumptions that the user set, and the rest is on demand.`,
    } })
  }
  return found
}

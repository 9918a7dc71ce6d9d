/** What every bill assumes and leaves out, to be shown beside it. */
import type { Localized } from '../../data/localized.ts'
import type { PriceSourceId } from '../../data/price-sources.ts'
import type { CostOptions } from './options.ts'

export interface Assumption {
  code: string
  text: Localized
  /** What says so, where it is not our own choice. */
  source?: PriceSourceId
}

const ALWAYS: readonly Assumption[] = [
  { code: 'month', text: { ko: '한 달은 730시간입니다.', en: 'A month has 730 hours.' } },
  { code: 'self-managed-fixed', text: {
    ko: '자체 관리형 노드는 최대 부하에 맞춘 수를 한 달 내내 켜 둡니다.', en: 'Self-managed nodes stay at the peak number all month.',
  } },
  { code: 'node-groups-free', source: 'managed-node-groups', text: {
    ko: '관리형 노드 그룹 자체에는 요금이 없습니다. EC2 인스턴스와 볼륨만 청구됩니다.',
    en: 'Managed node groups have no fee of their own: only instances and volumes are billed.',
  } },
  { code: 'fargate-on-demand', source: 'fargate-guide', text: {
    ko: 'EKS의 Fargate에는 스팟이 없고, x86 리눅스 파드만 실행합니다.', en: 'Fargate on EKS has no Spot and runs x86 Linux pods only.',
  } },
  { code: 'auto-mode-components', source: 'automode', text: {
    ko: 'Auto Mode 노드에는 aws-node와 kube-proxy 파드가 없습니다.', en: 'Auto Mode nodes run no aws-node and kube-proxy pods.',
  } },
  { code: 'autoscaling-at-once', text: {
    ko: '관리형 노드 그룹과 Auto Mode의 노드 수는 부하를 바로 따라갑니다. 시작 시간과 축소 대기(기본 10분)는 빠져 있습니다.',
    en: 'Managed node groups and Auto Mode follow the load at once: start times and the wait before scaling down (10 minutes by default) are left out.',
  } },
  { code: 'auto-mode-types', source: 'set-builtin-node-pools', text: {
    ko: 'Auto Mode는 같은 아키텍처의 c, m, r 유형 중 가장 싼 것을 고릅니다.', en: 'Auto Mode takes the cheapest of the c, m and r types of the same architecture.',
  } },
  { code: 'fargate-storage', source: 'fargate-pod-configuration', text: {
    ko: 'Fargate 임시 스토리지는 요청한 만큼에서 20GB를 뺀 값으로 계산합니다. EKS가 실제로 얼마나 더 할당하는지는 공개되어 있지 않습니다.',
    en: 'Fargate storage counts what is requested less 20 GB. EKS provisions somewhat more; by how much is not published.',
  } },
  { code: 'not-included', text: {
    ko: '로드 밸런서, NAT 게이트웨이, 공인 IPv4, 데이터 전송, 퍼시스턴트볼륨, 로그는 포함하지 않습니다.',
    en: 'Load balancers, NAT gateways, public IPv4, data transfer, persistent volumes and logs are not included.',
  } },
]

/** The assumptions of a comparison with these options. */
export function assumptionsOf(options: CostOptions): Assumption[] {
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`
  const found = [...ALWAYS]
  if (options.purchase !== 'on-demand') {
    const name = options.purchase === 'spot' ? { ko: '스팟', en: 'Spot' } : { ko: 'Savings Plans', en: 'Savings Plans' }
    found.push({ code: 'discount', text: {
      ko: `${name.ko} 할인 ${percent(options.discount)}, 노드 시간의 ${percent(options.discountedShare)}: 사용자가 정한 가정입니다.`,
      en: `${name.en}: ${percent(options.discount)} off ${percent(options.discountedShare)} of the node-hours, an assumption that the user set.`,
    } })
  }
  if (options.fargateDiscount > 0) {
    found.push({ code: 'fargate-discount', text: {
      ko: `Fargate Savings Plans 할인 ${percent(options.fargateDiscount)}: 사용자가 정한 가정입니다.`,
      en: `Savings Plans: ${percent(options.fargateDiscount)} off Fargate, an assumption that the user set.`,
    } })
  }
  return found
}

import type { Source } from './source.ts'

/** AWS's best practices for EKS. */
export const bestPractices = {
  'bp-control-plane': {
    short: { ko: 'EKS 모범 사례: 컨트롤 플레인', en: 'EKS best practices: control plane' },
    title: { ko: 'Amazon EKS 모범 사례: 컨트롤 플레인', en: 'Amazon EKS Best Practices: EKS control plane' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/control-plane.html',
    date: '2026-04-14',
  },
  'bp-security': {
    short: { ko: 'EKS 모범 사례: 보안', en: 'EKS best practices: security' },
    title: { ko: 'Amazon EKS 모범 사례: 보안과 공동 책임', en: 'Amazon EKS Best Practices: Security and shared responsibility' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/security.html',
    date: '2026-01-27',
  },
  'bp-upgrades': {
    short: { ko: 'EKS 모범 사례: 업그레이드', en: 'EKS best practices: upgrades' },
    title: { ko: 'Amazon EKS 모범 사례: 클러스터 업그레이드', en: 'Amazon EKS Best Practices: Cluster upgrades' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/cluster-upgrades.html',
    date: '2026-01-27',
  },
  'bp-access': {
    short: { ko: 'EKS 모범 사례: 접근', en: 'EKS best practices: access' },
    title: { ko: 'Amazon EKS 모범 사례: 자격 증명과 접근 관리', en: 'Amazon EKS Best Practices: Identity and access management' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
    date: '2026-01-27',
  },
  'bp-vpc-cni': {
    short: { ko: 'EKS 모범 사례: VPC CNI', en: 'EKS best practices: VPC CNI' },
    title: { ko: 'Amazon EKS 모범 사례: Amazon VPC CNI', en: 'Amazon EKS Best Practices: Amazon VPC CNI' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/vpc-cni.html',
    date: '2026-03-30',
  },
  'bp-load-balancing': {
    short: { ko: 'EKS 모범 사례: 로드 밸런싱', en: 'EKS best practices: load balancing' },
    title: { ko: 'Amazon EKS 모범 사례: 로드 밸런싱', en: 'Amazon EKS Best Practices: Load balancing' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/load-balancing.html',
    date: '2026-01-27',
  },
  'bp-karpenter': {
    short: { ko: 'EKS 모범 사례: Karpenter', en: 'EKS best practices: Karpenter' },
    title: { ko: 'Amazon EKS 모범 사례: Karpenter', en: 'Amazon EKS Best Practices: Karpenter' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html',
    date: '2026-01-27',
  },
  'bp-auto-mode': {
    short: { ko: 'EKS 모범 사례: Auto Mode', en: 'EKS best practices: Auto Mode' },
    title: { ko: 'Amazon EKS 모범 사례: Auto Mode', en: 'Amazon EKS Best Practices: Auto Mode' },
    url: 'https://docs.aws.amazon.com/eks/latest/best-practices/automode.html',
    date: '2026-03-24',
  },
} as const satisfies Record<string, Source>

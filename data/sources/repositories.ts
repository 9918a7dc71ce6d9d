import type { Source } from './source.ts'

/** Files of public repositories. */
export const repositories = {
  'eksctl-schema': {
    short: { ko: 'eksctl 스키마', en: 'eksctl schema' },
    title: { ko: 'eksctl ClusterConfig 스키마', en: 'eksctl ClusterConfig schema' },
    url: 'https://github.com/eksctl-io/eksctl/blob/99984adb6164ece593c0728523b7f497ea61d60e/pkg/apis/eksctl.io/v1alpha5/assets/schema.json',
    date: '2026-08-21',
  },
  'ca-faq': {
    short: { ko: 'Cluster Autoscaler', en: 'Cluster Autoscaler' },
    title: { ko: 'Cluster Autoscaler 자주 묻는 질문', en: 'Cluster Autoscaler FAQ' },
    url: 'https://github.com/kubernetes/autoscaler/blob/2de6b18f1051e4db23985a2cfabe7d45fc758faa/cluster-autoscaler/FAQ.md',
    date: '2026-07-21',
  },
  'eks-support-dates': {
    short: { ko: 'EKS 지원 날짜', en: 'EKS versions' },
    title: { ko: 'endoflife.date: Amazon EKS (EKS 사용 설명서를 옮긴 표)', en: 'endoflife.date: Amazon EKS (a table taken from the EKS User Guide)' },
    url: 'https://github.com/endoflife-date/endoflife.date/blob/a70eca337600e7d721dc48112c271f98661d208b/products/amazon-eks.md',
    date: '2026-08-22',
  },
  karpenter: {
    short: { ko: 'Karpenter 1.14.1', en: 'Karpenter 1.14.1' },
    title: { ko: 'Karpenter AWS 공급자 1.14.1', en: 'Karpenter provider for AWS 1.14.1' },
    url: 'https://github.com/aws/karpenter-provider-aws/tree/1d927085dd81a9df9301e613f371dac5b4d16bfe',
    date: '2026-08-21',
  },
  'ec2-prices': {
    short: { ko: 'EC2 가격표', en: 'EC2 price list' },
    title: { ko: 'AWS Price List의 EC2 온디맨드 가격, Karpenter가 생성한 값(지역별 날짜는 그림에)', en: 'AWS Price List, EC2 on-demand, as generated into Karpenter (each region’s day is on the figure)' },
    url: 'https://github.com/aws/karpenter-provider-aws/blob/1d927085dd81a9df9301e613f371dac5b4d16bfe/pkg/providers/pricing/zz_generated.pricing_aws.go',
    date: '2026-07-20',
  },
  'eks-nodeadm': {
    short: { ko: 'EKS AMI: nodeadm', en: 'EKS AMI: nodeadm' },
    title: { ko: 'Amazon EKS AMI: nodeadm의 kubelet 설정', en: 'Amazon EKS AMI: how nodeadm configures the kubelet' },
    url: 'https://github.com/awslabs/amazon-eks-ami/blob/6caf8311a3c6a8da71ac7e5e83f9c2e06287039a/nodeadm/internal/kubelet/config.go',
    date: '2026-02-27',
  },
} as const satisfies Record<string, Source>

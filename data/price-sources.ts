import type { Localized } from './localized.ts'

/**
 * Where a figure comes from. `asOf` is the day that the figure was true of (a price file's publication, a commit),
 * not the day that we read it; null where the reading carries no date.
 */
export interface PriceSource {
  title: string
  url: string
  asOf: string | null
  /** What a reader should know about how the figure was had. */
  note?: Localized
}

/** The day on which every figure of data/ was collected. */
export const COLLECTED = '2026-11-23'

const listed = (title: string, url: string, asOf: string | null, note?: Localized): PriceSource => ({ title, url, asOf, note })
const priceFile = (offer: string) => `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${offer}/current/index.json`
const guide = (page: string) => `https://docs.aws.amazon.com/eks/latest/userguide/${page}.html`
const github = (repo: string, commit: string, path: string) => `https://github.com/${repo}/blob/${commit}/${path}`

const QUOTED: Localized = {
  ko: '공개된 저장소가 인용한 값을 통해 읽었습니다. 날짜는 지역별 수치에 있습니다.',
  en: 'Read through public repositories that quote the price list. Each region carries its own date.',
}

const SKYPILOT = github('skypilot-org/skypilot-catalog', '2c3d7ea7d76bf84cf80d382e946c1609571485fd', 'catalogs/v9/aws/vms.csv')
const SKYPILOT_DAY: Localized = {
  ko: '파일의 날짜는 2026-02-05와 2026-05-18 사이입니다. 이른 쪽을 적었습니다.',
  en: 'The file was written between 2026-02-05 and 2026-05-18; the earlier day is given.',
}
const EC2_SHOP = 'https://github.com/yeo/ec2.shop/tree/74c9fd8ab5acfd9511cd6535f914d47071601ad2/data/ec2'

export const priceSources = {
  'ec2-price-list-2026': listed('AWS Price List, AmazonEC2: us-east-1, as generated into Karpenter',
    github('aws/karpenter-provider-aws', '1d927085dd81a9df9301e613f371dac5b4d16bfe', 'pkg/providers/pricing/zz_generated.pricing_aws.go'),
    '2026-07-20'),
  'ec2-skypilot-2026': listed('AWS Price List, AmazonEC2, as fetched by SkyPilot', SKYPILOT, '2026-02-05', SKYPILOT_DAY),
  'ec2-skypilot-2026-scaled': listed('AWS Price List, AmazonEC2, as fetched by SkyPilot: another size of the family', SKYPILOT, '2026-02-05', {
    ko: '같은 리전, 같은 패밀리의 다른 크기에서 읽은 값에 크기 비율을 곱했습니다.',
    en: 'Another size of the family was read in that region; this is that price times the ratio of sizes.',
  }),
  'ec2-price-list-2025-seen-2026': listed('AWS Price List, AmazonEC2, as kept by ec2.shop; the family seen again in 2026', EC2_SHOP, '2026-02-05', {
    ko: '2025-04-04의 가격이며, 같은 패밀리의 다른 크기가 2026년 파일에서도 같은 비율이었습니다.',
    en: 'Read in the file of 2025-04-04; another size of the family was still in proportion in the file of 2026.',
  }),
  'ec2-price-list-2025': listed('AWS Price List, AmazonEC2, as kept by ec2.shop', EC2_SHOP, '2025-04-04'),
  'spot-sample': listed('Spot prices of 96 types and regions, as fetched by SkyPilot', SKYPILOT, '2026-02-05', {
    ko: '리전별 중앙값입니다. 유형과 영역에 따라 온디맨드의 21~63%로 크게 달랐습니다. 견적이 아니라 표본입니다.',
    en: 'The median of the region. Types and zones ranged from 21 % to 63 % of on-demand: a sample, not a quote.',
  }),
  'ec2-price-list': listed('AWS Price List, AmazonEC2', priceFile('AmazonEC2'), null),
  'eks-price-list': listed('AWS Price List, AmazonEKS', priceFile('AmazonEKS'), null, QUOTED),
  'fargate-price-list': listed('AWS Price List, AmazonECS and AmazonEKS (Fargate)', priceFile('AmazonECS'), null, QUOTED),
  'ebs-price-list': listed('AWS Price List, AmazonEC2 (EBS gp3)', priceFile('AmazonEC2'), null, QUOTED),
  'vpc-price-list': listed('AWS Price List, AmazonVPC, AWSELB and AmazonEC2 (network)', priceFile('AmazonVPC'), null, QUOTED),
  'eks-pricing': listed('Amazon EKS pricing', 'https://aws.amazon.com/eks/pricing/', '2026-09-29'),
  'fargate-pricing': listed('AWS Fargate pricing', 'https://aws.amazon.com/fargate/pricing/', null),
  'fargate-guide': listed('Amazon EKS user guide: Fargate', guide('fargate'), '2026-10-01'),
  'fargate-pod-configuration': listed('Amazon EKS user guide: Fargate Pod configuration', guide('fargate-pod-configuration'), '2024-12-18'),
  'fargate-storage-blog': listed('AWS blog: Fargate adds support for larger ephemeral volumes',
    'https://aws.amazon.com/blogs/containers/amazon-eks-fargate-adds-support-for-larger-ephemeral-volumes/', null),
  'managed-node-groups': listed('Amazon EKS user guide: managed node groups', guide('managed-node-groups'), '2024-12-18'),
  'create-managed-node-group': listed('Amazon EKS user guide: create a managed node group', guide('create-managed-node-group'), '2024-12-18'),
  'create-node-class': listed('Amazon EKS user guide: create a node class for Auto Mode', guide('create-node-class'), '2024-12-18'),
  'set-builtin-node-pools': listed('Amazon EKS user guide: built-in node pools of Auto Mode', guide('set-builtin-node-pools'), '2024-12-18'),
  'create-node-pool': listed('Amazon EKS user guide: create a node pool for Auto Mode', guide('create-node-pool'), null),
  'auto-change': listed('Amazon EKS user guide: release notes of Auto Mode', guide('auto-change'), '2026-10-01'),
  'automode': listed('Amazon EKS user guide: Auto Mode', guide('automode'), '2026-10-01'),
  'instance-types': listed('Karpenter reference: instance types',
    github('aws/karpenter-provider-aws', '692ccdd0629e488300821443f0fa0bc3c3e08047', 'website/content/en/docs/reference/instance-types.md'),
    '2026-07-11'),
  'vpc-limits': listed('Karpenter: ENI and IPv4 limits',
    github('aws/karpenter-provider-aws', '7f27b4e85d3157418ab84eb04a3c91da7cb8fbba', 'pkg/providers/instancetype/zz_generated.vpclimits.go'),
    '2026-08-18'),
  'nodeadm': listed('EKS AMI: kubelet configuration',
    github('awslabs/amazon-eks-ami', '6caf8311a3c6a8da71ac7e5e83f9c2e06287039a', 'nodeadm/internal/kubelet/config.go'), '2026-02-27'),
  'karpenter-overhead': listed('Karpenter: capacity and overhead of an instance type',
    github('aws/karpenter-provider-aws', '7695b3c49c78efe10bb823213b3888330182a40e', 'pkg/providers/instancetype/types.go'), '2026-08-20'),
  'max-pods-calculator': listed('EKS AMI: max-pods-calculator.sh',
    github('awslabs/amazon-eks-ami', '41298160c3193442bc1d0774fbefafeba1230b0b', 'templates/al2/runtime/max-pods-calculator.sh'), '2025-08-18'),
  'auto-mode-node': listed('An Auto Mode node (c6a.large) as kubectl describes it',
    'https://github.com/mlewis7127/amazon-eks-guide-code', null, {
      ko: '한 노드의 출력입니다. CPU 150m, 메모리 75MiB가 노드 그룹의 노드보다 더 예약되고, 파드는 27개까지였습니다.',
      en: 'The output of one node: 150m of CPU and 75 MiB more are reserved than on a node group, and 27 pods were the most.',
    }),
  'ebs-volume-limits': listed('EBS CSI driver: volume limits by instance type',
    github('kubernetes-sigs/aws-ebs-csi-driver', '1a42de62d1142e48c05b2a81798ee3917be98cbd', 'pkg/cloud/limits/volume_limits_table.go'), null),
  'coredns-addon': listed('Amazon EKS user guide: CoreDNS', guide('managing-coredns'), null, {
    ko: '애드온이 설치하는 기본값(파드 2개, CPU 100m, 메모리 70Mi)입니다. 바꿀 수 있습니다.',
    en: 'The default that the add-on installs: two pods of 100m and 70Mi. It can be changed.',
  }),
  'cluster-autoscaler-example': listed('Cluster Autoscaler on AWS: example manifest',
    github('kubernetes/autoscaler', '2de6b18f1051e4db23985a2cfabe7d45fc758faa', 'cluster-autoscaler/cloudprovider/aws/examples/cluster-autoscaler-autodiscover.yaml'), '2026-07-21'),
  'karpenter-getting-started': listed('Karpenter: getting started', 'https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/', null),
  'aws-node-chart': listed('Amazon VPC CNI: chart values of aws-node',
    github('aws/amazon-vpc-cni-k8s', '10e9f18d4d5b2cf7aaaac7d765e787af8af2a6f3', 'charts/aws-vpc-cni/values.yaml'), null),
  'kube-proxy-addon': listed('Amazon EKS user guide: kube-proxy', guide('managing-kube-proxy'), null, {
    ko: '애드온이 설치하는 기본값(CPU 100m, 메모리 요청 없음)입니다. 문서에 숫자로 적힌 것은 아니며 바꿀 수 있습니다.',
    en: 'The default that the add-on installs (100m of CPU, no memory request). The guide prints no number; it can be changed.',
  }),
  'eks-workshop-managed-nodes': listed('EKS Workshop: adding nodes',
    github('aws-samples/eks-workshop-v2', '301a22e4719c000cb08ad9f905cd3737e03e76ba',
      'website/docs/fundamentals/compute/managed-node-groups/basics/adding-nodes/index.md'), '2025-09-09'),
  'node-latency': listed('awslabs: node-latency-for-k8s, example 1',
    github('awslabs/node-latency-for-k8s', 'a50df84bbc3cc214600015e227bc99cd87023298', 'README.md'), '2022-12-30'),
  'cluster-autoscaler-faq': listed('Cluster Autoscaler FAQ',
    github('kubernetes/autoscaler', '2de6b18f1051e4db23985a2cfabe7d45fc758faa', 'cluster-autoscaler/FAQ.md'), '2026-07-21'),
  'karpenter-settings': listed('Karpenter reference: settings',
    github('aws/karpenter-provider-aws', '692ccdd0629e488300821443f0fa0bc3c3e08047', 'website/content/en/docs/reference/settings.md'), '2026-07-11'),
  'karpenter-nodepool': listed('Karpenter: NodePool API',
    github('aws/karpenter-provider-aws', 'a2496cca63d6b140b248c56bedc16db393c1a17e', 'pkg/apis/crds/karpenter.sh_nodepools.yaml'), '2026-07-16'),
  'hpa-defaults': listed('Kubernetes: HorizontalPodAutoscaler defaults',
    'https://github.com/kubernetes/kubernetes/blob/v1.28.7/pkg/apis/autoscaling/v2/defaults.go', null),
  'user-input': listed('Set by the user', '', null, { ko: '사용자가 넣은 가정입니다.', en: 'An assumption that the user sets.' }),
} satisfies Record<string, PriceSource>

export type PriceSourceId = keyof typeof priceSources

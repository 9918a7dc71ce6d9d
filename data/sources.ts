import type { Localized } from './localized.ts'

/** A document that a statement of the deck rests on. */
export interface Source {
  /** As it stands in a slide's footer. */
  short: Localized
  title: Localized
  url: string
  /** The day of the version that was read, as YYYY-MM-DD. */
  date: string
}

export const sources = {
  'eks-architecture': {
    short: { ko: 'EKS 사용 설명서', en: 'EKS User Guide' },
    title: { ko: 'Amazon EKS 사용 설명서: EKS 아키텍처', en: 'Amazon EKS User Guide: Amazon EKS architecture' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-architecture.html',
    date: '2024-12-18',
  },
  'k8s-components': {
    short: { ko: 'K8s: 구성 요소', en: 'K8s: components' },
    title: { ko: '쿠버네티스 v1.35 문서: 구성 요소', en: 'Kubernetes v1.35 documentation: components' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/overview/components/',
    date: '2025-12-17',
  },
  'k8s-nodes': {
    short: { ko: 'K8s: 노드', en: 'K8s: nodes' },
    title: { ko: '쿠버네티스 v1.35 문서: 노드', en: 'Kubernetes v1.35 documentation: nodes' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/architecture/nodes/',
    date: '2025-12-17',
  },
  'k8s-pods': {
    short: { ko: 'K8s: 파드', en: 'K8s: pods' },
    title: { ko: '쿠버네티스 v1.35 문서: 파드', en: 'Kubernetes v1.35 documentation: pods' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/workloads/pods/',
    date: '2025-12-17',
  },
  'k8s-sidecars': {
    short: { ko: 'K8s: 사이드카 컨테이너', en: 'K8s: sidecar containers' },
    title: { ko: '쿠버네티스 v1.35 문서: 사이드카 컨테이너', en: 'Kubernetes v1.35 documentation: sidecar containers' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    date: '2025-12-17',
  },
  'k8s-volumes': {
    short: { ko: 'K8s: 볼륨', en: 'K8s: volumes' },
    title: { ko: '쿠버네티스 v1.35 문서: 볼륨', en: 'Kubernetes v1.35 documentation: volumes' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/storage/volumes/',
    date: '2025-12-17',
  },
  'k8s-persistent-volumes': {
    short: { ko: 'K8s: 퍼시스턴트볼륨', en: 'K8s: PVs' },
    title: { ko: '쿠버네티스 v1.35 문서: 퍼시스턴트볼륨', en: 'Kubernetes v1.35 documentation: persistent volumes' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/storage/persistent-volumes/',
    date: '2025-12-17',
  },
  'k8s-storage-classes': {
    short: { ko: 'K8s: 스토리지클래스', en: 'K8s: storage classes' },
    title: { ko: '쿠버네티스 v1.35 문서: 스토리지클래스', en: 'Kubernetes v1.35 documentation: storage classes' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/storage/storage-classes/',
    date: '2025-12-17',
  },
  'k8s-service': {
    short: { ko: 'K8s: 서비스', en: 'K8s: Service' },
    title: { ko: '쿠버네티스 v1.35 문서: 서비스', en: 'Kubernetes v1.35 documentation: Service' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/services-networking/service/',
    date: '2025-12-17',
  },
  'k8s-endpointslices': {
    short: { ko: 'K8s: 엔드포인트슬라이스', en: 'K8s: EndpointSlices' },
    title: { ko: '쿠버네티스 v1.35 문서: 엔드포인트슬라이스', en: 'Kubernetes v1.35 documentation: EndpointSlices' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/services-networking/endpoint-slices/',
    date: '2025-12-17',
  },
  'k8s-namespaces': {
    short: { ko: 'K8s: 네임스페이스', en: 'K8s: namespaces' },
    title: { ko: '쿠버네티스 v1.35 문서: 네임스페이스', en: 'Kubernetes v1.35 documentation: namespaces' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
    date: '2025-12-17',
  },
  'k8s-replicasets': {
    short: { ko: 'K8s: 레플리카셋', en: 'K8s: ReplicaSet' },
    title: { ko: '쿠버네티스 v1.35 문서: 레플리카셋', en: 'Kubernetes v1.35 documentation: ReplicaSet' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/workloads/controllers/replicaset/',
    date: '2025-12-17',
  },
  'k8s-deployments': {
    short: { ko: 'K8s: 디플로이먼트', en: 'K8s: Deployments' },
    title: { ko: '쿠버네티스 v1.35 문서: 디플로이먼트', en: 'Kubernetes v1.35 documentation: Deployments' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/workloads/controllers/deployment/',
    date: '2025-12-17',
  },
  'k8s-configmaps': {
    short: { ko: 'K8s: 컨피그맵', en: 'K8s: ConfigMaps' },
    title: { ko: '쿠버네티스 v1.35 문서: 컨피그맵', en: 'Kubernetes v1.35 documentation: ConfigMaps' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/configuration/configmap/',
    date: '2025-12-17',
  },
  'k8s-secrets': {
    short: { ko: 'K8s: 시크릿', en: 'K8s: Secrets' },
    title: { ko: '쿠버네티스 v1.35 문서: 시크릿', en: 'Kubernetes v1.35 documentation: Secrets' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/configuration/secret/',
    date: '2025-12-17',
  },
  'k8s-scheduler': {
    short: { ko: 'K8s: 스케줄러', en: 'K8s: scheduler' },
    title: { ko: '쿠버네티스 v1.35 문서: 스케줄러', en: 'Kubernetes v1.35 documentation: scheduler' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/',
    date: '2025-12-17',
  },
  'k8s-custom-resources': {
    short: { ko: 'K8s: 커스텀 리소스', en: 'K8s: custom resources' },
    title: { ko: '쿠버네티스 v1.35 문서: 커스텀 리소스', en: 'Kubernetes v1.35 documentation: custom resources' },
    url: 'https://v1-35.docs.kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/',
    date: '2025-12-17',
  },
  'k8s-crds': {
    short: { ko: 'K8s: CRD', en: 'K8s: CRDs' },
    title: { ko: '쿠버네티스 v1.35 문서: CRD', en: 'Kubernetes v1.35 documentation: CRDs' },
    url: 'https://v1-35.docs.kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
    date: '2025-12-17',
  },
  'eks-envelope-encryption': {
    short: { ko: 'EKS 봉투 암호화', en: 'EKS envelope encryption' },
    title: { ko: 'Amazon EKS 사용 설명서: 모든 쿠버네티스 API 데이터의 기본 봉투 암호화', en: 'Amazon EKS User Guide: Default envelope encryption for all Kubernetes API Data' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html',
    date: '2025-03-05',
  },
  'eks-compute': {
    short: { ko: 'EKS: 컴퓨팅', en: 'EKS: compute' },
    title: { ko: 'Amazon EKS 사용 설명서: 노드로 컴퓨팅 리소스 관리', en: 'Amazon EKS User Guide: Manage compute resources by using nodes' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html',
    date: '2024-12-18',
  },
  'eks-self-managed': {
    short: { ko: 'EKS: 자체 관리형 노드', en: 'EKS: self-managed nodes' },
    title: { ko: 'Amazon EKS 사용 설명서: 자체 관리형 노드', en: 'Amazon EKS User Guide: Self-managed nodes' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/worker.html',
    date: '2024-12-18',
  },
  'eks-migrate-nodes': {
    short: { ko: 'EKS: 노드 옮기기', en: 'EKS: migration' },
    title: { ko: 'Amazon EKS 사용 설명서: 새 노드 그룹으로 옮기기', en: 'Amazon EKS User Guide: Migrating to a new node group' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/migrate-stack.html',
    date: '2024-12-18',
  },
  'eks-mng': {
    short: { ko: 'EKS: 관리형 노드 그룹', en: 'EKS: managed node groups' },
    title: { ko: 'Amazon EKS 사용 설명서: 관리형 노드 그룹', en: 'Amazon EKS User Guide: Managed node groups' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html',
    date: '2024-12-18',
  },
  'eksctl-schema': {
    short: { ko: 'eksctl 스키마', en: 'eksctl schema' },
    title: { ko: 'eksctl ClusterConfig 스키마', en: 'eksctl ClusterConfig schema' },
    url: 'https://github.com/eksctl-io/eksctl/blob/99984adb6164ece593c0728523b7f497ea61d60e/pkg/apis/eksctl.io/v1alpha5/assets/schema.json',
    date: '2026-08-21',
  },
  'eks-issue': {
    short: { ko: 'EKS API: Issue', en: 'EKS API: Issue' },
    title: { ko: 'Amazon EKS API 참조: Issue', en: 'Amazon EKS API Reference: Issue' },
    url: 'https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html',
    date: '2026-11-23',
  },
  'eks-node-health': {
    short: { ko: 'EKS: 노드 상태', en: 'EKS: node health' },
    title: { ko: 'Amazon EKS 사용 설명서: 노드 자동 복구와 노드 상태', en: 'Amazon EKS User Guide: Node auto repair and node health' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/node-health.html',
    date: '2024-12-18',
  },
  'eks-logging': {
    short: { ko: 'EKS: 모니터링과 로깅', en: 'EKS: monitoring and logging' },
    title: { ko: 'Amazon EKS 사용 설명서: 클러스터 성능과 로그', en: 'Amazon EKS User Guide: Monitor cluster performance and view logs' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-observe.html',
    date: '2024-12-18',
  },
  'eks-cloudtrail': {
    short: { ko: 'EKS: CloudTrail', en: 'EKS: CloudTrail' },
    title: { ko: 'Amazon EKS 사용 설명서: CloudTrail로 API 호출 기록', en: 'Amazon EKS User Guide: Log API calls as CloudTrail events' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/logging-using-cloudtrail.html',
    date: '2024-12-18',
  },
  'eks-mng-update': {
    short: { ko: 'EKS: 업데이트 단계', en: 'EKS: update phases' },
    title: { ko: 'Amazon EKS 사용 설명서: 노드 업데이트의 각 단계', en: 'Amazon EKS User Guide: Each phase of node updates' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
    date: '2025-01-27',
  },
  'eks-scaling-config': {
    short: { ko: 'EKS API: 크기 조정', en: 'EKS API: scaling' },
    title: { ko: 'Amazon EKS API 참조: NodegroupScalingConfig', en: 'Amazon EKS API Reference: NodegroupScalingConfig' },
    url: 'https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html',
    date: '2026-11-23',
  },
  'ca-faq': {
    short: { ko: 'Cluster Autoscaler', en: 'Cluster Autoscaler' },
    title: { ko: 'Cluster Autoscaler 자주 묻는 질문', en: 'Cluster Autoscaler FAQ' },
    url: 'https://github.com/kubernetes/autoscaler/blob/2de6b18f1051e4db23985a2cfabe7d45fc758faa/cluster-autoscaler/FAQ.md',
    date: '2026-07-21',
  },
  'eks-fargate': {
    short: { ko: 'EKS: Fargate', en: 'EKS: Fargate' },
    title: { ko: 'Amazon EKS 사용 설명서: AWS Fargate', en: 'Amazon EKS User Guide: AWS Fargate' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/fargate.html',
    date: '2024-12-18',
  },
  'eks-fargate-profile': {
    short: { ko: 'Fargate 프로파일', en: 'Fargate profiles' },
    title: { ko: 'Amazon EKS 사용 설명서: Fargate 프로파일', en: 'Amazon EKS User Guide: Fargate profiles' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html',
    date: '2024-12-18',
  },
  'eks-fargate-pod': {
    short: { ko: 'Fargate 크기', en: 'Fargate sizes' },
    title: { ko: 'Amazon EKS 사용 설명서: Fargate 파드 구성', en: 'Amazon EKS User Guide: Fargate pod configuration' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html',
    date: '2024-12-18',
  },
  'eks-fargate-patching': {
    short: { ko: 'EKS: Fargate OS 패치', en: 'EKS: Fargate OS patches' },
    title: { ko: 'Amazon EKS 사용 설명서: Fargate OS 패치', en: 'Amazon EKS User Guide: Fargate OS patching' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-patching.html',
    date: '2024-12-18',
  },
  'eks-add-ons': {
    short: { ko: 'EKS: 애드온', en: 'EKS: add-ons' },
    title: { ko: 'Amazon EKS 사용 설명서: 애드온', en: 'Amazon EKS User Guide: Add-ons' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html',
    date: '2024-12-18',
  },
  'eks-auto-instances': {
    short: { ko: 'Auto Mode: 관리형 인스턴스', en: 'Auto Mode: managed instances' },
    title: { ko: 'Amazon EKS 사용 설명서: Auto Mode 관리형 인스턴스', en: 'Amazon EKS User Guide: Auto Mode managed instances' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/automode-learn-instances.html',
    date: '2024-12-18',
  },
  'eks-auto-upgrade': {
    short: { ko: 'Auto Mode: 버전 올리기', en: 'Auto Mode: upgrades' },
    title: { ko: 'Amazon EKS 사용 설명서: Auto Mode 버전 올리기', en: 'Amazon EKS User Guide: Auto Mode upgrades' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/auto-upgrade.html',
    date: '2024-12-18',
  },
  'etcd-faq': {
    short: { ko: 'etcd: 과반', en: 'etcd: quorum' },
    title: { ko: 'etcd v3.6 문서: 자주 묻는 질문', en: 'etcd v3.6 documentation: frequently asked questions' },
    url: 'https://etcd.io/docs/v3.6/faq/',
    date: '2026-08-20',
  },
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
    short: { ko: 'EKS 모범 사례: 자격 증명과 접근', en: 'EKS best practices: identity and access' },
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
  'eks-support-dates': {
    short: { ko: 'EKS 지원 날짜', en: 'EKS versions' },
    title: { ko: 'endoflife.date: Amazon EKS (EKS 사용 설명서를 옮긴 표)', en: 'endoflife.date: Amazon EKS (a table taken from the EKS User Guide)' },
    url: 'https://github.com/endoflife-date/endoflife.date/blob/a70eca337600e7d721dc48112c271f98661d208b/products/amazon-eks.md',
    date: '2026-08-22',
  },
  'eks-137': {
    short: { ko: 'AWS 소식: 1.37', en: 'AWS: 1.37' },
    title: { ko: 'AWS 새 소식: Amazon EKS, 쿠버네티스 1.37 지원', en: 'AWS What\'s New: Amazon EKS supports Kubernetes 1.37' },
    url: 'https://aws.amazon.com/about-aws/whats-new/2026/10/amazon-eks-distro-kubernetes-version-1-37',
    date: '2026-10-01',
  },
  'eks-rollback': {
    short: { ko: 'EKS: 되돌리기', en: 'EKS: rollback' },
    title: { ko: 'Amazon EKS 사용 설명서: 클러스터 버전 되돌리기', en: 'Amazon EKS User Guide: Roll back a cluster version' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html',
    date: '2026-07-01',
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
  'fargate-pricing': {
    short: { ko: 'Fargate 요금', en: 'Fargate pricing' },
    title: { ko: 'AWS Fargate 요금', en: 'AWS Fargate pricing' },
    url: 'https://aws.amazon.com/fargate/pricing/',
    date: '2026-11-23',
  },
  'eks-auto-mode': {
    short: { ko: 'EKS Auto Mode', en: 'EKS Auto Mode' },
    title: { ko: 'Amazon EKS 사용 설명서: EKS Auto Mode', en: 'Amazon EKS User Guide: EKS Auto Mode' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/automode.html',
    date: '2026-10-01',
  },
  karpenter: {
    short: { ko: 'Karpenter 1.14.1', en: 'Karpenter 1.14.1' },
    title: { ko: 'Karpenter AWS 공급자 1.14.1', en: 'Karpenter provider for AWS 1.14.1' },
    url: 'https://github.com/aws/karpenter-provider-aws/tree/1d927085dd81a9df9301e613f371dac5b4d16bfe',
    date: '2026-08-21',
  },
  'eks-history': {
    short: { ko: 'EKS 문서 기록', en: 'EKS document history' },
    title: { ko: 'Amazon EKS 사용 설명서: 문서 기록', en: 'Amazon EKS User Guide: Document history' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/doc-history.html',
    date: '2024-12-18',
  },
  'eks-sla': {
    short: { ko: 'EKS SLA와 8XL', en: 'EKS SLA and 8XL' },
    title: { ko: 'AWS 새 소식: EKS 99.99% SLA와 8XL 티어', en: 'What’s new at AWS: EKS 99.99% SLA and the 8XL tier' },
    url: 'https://aws.amazon.com/about-aws/whats-new/2026/03/amazon-eks-announces-sla-8xl-scaling-tier/',
    date: '2026-03-20',
  },
  'eks-versions': {
    short: { ko: 'EKS 버전', en: 'EKS versions' },
    title: { ko: 'Amazon EKS 사용 설명서: 쿠버네티스 버전', en: 'Amazon EKS User Guide: Kubernetes versions' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
    date: '2026-10-05',
  },
  'eks-deployment-options': {
    short: { ko: 'EKS 배포 옵션', en: 'EKS deployment options' },
    title: { ko: 'Amazon EKS 사용 설명서: 클라우드와 온프레미스의 배포 옵션', en: 'Amazon EKS User Guide: Deploy Amazon EKS clusters across cloud and on-premises' },
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-deployment-options.html',
    date: '2024-12-18',
  },
  'k8s-hpa': {
    short: { ko: 'K8s: HPA', en: 'K8s: HPA' },
    title: { ko: '쿠버네티스 문서: 수평 파드 오토스케일링', en: 'Kubernetes documentation: Horizontal Pod Autoscaling' },
    url: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
    date: '2026-11-28',
  },
  'eks-pricing': {
    short: { ko: 'EKS 요금', en: 'EKS pricing' },
    title: { ko: 'Amazon EKS 요금', en: 'Amazon EKS pricing' },
    url: 'https://aws.amazon.com/eks/pricing/',
    date: '2026-09-29',
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

export type SourceId = keyof typeof sources

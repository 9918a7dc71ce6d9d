import type { Source } from './source.ts'

/** What Kubernetes and etcd say of themselves. */
export const kubernetes = {
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
  'etcd-faq': {
    short: { ko: 'etcd: 과반', en: 'etcd: quorum' },
    title: { ko: 'etcd v3.6 문서: 자주 묻는 질문', en: 'etcd v3.6 documentation: frequently asked questions' },
    url: 'https://etcd.io/docs/v3.6/faq/',
    date: '2026-08-20',
  },
  'k8s-hpa': {
    short: { ko: 'K8s: HPA', en: 'K8s: HPA' },
    title: { ko: '쿠버네티스 문서: 수평 파드 오토스케일링', en: 'Kubernetes documentation: Horizontal Pod Autoscaling' },
    url: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
    date: '2026-11-28',
  },
} as const satisfies Record<string, Source>

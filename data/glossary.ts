import type { Localized } from './localized.ts'

export interface GlossaryEntry {
  /** As the Kubernetes project writes it in this language. */
  term: Localized
  /** What the primer and the Korean AWS console call it, where that differs. */
  console?: string
  meaning: Localized
}

export const glossary = {
  pod: {
    term: { ko: '파드(Pod)', en: 'Pod' },
    console: '포드',
    meaning: { ko: '함께 배치되는 컨테이너 묶음. 쿠버네티스가 배포하고 늘리고 줄이는 가장 작은 단위입니다.', en: 'One or more containers placed together: the smallest thing that Kubernetes deploys and scales.' },
  },
  cluster: {
    term: { ko: '클러스터(Cluster)', en: 'Cluster' },
    meaning: { ko: '노드의 묶음과 그것을 관리하는 컨트롤 플레인을 함께 부르는 말입니다.', en: 'A set of nodes together with the control plane that manages them.' },
  },
  node: {
    term: { ko: '노드(Node)', en: 'Node' },
    console: '작업자 노드',
    meaning: { ko: '파드를 실행하는 가상 또는 물리 머신. kubelet과 컨테이너 런타임이 돌고 있습니다.', en: 'A virtual or physical machine that runs pods, with a kubelet and a container runtime.' },
  },
  'persistent-volume': {
    term: { ko: '퍼시스턴트볼륨(PersistentVolume)', en: 'PersistentVolume' },
    console: '영구 볼륨',
    meaning: { ko: '파드와 수명이 무관한 저장 공간. 노드 밖의 스토리지가 뒷받침합니다.', en: 'Storage whose life does not depend on any pod, backed by a system apart from the nodes.' },
  },
  service: {
    term: { ko: '서비스(Service)', en: 'Service' },
    meaning: { ko: '레이블로 고른 파드의 묶음과, 그 묶음에 접근하는 변하지 않는 이름과 주소입니다.', en: 'A set of pods chosen by label, and the stable name and address to reach it.' },
  },
  namespace: {
    term: { ko: '네임스페이스(Namespace)', en: 'Namespace' },
    meaning: { ko: '한 클러스터를 여럿처럼 나눠 쓰는 칸. 이름은 이 안에서만 겹치지 않으면 됩니다.', en: 'A partition of one cluster; names need to be unique only within it.' },
  },
  replicaset: {
    term: { ko: '레플리카셋(ReplicaSet)', en: 'ReplicaSet' },
    meaning: { ko: '같은 파드가 언제나 정해진 수만큼 실행되게 합니다.', en: 'Keeps a given number of identical pods running.' },
  },
  deployment: {
    term: { ko: '디플로이먼트(Deployment)', en: 'Deployment' },
    console: '배포',
    meaning: { ko: '원하는 상태를 적으면 레플리카셋을 바꿔 가며 정해진 속도로 맞춥니다.', en: 'States the desired pods and gets there at a controlled rate by way of ReplicaSets.' },
  },
  configmap: {
    term: { ko: '컨피그맵(ConfigMap)', en: 'ConfigMap' },
    meaning: { ko: '기밀이 아닌 설정을 키와 값으로 담는 API 객체입니다.', en: 'An API object that holds non-confidential settings as key-value pairs.' },
  },
  secret: {
    term: { ko: '시크릿(Secret)', en: 'Secret' },
    console: '보안 정보',
    meaning: { ko: '비밀번호나 토큰 같은 기밀을 담는 API 객체. 읽을 수 있는 계정을 RBAC으로 제한합니다.', en: 'An API object for passwords, tokens and the like; RBAC limits who may read it.' },
  },
  scheduler: {
    term: { ko: '스케줄러(Scheduler)', en: 'Scheduler' },
    meaning: { ko: '아직 노드가 없는 파드에 알맞은 노드를 골라 주는 컨트롤 플레인의 프로세스입니다.', en: 'The control plane process that chooses a node for each pod that has none.' },
  },
  'custom-resource': {
    term: { ko: '커스텀 리소스(Custom Resource)', en: 'Custom resource' },
    console: '사용자 지정 리소스',
    meaning: { ko: 'CRD로 정의해 쿠버네티스 API에 더한 객체. 기본 객체처럼 kubectl로 다룹니다.', en: 'An object added to the Kubernetes API by a CRD and handled like any built-in one.' },
  },
  'data-plane': {
    term: { ko: '데이터 플레인(Data plane)', en: 'Data plane' },
    console: '데이터 영역',
    meaning: { ko: '파드가 실제로 도는 노드들. 컨트롤 플레인의 결정을 실행합니다.', en: 'The nodes that pods run on: they carry out what the control plane decides.' },
  },
  'node-group': {
    term: { ko: '노드 그룹(Node group)', en: 'Node group' },
    meaning: { ko: '같은 설정으로 만든 EC2 노드의 묶음. Auto Scaling 그룹이 뒷받침합니다.', en: 'EC2 nodes made from the same settings, backed by an Auto Scaling group.' },
  },
  hpa: {
    term: { ko: 'HorizontalPodAutoscaler(HPA)', en: 'HorizontalPodAutoscaler' },
    meaning: { ko: '파드의 사용률을 목표와 견주어 워크로드의 파드 수를 바꾸는 컨트롤러입니다.', en: 'A controller that compares what pods use with a target, and sets how many there are.' },
  },
  'cluster-autoscaler': {
    term: { ko: 'Cluster Autoscaler', en: 'Cluster Autoscaler' },
    meaning: { ko: '자리를 기다리는 파드나 노는 노드를 보고 노드 그룹의 희망 크기를 바꾸는 프로그램입니다.', en: 'Changes the desired size of node groups when pods wait for room or nodes stand idle.' },
  },
  fargate: {
    term: { ko: 'Fargate', en: 'Fargate' },
    meaning: { ko: '돌볼 노드 없이 파드마다 전용 마이크로 VM을 주는 AWS의 실행 방식입니다.', en: 'AWS compute that gives each pod a micro VM of its own, with no nodes to run.' },
  },
  karpenter: {
    term: { ko: 'Karpenter', en: 'Karpenter' },
    meaning: { ko: '노드 그룹 없이, 기다리는 파드에 맞는 EC2를 바로 띄우는 오픈 소스입니다.', en: 'Open source that starts EC2 instances to fit pending pods, with no node groups.' },
  },
  'auto-mode': {
    term: { ko: 'Auto Mode', en: 'Auto Mode' },
    console: '자율 모드',
    meaning: { ko: '노드의 확장, 패치, 교체와 핵심 애드온까지 AWS가 맡는 EKS의 운영 방식입니다.', en: 'A mode of EKS in which AWS scales, patches and replaces nodes and runs core add-ons.' },
  },
  container: {
    term: { ko: '컨테이너(Container)', en: 'Container' },
    meaning: { ko: '코드와 기본 설정, 의존성을 한 이미지로 묶어 어디서나 같은 환경으로 실행하는 방식입니다.', en: 'Code, default configuration and dependencies in one image, run in the same environment anywhere.' },
  },
  orchestration: {
    term: { ko: '오케스트레이션(Orchestration)', en: 'Orchestration' },
    meaning: { ko: '많은 컨테이너를 배치하고, 늘리고, 되살리는 일을 소프트웨어에 맡기는 것입니다.', en: 'Letting software place, scale and revive containers.' },
  },
  'control-plane': {
    term: { ko: '컨트롤 플레인(Control plane)', en: 'Control plane' },
    console: '제어 영역',
    meaning: { ko: 'API 서버, etcd, 스케줄러, 컨트롤러처럼 클러스터의 상태를 기억하고 결정하는 쪽입니다.', en: 'The side that remembers and decides: API server, etcd, scheduler and controllers.' },
  },
  'availability-zone': {
    term: { ko: '가용 영역(Availability Zone)', en: 'Availability Zone' },
    meaning: { ko: '전원과 네트워크가 서로 떨어져 있어 함께 고장 나지 않도록 지은 AWS 리전 안의 구역입니다.', en: 'Part of an AWS Region with its own power and network, built not to fail together with the others.' },
  },
  etcd: {
    term: { ko: 'etcd', en: 'etcd' },
    meaning: { ko: '클러스터의 모든 객체를 저장하는 키-값 저장소입니다.', en: 'The key-value store that holds every object of the cluster.' },
  },
  quorum: {
    term: { ko: '과반(Quorum)', en: 'Quorum' },
    meaning: { ko: '쓰기를 확정하는 데 동의해야 하는 멤버 수. etcd가 3대면 2대입니다.', en: 'The number of members that must agree before a write counts: 2 of 3 etcd members.' },
  },
  kubelet: {
    term: { ko: 'kubelet', en: 'kubelet' },
    meaning: { ko: '노드마다 도는 프로세스. 자기 노드에 배정된 파드를 실행하고 상태를 알립니다.', en: 'A process on every node that runs the pods assigned to it and reports how they are.' },
  },
} as const satisfies Record<string, GlossaryEntry>

export type TermId = keyof typeof glossary

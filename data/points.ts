import type { Localized } from './localized.ts'

/**
 * What the deck must say, one statement a line, in our own words. A slide names in its front matter
 * (`covers`) the points that it makes; a test fails when a point is made by no slide.
 */
export const points = {
  'eks.definition': { ko: 'EKS는 AWS 클라우드와 온프레미스에서 쿠버네티스 애플리케이션의 배포·관리·확장을 쉽게 해 주는 관리형 서비스다.', en: 'EKS is a managed service that makes it easy to deploy, run and scale Kubernetes applications in the AWS cloud or on premises.' },
  'eks.automates': { ko: '패치, 노드 프로비저닝, 업데이트 같은 핵심 작업을 자동화한다.', en: 'It automates key tasks such as patching, node provisioning and updates.' },

  'containers.package': { ko: '컨테이너는 코드, 설정, 의존성을 한 덩어리로 묶는 표준 방식이다.', en: 'A container is a standard way to package code, configuration and dependencies as one object.' },
  'containers.portable': { ko: '가볍고, 어디서나 같은 환경으로 실행되고 확장된다.', en: 'It is light, and runs and scales in the same environment anywhere.' },
  'containers.use-cases': { ko: '마이크로서비스, 배치 작업, 머신러닝, 기존 애플리케이션의 클라우드 이전에 쓴다.', en: 'Common uses: microservices, batch jobs, machine learning, moving existing applications to the cloud.' },
  'containers.need': { ko: '컨테이너를 배치하고 관리하고 확장하려면 오케스트레이션 플랫폼이 필요하다.', en: 'Placing, managing and scaling containers takes an orchestration platform.' },

  'orchestration.scheduling': { ko: '컨테이너를 스케줄링하고 배치한다.', en: 'It schedules and places containers.' },
  'orchestration.autoscaling': { ko: '컨테이너 수를 자동으로 늘리고 줄인다.', en: 'It scales the number of containers in and out by itself.' },
  'orchestration.self-healing': { ko: '비정상 컨테이너를 없애고 새 컨테이너로 대체한다.', en: 'It removes unhealthy containers and puts new ones in their place.' },
  'orchestration.integration': { ko: '네트워킹, 영구 스토리지 등 클라우드 서비스와 통합된다.', en: 'It integrates with cloud services such as networking and persistent storage.' },
  'orchestration.security-observability': { ko: '보안, 모니터링, 로깅을 제공한다.', en: 'It provides security, monitoring and logging.' },

  'k8s.cluster': { ko: '클러스터는 컨테이너 애플리케이션을 실행하는 작업자 머신, 곧 노드의 집합이다.', en: 'A cluster is a set of worker machines, called nodes, that run containerised applications.' },
  'k8s.cluster.planes': { ko: '클러스터에는 노드가 하나 이상 있고, 클러스터를 관리하는 컨트롤 플레인이 있다.', en: 'A cluster has at least one node, and a control plane that manages the cluster.' },
  'k8s.node': { ko: '쿠버네티스는 컨테이너를 파드로 묶고, 파드를 노드에 배정해 워크로드를 실행한다.', en: 'Kubernetes runs a workload by grouping containers into pods and assigning pods to nodes.' },
  'k8s.node.services': { ko: '노드는 가상 또는 물리 머신이고, 파드를 실행하는 데 필요한 서비스를 갖추며 컨트롤 플레인이 관리한다.', en: 'A node is a virtual or physical machine with the services that pods need, managed by the control plane.' },
  'k8s.pod': { ko: '파드는 컨테이너 하나 이상의 묶음이다.', en: 'A pod is a group of one or more containers.' },
  'k8s.pod.spec': { ko: '파드는 컨테이너를 어떻게 실행할지 적은 PodSpec으로 정의한다.', en: 'A pod is defined by a PodSpec: how its containers are to run.' },
  'k8s.pod.unit': { ko: '파드는 배포, 확장, 복제의 기본 단위다.', en: 'The pod is the basic unit of deployment, scaling and replication.' },
  'k8s.volume.ephemeral': { ko: '임시 볼륨은 파드 안에서 데이터를 나누고, 컨테이너가 재시작해도 데이터를 지킨다.', en: 'An ephemeral volume shares data within a pod and keeps it across container restarts.' },
  'k8s.volume.ephemeral.end': { ko: '파드가 사라지면 임시 볼륨도 사라진다.', en: 'When the pod ends, its ephemeral volume is destroyed.' },
  'k8s.volume.persistent': { ko: '퍼시스턴트볼륨의 수명은 그것을 쓰는 파드와 무관하다.', en: 'A persistent volume lives independently of any pod that uses it.' },
  'k8s.volume.persistent.backing': { ko: '퍼시스턴트볼륨은 노드와 별개인 스토리지 시스템이 뒷받침한다.', en: 'It is backed by a storage system apart from the nodes.' },
  'k8s.service': { ko: '서비스는 파드의 논리적 묶음이자 거기에 접근하는 방법이다.', en: 'A service is a logical collection of pods and a means to reach them.' },
  'k8s.service.tracking': { ko: '서비스는 쓸 수 있는 파드의 집합을 계속 갱신하므로 파드가 서로를 추적할 필요가 없다.', en: 'It is kept up to date with the available pods, so pods need not track one another.' },
  'k8s.namespace': { ko: '네임스페이스는 한 물리 클러스터 위의 가상 클러스터다.', en: 'A namespace is a virtual cluster on one physical cluster.' },
  'k8s.namespace.names': { ko: '네임스페이스가 다르면 같은 이름을 쓸 수 있다.', en: 'Resources in different namespaces may share a name.' },
  'k8s.namespace.teams': { ko: '여러 팀이나 프로젝트가 클러스터를 함께 쓸 때 유용하다.', en: 'Useful where several teams or projects share a cluster.' },
  'k8s.replicaset': { ko: '레플리카셋은 언제나 정해진 수의 파드가 실행되게 한다.', en: 'A ReplicaSet keeps a given number of pod replicas running at any time.' },
  'k8s.deployment': { ko: '디플로이먼트는 레플리카셋을 소유하고, 레플리카셋이 파드를 소유한다.', en: 'A Deployment owns ReplicaSets, and through them pods.' },
  'k8s.deployment.desired-state': { ko: '디플로이먼트에 원하는 상태를 적으면 실제 상태를 정해진 속도로 맞춰 간다.', en: 'You describe the desired state; the Deployment moves the actual state to it at a controlled rate.' },
  'k8s.configmap': { ko: '컨피그맵은 기밀이 아닌 데이터를 키-값으로 담는 API 객체다.', en: 'A ConfigMap is an API object that holds non-confidential data as key-value pairs.' },
  'k8s.configmap.separation': { ko: '설정을 코드와 분리해 이식성을 얻는다.', en: 'Keeping configuration out of code makes an application portable.' },
  'k8s.secret': { ko: '자격 증명 같은 기밀은 시크릿에 담는다.', en: 'Confidential data such as credentials belongs in a Secret.' },
  'k8s.secret.restrict': { ko: '시크릿은 민감한 정보에 대한 접근을 제한한다.', en: 'A Secret restricts access to sensitive information.' },
  'k8s.secret.encryption': { ko: '암호화로 더 강하게 지킬 수 있다. EKS는 1.28부터 기본으로 봉투 암호화한다.', en: 'Encryption hardens it further; EKS envelope-encrypts by default since 1.28.' },
  'k8s.scheduling.needs': { ko: '스케줄러는 파드에 필요한 리소스를 보고 자리를 정한다.', en: 'The scheduler looks at the resources that a pod needs to decide where it goes.' },
  'k8s.scheduling.filters': { ko: '필터를 차례로 돌려 맞지 않는 노드를 걸러 낸다.', en: 'It runs a set of filters that exclude nodes where the pod cannot go.' },
  'k8s.custom-resources.extend': { ko: '쿠버네티스 API를 확장해 커스텀 리소스를 만들 수 있다.', en: 'The Kubernetes API can be extended with custom resources.' },
  'k8s.custom-resources.compose': { ko: '커스텀 리소스는 새로운 객체일 수도, 기본 리소스의 조합일 수도 있다.', en: 'A custom resource may be a new kind of object or a composition of built-in ones.' },
  'k8s.custom-resources.crd': { ko: '커스텀 리소스는 CRD(CustomResourceDefinition)로 정의한다.', en: 'Custom resources are defined by a CRD (CustomResourceDefinition).' },

  'cp.topology': { ko: 'EKS 컨트롤 플레인은 가용 영역 세 곳에 걸친 API 서버 2대 이상과 etcd 3대로 이루어진다.', en: 'An EKS control plane is at least two API servers and three etcd members across three Availability Zones.' },
  'cp.repair': { ko: '비정상 컨트롤 플레인 노드를 자동으로 찾아 교체한다.', en: 'Unhealthy control plane nodes are detected and replaced automatically.' },
  'cp.focus': { ko: '인프라 대신 애플리케이션에 집중할 수 있다.', en: 'You can focus on the application instead of the infrastructure.' },

  'dp.why.complexity': { ko: '노드가 많으면 오토스케일링과 업데이트까지 챙기기 어렵다.', en: 'Many nodes, with autoscaling and updates on top, are hard to run.' },
  'dp.why.many-teams': { ko: '여러 팀이 저마다의 방식으로 노드를 만든다.', en: 'Several teams provision nodes, each in its own way.' },
  'dp.why.standardise': { ko: 'EKS에 데이터 플레인의 일부나 전부를 맡기면 단순해지고 표준화된다.', en: 'Letting EKS manage part or all of the data plane simplifies and standardises it.' },
  'dp.self-managed': { ko: '자체 관리형 노드: EKS는 컨트롤 플레인만, 노드의 모든 일은 내가 한다.', en: 'Self-managed nodes: EKS runs the control plane only; everything about the nodes is yours.' },

  'mng.overview': { ko: '관리형 노드 그룹: EKS API로 EC2 인스턴스를 시작하고 관리한다.', en: 'Managed node groups: the EKS API launches and manages EC2 instances for the cluster.' },
  'mng.visibility': { ko: 'EC2 인스턴스와 Auto Scaling 그룹이 내 계정에 그대로 보인다.', en: 'The EC2 instances and Auto Scaling groups stay visible in your account.' },
  'mng.provision.command': { ko: '명령 하나로 만든다.', en: 'One command provisions a group.' },
  'mng.provision.ami': { ko: '최신 EKS 최적화 AMI로 노드를 만든다.', en: 'Nodes come from the latest EKS optimized AMI.' },
  'mng.provision.multi-az': { ko: '여러 가용 영역에 걸친 Auto Scaling 그룹이 뒷받침한다.', en: 'An Auto Scaling group across several Availability Zones backs it.' },
  'mng.provision.scaling-parameters': { ko: '크기 조정 파라미터는 바꿀 수 있다.', en: 'The scaling parameters can be changed.' },
  'mng.manage.health': { ko: 'EKS가 노드 그룹의 상태를 모니터링한다.', en: 'EKS monitors the health of node groups.' },
  'mng.manage.issues': { ko: '필수 리소스가 삭제되었거나, 연결할 수 없거나, 사용할 수 없으면 알려 준다.', en: 'It reports required resources that are deleted, unreachable or unavailable.' },
  'mng.manage.operations': { ko: '업데이트 문제, 한도 초과, 생성·삭제 실패도 알려 준다.', en: 'It reports update problems, exceeded limits, and failed creates or deletes.' },
  'mng.manage.logs': { ko: '로그는 SSH, 오픈 소스 로그 라우터, CloudWatch로 얻는다.', en: 'Logs come over SSH, an open-source log router, or CloudWatch.' },
  'mng.manage.audit': { ko: '노드 그룹에 대한 EKS API 호출이 CloudTrail에 남는다.', en: 'EKS API calls about node groups are recorded in CloudTrail.' },
  'mng.update.command': { ko: '명령 하나로 업데이트한다.', en: 'One command updates a group.' },
  'mng.update.rolling': { ko: '롤링 업데이트로 노드를 비우고 종료한다.', en: 'A rolling update drains and terminates nodes.' },
  'mng.update.ami': { ko: '쿠버네티스 버전에 맞는 최신 AMI로 올린다.', en: 'It moves to the latest AMI for the Kubernetes version.' },
  'mng.scale.nodes': { ko: '노드 그룹이 노드 수를 조정한다.', en: 'The node group scales its nodes.' },
  'mng.scale.parameters': { ko: '레이블, 태그, 크기는 내가 정한다.', en: 'Labels, tags and sizes stay yours to set.' },
  'mng.tools.eksctl': { ko: 'eksctl로 노드 그룹을 만들 수 있다.', en: 'eksctl can provision node groups.' },

  'fargate.manages-all': { ko: 'Fargate는 데이터 플레인 인프라 전체를 관리한다. 파드만 신경 쓰면 된다.', en: 'Fargate manages the whole data plane infrastructure; you only care about pods.' },
  'fargate.native': { ko: '네이티브 쿠버네티스 파드를 그대로 실행한다.', en: 'It runs native Kubernetes pods as they are.' },
  'fargate.right-sized': { ko: '파드에 필요한 만큼만 프로비저닝한다.', en: 'It provisions just what a pod needs.' },
  'fargate.fast': { ko: 'Cluster Autoscaler 없이 확장한다.', en: 'It scales without a Cluster Autoscaler.' },
  'fargate.optimised': { ko: '파드가 실행되는 동안만, 파드 단위로 낸다.', en: 'You pay per pod, while the pod runs.' },
} as const satisfies Record<string, Localized>

export type PointId = keyof typeof points

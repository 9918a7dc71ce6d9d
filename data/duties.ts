import type { Localized } from './localized.ts'
import type { SourceId } from './sources.ts'

/**
 * Who does a task: `you` by hand; `software` that you run does it for you; `shared`: AWS does a part and leaves you one;
 * `aws` without you.
 */
export type Doer = 'you' | 'software' | 'shared' | 'aws'

/** A task on one data plane. */
export interface Duty {
  who: Doer
  /** What is left for you, in a few words; absent where nothing is. */
  left?: Localized
  /** Who does what, in a sentence. */
  says: Localized
  source: SourceId
}

/** A task of running a data plane, and who has it on each. */
export interface Task {
  name: Localized
  'self-managed': Duty
  managed: Duty
  karpenter: Duty
  'auto-mode': Duty
  fargate: Duty
}

const says = (source: SourceId, ko: string, en: string) => ({ says: { ko, en }, source })
const aws = (source: SourceId, ko: string, en: string): Duty => ({ who: 'aws', ...says(source, ko, en) })
/** A duty of which something is left. `left` is what, in Korean and in English. */
const partly = (who: Doer) => (left: readonly [string, string], source: SourceId, ko: string, en: string): Duty => ({ who, left: { ko: left[0], en: left[1] }, ...says(source, ko, en) })
const you = partly('you')
const software = partly('software')
const shared = partly('shared')

/** The tasks that EKS can take off your hands, from what goes first to what never goes. */
export const duties = {
  provisioning: {
    name: { ko: '노드 준비', en: 'Starting nodes' },
    'self-managed': you(['인스턴스 띄워 등록하기', 'Launch and join instances'], 'eks-self-managed',
      'EC2 인스턴스를 직접 띄우고 클러스터에 등록한다.', 'You launch the EC2 instances and join them to the cluster.'),
    managed: shared(['유형과 서브넷 고르기', 'Types and subnets'], 'eks-mng',
      '유형과 서브넷을 고르면 EKS가 인스턴스를 띄우고 등록한다.', 'You choose types and subnets; EKS launches and registers the instances.'),
    karpenter: software(['NodePool에 조건 적기', 'Write NodePools'], 'bp-karpenter',
      '내가 운영하는 Karpenter가 기다리는 파드를 보고 EC2를 띄운다.', 'Karpenter, which you run, sees pods that wait and launches EC2.'),
    'auto-mode': aws('bp-auto-mode', '기다리는 파드에 맞춰 AWS가 EC2를 띄운다.', 'AWS launches EC2 for pods that wait.'),
    fargate: aws('eks-fargate', '파드마다 AWS가 자리를 마련한다.', 'AWS finds a place for each pod.'),
  },
  capacity: {
    name: { ko: '용량 확보', en: 'Capacity' },
    'self-managed': you(['유형과 수량 정하기', 'Decide types and counts'], 'eks-self-managed',
      '어떤 유형을 몇 대 띄울지 정하고, 모자라면 직접 바꾼다.', 'You decide which types and how many, and change them when they run short.'),
    managed: you(['유형 여러 개 적어 두기', 'List several types'], 'eks-mng-update',
      '유형을 여러 개 적어 두어야 한다. 모자라면 EKS는 오류로 알려 준다.', 'You list several types; when they run short, EKS tells you by an error.'),
    karpenter: software(['여러 유형 허용하기', 'Allow many types'], 'bp-karpenter',
      'Karpenter가 조건에 맞는 여러 유형에서 고른다.', 'Karpenter picks among the many types that your rules allow.'),
    'auto-mode': aws('eks-auto-instances', '유형은 AWS가 고른다. NodePool로 범위를 좁힐 수 있다.', 'AWS picks the type; a NodePool can narrow the choice.'),
    fargate: aws('eks-fargate', '서버 유형을 고르지 않는다.', 'There is no server type to choose.'),
  },
  patching: {
    name: { ko: 'OS 패치', en: 'OS patches' },
    'self-managed': you(['패치하고 다시 띄우기', 'Patch and replace'], 'eks-self-managed',
      '운영체제를 지키고 패치하는 일을 직접 한다.', 'You secure, maintain and patch the operating system.'),
    managed: shared(['언제 바꿀지 정하기', 'Decide when'], 'bp-security',
      'EKS가 패치한 AMI를 내놓고, 노드에 배포하는 것은 내 책임이다.', 'EKS publishes patched AMIs; rolling them out is yours.'),
    karpenter: software(['새 AMI 시험하고 승인하기', 'Approve new AMIs'], 'karpenter',
      '새 AMI가 조건에 맞으면 Karpenter가 노드를 바꾼다(드리프트).', 'When a new AMI matches your terms, Karpenter replaces the nodes (drift).'),
    'auto-mode': aws('bp-auto-mode', 'AWS가 패치하고, 노드는 길어도 21일이면 새것으로 바뀐다.', 'AWS patches, and no node lives longer than 21 days.'),
    fargate: aws('eks-fargate-patching', 'EKS가 OS를 패치하려고 파드를 내보낸다. PDB를 지키지만 끝내 안 나가면 지운다.', 'EKS evicts pods to patch the OS: it respects their PDBs, but in the end deletes them.'),
  },
  ami: {
    name: { ko: 'AMI', en: 'AMI' },
    'self-managed': you(['AMI 찾아 반영하기', 'Find and apply AMIs'], 'eks-self-managed',
      'AMI를 고르거나 만들고, 새 버전도 직접 반영한다.', 'You choose or build the AMI, and apply each new version.'),
    managed: shared(['종류 고르기', 'Choose the kind'], 'eks-mng',
      'EKS 최적화 AMI는 AWS가 관리하고, 직접 만든 AMI는 내가 관리한다.', 'AWS maintains the EKS optimized AMI; one of your own is yours to maintain.'),
    karpenter: shared(['버전 고정하기', 'Pin the version'], 'bp-karpenter',
      'EKS 최적화 AMI를 쓰되, 운영에서는 버전을 고정하라고 AWS가 권한다.', 'You use the EKS optimized AMI; in production AWS advises you to pin its version.'),
    'auto-mode': aws('bp-auto-mode', 'AMI는 AWS의 Bottlerocket뿐이고, 바꿀 수 없다.', 'The AMI is AWS’s Bottlerocket and cannot be changed.'),
    fargate: aws('eks-fargate', 'AMI가 보이지 않고, 내 것을 쓸 수도 없다.', 'There is no AMI to see, and none of yours can be used.'),
  },
  scaling: {
    name: { ko: '노드 확장', en: 'Scaling nodes' },
    'self-managed': you(['노드 수 맞추기', 'Keep the count right'], 'eks-self-managed',
      'Auto Scaling 그룹을 만들고 노드 수를 직접 맞춘다.', 'You set up the Auto Scaling groups and keep their size right.'),
    managed: shared(['범위와 Autoscaler', 'Bounds, autoscaler'], 'bp-security',
      '그룹이 희망 크기를 지키고, 그 수를 파드에 맞추는 도구는 내가 설치한다.', 'The group keeps its desired size; what fits that size to the pods is yours to install.'),
    karpenter: software(['NodePool 한도 정하기', 'Set limits'], 'bp-karpenter',
      'Karpenter가 내가 정한 한도 안에서 노드를 더하고 줄인다.', 'Karpenter adds and removes nodes within the limits that you set.'),
    'auto-mode': aws('bp-auto-mode', 'AWS가 돌리는 Karpenter가 노드를 더하고 줄인다.', 'Karpenter, run by AWS, adds and removes nodes.'),
    fargate: aws('eks-fargate', '파드가 늘면 자리도 는다. 노드 그룹이 없다.', 'More pods bring more places: there are no node groups.'),
  },
  monitoring: {
    name: { ko: '노드 모니터링', en: 'Watching nodes' },
    'self-managed': you(['아픈 노드 찾아 바꾸기', 'Find and replace sick nodes'], 'eks-node-health',
      '모니터링 에이전트를 설치하고, 아픈 노드를 직접 바꾼다.', 'You install the monitoring agent and replace sick nodes yourself.'),
    managed: shared(['자동 복구 켜기', 'Turn auto repair on'], 'eks-node-health',
      'EKS가 그룹의 상태를 지켜보고 알려 준다. 자동 복구는 내가 켠다.', 'EKS watches the group and reports; auto repair is yours to turn on.'),
    karpenter: software(['복구 기능 켜기', 'Turn node repair on'], 'karpenter',
      '기본으로 꺼져 있는 노드 복구를 내가 켜면, Karpenter가 아픈 노드를 바꾼다.', 'Node repair is off by default: once you turn it on, Karpenter replaces sick nodes.'),
    'auto-mode': aws('eks-auto-mode', '모니터링 에이전트가 들어 있고, AWS가 아픈 노드를 바꾼다.', 'The monitoring agent is built in, and AWS replaces sick nodes.'),
    fargate: aws('eks-fargate', '지켜볼 노드가 없다.', 'There is no node to watch.'),
  },
  access: {
    name: { ko: 'OS 접근', en: 'OS access' },
    'self-managed': you(['SSH를 열고 지키기', 'Open SSH, guard it'], 'eks-self-managed',
      'SSH로 들어갈 수 있고, 그 문을 지키는 것도 나다.', 'You can log in by SSH, and guarding that door is yours.'),
    managed: you(['SSH를 열고 지키기', 'Open SSH, guard it'], 'eks-compute',
      '원격 접속을 켜면 SSH로 들어갈 수 있고, 지키는 것도 나다.', 'With remote access on you can log in by SSH, and guard it.'),
    karpenter: you(['접속을 열고 지키기', 'Open access, guard it'], 'eks-auto-instances',
      '보통의 EC2라서 들어갈 수 있고, 안의 소프트웨어도 내 책임이다.', 'They are plain EC2 instances: you can log in, and their software is yours.'),
    'auto-mode': aws('eks-auto-mode', 'SSH도 SSM도 막혀 있다. 로그는 NodeDiagnostic으로 얻는다.', 'Neither SSH nor SSM: logs come by NodeDiagnostic.'),
    fargate: aws('eks-fargate', '들어갈 호스트가 없다.', 'There is no host to log in to.'),
  },
  billing: {
    name: { ko: '빈자리 줄이기', en: 'Idle capacity' },
    'self-managed': you(['인스턴스 가득 채우기', 'Fill the instances'], 'eks-self-managed',
      '인스턴스마다 내므로, 채우지 못한 자리도 내 돈이다.', 'You pay by the instance, empty room included.'),
    managed: you(['인스턴스 가득 채우기', 'Fill the instances'], 'eks-mng',
      '추가 요금은 없지만, 인스턴스마다 내므로 채우는 것은 내 일이다.', 'No fee on top, but you pay by the instance: filling it is yours.'),
    karpenter: software(['합칠 조건 정하기', 'Set the consolidation policy'], 'karpenter',
      '인스턴스마다 내되, Karpenter가 파드를 모아 노드를 줄인다.', 'You pay by the instance; Karpenter packs pods and removes nodes.'),
    'auto-mode': shared(['빈자리 값 내기', 'Pay for idle capacity'], 'bp-auto-mode',
      '인스턴스 값에 관리 요금을 더 낸다. 노드를 줄이는 일은 AWS가 한다.', 'You pay instances and a fee; AWS does the packing.'),
    fargate: shared(['올림된 크기만큼 내기', 'Pay for rounding up'], 'eks-fargate',
      '채울 노드는 없지만, 요청을 정해진 크기로 올림한 값을 파드마다 낸다.', 'There is no node to fill, but each pod is paid for rounded up to a size.'),
  },
  updates: {
    name: { ko: '노드 버전 올리기', en: 'Node versions' },
    'self-managed': you(['새 그룹 만들어 옮기기', 'Build a group, move over'], 'eks-migrate-nodes',
      '새 노드 그룹을 만들고, 기존 노드를 비우고, 지운다.', 'You build a new group, drain the old nodes, and delete them.'),
    managed: shared(['명령 한 번 내리기', 'Give one command'], 'eks-mng-update',
      '명령을 내리면 EKS가 PDB를 지키며 노드를 바꾼다.', 'At your command EKS replaces the nodes, and respects PDBs.'),
    karpenter: software(['PDB와 교체 한도 정하기', 'Set PDBs and budgets'], 'bp-upgrades',
      '클러스터를 올리면 Karpenter가 새 버전의 노드로 바꾼다(드리프트).', 'After a cluster upgrade Karpenter moves to nodes of the new version (drift).'),
    'auto-mode': shared(['PDB와 교체 한도 정하기', 'Set PDBs and budgets'], 'eks-auto-upgrade',
      '클러스터를 올리면 AWS가 노드를 바꾼다. 지킬 PDB와 NodePool의 교체 한도는 내가 정한다.', 'After a cluster upgrade AWS replaces the nodes; the PDBs and NodePool budgets that it respects are yours to set.'),
    fargate: shared(['파드 다시 배포하기', 'Redeploy the pods'], 'bp-upgrades',
      '새 파드는 새 버전에서 뜨지만, 돌고 있는 파드는 다시 배포해야 한다.', 'New pods start on the new version; running ones must be redeployed.'),
  },
  'add-ons': {
    name: { ko: '애드온', en: 'Add-ons' },
    'self-managed': you(['CNI, DNS, CSI 올리기', 'Update CNI, DNS, CSI'], 'eks-add-ons',
      'CNI, kube-proxy, CoreDNS, CSI 드라이버를 직접 올린다. EKS 애드온으로 바꾸면 EKS와 나눈다.', 'You update the CNI, kube-proxy, CoreDNS and the CSI drivers; as EKS add-ons they are shared.'),
    managed: shared(['언제 올릴지 정하기', 'Decide when'], 'eks-add-ons',
      'EKS 애드온은 EKS가 새 버전을 내놓고 교체까지 하지만, 시작은 내가 한다.', 'EKS publishes EKS add-ons and replaces them, but you start each update.'),
    karpenter: shared(['Karpenter 설치, 올릴 시점', 'Timing and Karpenter'], 'bp-upgrades',
      'EKS 애드온은 EKS가 교체하되 시작은 내가 한다. Karpenter는 내가 설치하고 올린다.', 'EKS replaces EKS add-ons when you say so; Karpenter is yours to install and update.'),
    'auto-mode': shared(['내가 더한 애드온', 'Your own add-ons'], 'eks-auto-upgrade',
      'CNI, DNS, 로드 밸런서, EBS는 AWS가 올리고, 더 설치한 것은 내가 올린다.', 'AWS updates CNI, DNS, load balancing and EBS; what you add is yours.'),
    fargate: shared(['에이전트를 사이드카로', 'Agents as sidecars'], 'eks-fargate',
      'CNI는 들어 있지만, DaemonSet이 안 되니 에이전트는 사이드카로 넣는다.', 'The CNI is there; without DaemonSets, agents go into pods as sidecars.'),
  },
  app: {
    name: { ko: '앱과 파드', en: 'App and pods' },
    'self-managed': you(['이미지, 요청량, 권한', 'Images, requests, rights'], 'bp-security',
      '이미지와 요청량, 권한과 네트워크 정책은 내 책임이다.', 'Images and requests, rights and network policies are yours.'),
    managed: you(['이미지, 요청량, 권한', 'Images, requests, rights'], 'bp-security',
      '이미지와 요청량, 권한과 네트워크 정책은 내 책임이다.', 'Images and requests, rights and network policies are yours.'),
    karpenter: you(['이미지, 요청량, 권한', 'Images, requests, rights'], 'bp-security',
      '이미지와 요청량, 권한과 네트워크 정책은 내 책임이다.', 'Images and requests, rights and network policies are yours.'),
    'auto-mode': you(['이미지, 요청량, 권한', 'Images, requests, rights'], 'eks-auto-instances',
      '인스턴스 위의 컨테이너와 파드는 내 책임이다.', 'The containers and pods on the instances are yours.'),
    fargate: you(['이미지, 요청량, 권한', 'Images, requests, rights'], 'eks-fargate',
      'Fargate에서도 공동 책임 모델에서 내 책임은 그대로다.', 'Fargate does not change your part of the shared responsibility model.'),
  },
} as const satisfies Record<string, Task>

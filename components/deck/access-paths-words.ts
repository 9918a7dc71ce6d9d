/** A line break is where a narrow box breaks. */
export const strings = {
  title: { ko: '두 방향의 권한', en: 'Permissions, two ways' },
  description: {
    ko: '사람은 IAM 역할로 클러스터에 들어온다. 액세스 항목이 그 역할에 액세스 정책을 붙이고, 정책은 shop 네임스페이스의 편집만 허락한다. 파드는 서비스 어카운트로 AWS에 나간다. Pod Identity 연결이 서비스 어카운트에 IAM 역할을 붙이고, 그 역할이 S3 버킷을 읽게 한다.',
    en: 'People come into the cluster with an IAM role. An access entry gives the role an access policy, which allows it to edit in the shop namespace only. Pods go out to AWS with a service account. A Pod Identity association gives the service account an IAM role, which may read an S3 bucket.',
  },
  into: { ko: '사람이 클러스터로:\n액세스 항목', en: 'People in:\naccess entries' },
  team: { ko: '쇼핑 팀\nIAM 역할', en: 'Shop team\nIAM role' },
  entry: { ko: '액세스\n항목', en: 'Access\nentry' },
  policy: { ko: '액세스 정책\nshop만 편집', en: 'Access policy:\nedit, in shop' },
  api: { ko: '쿠버네티스\nAPI', en: 'Kubernetes\nAPI' },
  out: { ko: '파드가 AWS로:\nPod Identity', en: 'Pods out:\nPod Identity' },
  pod: { ko: '파드\nServiceAccount', en: 'Pod\nServiceAccount' },
  association: { ko: 'Pod Identity\n연결', en: 'Pod Identity\nassociation' },
  role: { ko: 'IAM 역할', en: 'IAM role' },
  bucket: { ko: 'S3 버킷', en: 'S3 bucket' },
} as const

/** What the YAML on slides says, as far as the pictures beside it draw it: a test holds the two together. */

/** Of slides/code/pod.yaml. */
export const pod = {
  metadata: { name: 'web' },
  spec: {
    initContainers: [{ name: 'log-shipper', restartPolicy: 'Always' }],
    containers: [{ name: 'web', resources: { requests: { cpu: '250m', memory: '256Mi' } } }],
  },
} as const

/** Of slides/code/deployment.yaml. */
export const deployment = {
  spec: {
    replicas: 10,
    strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    template: { spec: { containers: [{ image: 'nginx:1.29' }] } },
  },
} as const

/** Of deploy/kubernetes/overlays/managed-node-group/cluster.yaml. */
export const nodeGroup = {
  managedNodeGroups: [{
    name: 'general',
    amiFamily: 'AmazonLinux2023',
    instanceTypes: ['m7i.large'],
    availabilityZones: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2c'],
    minSize: 2,
    desiredCapacity: 3,
    maxSize: 6,
    tags: { app: 'eks-primer' },
  }],
} as const

/** Of slides/code/storage.yaml: the class of disks, and the claim. */
export const storage = [
  { metadata: { name: 'gp3' }, provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3' }, volumeBindingMode: 'WaitForFirstConsumer' },
  { metadata: { name: 'cart' }, spec: { storageClassName: 'gp3', resources: { requests: { storage: '5Gi' } } } },
] as const

/** Of slides/code/pod-with-claim.yaml. */
export const claimant = {
  metadata: { name: 'cart' },
  spec: { volumes: [{ persistentVolumeClaim: { claimName: 'cart' } }] },
} as const

/** Of slides/code/fargate.yaml: the profile, and a pod that it selects. */
export const fargate = [
  { fargateProfiles: [{ selectors: [{ namespace: 'shop' }] }] },
  { metadata: { name: 'web', namespace: 'shop' }, spec: { containers: [{ resources: { requests: { cpu: '250m', memory: '1Gi' } } }] } },
] as const

/** What is wrong with a node group, as EKS reports it. Models Issue of the EKS API: its codes and what they say. */

export const issueCodes = [
  'AsgInstanceLaunchFailures', 'ClusterUnreachable', 'Ec2LaunchTemplateNotFound', 'Ec2SubnetNotFound', 'InstanceLimitExceeded',
  'InsufficientFreeAddresses', 'NodeCreationFailure',
] as const
export type IssueCode = (typeof issueCodes)[number]

export interface NodeGroupIssue {
  code: IssueCode
  message: string
  /** Groups, subnets or instances. */
  resourceIds: readonly string[]
}

/** What somebody did to what a node group stands on. */
export const groupFaults = ['launch-template', 'subnet', 'instance-limit', 'addresses'] as const
export type GroupFault = (typeof groupFaults)[number]

/** The code of each fault, and what EC2 answers to a launch. */
export const faultWords: Readonly<Record<GroupFault, { code: IssueCode, message: string, answer: string }>> = {
  'launch-template': {
    code: 'Ec2LaunchTemplateNotFound',
    message: 'We couldn\'t find the Amazon EC2 launch template for your managed node group. You may be able to recreate a launch template with the same settings to recover.',
    answer: 'You must use a valid fully-formed launch template. The specified launch template, with template ID, does not exist.',
  },
  'subnet': {
    code: 'Ec2SubnetNotFound',
    message: 'We couldn\'t find one or more subnets specified for the node group.',
    answer: 'The subnet ID does not exist.',
  },
  'instance-limit': {
    code: 'InstanceLimitExceeded',
    message: 'Your AWS account is unable to launch any more instances of the specified instance type. You may be able to request an Amazon EC2 instance limit increase to recover.',
    answer: 'You have requested more vCPU capacity than your current vCPU limit allows for the instance bucket that the specified instance type belongs to.',
  },
  'addresses': {
    code: 'InsufficientFreeAddresses',
    message: 'One or more of the subnets associated with your managed node group does not have enough available IP addresses for new nodes.',
    answer: 'The specified subnet does not have enough free addresses to satisfy the request.',
  },
}

/**
 * Changes in the cluster that may make a pod schedulable. Models ClusterEvent of
 * staging/src/k8s.io/kube-scheduler/framework/types.go. Leaves out QueueingHint functions: an event that a plugin
 * registers moves every pod that plugin rejected.
 */
export type ClusterEvent =
  | 'Node/Add' | 'Node/UpdateAllocatable' | 'Node/UpdateLabel' | 'Node/UpdateTaint'
  | 'AssignedPod/Add' | 'AssignedPod/UpdateLabel' | 'AssignedPod/Delete'
  | 'UnscheduledPod/Update'
  | 'PersistentVolumeClaim' | 'PersistentVolume' | 'StorageClass' | 'Namespace'

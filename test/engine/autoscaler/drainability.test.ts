/** Table tests after cluster-autoscaler/simulator/drain_test.go, simulator/drainability/rules and core/scaledown/pdb/basic_test.go of kubernetes/autoscaler 1.37. */
import { describe, expect, test } from 'vitest'
import { timestamp } from '../../../engine/kubernetes/apimachinery/clock.ts'
import { drainabilityOf, podsToMove } from '../../../engine/kubernetes/autoscaler/drainability.ts'
import type { BlockingPodReason, FindController, NodeDeleteOptions } from '../../../engine/kubernetes/autoscaler/drainability.ts'
import { DEFAULT_AUTOSCALING_OPTIONS } from '../../../engine/kubernetes/autoscaler/options.ts'
import { RemainingPdbTracker } from '../../../engine/kubernetes/autoscaler/remainingpdbtracker.ts'
import type { Pod, PodDisruptionBudget, PodPhase } from '../../../engine/kubernetes/types/index.ts'
import { budget, MINUTES, nodeInfo, testNode, testPod } from './support/builders.ts'
import type { TestPodWords } from './support/builders.ts'

const NOW = 100 * MINUTES
const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict'
const SAFE_VOLUMES = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes'
const NO_OWNER = { by: 'none' }
const MIRROR = { annotations: { 'kubernetes.io/config.mirror': 'something' } }
const deleted = (ago: number) => ({ metadata: { deletionTimestamp: timestamp(NOW - ago) } })
const emptyDirs = (...names: string[]): TestPodWords => ({ spec: { volumes: names.map(name => ({ name, emptyDir: {} })) } })
const withPhase = (pod: Pod, phase: PodPhase, restartPolicy: Pod['spec']['restartPolicy']): Pod => ({ ...pod, spec: { ...pod.spec, restartPolicy }, status: { phase } })
const anyController: FindController = () => ({ replicas: 5 })

function reasonOf(pod: Pod, findController: FindController, minReplicaCount = 0): BlockingPodReason | undefined {
  return drainabilityOf(pod, { now: NOW, options: { ...DEFAULT_AUTOSCALING_OPTIONS, minReplicaCount }, budgets: new RemainingPdbTracker([]), findController }).reason
}

interface Wanted {
  pods?: readonly Pod[]
  daemonSetPods?: readonly Pod[]
  onCompletionPods?: readonly Pod[]
  blocking?: readonly [pod: Pod, reason: BlockingPodReason]
}

function movesOf(pods: readonly Pod[], budgets: readonly PodDisruptionBudget[] = [], options: Partial<NodeDeleteOptions> = {}, findController?: FindController): Wanted {
  const context = { now: NOW, options: { ...DEFAULT_AUTOSCALING_OPTIONS, blockingSystemPodDisruptionMs: MINUTES, ...options }, budgets: new RemainingPdbTracker(budgets), ...(findController && { findController }) }
  const { pods: moved, daemonSetPods, onCompletionPods, blockingPod } = podsToMove(nodeInfo(testNode('node'), ...pods), context)
  const some = <K extends string>(key: K, list: readonly { pod: Pod }[]) => (list.length > 0 ? { [key]: list.map(({ pod }) => pod) } : {})
  return { ...some('pods', moved), ...some('daemonSetPods', daemonSetPods), ...some('onCompletionPods', onCompletionPods), ...(blockingPod && { blocking: [blockingPod.pod, blockingPod.reason] }) }
}

const unreplicated = testPod('unreplicated', NO_OWNER)
const rs = testPod('rs')
const mirror = testPod('mirror', { ...MIRROR, ...NO_OWNER, namespace: 'kube-system' })
const ds = testPod('ds', { by: 'DaemonSet/ds' })
const customDs = testPod('cds', { by: 'CustomDaemonSet/ds', annotations: { 'cluster-autoscaler.kubernetes.io/daemonset-pod': 'true' } })
const system = testPod('system', { namespace: 'kube-system' })
const oldSystem = testPod('old', { namespace: 'kube-system', createdAt: NOW - MINUTES - 1_000 })
const newSystem = testPod('new', { namespace: 'kube-system', createdAt: NOW - MINUTES + 1_000 })
const systemWithLabel = testPod('labelled', { namespace: 'kube-system', labels: { 'k8s-app': 'bar' }, by: 'ReplicationController/rc' })
const critical = testPod('critical', { labels: { critical: 'true' } })
const terminated = testPod('terminated', deleted(30_000 + MINUTES))
const terminating = testPod('terminating', deleted(30_000 - MINUTES))
const failed = withPhase(unreplicated, 'Failed', 'Never')
const evicted = withPhase(unreplicated, 'Failed', 'Always')
const succeeded = withPhase(unreplicated, 'Succeeded', 'OnFailure')
const safe = testPod('safe', { ...NO_OWNER, annotations: { [SAFE]: 'true' } })
const safeSystem = testPod('safe', { ...NO_OWNER, namespace: 'kube-system', annotations: { [SAFE]: 'true' } })
const safeEmptyDir = testPod('safe', { ...NO_OWNER, ...emptyDirs('scratch'), annotations: { [SAFE]: 'true' } })
const unsafe = testPod('unsafe', { annotations: { [SAFE]: 'false' } })
const onCompletion = testPod('bar', { ...NO_OWNER, annotations: { [SAFE]: 'on-completion' } })
const longGone = testPod('gone', { ...deleted(60_001), spec: { terminationGracePeriodSeconds: 0 } })
const longGrace = testPod('grace', { ...deleted(3 * MINUTES), spec: { terminationGracePeriodSeconds: 360 } })
const local = testPod('local', emptyDirs('empty-vol'))

describe('TestGetPodsToMove (simulator/drain_test.go)', () => {
  const cases: [name: string, pods: Pod[], wanted: Wanted, budgets?: PodDisruptionBudget[]][] = [
    ['Unreplicated pod', [unreplicated], { blocking: [unreplicated, 'NotReplicated'] }],
    ['Replicated pod', [rs], { pods: [rs] }],
    ['Manifest pod', [mirror], {}],
    ['DaemonSet pod', [rs, mirror, ds], { pods: [rs], daemonSetPods: [ds] }],
    ['Kube-system', [system], { blocking: [system, 'UnmovableKubeSystemPod'] }],
    ['Kube-system no pdb system pods blocking', [newSystem], { blocking: [newSystem, 'UnmovableKubeSystemPod'] }],
    ['Kube-system no pdb system pods allowing', [oldSystem], { pods: [oldSystem] }],
    ['Kube-system no pdb system pods blocking, one of two', [oldSystem, newSystem], { pods: [oldSystem], blocking: [newSystem, 'UnmovableKubeSystemPod'] }],
    ['Local storage', [local], { blocking: [local, 'LocalStorageRequested'] }],
    ['Pdb blocking', [critical], { blocking: [critical, 'NotEnoughPdb'] }, [budget(0, { critical: 'true' })]],
    ['Pdb allowing', [critical], { pods: [critical] }, [budget(1, { critical: 'true' })]],
    ['Pod termination', [rs, terminated, terminating], { pods: [rs, terminating] }],
    ['DS-managed pod by a custom Daemonset', [customDs], { daemonSetPods: [customDs] }],
    ['Job-managed pod', [testPod('bar', { by: 'Job/job' })], { pods: [testPod('bar', { by: 'Job/job' })] }],
    ['SS-managed pod', [testPod('bar', { by: 'StatefulSet/ss' })], { pods: [testPod('bar', { by: 'StatefulSet/ss' })] }],
    ['RS-managed pod that is being deleted', [testPod('bar', deleted(60 * MINUTES))], {}],
    ['failed pod', [failed], { pods: [failed] }],
    ['evicted pod', [evicted], { pods: [evicted] }],
    ['pod in terminal state', [succeeded], { pods: [succeeded] }],
    ['long terminating pod with 0 grace period', [longGone], {}],
    ['long terminating pod with extended grace period', [longGrace], { pods: [longGrace] }],
    ['pod with PodSafeToEvict annotation', [safe], { pods: [safe] }],
    ['kube-system pod with PodSafeToEvict annotation', [safeSystem], { pods: [safeSystem] }],
    ['pod with EmptyDir and PodSafeToEvict annotation', [safeEmptyDir], { pods: [safeEmptyDir] }],
    ['empty PDB with RC-managed pod', [rs], { pods: [rs] }, [budget(0, undefined)]],
    ['kube-system PDB with matching kube-system pod', [systemWithLabel], { pods: [systemWithLabel] }, [budget(1, { 'k8s-app': 'bar' }, 'kube-system')]],
    ['kube-system PDB with non-matching kube-system pod', [systemWithLabel], { blocking: [systemWithLabel, 'UnmovableKubeSystemPod'] }, [budget(1, { 'k8s-app': 'foo' }, 'kube-system')]],
    ['kube-system PDB with default namespace pod', [rs], { pods: [rs] }, [budget(1, { 'k8s-app': 'bar' }, 'kube-system')]],
    ['default namespace PDB with matching labels kube-system pod', [systemWithLabel], { blocking: [systemWithLabel, 'UnmovableKubeSystemPod'] }, [budget(1, { 'k8s-app': 'PDB-managed pod' })]],
    ['pod with safe-to-evict=on-completion annotation', [onCompletion], { onCompletionPods: [onCompletion] }],
  ]
  test.each(cases)('%s', (_, pods, wanted, budgets = []) => {
    expect(movesOf(pods, budgets)).toEqual(wanted)
  })

  test('pods annotated as not safe stay (rules/notsafetoevict/rule_test.go), and options lift the other rules', () => {
    expect(movesOf([unsafe])).toEqual({ blocking: [unsafe, 'NotSafeToEvictAnnotation'] })
    expect(movesOf([local], [], { skipNodesWithLocalStorage: false })).toEqual({ pods: [local] })
    expect(movesOf([system], [], { skipNodesWithSystemPods: false })).toEqual({ pods: [system] })
    const custom = testPod('custom', { by: 'Rollout/r' })
    expect(movesOf([custom])).toEqual({ blocking: [custom, 'NotReplicated'] })
    expect(movesOf([custom], [], { skipNodesWithCustomControllerPods: false })).toEqual({ pods: [custom] })
  })
})

describe('TestDrainable (rules/localstorage/rule_test.go)', () => {
  test.each([
    ['pod with EmptyDir', ['scratch'], undefined, true],
    ['pod with EmptyDir and SafeToEvictLocalVolumesKey annotation', ['scratch'], 'scratch', false],
    ['pod with EmptyDir and empty value for SafeToEvictLocalVolumesKey annotation', ['scratch'], '', true],
    ['pod with EmptyDir and non-matching value for SafeToEvictLocalVolumesKey annotation', ['scratch-1'], 'scratch-2', true],
    ['pod with EmptyDir and SafeToEvictLocalVolumesKey annotation with matching values', ['scratch-1', 'scratch-2', 'scratch-3'], 'scratch-1,scratch-2,scratch-3', false],
    ['pod with EmptyDir and SafeToEvictLocalVolumesKey annotation with non-matching values', ['scratch-1', 'scratch-2', 'scratch-3'], 'scratch-1,scratch-2,scratch-5', true],
    ['pod with EmptyDir and SafeToEvictLocalVolumesKey annotation with some matching values', ['scratch-1', 'scratch-2', 'scratch-3'], 'scratch-1,scratch-2', true],
    ['pod with EmptyDir and SafeToEvictLocalVolumesKey annotation empty values', ['scratch-1'], ',', true],
  ])('%s', (_, volumes, annotation, isBlocked) => {
    const pod = testPod('bar', { ...emptyDirs(...volumes), ...(annotation !== undefined && { annotations: { [SAFE_VOLUMES]: annotation } }) })
    expect(movesOf([pod])).toEqual(isBlocked ? { blocking: [pod, 'LocalStorageRequested'] } : { pods: [pod] })
  })

  test('memory is no local storage, a path of the host is', () => {
    const inMemory = testPod('memory', { spec: { volumes: [{ name: 'm', emptyDir: { medium: 'Memory' } }] } })
    const onHost = testPod('host', { spec: { volumes: [{ name: 'h', hostPath: { path: '/var' } }] } })
    expect(movesOf([inMemory, onHost])).toEqual({ pods: [inMemory], blocking: [onHost, 'LocalStorageRequested'] })
  })
})

describe('TestDrainable (rules/replicacount/rule_test.go)', () => {
  const found = { replicas: 5 }
  test.each([
    ['RC-managed pod', 'ReplicationController/rc', found, undefined],
    ['RC-managed pod with missing reference', 'ReplicationController/rc', undefined, 'ControllerNotFound'],
    ['DS-managed pod', 'DaemonSet/ds', found, undefined],
    ['DS-managed pod with missing reference', 'DaemonSet/ds', undefined, 'ControllerNotFound'],
    ['Job-managed pod', 'Job/job', {}, undefined],
    ['Job-managed pod with missing reference', 'Job/job', undefined, 'ControllerNotFound'],
    ['SS-managed pod', 'StatefulSet/ss', {}, undefined],
    ['SS-managed pod with missing reference', 'StatefulSet/ss', undefined, 'ControllerNotFound'],
    ['RS-managed pod', 'ReplicaSet/rs', found, undefined],
    ['RS-managed pod with missing reference', 'ReplicaSet/rs', undefined, 'ControllerNotFound'],
    ['fewer replicas than --min-replica-count', 'ReplicaSet/rs', { replicas: 2 }, 'MinReplicasReached', 3],
  ] as const)('%s', (_, by, controller, reason, minReplicaCount?: number) => {
    expect(reasonOf(testPod('bar', { by }), () => controller, minReplicaCount)).toBe(reason)
  })

  test('DS- and SS-managed pod by a custom API Group with missing reference', () => {
    const byCustom = (kind: string) => testPod('bar', { metadata: { ownerReferences: [{ apiVersion: 'apps.open-kruise.io/v1beta1', kind, name: 'x', uid: 'x', controller: true }] } })
    expect(['DaemonSet', 'StatefulSet'].map(kind => reasonOf(byCustom(kind), () => undefined))).toEqual([undefined, undefined])
  })

  test('a pod whose controller is known goes where it may', () => {
    expect(movesOf([rs, ds], [], {}, anyController)).toEqual({ pods: [rs], daemonSetPods: [ds] })
  })
})

describe('TestBasicCanRemovePods and TestBasicRemovePods (core/scaledown/pdb/basic_test.go)', () => {
  const podsOf = (first: number, second: number, both: number) => [
    ...Array.from({ length: first }, (_, i) => testPod(`a${i}`, { labels: { one: 'true', ...(i < both && { two: 'true' }) } })),
    ...Array.from({ length: second - both }, (_, i) => testPod(`b${i}`, { labels: { two: 'true' } })),
  ]
  const budgetsOf = ([one, two]: readonly [number, number]) => [budget(one, { one: 'true' }), budget(two, { two: 'true' })]
  test.each([
    ['No pdbs', [2, 1, 0], undefined, true, true],
    ['Not enough pod disruption budgets', [2, 1, 0], [1, 0], false, false],
    ['Pod disruption budgets is at risk', [2, 1, 0], [1, 2], true, false],
    ['Enough pod disruption budgets', [2, 3, 0], [2, 4], true, true],
    ['Pod covered with both PDBs can be moved', [1, 1, 1], [1, 1], true, true],
    ['Pod covered with both PDBs, is risky', [2, 2, 1], [2, 1], true, false],
  ] as const)('%s', (_, [first, second, both], allowed, canRemove, inParallel) => {
    const tracker = new RemainingPdbTracker(allowed ? budgetsOf(allowed) : [])
    expect(tracker.canRemovePods(podsOf(first, second, both))).toMatchObject({ canRemove, inParallel })
  })

  test('Pod covered with both PDBs: both are used up', () => {
    const tracker = new RemainingPdbTracker(budgetsOf([1, 1]))
    const pods = podsOf(1, 1, 1)
    tracker.removePods(pods)
    expect(tracker.canRemovePods(pods)).toMatchObject({ canRemove: false })
    expect(pods.flatMap(pod => tracker.matching(pod).map(({ disruptionsAllowed }) => disruptionsAllowed))).toEqual([0, 0])
  })
})

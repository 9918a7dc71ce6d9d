/** A cluster without an API, second by second: groups whose machines take their time, a scheduler, replicas that come and go, and Cluster Autoscaler. */
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { Random } from '../../../../engine/kubernetes/apimachinery/random.ts'
import { ClusterAutoscaler } from '../../../../engine/kubernetes/autoscaler/clusterautoscaler.ts'
import { instanceIdOf } from '../../../../engine/kubernetes/autoscaler/cloudprovider.ts'
import type { AutoscalingOptions } from '../../../../engine/kubernetes/autoscaler/options.ts'
import type { NodeDeletion, ScanResult } from '../../../../engine/kubernetes/autoscaler/result.ts'
import { Framework, Scheduler, Snapshot } from '../../../../engine/kubernetes/scheduler/index.ts'
import type { Node, Pod } from '../../../../engine/kubernetes/types/index.ts'
import { budget, testNode, testPod } from './builders.ts'
import { stockout, TestCloudProvider } from './provider.ts'

export interface LaneShape {
  seed: number
  groups: { cpu: number, minSize: number, maxSize: number, startSeconds: number, fails: boolean }[]
  /** Pods by app: how large, and how many of them must stay. */
  apps: { cpu: number, minAvailable: number }[]
  /** How many replicas each app wants from a second on. */
  load: { at: number, app: number, replicas: number }[]
  options: Partial<AutoscalingOptions>
  /** Scans every ten seconds in full, instead of only when something can have changed. @default false */
  everyScan?: boolean
}

export class TestLane {
  readonly shape: LaneShape
  readonly provider: TestCloudProvider
  readonly snapshot = new Snapshot()
  readonly log: string[] = []
  autoscaler: ClusterAutoscaler
  now = 0
  scans = 0
  readonly #framework = Framework.forProfile()
  readonly #scheduler: Scheduler
  readonly #pods = new Map<string, Pod>()
  readonly #deletions = new Map<string, { deletion: NodeDeletion, at: number }>()
  #revision = 0
  /** The revision after the last try to schedule. */
  #tried = -1
  #budgeted = -1
  #made = 0

  constructor(shape: LaneShape) {
    this.shape = shape
    this.provider = new TestCloudProvider(...shape.groups.map(({ cpu, minSize, maxSize }, i) => ({ id: `ng${i + 1}`, minSize, maxSize, template: testNode(`ng${i + 1}`, { cpu: `${cpu}m` }) })))
    this.#scheduler = new Scheduler(this.#framework, new Random(shape.seed))
    this.autoscaler = this.freshAutoscaler()
    shape.groups.forEach(({ minSize }, i) => minSize > 0 && this.provider.increaseSize(`ng${i + 1}`, minSize))
  }

  freshAutoscaler(): ClusterAutoscaler {
    return new ClusterAutoscaler(this.#framework, this.shape.options, this.shape.seed)
  }

  get nodes(): readonly Node[] {
    return this.snapshot.nodes.flatMap(({ node }) => node ?? [])
  }

  get pending(): Pod[] {
    return [...this.#pods.values()].filter(({ spec }) => !spec.nodeName)
  }

  /** Lets seconds pass; `watch` sees the cluster after each, `scanned` each scan and the cluster that it saw. */
  run(seconds: number, { watch, scanned }: { watch?: () => void, scanned?: (result: ScanResult) => void } = {}): void {
    for (const end = this.now + seconds * 1_000; this.now < end; this.now += 1_000) {
      this.provider.now = this.now
      this.#setLoad()
      this.#startMachines()
      const isNew = this.#schedule()
      this.#setBudgets()
      this.#goOnDeleting()
      const due = this.shape.everyScan ? this.now % 10_000 === 0 : this.now >= this.autoscaler.nextScanAt(this.now, this.#revision + this.provider.revision)
      const { frequentLoops } = this.autoscaler.options
      if (due || (isNew && frequentLoops)) while (this.#scan(scanned) && frequentLoops);
      watch?.()
    }
  }

  #scan(scanned?: (result: ScanResult) => void): boolean {
    this.scans++
    const revision = this.shape.everyScan ? this.scans : this.#revision + this.provider.revision
    const result = this.autoscaler.runOnce({ now: this.now, revision, snapshot: this.snapshot, pendingPods: this.pending, provider: this.provider })
    for (const { reason, message, object } of result.events) this.log.push(`${this.now / 1_000} ${reason} ${object?.metadata.name ?? ''} ${message}`)
    scanned?.(result)
    for (const deletion of result.deletions) {
      const cordoned: Node = { ...deletion.node, spec: { ...deletion.node.spec, unschedulable: true } }
      this.#change(() => this.snapshot.apply(cordoned))
      this.#deletions.set(deletion.node.metadata.name, { deletion, at: this.now + 5_000 })
    }
    return result.deletions.length > 0 || result.scaleUps.some(({ error }) => !error)
  }

  #change(change: () => void): void {
    change()
    this.#revision++
  }

  #setLoad(): void {
    for (const { at, app, replicas } of this.shape.load) if (at * 1_000 === this.now) this.#setReplicas(app, replicas)
  }

  #podsOf(app: number): Pod[] {
    return [...this.#pods.values()].filter(({ metadata }) => metadata.labels?.app === `app${app}`)
  }

  #setReplicas(app: number, replicas: number): void {
    const pods = this.#podsOf(app)
    for (const pod of pods.slice(replicas)) this.#remove(pod)
    for (let i = pods.length; i < replicas; i++) {
      const pod = testPod(`app${app}-${this.#made++}`, { cpu: `${this.shape.apps[app]?.cpu}m`, labels: { app: `app${app}` }, by: `ReplicaSet/app${app}`, metadata: { creationTimestamp: timestamp(this.now) } })
      this.#pods.set(pod.metadata.name, pod)
      this.#revision++
    }
  }

  #remove(pod: Pod): void {
    this.#pods.delete(pod.metadata.name)
    this.#change(() => this.snapshot.remove(pod))
  }

  #startMachines(): void {
    this.provider.nodeGroups().forEach(({ id, instances }, i) => {
      const { cpu = 0, startSeconds = 0, fails = false } = this.shape.groups[i] ?? {}
      for (const { id: instanceId, state, createdAt } of instances) {
        if (state !== 'Creating' || createdAt + startSeconds * 1_000 !== this.now) continue
        if (fails) this.provider.changeInstance(id, instanceId, { errorInfo: stockout })
        else {
          this.provider.changeInstance(id, instanceId, { state: 'Running' })
          this.#change(() => this.snapshot.apply(testNode(instanceId, { cpu: `${cpu}m`, createdAt: this.now })))
        }
      }
    })
    const alive = new Set(this.provider.nodeGroups().flatMap(({ instances }) => instances.map(({ id }) => id)))
    for (const node of this.nodes) if (!alive.has(instanceIdOf(node))) this.#change(() => this.snapshot.remove(node))
  }

  /** Returns whether a pod found no node for the first time. */
  #schedule(): boolean {
    if (this.#revision === this.#tried) return false
    let isNew = false
    for (const pod of this.pending) {
      const { node } = this.#scheduler.schedule(pod, this.snapshot)
      const isFirst = pod.metadata.creationTimestamp === timestamp(this.now)
      if (node === undefined) isNew ||= isFirst
      else {
        const bound = { ...pod, spec: { ...pod.spec, nodeName: node } }
        this.#pods.set(pod.metadata.name, bound)
        this.#change(() => this.snapshot.apply(bound))
      }
    }
    this.#tried = this.#revision
    return isNew
  }

  #setBudgets(): void {
    if (this.#budgeted === this.#revision) return
    this.shape.apps.forEach(({ minAvailable }, app) => {
      const allowed = Math.max(0, this.#podsOf(app).filter(({ spec }) => spec.nodeName).length - minAvailable)
      const next = { ...budget(allowed, { app: `app${app}` }), metadata: { name: `app${app}`, namespace: 'default' } }
      const before = this.snapshot.disruptionBudgets.get(`default/app${app}`)
      if (before?.status?.disruptionsAllowed !== allowed) this.#change(() => this.snapshot.apply(next))
    })
    this.#budgeted = this.#revision
  }

  #goOnDeleting(): void {
    for (const [name, { deletion: { node, groupId, drain }, at }] of this.#deletions) {
      if (this.now < at) continue
      const pods = [...this.#pods.values()].filter(({ spec }) => spec.nodeName === name)
      if (!drain && pods.length > 0) throw new Error(`${name} is not empty`)
      for (const pod of pods) this.#evict(pod)
      if (pods.some(({ metadata }) => this.#pods.has(metadata.name))) continue
      this.#deletions.delete(name)
      this.provider.deleteNodes(groupId, [node])
      for (const { reason, message } of this.autoscaler.endDeletion(node, { ok: true })) this.log.push(`${this.now / 1_000} ${reason} ${message}`)
    }
  }

  #evict(pod: Pod): void {
    const app = Number(pod.metadata.labels?.app?.slice('app'.length))
    const replicas = this.#podsOf(app).length
    if (this.#podsOf(app).filter(({ spec }) => spec.nodeName).length <= (this.shape.apps[app]?.minAvailable ?? 0)) return
    this.#remove(pod)
    this.#setReplicas(app, replicas)
  }
}

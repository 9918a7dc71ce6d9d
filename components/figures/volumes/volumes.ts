import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { PodGarbageCollector } from '../../../engine/kubernetes/controllers/podgc.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { StatefulSetController } from '../../../engine/kubernetes/controllers/statefulset/index.ts'
import { TaintEvictionController } from '../../../engine/kubernetes/controllers/tainteviction.ts'
import { AttachDetachController } from '../../../engine/kubernetes/controllers/volume/attachdetach.ts'
import { EphemeralVolumeController } from '../../../engine/kubernetes/controllers/volume/ephemeral.ts'
import { PersistentVolumeController } from '../../../engine/kubernetes/controllers/volume/persistentvolume.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { objects } from '../shell/objects.ts'
import { number } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { findWriting, keptBy, ledgerOf, type Writing } from './writing.ts'
import { planOf, scenarioOf, type VolumesScenario } from './volumes-plan.ts'
import { type VolumesView, volumesView } from './volumes-view.ts'
import { strings, told } from './volumes-words.ts'

const params = {
  everySeconds: number({ initial: 5, min: 1, max: 30, integer: true, label: strings.everySeconds }),
  tolerationSeconds: number({ initial: 300, min: 0, max: 600, step: 30, integer: true, label: strings.tolerationSeconds }),
  replaceMinutes: number({ initial: 8, min: 1, max: 20, integer: true, label: strings.replaceMinutes }),
  attachSeconds: number({ initial: 2, min: 0, max: 30, integer: true, label: strings.attachSeconds }),
  /** The reader's own workloads, claims, and what they need. */
  own: objects(),
}

const stories: Readonly<Record<VolumesScenario, (found: Writing) => Beat<typeof params>[]>> = {
  lost: (found) => {
    const { plan: { acts: [crash, , stop, come], end }, upAfter, waitsAt } = found
    const [ledger, kept] = [(at: number) => ledgerOf(found, at), (at: number) => keptBy(found, at)]
    return [
      { say: told.restarted(ledger(upAfter[0] ?? crash)), until: (upAfter[0] ?? crash) + 3_000, seconds: 3 },
      { say: told.replaced(ledger(upAfter[1] ?? stop), kept(upAfter[1] ?? stop)), until: upAfter[1] ?? stop, seconds: 4 },
      { say: told.stopped(), until: stop + 2_000, seconds: 2 },
      waitsAt === undefined ? { say: told.elsewhere(), until: upAfter[3] ?? end, seconds: 4 } : { say: told.waits(), until: waitsAt + 1_000, seconds: 5 },
      { say: upAfter[3] === undefined ? told.never() : told.back(ledger(end), kept(come)), until: upAfter[3] === undefined ? end : upAfter[3] + 8_000, seconds: 5, telling: true },
    ]
  },
  once: ({ plan: { acts: [second, beside, move], end }, upAfter, ...found }) => [
    { say: told.stuck(), until: second + 8_000, seconds: 4 },
    { say: told.beside(), until: upAfter[1] ?? beside + 20_000, seconds: 4 },
    { say: upAfter[2] === undefined ? told.never() : told.moved(keptBy(found, upAfter[2]), upAfter[2] - move), until: upAfter[2] === undefined ? end : upAfter[2] + 5_000, seconds: 5, telling: true },
  ],
  binding: ({ plan: { acts: [claimed, pod, again, last], end }, upAfter, zones: [first = '', second = ''] }) => [
    { say: told.atOnce(first), until: claimed + 5_000, seconds: 3 },
    { say: upAfter[1] === undefined ? told.apart(first) : told.luck(first), until: upAfter[1] ?? pod + 10_000, seconds: 4, telling: true },
    { say: told.consumer(), until: again + 5_000, seconds: 3 },
    { say: upAfter[3] === undefined ? told.never() : told.placed(second, upAfter[3] - last), until: upAfter[3] ?? end, seconds: 4 },
  ],
}

export const volumes = defineFigure<typeof params, VolumesScenario, Writing, VolumesView>({
  name: 'volumes',
  version: 1,
  label: strings.label,
  params,
  carry: before => before,
  scenarios: {
    lost: { title: { ko: 'emptyDir과 EBS', en: 'emptyDir, EBS' } },
    once: { title: { ko: 'ReadWriteOnce', en: 'ReadWriteOnce' }, offered: ({ own }) => own.length === 0 },
    binding: { title: { ko: '바인딩 시점', en: 'Binding mode' }, offered: ({ own }) => own.length === 0 },
  },
  run: simulated<typeof params, VolumesScenario, Writing, VolumesView>({
    scenario: scenarioOf,
    controllers: () => [
      new DeploymentController(), new ReplicaSetController(), new StatefulSetController(), new SchedulerController(), new EphemeralVolumeController(), new PersistentVolumeController(),
      new AttachDetachController(), new NodeLifecycleController(), new TaintEvictionController(), new PodGarbageCollector(), new Kubelet(),
    ],
    look: volumesView,
    end: (name, inputs) => planOf(name, inputs).end,
    find: findWriting,
    span: ({ found: { plan } }) => ({ start: plan.start, end: plan.end }),
  }),
  story: ({ found }, name) => stories[name](found),
  models: strings.models,
})

import { CustomResourceController } from '../../../engine/kubernetes/controllers/crd.ts'
import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { EndpointSliceController } from '../../../engine/kubernetes/controllers/endpointslice.ts'
import { GarbageCollector } from '../../../engine/kubernetes/controllers/garbagecollector.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { WebsiteController } from '../../../engine/kubernetes/controllers/website.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { objects } from '../shell/objects.ts'
import { number } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { strings, told } from './custom-resource-words.ts'
import { actAt, endOf, scenarioOf, type SiteScenario, START } from './site-plan.ts'
import { type SiteView, siteView } from './site-view.ts'
import { countIn, findWrites, since, type SiteWrites } from './site-writes.ts'

const params = {
  replicas: number({ initial: 3, min: 1, max: 8, integer: true, label: strings.replicas }),
  edited: number({ initial: 5, min: 1, max: 8, integer: true, label: strings.edited }),
  /** The reader's own Website. */
  own: objects(),
}

const hasBoth = ({ children }: SiteView) => ['Deployment', 'Service'].every(kind => children.some(child => child.kind === kind))
const runs = (pods: number) => ({ site, pods: all }: SiteView) => all.length === pods && all.every(({ state }) => state === 'ready') && site?.ready === `${pods}/${pods}`
const deploymentSays = (replicas: number) => ({ children }: SiteView) => children.some(({ kind, about }) => kind === 'Deployment' && about === `replicas: ${replicas}`)
const isEmpty = ({ site, children, pods }: SiteView) => !site && children.length === 0 && pods.length === 0
/** Virtual ms for which an eye rests on what came about. */
const REST = 700

const stories: Readonly<Record<SiteScenario, (found: SiteWrites) => Beat<typeof params>[]>> = {
  life: (found) => {
    const { wanted, inputs } = found
    const upAt = since(found, 1, runs(wanted))
    return [
      { say: told.record(), until: actAt(0) + 6_000, seconds: 3 },
      { say: told.started(), until: (since(found, 1, hasBoth) ?? actAt(1)) + REST, seconds: 3 },
      { say: told.running(countIn(found, 1, 'create'), wanted), until: (upAt ?? actAt(2)) + REST, seconds: 3 },
      { say: told.edited(found), until: (since(found, 2, runs(inputs.edited)) ?? actAt(3) - 2 * REST) + REST, seconds: 4, telling: true },
      { say: told.gone(countIn(found, 3, 'delete')), until: since(found, 3, isEmpty) ?? endOf('life'), seconds: 5 },
    ]
  },
  drift: (found) => {
    const { wanted } = found
    return [
      { say: told.whole(countIn(found, 0, 'create'), wanted), until: (since(found, 0, runs(wanted)) ?? actAt(1) - REST), seconds: 4 },
      { say: told.deleted(), until: actAt(1) + 300, seconds: 2 },
      { say: told.again(found), until: (since(found, 1, view => runs(wanted)(view) && deploymentSays(wanted)(view)) ?? actAt(2) - REST), seconds: 4, telling: true },
      { say: told.byHand(), until: actAt(2) + 300, seconds: 2 },
      { say: told.putBack(found), until: (since(found, 2, view => runs(wanted)(view) && deploymentSays(wanted)(view)) ?? endOf('drift')), seconds: 4 },
    ]
  },
  off: (found) => {
    const { wanted, inputs } = found
    return [
      { say: told.whole(countIn(found, 0, 'create'), wanted), until: (since(found, 0, runs(wanted)) ?? actAt(1) - REST), seconds: 4 },
      { say: told.waits(inputs), until: actAt(1) + 10_000, seconds: 4 },
      { say: told.others(), until: (since(found, 2, runs(wanted)) ?? actAt(3) - REST), seconds: 4 },
      { say: told.catchesUp(inputs), until: (since(found, 3, runs(inputs.edited)) ?? endOf('off')), seconds: 4, telling: true },
    ]
  },
  schema: () => [
    { say: told.refused(), until: actAt(0) + 5_000, seconds: 3, telling: true },
    { say: told.accepted(), until: actAt(1) + 5_000, seconds: 3 },
  ],
}

export const customResource = defineFigure<typeof params, SiteScenario, SiteWrites, SiteView>({
  name: 'custom-resource',
  version: 1,
  label: strings.label,
  params,
  carry: before => before,
  scenarios: {
    life: { title: { ko: 'Website의 일생', en: 'Life cycle' } },
    drift: { title: { ko: '손으로 바꾸면', en: 'By hand' } },
    off: { title: { ko: '컨트롤러가 멈추면', en: 'Stopped' } },
    schema: { title: { ko: '틀린 값', en: 'Wrong value' } },
  },
  run: simulated<typeof params, SiteScenario, SiteWrites, SiteView>({
    scenario: scenarioOf,
    controllers: () => [
      new CustomResourceController(), new WebsiteController(), new DeploymentController(), new ReplicaSetController(), new EndpointSliceController(), new GarbageCollector(),
      new SchedulerController(), new NodeLifecycleController(), new Kubelet(),
    ],
    look: siteView,
    start: START,
    end: endOf,
    find: findWrites,
  }),
  story: ({ found }, name) => stories[name](found),
  models: strings.models,
})

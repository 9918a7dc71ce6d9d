/** A whole cluster: the control plane's controllers and the objects that every cluster has. */
import type { Controller } from './simulation/controller.ts'
import { CustomResourceController } from './controllers/crd.ts'
import { DaemonSetController } from './controllers/daemonset.ts'
import { DeploymentController } from './controllers/deployment/index.ts'
import { DisruptionController } from './controllers/disruption/index.ts'
import { Drain } from './controllers/drain.ts'
import { EndpointSliceController } from './controllers/endpointslice.ts'
import { GarbageCollector } from './controllers/garbagecollector.ts'
import { HorizontalController } from './controllers/podautoscaler/index.ts'
import { JobController } from './controllers/job.ts'
import { Kubelet } from './controllers/kubelet/index.ts'
import { NamespaceController } from './controllers/namespace.ts'
import { NodeLifecycleController } from './controllers/nodelifecycle/index.ts'
import { PodGarbageCollector } from './controllers/podgc.ts'
import { ReplicaSetController } from './controllers/replicaset.ts'
import { StatefulSetController } from './controllers/statefulset/index.ts'
import { TaintEvictionController } from './controllers/tainteviction.ts'
import { AttachDetachController } from './controllers/volume/attachdetach.ts'
import { EphemeralVolumeController } from './controllers/volume/ephemeral.ts'
import { PersistentVolumeController } from './controllers/volume/persistentvolume.ts'
import { WebsiteController } from './controllers/website.ts'
import { SchedulerController } from './scheduler/controller.ts'
import type { KubeObject } from './types/index.ts'
import { SYSTEM_NAMESPACES } from './types/wellknown.ts'

/** Every controller, fresh: one simulation's own. */
export function standardControllers(): Controller[] {
  return [
    new SchedulerController(),
    new DeploymentController(),
    new ReplicaSetController(),
    new StatefulSetController(),
    new DaemonSetController(),
    new JobController(),
    new EndpointSliceController(),
    new HorizontalController(),
    new DisruptionController(),
    new EphemeralVolumeController(),
    new PersistentVolumeController(),
    new AttachDetachController(),
    new NodeLifecycleController(),
    new TaintEvictionController(),
    new PodGarbageCollector(),
    new GarbageCollector(),
    new NamespaceController(),
    new CustomResourceController(),
    new WebsiteController(),
    new Drain(),
    new Kubelet(),
  ]
}

const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

/** The namespaces that a cluster begins with. */
export const BASE_OBJECTS: readonly KubeObject[] = SYSTEM_NAMESPACES.map(namespace)

/**
 * EKS looking after a control plane: notices a machine that is broken, and replaces it; an API server in another zone when
 * its own is gone. A member of etcd waits for its zone, where its disk is.
 * Models what the EKS User Guide says: unhealthy control plane instances are detected and replaced, across the Availability
 * Zones of the Region as needed, and etcd's data is on EBS volumes (eks-architecture), each of which is in one zone. How long it
 * takes AWS does not publish: both times are inputs.
 */
import type { Context, Controller } from '../../kubernetes/simulation/controller.ts'
import { without } from '../../kubernetes/apimachinery/meta.ts'
import { brokenSince } from './machines.ts'
import type { ControlPlane, ControlPlaneMachine } from './machines.ts'

/** Machines that are being looked after: name to since when each is broken (virtual ms). */
type Repairs = ReadonlyMap<string, number>

export class EksRepair implements Controller {
  readonly name = 'eks'
  readonly watches = []
  #repairs = new Map<string, number>()

  worldChanged(ctx: Context): void {
    const { controlPlane } = ctx.world
    for (const machine of controlPlane.machines) {
      const since = brokenSince(controlPlane, machine)
      if (since === this.#repairs.get(machine.name)) continue
      this.#repairs.delete(machine.name)
      if (since === undefined || !ctx.config.controlPlaneRepair) continue
      this.#repairs.set(machine.name, since)
      ctx.enqueueAfter(`detect:${machine.name}`, ctx.config.controlPlaneDetectMs)
    }
  }

  reconcile(key: string, ctx: Context): void {
    const { controlPlane } = ctx.world
    const [step, name = ''] = key.split(':')
    const machine = controlPlane.machines.find(one => one.name === name)
    const since = this.#repairs.get(name)
    if (!machine || since === undefined) return
    const { controlPlaneDetectMs: detect, controlPlaneReplaceMs: replace } = ctx.config
    const at = since + (step === 'detect' ? detect : detect + replace)
    // It broke anew since this turn was planned.
    if (ctx.clock.now < at) return ctx.enqueueAfter(key, at - ctx.clock.now)
    const object = { apiVersion: '', kind: 'Instance', metadata: { name } }
    if (step === 'detect') {
      ctx.event(object, 'Warning', 'InstanceUnhealthy', `${name} does not answer`, { machine: name })
      return ctx.enqueueAfter(`replace:${name}`, replace)
    }
    const zone = zoneFor(machine, controlPlane)
    if (zone === undefined) return ctx.enqueueAfter(key, replace)
    this.#repairs.delete(name)
    ctx.event(object, 'Normal', 'InstanceReplaced', `${name} works again in ${zone}`, { machine: name, zone })
    ctx.changeWorld({ controlPlane: { ...controlPlane, machines: controlPlane.machines.map(one => (one === machine ? { ...without(machine, 'failedAt'), zone } : one)) } })
  }

  save(): Repairs {
    return new Map(this.#repairs)
  }

  restore(state: Repairs): void {
    this.#repairs = new Map(state)
  }
}

/** Where a machine is replaced; undefined while it can be nowhere. */
function zoneFor({ kind, zone }: ControlPlaneMachine, { zones, zonesDown, machines }: ControlPlane): string | undefined {
  if (zonesDown[zone] === undefined) return zone
  if (kind === 'etcd') return undefined
  const crowd = (one: string) => machines.filter(machine => machine.kind === kind && machine.zone === one).length
  return zones.filter(one => zonesDown[one] === undefined).sort((a, b) => crowd(a) - crowd(b))[0]
}

/**
 * CustomResourceDefinitions: says that their names are taken and that the API serves them.
 * Models apiextensions-apiserver/pkg/controller/status/naming_controller.go and establish/establishing_controller.go.
 * Leaves out conflicts of names (the API server refuses them here) and the wait between the two.
 */
import { timestamp } from '../apimachinery/clock.ts'
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { defaultCustomResourceDefinition } from '../apiserver/defaults/core.ts'
import { defaultCustomResource } from '../apiserver/defaults/custom.ts'
import { rulesOf } from '../apiserver/kindrules.ts'
import { setCondition } from '../apimachinery/meta.ts'
import { checkCustomResource, checkCustomResourceDefinition } from '../apiserver/validation/custom.ts'

export class CustomResourceController implements Controller {
  readonly name = 'crd-controller'
  readonly rules = [rulesOf('CustomResourceDefinition', {
    defaults: defaultCustomResourceDefinition, check: checkCustomResourceDefinition, defaultInstance: defaultCustomResource, checkInstance: checkCustomResource,
  })]

  readonly watches: readonly Watch[] = [
    { kind: 'CustomResourceDefinition', keysFor: ({ object, type }) => (type === 'DELETED' ? [] : [object.metadata.name]) },
  ]

  reconcile(key: string, { store, clock }: Context): void {
    const definition = store.get('CustomResourceDefinition', '', key)
    if (!definition) return
    const { names, versions } = definition.spec
    const now = timestamp(clock.now)
    const accepted = setCondition(definition.status?.conditions, { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' }, now)
    const conditions = setCondition(accepted, { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' }, now)
    const storedVersions = versions.filter(({ storage }) => storage).map(({ name }) => name)
    store.updateStatus({ ...definition, status: { ...definition.status, acceptedNames: names, conditions, storedVersions } })
  }
}

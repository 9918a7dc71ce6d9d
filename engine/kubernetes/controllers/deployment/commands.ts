/** What a pipeline does to a Deployment without a manifest: `kubectl set image` of its first container, and `kubectl rollout undo`. */
import { ApiError } from '../../apiserver/errors.ts'
import type { CommandHandlers } from '../../simulation/commands.ts'
import { equalIgnoreHash } from './replicasets.ts'
import { rollbackTemplate } from './revision.ts'

declare module '../../simulation/commands.ts' {
  interface Commands {
    setImage: { namespace?: string, name: string, image: string }
    /** Back to the template before the present one. */
    rolloutUndo: { namespace?: string, name: string }
  }
}

export const DEPLOYMENT_COMMANDS: CommandHandlers = {
  setImage: ({ store }, { namespace = 'default', name, image }) => {
    const { spec } = store.mustGet('Deployment', namespace, name)
    const [first, ...others] = spec.template.spec.containers
    store.patch('Deployment', namespace, name, { spec: { template: { spec: { containers: [{ ...first, image }, ...others] } } } })
  },
  rolloutUndo: ({ store }, { namespace = 'default', name }) => {
    const deployment = store.mustGet('Deployment', namespace, name)
    let template
    try {
      template = rollbackTemplate(deployment, store.listByOwner(deployment.metadata.uid ?? '', 'ReplicaSet'))
    } catch (error) {
      throw error instanceof Error ? new ApiError('BadRequest', error.message) : error
    }
    if (!equalIgnoreHash(template, deployment.spec.template)) store.update({ ...deployment, spec: { ...deployment.spec, template } })
  },
}

/** `kubectl create`: from a file, or one object from flags. Models kubectl/pkg/cmd/create/create.go. */
import { checkFields } from '../fieldvalidation.ts'
import { targetsFromFiles } from '../files.ts'
import { errorTexts, withSource } from '../../errors.ts'
import { refused } from '../../flags.ts'
import { say } from '../../print/message.ts'
import { recorded, withSavedConfig } from '../../changecause.ts'
import type { AnyVerb, Verb, VerbGroup } from '../verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, NAMED_FLAGS, RECORD_FLAGS, SAVE_CONFIG_FLAGS, VALIDATE_FLAGS } from '../verb.ts'
import { configMap, deployment, job, namespace, podDisruptionBudget, priorityClass, secretGeneric, serviceVerbs } from './generators.ts'

const own: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...SAVE_CONFIG_FLAGS, ...VALIDATE_FLAGS, ...NAMED_FLAGS,
    ...refused('there is no editor here', { 'edit': 'boolean', 'windows-line-endings': 'boolean' }),
    ...refused('the API has no address here', { raw: 'string' }),
  },
  run(call) {
    const { targets, errors } = targetsFromFiles(call)
    const failed: unknown[] = [...errors]
    for (const target of targets) {
      try {
        checkFields(call, target)
        const object = withSavedConfig(call, recorded(call, target.object))
        say(call, { ...target, object: call.store.create(object) }, 'created', call.dryRun === 'client' ? object : undefined)
      } catch (error) {
        failed.push(withSource('creating', target.source, error))
      }
    }
    errorTexts(failed).forEach(call.err)
  },
}

const notHere = (what: string): AnyVerb => ({ refused: `this cluster does not simulate ${what}` })

export const create: VerbGroup = {
  own,
  verbs: {
    deployment, namespace, 'configmap': configMap, 'secret': { verbs: { 'generic': secretGeneric, 'tls': notHere('certificates'), 'docker-registry': notHere('registries') } },
    job, 'service': { verbs: serviceVerbs }, 'poddisruptionbudget': podDisruptionBudget, 'priorityclass': priorityClass,
    'cronjob': notHere('cronjobs (the cost model counts them)'), 'ingress': notHere('ingresses'), 'quota': notHere('resourcequotas'),
    'serviceaccount': notHere('serviceaccounts'), 'token': notHere('serviceaccounts'), 'role': notHere('roles'), 'rolebinding': notHere('rolebindings'),
    'clusterrole': notHere('clusterroles'), 'clusterrolebinding': notHere('clusterrolebindings'),
  },
  aliases: {
    deploy: 'deployment', dep: 'deployment', ns: 'namespace', cm: 'configmap', svc: 'service', pdb: 'poddisruptionbudget', pc: 'priorityclass', cj: 'cronjob',
    ing: 'ingress', resourcequota: 'quota', sa: 'serviceaccount',
  },
}

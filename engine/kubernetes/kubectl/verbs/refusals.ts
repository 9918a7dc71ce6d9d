/** Verbs of kubectl that need what this cluster does not have: programs, files, a network, people. */
import type { AnyVerb } from './verb.ts'

const NO_PROGRAMS = 'containers here run no programs'
const NO_CONFIG = 'there is one cluster here, and no configuration of it; name a namespace with -n'

export const REFUSALS: Readonly<Record<string, AnyVerb>> = {
  'exec': { refused: NO_PROGRAMS },
  'attach': { refused: NO_PROGRAMS },
  'debug': { refused: NO_PROGRAMS },
  'cp': { refused: `${NO_PROGRAMS} and have no files` },
  'port-forward': { refused: `${NO_PROGRAMS} that could answer` },
  'proxy': { refused: 'the API has no address here' },
  'cluster-info': { refused: 'the control plane and its services have no address here' },
  'edit': { refused: 'there is no editor here; patch, set, scale, label and apply change an object' },
  'diff': { refused: 'there is no diff program here; apply --dry-run=server -o yaml shows what would be stored' },
  'kustomize': { refused: 'kustomize is not part of it; apply -f takes plain manifests' },
  'auth': { refused: 'nobody is authenticated or authorised here: everything is allowed' },
  'certificate': { refused: 'this cluster does not simulate certificatesigningrequests' },
  'config': { refused: NO_CONFIG },
  'kuberc': { refused: NO_CONFIG },
  'completion': { refused: 'there is no shell here' },
  'plugin': { refused: 'there are no plugins here' },
  'alpha': { refused: 'there are no alpha commands in this kubectl' },
}

/** Resource types that a cluster has by itself (or that everyone installs) and this engine does not simulate. */

const TYPES = `
bindings | componentstatuses cs | endpoints ep | limitranges limits | podtemplates | replicationcontrollers rc | resourcequotas quota | serviceaccounts sa
cronjobs cj | ingresses ing | ingressclasses | networkpolicies netpol | roles | rolebindings | clusterroles | clusterrolebindings
mutatingwebhookconfigurations | validatingwebhookconfigurations | validatingadmissionpolicies | validatingadmissionpolicybindings | apiservices
certificatesigningrequests csr | runtimeclasses | csidrivers | csinodes | csistoragecapacities | volumeattachments | volumeattributesclasses vac
flowschemas | prioritylevelconfigurations | servicecidrs | ipaddresses ip | deviceclasses | resourceclaims | resourceclaimtemplates | resourceslices
tokenreviews | localsubjectaccessreviews | selfsubjectaccessreviews | subjectaccessreviews | gateways gtw | gatewayclasses gc | httproutes
`

const singularOf = (plural: string) => plural.replace(/(ss|status)es$/, '$1').replace(/policies$/, 'policy').replace(/capacities$/, 'capacity').replace(/(?<!s)s$/, '')

/** Plural, singular and short names to the plural. */
export const NOT_SIMULATED: ReadonlyMap<string, string> = new Map(TYPES.split(/[|\n]/).flatMap((entry) => {
  const [plural, ...shorts] = entry.trim().split(/\s+/)
  return plural ? [plural, singularOf(plural), ...shorts].map((name): [string, string] => [name, plural]) : []
}))

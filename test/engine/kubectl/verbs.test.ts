import { beforeEach, describe, expect, it } from 'vitest'
import { startKubectl } from '../support/kubectl.ts'
import type { Shell } from '../support/kubectl.ts'

const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, labels: {tier: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: "shop:1", ports: [{containerPort: 8080}], resources: {requests: {cpu: 100m}}}]}
---
apiVersion: v1
kind: Pod
metadata: {name: tool, labels: {app: tool}}
spec: {containers: [{name: a, image: a}, {name: b, image: b}]}
---
apiVersion: v1
kind: Secret
metadata: {name: key}
stringData: {user: admin}
`

let shell: Shell
beforeEach(() => {
  shell = startKubectl({ 'shop.yaml': SHOP })
  shell.run('apply -f shop.yaml')
  shell.wait(20)
})

describe('what a learner types works', () => {
  it.each<[string, string | RegExp]>([
    ['run box --image=busybox:1.37 -l app=box --port=80', 'pod/box created\n'],
    ['run box --image=busybox --dry-run=client -o name', 'pod/box\n'],
    ['run box --image=busybox --command --dry-run=client -o yaml -- sleep 1d', /^apiVersion: v1\nkind: Pod\n[^]*- command:\n {4}- sleep\n {4}- 1d\n {4}image: busybox\n[^]*restartPolicy: Always\n/],
    ['create deployment d --image=d --replicas=2 --port=80 --dry-run=client -o yaml', /^apiVersion: apps\/v1\nkind: Deployment\n[^]*- containerPort: 80\n/],
    ['create job once --image=busybox -- date', 'job.batch/once created\n'],
    ['create configmap c --from-literal=a=b --from-literal=c=d', 'configmap/c created\n'],
    ['create pdb guard --selector=app=shop --min-available=1', 'poddisruptionbudget.policy/guard created\n'],
    ['create priorityclass high --value=1000 --description=x', 'priorityclass.scheduling.k8s.io/high created\n'],
    ['create service nodeport s --tcp=80:8080 --node-port=30123', 'service/s created\n'],
    ['create service clusterip s --clusterip=None', 'service/s created\n'],
    ['create cronjob c --image=x --schedule="* * * * *"', 'error: kubectl create cronjob is not simulated: this cluster does not simulate cronjobs (the cost model counts them)\n'],
    ['create role r --verb=get --resource=pods', 'error: kubectl create role is not simulated: this cluster does not simulate roles\n'],
    ['create ingress i --rule=a/b=c:80', 'error: kubectl create ingress is not simulated: this cluster does not simulate ingresses\n'],
    ['expose deployment shop --port=80 --target-port=8080', 'service/shop exposed\n'],
    ['expose deploy/shop', 'service/shop exposed\n'],
    ['expose pod tool --port=1 --name=t --type=NodePort', 'service/t exposed\n'],
    ['autoscale deployment shop --min=2 --max=5 --cpu=60%', 'horizontalpodautoscaler.autoscaling/shop autoscaled\n'],
    ['patch deployment shop -p \'{"spec":{"replicas":3}}\'', 'deployment.apps/shop patched\n'],
    ['patch deploy shop -p \'{"spec":{"replicas":2}}\'', 'deployment.apps/shop patched (no change)\n'],
    ['patch pod tool --type=json -p=\'[{"op":"replace","path":"/spec/containers/0/image","value":"a:2"}]\'', 'pod/tool patched\n'],
    ['patch deployment shop --subresource=scale --type=merge -p \'{"spec":{"replicas":1}}\'', 'deployment.apps/shop patched\n'],
    ['patch deploy shop --type=json -p \'[{"op":"test","path":"/spec/replicas","value":9}]\'', 'The request is invalid: the server rejected our request due to an error in our request\n'],
    ['patch deploy shop -p nonsense', /^error: unable to parse the patch "nonsense"/],
    ['wait --for=condition=Ready pod/tool', 'pod/tool condition met\n'],
    ['wait deploy shop --for=jsonpath=\'{.status.readyReplicas}\'=2', 'deployment.apps/shop condition met\n'],
    ['wait --for=delete pod/gone', ''],
    ['logs tool -c b', /^error: [^\n]*containers here run no programs[^\n]*\n$/],
    ['logs tool -c x', 'error: container x is not valid for pod tool out of: a, b\n'],
    ['logs tool', /^Defaulted container "a" out of: a, b\nerror: [^\n]*\n$/],
    ['logs deploy/shop', /^Found 2 pods, using pod\/shop-\S+\nerror: [^\n]*\n$/],
    ['logs gone', 'error: error from server (NotFound): pods "gone" not found in namespace "default"\n'],
    ['get pods -l app=shop --field-selector=status.phase=Running -o name', /^(pod\/shop-\w+-\w+\n){2}$/],
    ['get pods --sort-by=.metadata.name -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image', /^NAME +IMAGE\nshop-\S+ +shop:1\nshop-\S+ +shop:1\ntool +a,b\n$/],
    ['get pod tool -o jsonpath=\'{range .spec.containers[*]}{.name}{"\\n"}{end}\'', 'a\nb\n'],
    ['get secret key -o jsonpath={.data.user}', 'YWRtaW4='],
    ['get secret key -o go-template=\'{{.data.user}}\'', /^error: .*go-template/],
    ['get deploy shop -o jsonpath=\'{.spec.template.spec.containers[?(@.name=="shop")].image}\'', 'shop:1'],
    ['get --raw /api', /^error: /],
    ['get all', /^NAME +READY[^]*pod\/tool[^]*\n\nNAME +READY[^]*deployment\.apps\/shop[^]*\n\nNAME +DESIRED[^]*replicaset\.apps\/shop-/],
    ['get ingress', 'error: this cluster does not simulate ingresses\n'],
    ['get cronjobs.batch', 'error: this cluster does not simulate cronjobs\n'],
    ['get serviceaccounts', 'error: this cluster does not simulate serviceaccounts\n'],
    ['set env deployment/shop MODE=dark', 'deployment.apps/shop env updated\n'],
    ['set env pod/tool --list', '# Pod tool, container a\n# Pod tool, container b\n'],
    ['set resources deployment shop -c=shop --limits=cpu=200m,memory=512Mi', 'deployment.apps/shop resource requirements updated\n'],
    ['set selector deploy shop a=b', 'error: setting a selector is only supported for Services\n'],
    ['set serviceaccount deploy shop s', 'deployment.apps/shop serviceaccount updated\n'],
    ['label pods tool new-label=awesome', 'pod/tool labeled\n'],
    ['label --overwrite pods tool app=x', 'pod/tool labeled\n'],
    ['label pod tool --list', 'app=tool\n'],
    ['annotate pods tool icon-url=http://x/y', 'pod/tool annotated\n'],
    ['scale --current-replicas=2 --replicas=3 deployment/shop', 'deployment.apps/shop scaled\n'],
    ['delete pod tool --now', /pod "tool" deleted from default namespace\n/],
    ['delete pods,services -l app=tool', 'pod "tool" deleted from default namespace\n'],
    ['delete pod tool --dry-run=client', 'pod "tool" deleted from default namespace (dry run)\n'],
    ['delete pod tool gone --ignore-not-found', 'pod "tool" deleted from default namespace\n'],
    ['delete pod tool --force', /force deleted from default namespace\n/],
    ['delete node two', 'node "two" deleted\n'],
    ['delete -n kube-system pod tool', 'Error from server (NotFound): pods "tool" not found\n'],
    ['replace --force -f shop.yaml', /"shop" deleted[^]*deployment\.apps\/shop replaced\n/],
    ['events --types=Warning', /^No events found in default namespace\.\n$/],
    ['events --for pod/tool', /^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n[^]*Pod\/tool/],
    ['api-versions', /^apiextensions\.k8s\.io\/v1\napps\/v1\nautoscaling\/v2\n[^]*v1\n$/],
    ['version --client', /^Client Version: v1\.36/],
    ['explain pods.spec.containers.resources', /^KIND: +Pod\n/],
    ['options', /--namespace/],
    ['', /^Usage:\n {2}kubectl \[command\][^]*\n {2}get\n[^]*\n {2}exec +Not simulated: containers here run no programs\.\n/],
    ['help', /^Usage:\n {2}kubectl \[command\]/],
    ['help rollout undo', /^Usage:\n {2}kubectl rollout undo /],
    ['rollout', /^Usage:\n {2}kubectl rollout SUBCOMMAND[^]*\n {2}history\n/],
    ['set --help', /^Usage:\n {2}kubectl set SUBCOMMAND/],
    ['apply -k .', 'error: --kustomize is not simulated: kustomize is not part of it\n'],
    ['apply -f .', /^deployment\.apps\/shop unchanged\n/],
    ['apply -f ./shop.yaml', /^deployment\.apps\/shop unchanged\n/],
    ['create -f -', 'error: nothing was piped in: a terminal asks for it, elsewhere name a file\n'],
    ['apply -f https://k8s.io/x.yaml', 'error: https://k8s.io/x.yaml is out of reach: there is no network here; name a file\n'],
    ['get pods --help', /^Usage:\n {2}kubectl get/m],
  ])('%s', (line, expected) => {
    const text = shell.run(line)
    if (typeof expected === 'string') expect(text).toBe(expected)
    else expect(text).toMatch(expected)
  })
})

describe('what cannot be done says so in one line', () => {
  it.each(['exec -it tool -- sh', 'attach tool -i', 'debug tool -it --image=busybox', 'cp tool:/a /b', 'port-forward svc/shop 8080:80', 'proxy', 'cluster-info', 'edit deploy shop', 'diff -f shop.yaml',
    'auth can-i create pods', 'config get-contexts', 'config use-context x', 'certificate approve x', 'kustomize .', 'completion bash', 'plugin list', 'kubectl exec deploy/shop -c shop -- ls -l /'])('%s', (line) => {
    const { stdout, stderr, exitCode } = shell.result(line)
    expect([stdout, exitCode]).toEqual(['', 1])
    expect(stderr).toMatch(/^error: [^\n]{20,}\n$/)
    expect(stderr).not.toMatch(/unknown/)
  })
})

describe('an unknown verb', () => {
  it.each([
    ['wiat pod/tool', ['wait']], ['list pods', ['get']], ['ls', ['get']], ['show pods', ['get']], ['rm pod tool', ['delete']], ['remove pod tool', ['delete']], ['kill pod tool', ['delete']], ['aply -f x', ['apply']],
    ['descirbe pod tool', ['describe']], ['log tool', ['logs']], ['rol', ['rollout']], ['frobnicate', []],
  ])('%s: %j', (line, suggested) => {
    const { stderr, exitCode } = shell.result(line)
    const [word] = line.split(' ')
    const hint = suggested.length > 0 ? `\n\nDid you mean this?\n${suggested.map(verb => `\t${verb}`).join('\n')}` : ''
    expect([stderr, exitCode]).toEqual([`error: unknown command "${word}" for "kubectl"${hint}\n`, 1])
  })

  it('below a group is told, too', () => {
    expect(shell.run('rollout histroy deploy shop')).toContain('Did you mean "rollout history"?')
  })
})

describe('flags have their effect', () => {
  it('stand before the verb, too', () => expect(shell.run('--namespace kube-system get pods')).toBe('No resources found in kube-system namespace.\n'))

  it('-o yaml of a change prints the changed object', () => {
    expect(shell.run('scale deploy shop --replicas=7 -o yaml')).toMatch(/^apiVersion: apps\/v1\nkind: Deployment\n[^]*\n {2}replicas: 7\n/)
  })

  it.each(['client', 'server'])('--dry-run=%s changes nothing', (mode) => {
    const before = shell.simulation.store.save().revision
    for (const line of ['scale deploy shop --replicas=9', 'label pod tool a=b', 'delete pod tool', 'patch deploy shop -p \'{"spec":{"replicas":9}}\'', 'run z --image=z', 'cordon one', 'drain one --force', 'set image deploy/shop shop=x', 'autoscale deploy shop --max=3', 'expose deploy shop --port=80', 'taint node one a=b:NoSchedule']) {
      expect(shell.run(`${line} --dry-run=${mode}`)).toContain(mode === 'client' ? '(dry run)' : '(server dry run)')
    }
    expect(shell.simulation.store.save().revision).toBe(before)
  })

  it.each([['--dry-run=maybe', 'error: Invalid dry-run value (maybe). Must be "none", "server", or "client".\n'], ['--replicas=two', /^error: invalid argument "two" for "--replicas" flag: strconv/], ['--timeout=soon', /^error: invalid argument "soon" for "--timeout" flag: time: invalid duration "soon"\n/]])('scale %s is refused', (flag, expected) => {
    expect(shell.run(`scale deploy shop --replicas=3 ${flag}`)).toMatch(typeof expected === 'string' ? new RegExp(expected.replace(/[().]/g, '\\$&')) : expected)
  })
})

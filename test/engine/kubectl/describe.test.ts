import { describe, expect, it } from 'vitest'
import { tabbed } from '../../../engine/kubernetes/kubectl/print/describe/tabwriter.ts'
import { startKubectl } from '../support/kubectl.ts'

const POD = 'metadata: {labels: {app: loft}}, spec: {terminationGracePeriodSeconds: 5, containers: [{name: loft, image: "loft:1", ports: [{containerPort: 90, protocol: UDP}]}]}'
const LOFT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: loft, annotations: {owner: me}}
spec: {replicas: 2, selector: {matchLabels: {app: loft}}, template: {${POD}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ward}
spec:
  replicas: 2
  serviceName: ward
  updateStrategy: {rollingUpdate: {partition: 1}}
  selector: {matchLabels: {app: ward}}
  template: {${POD.replaceAll('loft', 'ward')}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: eye}
spec: {selector: {matchLabels: {app: eye}}, template: {${POD.replaceAll('loft', 'eye')}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: sum}
spec: {completions: 2, template: {spec: {restartPolicy: Never, containers: [{name: sum, image: sum}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: door}
spec: {type: NodePort, selector: {app: loft}, ports: [{port: 80, targetPort: 90, nodePort: 31000}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: guard}
spec: {minAvailable: 1, selector: {matchLabels: {app: loft}}}
`

const { run, wait } = startKubectl({ f: LOFT })
run('apply -f f')
wait(60)
run('set image deploy/loft loft=loft:2')
wait(60)

/** The lines of a description, with blanks made one. */
const lines = (words: string) => run(`describe ${words}`).split('\n').map(line => line.replace(/(\S) +/g, '$1 '))

describe('describe', () => {
  it.each([
    ['deploy loft', [
      /^CreationTimestamp: Thu, 01 Jan 2026 00:00:20 \+0000$/, /^Labels: <none>$/, /^Selector: app=loft$/, /^Replicas: 2 desired \| 2 updated \| 2 total \| 2 available \| 0 unavailable$/, /^StrategyType: RollingUpdate$/,
      /^MinReadySeconds: 0$/, /^RollingUpdateStrategy: 25% max unavailable, 25% max surge$/, /^Pod Template:$/, /^ {4}Port: 90\/UDP$/, /^ {2}Available +True MinimumReplicasAvailable$/,
      /^OldReplicaSets: loft-\w+ \(0\/0 replicas created\)$/, /^NewReplicaSet: loft-\w+ \(2\/2 replicas created\)$/,
    ]],
    ['rs -l app=loft', [/^Controlled By: Deployment\/loft$/, /^Replicas: 2 current \/ 2 desired$/, /^Pods Status: 2 Running \/ 0 Waiting \/ 0 Succeeded \/ 0 Failed$/, /^Replicas: 0 current \/ 0 desired$/]],
    ['sts ward', [
      /^CreationTimestamp: /, /^Replicas: 2 desired \| 1 total$/, /^Update Strategy: RollingUpdate$/, /^ {2}Partition: 1$/, /^Pods Status: 0 Running \/ 1 Waiting \/ 0 Succeeded \/ 0 Failed$/, /^Volume Claims:$/, /^ {2}Name: data$/,
      /^ {2}Capacity: 2Gi$/, /^ {2}Access Modes: \[ReadWriteOnce\]$/,
    ]],
    ['ds/eye', [
      /^Node-Selector: <none>$/, /^Desired Number of Nodes Scheduled: 2$/, /^Current Number of Nodes Scheduled: 2$/, /^Number of Nodes Scheduled with Up-to-date Pods: 2$/, /^Number of Nodes Scheduled with Available Pods: 2$/,
      /^Number of Nodes Misscheduled: 0$/, /^Pods Status: 2 Running \/ 0 Waiting \/ 0 Succeeded \/ 0 Failed$/,
    ]],
    ['job sum', [/^Parallelism: 1$/, /^Completions: 2$/, /^Completion Mode: NonIndexed$/, /^Suspend: false$/, /^Pods Statuses: \d Active \(\d Ready\) \/ \d Succeeded \/ 0 Failed$/]],
    ['svc door', [/^Type: NodePort$/, /^IP: 10\.100\.\d+\.\d+$/, /^Port: <unset> 80\/TCP$/, /^TargetPort: 90\/TCP$/, /^NodePort: <unset> 31000\/TCP$/, /^Endpoints: \S+:90,\S+:90$/, /^Session Affinity: None$/]],
    ['pdb guard', [/^Min available: 1$/, /^Selector: app=loft$/, /^ {4}Allowed disruptions: 1$/, /^ {4}Current: 2$/, /^ {4}Desired: 1$/, /^ {4}Total: 2$/]],
    ['pods -l app=loft', [/^Node: (one|two)\//, /^Controlled By: ReplicaSet\/loft-\w+$/, /^ {4}Port: 90\/UDP$/, /^ {4}Restart Count: 0$/, /^QoS Class: BestEffort$/, /^ {2}Ready +True$/]],
    ['node one', [/^Roles: <none>$/, /^Taints: <none>$/, /^Unschedulable: false$/, /^Capacity:$/, /^Allocatable:$/, /^Non-terminated Pods: \(\d in total\)$/, /^Allocated resources:$/]],
  ])('%s', (words, wanted) => {
    const text = lines(words)
    for (const line of wanted) expect(text).toContainEqual(expect.stringMatching(line))
  })

  it.each([
    ['deploy lof', /^Name: +loft\n/], ['deployment nothing', 'Error from server (NotFound): deployments.apps "nothing" not found\n'], ['deploy loft --show-events=false', /NewReplicaSet: [^\n]*\n$/],
    ['ingress', 'error: this cluster does not simulate ingresses\n'], ['deploy,ds', /Name: +loft\n[^]*\n\n\nName: +eye\n/],
  ])('%s', (words, expected) => {
    if (typeof expected === 'string') expect(run(`describe ${words}`)).toBe(expected)
    else expect(run(`describe ${words}`)).toMatch(expected)
  })

  it('ends with the events of the object, oldest first', () => {
    const events = run('describe deploy loft').split('\nEvents:\n')[1] ?? ''
    expect(events).toMatch(/^ {2}Type +Reason +Age +From +Message\n {2}---- +------ +---- +---- +-------\n {2}Normal +ScalingReplicaSet +2m +deployment-controller +Scaled up replica set loft-\w+ from 0 to 2\n/)
  })
})

it.each([
  ['a\tb\nlong\tc\n', 'a     b\nlong  c\n'], ['a\tb\nno cells\nlong\tc\n', 'a  b\nno cells\nlong  c\n'], ['\tx\ty\n\tlonger\tz\n', '  x       y\n  longer  z\n'], ['plain\n', 'plain\n'],
])('tabs of %j line up column by column', (text, expected) => expect(tabbed(text)).toBe(expected))

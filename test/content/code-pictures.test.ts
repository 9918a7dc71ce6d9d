/** Pictures beside code draw what the code says. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { boundsOf } from '../../components/deck/code/bounds.ts'
import { machineFor } from '../../components/deck/code/machine.ts'
import { claimant, deployment, fargate, nodeGroup, pod, storage } from '../../components/deck/code/written.ts'

it.each([
  ['slides/code/pod.yaml', [pod]],
  ['slides/code/deployment.yaml', [deployment]],
  ['slides/code/storage.yaml', storage],
  ['slides/code/pod-with-claim.yaml', [claimant]],
  ['slides/code/fargate.yaml', fargate],
  ['deploy/kubernetes/overlays/managed-node-group/cluster.yaml', [nodeGroup]],
])('the picture beside %s draws what is written there', (path, drawn) => {
  expect(parseAllDocuments(readFileSync(path, 'utf8')).map(document => document.toJS() as unknown)).toMatchObject(drawn)
})

it('a rolling update\'s ceiling is rounded up and its floor down, as the engine does', () => {
  expect(boundsOf(10, '25%')).toEqual({ replicas: 10, share: 2.5, least: 8, most: 13 })
  expect(boundsOf(4, '25%')).toMatchObject({ share: 1, least: 3, most: 5 })
})

it('one picture has one percentage for both of its bounds', () => {
  const { maxSurge, maxUnavailable } = deployment.spec.strategy.rollingUpdate
  expect(maxSurge).toBe(maxUnavailable)
})

it('a machine of Fargate is as large as its table has it, for what is asked and what Fargate adds', () => {
  expect(machineFor(fargate[1].spec.containers[0].resources.requests)).toEqual({ vcpu: 0.25, memoryGB: 2, asked: 1, added: 0.25 })
})

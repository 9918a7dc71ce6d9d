/** Pictures beside code draw what the code says. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { boundsOf } from '../../components/deck/code/bounds.ts'
import { deployment, nodeGroup, pod } from '../../components/deck/code/written.ts'

it.each([
  ['slides/code/pod.yaml', pod],
  ['slides/code/deployment.yaml', deployment],
  ['deploy/kubernetes/overlays/managed-node-group/cluster.yaml', nodeGroup],
])('the picture beside %s draws what is written there', (path, drawn) => {
  expect(parse(readFileSync(path, 'utf8'))).toMatchObject(drawn)
})

it('a rolling update\'s ceiling is rounded up and its floor down, as the engine does', () => {
  expect(boundsOf(10, '25%')).toEqual({ replicas: 10, share: 2.5, least: 8, most: 13 })
  expect(boundsOf(4, '25%')).toMatchObject({ share: 1, least: 3, most: 5 })
})

it('one picture has one percentage for both of its bounds', () => {
  const { maxSurge, maxUnavailable } = deployment.spec.strategy.rollingUpdate
  expect(maxSurge).toBe(maxUnavailable)
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareCosts, workloadFromManifest } from '../../../engine/cost/index.ts'
import { readManifest } from '../../../engine/kubernetes/manifest/index.ts'

const read = (name: string) => {
  const { objects } = readManifest(readFileSync(new URL(`../../fixtures/manifests/${name}.yaml`, import.meta.url), 'utf8'))
  return workloadFromManifest(objects)
}

test('the guestbook runs on every data plane, and nothing of it is assumed', () => {
  const { workload, problems } = read('k8s-guestbook-all-in-one')
  expect(problems).toEqual([])
  expect(workload.groups.map(({ name, replicas }) => [name, replicas])).toEqual([['redis-master', 1], ['redis-replica', 2], ['frontend', 3]])
  const { bills, assumed } = compareCosts(workload, { region: 'us-east-1' })
  expect(assumed).toEqual([])
  expect(bills.map(({ complete }) => complete)).toEqual([true, true, true, true, true])
  // Six pods of 100m and 100Mi are six of the smallest size on Fargate, and CoreDNS two.
  expect(bills[4]?.totalCents).toBe(Math.round(7300 + 8 * 730 * 0.25 * 0.04048 * 100 + 8 * 730 * 0.5 * 0.004445 * 100))
})

test('the voting app names no requests: that is said, and priced at what the smallest Fargate pod has', () => {
  const { workload } = read('example-voting-app')
  const { assumed, bills } = compareCosts(workload)
  expect(assumed.map(({ name, resources }) => [name, resources.length])).toEqual(workload.groups.map(({ name }) => [name, 2]))
  expect(bills[4]?.lines.find(({ code }) => code === 'fargate-vcpu')?.quantity).toBeCloseTo((workload.groups.length + 2) * 0.25 * 730, 6)
})

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withHeaders } from '../../scripts/lib/nginx-conf.ts'
import { kustomize } from '../support/kustomize.ts'

const CONFIGURATION = 'deploy/container/nginx.conf'
const configuration = readFileSync(CONFIGURATION, 'utf8')
const dockerfile = readFileSync('deploy/container/Dockerfile', 'utf8')
const ignored = readFileSync('.dockerignore', 'utf8').trim().split('\n')

it('nginx.conf says what scripts/lib/headers.ts says (vitest run test/deploy/container.test.ts -u writes it anew)', async () => {
  await expect(withHeaders(configuration)).toMatchFileSnapshot(`../../${CONFIGURATION}`)
})

describe('the Dockerfile', () => {
  const one = (pattern: RegExp) => pattern.exec(dockerfile)?.[1]

  it('copies files that are there, and runs commands that the deck has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }
    const files = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
    expect(files).toContain(CONFIGURATION)
    expect(files.filter(file => !existsSync(file) || ignored.includes(file))).toEqual([])
    for (const [, command = ''] of dockerfile.matchAll(/npm run (\w+)/g)) expect(Object.keys(scripts)).toContain(command)
  })

  it('keeps out of its context only what the build does not read', () => {
    expect(ignored.filter(name => ['components', 'data', 'deploy', 'engine', 'layouts', 'public', 'scripts', 'setup', 'slides', 'styles', 'sync', 'types'].includes(name))).toEqual([])
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'node_modules', 'dist']))
  })

  it('agrees with nginx and with the pods on port, user, folder and signal', () => {
    const port = /listen (\d+)/.exec(configuration)?.[1]
    const user = one(/^USER (\d+):\d+$/m)
    expect(one(/^EXPOSE (\d+)$/m)).toBe(port)
    expect(one(/^STOPSIGNAL (\w+)$/m)).toBe('SIGQUIT')
    const [, folder] = /^CMD .*"-p", "(\S+)\/"/m.exec(dockerfile) ?? []
    expect([...configuration.matchAll(/^\s*(?:pid|\w+_temp_path) (\w+)\//gm)].every(([, path]) => path === 'tmp')).toBe(true)
    expect(kustomize('deploy/kubernetes/base').find(({ kind }) => kind === 'Deployment')).toMatchObject({
      spec: { template: { spec: {
        securityContext: { runAsUser: Number(user), runAsGroup: Number(user) },
        containers: [{ ports: [{ containerPort: Number(port) }], volumeMounts: [{ mountPath: `${folder}/tmp` }] }],
      } } },
    })
  })

  it('gives a pod time to sleep, and nginx to end what it has begun', () => {
    const seconds = Number(/worker_shutdown_timeout (\d+)s/.exec(configuration)?.[1])
    const { spec: { template: { spec } } } = kustomize('deploy/kubernetes/base').find(({ kind }) => kind === 'Deployment') as unknown as { spec: { template: { spec: { terminationGracePeriodSeconds: number, containers: { lifecycle: { preStop: { sleep: { seconds: number } } } }[] } } } }
    const sleep = spec.containers[0]?.lifecycle.preStop.sleep.seconds ?? Number.NaN
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(sleep + seconds)
    // The load balancer lets a pod go in as long as it sleeps.
    for (const file of ['ingress/ingress.yaml', 'gateway/load-balancer.yaml']) expect(/deregistration_delay\.timeout_seconds(?:=|, value: ')(\d+)/.exec(readFileSync(`deploy/kubernetes/components/${file}`, 'utf8'))?.[1]).toBe(String(sleep))
  })
})

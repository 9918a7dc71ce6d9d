/** deploy/cloudfront: valid for CloudFormation, closed to the public, and the same answers as the container's nginx. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { CACHE_CONTROL, SECURITY_HEADERS } from '../../scripts/lib/headers.ts'
import { readTemplate, resourceProblems, unknownNames } from '../support/cloudformation.ts'

const template = readTemplate('deploy/cloudfront/template.yaml')
const propertiesOf = <T>(id: string) => template.Resources[id]?.Properties as T

describe('the template', () => {
  it('has resources as AWS specifies them, and names nothing that is not there', () => {
    expect(resourceProblems(template)).toEqual([])
    expect(unknownNames(template)).toEqual([])
  })

  it('would not pass with a wrong property, type, value or name', () => {
    const broken = structuredClone(template)
    Object.assign(broken.Resources.Bucket?.Properties ?? {}, { BucketNmae: 'x', VersioningConfiguration: { Status: 'On' }, Tags: 'none' })
    delete broken.Resources.OriginAccess?.Properties.OriginAccessControlConfig
    expect(resourceProblems(broken)).toEqual(expect.arrayContaining(['Bucket has no BucketNmae', expect.stringContaining('Bucket.VersioningConfiguration.Status'), 'Bucket.Tags is no list', 'OriginAccess.OriginAccessControlConfig is missing']))
    expect(unknownNames({ ...broken, Outputs: { A: { 'Fn::GetAtt': ['Bucket', 'Arm'] }, B: { 'Fn::Sub': '${Buckte}' } } })).toEqual(['Bucket.Arm', 'Buckte'])
  })

  it('lets nobody but its own distribution read the bucket', () => {
    const { PublicAccessBlockConfiguration: block } = propertiesOf<{ PublicAccessBlockConfiguration: object }>('Bucket')
    expect(Object.values(block)).toEqual([true, true, true, true])
    const { PolicyDocument: { Statement } } = propertiesOf<{ PolicyDocument: { Statement: { Effect: string }[] } }>('BucketPolicy')
    expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([expect.objectContaining({
      Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject',
      Condition: { StringEquals: { 'AWS:SourceArn': { 'Fn::Sub': expect.stringMatching(/distribution\/\$\{Distribution\}$/) } } },
    })])
  })

  it.each([['PageHeaders', CACHE_CONTROL.other], ['AssetHeaders', CACHE_CONTROL.hashed]])('%s are those of scripts/lib/headers.ts, and TLS from then on', (id, cache) => {
    interface Policy { ResponseHeadersPolicyConfig: { SecurityHeadersConfig: { ReferrerPolicy: object, ContentSecurityPolicy: object, ContentTypeOptions: object, StrictTransportSecurity: object }, CustomHeadersConfig: { Items: { Header: string, Value: string, Override: boolean }[] } } }
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = propertiesOf<Policy>(id).ResponseHeadersPolicyConfig
    expect(security).toEqual({
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: SECURITY_HEADERS['Referrer-Policy'], Override: true },
      ContentSecurityPolicy: { ContentSecurityPolicy: SECURITY_HEADERS['Content-Security-Policy'], Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
    })
    const others = Object.entries(SECURITY_HEADERS).filter(([name]) => !['X-Content-Type-Options', 'Referrer-Policy', 'Content-Security-Policy'].includes(name))
    expect(custom.Items.map(({ Header, Value }) => [Header, Value])).toEqual([['Cache-Control', cache], ...others])
    expect(custom.Items.every(({ Override }) => Override)).toBe(true)
  })

  it('compresses everything, over HTTP/3, and answers what is not there with the page for it', () => {
    const { DistributionConfig: config } = propertiesOf<{ DistributionConfig: { HttpVersion: string, DefaultCacheBehavior: { Compress: boolean }, CacheBehaviors: { Compress: boolean, PathPattern: string }[], CustomErrorResponses: object[] } }>('Distribution')
    expect(config.HttpVersion).toBe('http2and3')
    expect([config.DefaultCacheBehavior, ...config.CacheBehaviors].map(({ Compress }) => Compress)).toEqual([true, true])
    expect(config.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(['*/assets/*'])
    expect(config.CustomErrorResponses).toEqual([403, 404].map(ErrorCode => expect.objectContaining({ ErrorCode, ResponseCode: 404, ResponsePagePath: '/404.html' })))
  })
})

describe('the function for addresses', () => {
  const { FunctionCode } = propertiesOf<{ FunctionCode: string }>('Addresses')
  const ask = (uri: string, querystring = {}) => runInNewContext(`${FunctionCode}; handler(event)`, { event: { request: { uri, querystring } } }) as { uri?: string, statusCode?: number, headers?: { location: { value: string } } }

  it.each([['/', '/index.html'], ['/ko/', '/ko/index.html'], ['/en/k8s-pod/', '/en/k8s-pod/index.html'], ['/favicon.svg', '/favicon.svg'], ['/ko/assets/index-a.b_C.js', '/ko/assets/index-a.b_C.js']])('%s is the file %s', (address, file) => {
    expect(ask(address).uri).toBe(file)
  })

  it.each([['/ko', {}, '/ko/'], ['/en/k8s-pod', { clicks: { value: '2' } }, '/en/k8s-pod/?clicks=2'], ['/ko', { print: { value: '' }, a: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } }, '/ko/?print&a=1&a=2'], ['//elsewhere.example', {}, '//elsewhere.example'], ['//elsewhere', {}, '/elsewhere/']])('%s with %o goes to %s', (address, query, to) => {
    const { uri, statusCode, headers } = ask(address, query)
    expect(uri ?? headers?.location.value).toBe(to)
    if (uri === undefined) expect(statusCode).toBe(301)
  })

  it('fits into what CloudFront takes: 10 KB', () => {
    expect(Buffer.byteLength(FunctionCode)).toBeLessThan(10_240)
  })
})

it('publish.sh uploads files with a name of their own before the pages, and takes none of the old ones away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eks-primer-publish-'))
  mkdirSync(join(folder, 'bin'))
  for (const [name, answer] of [['npm', ''], ['aws', 'case "$*" in *BucketName*) echo bucket-1;; *DistributionId*) echo E1;; *Address*) echo https://deck.example.com/;; esac']] as const) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\necho "${name} $*" >> ${folder}/said\n${answer}\n`)
    chmodSync(join(folder, 'bin', name), 0o755)
  }
  const printed = execFileSync('bash', ['deploy/cloudfront/publish.sh', 'talk', 'deck.example.com', 'arn:aws:acm:x'], { encoding: 'utf8', env: { ...process.env, PATH: `${folder}/bin${delimiter}${process.env.PATH}` } })
  const said = readFileSync(join(folder, 'said'), 'utf8').trim().split('\n')
  rmSync(folder, { recursive: true })
  expect(printed).toContain('https://deck.example.com/')
  expect(said[0]).toBe('npm run build -- --site https://deck.example.com')
  const deploy = said.findIndex(line => line.startsWith('aws cloudformation deploy'))
  expect(said[deploy]).toContain('DomainName=deck.example.com CertificateArn=arn:aws:acm:x')
  const syncs = said.filter(line => line.startsWith('aws s3 sync'))
  expect(syncs.map(line => [line.includes('--include */assets/*'), line.includes('--delete')])).toEqual([[true, false], [false, true]])
  expect(syncs.every(line => line.includes('dist s3://bucket-1'))).toBe(true)
  expect(said.findIndex(line => line.startsWith('aws cloudfront create-invalidation --distribution-id E1 --paths /*'))).toBeGreaterThan(said.indexOf(syncs[1] ?? ''))
})

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withHeaders } from '../../scripts/lib/nginx-conf.ts'

const CONFIGURATION = 'deploy/container/nginx.conf'

it('nginx.conf says what scripts/lib/headers.ts says (vitest run test/deploy/nginx.test.ts -u writes it anew)', async () => {
  await expect(withHeaders(readFileSync(CONFIGURATION, 'utf8'))).toMatchFileSnapshot(`../../${CONFIGURATION}`)
})

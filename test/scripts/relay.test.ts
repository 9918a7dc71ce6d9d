import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RELAY_EVENT } from '../../scripts/lib/peers.ts'

it('the windows and the development server call the relay by one name', () => {
  expect(readFileSync('sync/channel.ts', 'utf8')).toContain(`'${RELAY_EVENT}'`)
})

import process from 'node:process'
import { messageOf, readPort, runCommand } from './lib/command.ts'
import { onceOrphaned } from './lib/parent.ts'
import { serveBuild } from './lib/serve.ts'

await runCommand('npm run preview [-- --port 4173]', { options: { port: { type: 'string', default: '4173' } } }, async ({ values }) => {
  const { address } = await serveBuild('dist', readPort(values.port)).catch((error: unknown) => {
    throw new Error(messageOf(error).replace(/^Port \d+ is already in use$/, '$&. Stop what uses it, or choose another: npm run preview -- --port NUMBER'))
  })
  onceOrphaned(() => process.exit())
  console.log(`${address}\nCtrl+C stops it.`)
})

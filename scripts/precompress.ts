import { runCommand } from './lib/command.ts'
import { precompress } from './lib/precompress.ts'
import { baseOf } from './lib/serve.ts'

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

await runCommand('npm run precompress [-- FOLDER]', { allowPositionals: true }, async ({ positionals: [folder = 'dist'] }) => {
  if (!baseOf(folder))
    throw new Error(`There is no built deck in ${folder}: run npm run build first.`)
  const { files, bytes, brotli, gzip } = await precompress(folder)
  console.log(`${files} files of ${mebibytes(bytes)}: ${mebibytes(brotli)} by brotli, ${mebibytes(gzip)} by gzip.`)
})

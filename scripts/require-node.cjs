// Plain JavaScript for any Node: the other scripts are TypeScript, which an old Node answers with a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`This deck needs Node 22.18 or newer, and this is ${process.versions.node}.
It brings its own: run it as "npm start" (not "node scripts/..."), after "npm ci".
If npm left optional packages out, run "npm install --include=optional" once.`)
  process.exit(1)
}

// Presenting needs no development package; making files does.
if (/[\\/](build|export|diagrams)\.ts$/.test(process.argv[1] ?? '')) {
  try {
    require.resolve('playwright/package.json')
  }
  catch {
    console.error(`Development packages are not installed: npm leaves them out under NODE_ENV=production or --omit=dev.
Run "npm ci --include=dev" once.`)
    process.exit(1)
  }
}

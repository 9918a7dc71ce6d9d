// Plain JavaScript for any Node: the other scripts are TypeScript, which an old Node answers with a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`This deck needs Node 22.18 or newer, and this is ${process.versions.node}.
It brings its own: run it as "npm start" (not "node scripts/..."), after "npm ci".
If npm left optional packages out, run "npm install --include=optional" once.`)
  process.exit(1)
}

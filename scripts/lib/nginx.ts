import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { setTimeout as later } from 'node:timers/promises'
import { installWithApt } from './apt.ts'
import { tryPort } from './port.ts'
import { precompress } from './precompress.ts'

const PROGRAM = '/usr/sbin/nginx'
/** Debian's own, on every machine that has its nginx: nginx is ended with who runs it, even one that is killed outright and can tell nobody. */
const ENDS_WITH_ITS_PARENT = ['setpriv', '--pdeathsig', 'TERM'] as const
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so'
/** The packages that the container has, by the names of Debian and Ubuntu. */
const PACKAGES = ['nginx-light', 'libnginx-mod-http-brotli-static']
/** Who runs it here where root starts it: it must do without root's rights. */
const NOBODY = 65534

/** Whether Debian's nginx with brotli is on this machine. In CI it is installed; a person's machine might start it for good. */
export function haveNginx(): boolean {
  const here = () => [PROGRAM, BROTLI].every(path => existsSync(path))
  return here() || (Boolean(process.env.CI) && installWithApt(...PACKAGES) && here())
}

export interface Nginx {
  /** Its address, the deck's base included. */
  address: string
  /** The process that was started: nginx's master. */
  master: ChildProcess
  /** The processes that serve. */
  workers: () => number[]
  /** Starts it again on the same files and port, after it was ended. */
  restart: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Serves a built deck by deploy/container/nginx.conf as it stands but for the port: files that only root may write, a user
 * that is not root, and one folder to write to.
 *
 * @param base where the files lie, with a slash at both ends
 * @throws with what nginx said, when it does not start
 */
export async function serveByNginx(folder: string, base = '/', port = 0): Promise<Nginx> {
  const prefix = mkdtempSync(join(tmpdir(), 'eks-primer-nginx-'))
  chmodSync(prefix, 0o755)
  const chosen = port || await tryPort(0)
  const configuration = readFileSync('deploy/container/nginx.conf', 'utf8').replace(/listen 8080\b/, `listen 127.0.0.1:${chosen}`)
  writeFileSync(join(prefix, 'nginx.conf'), configuration)
  const site = join(prefix, 'html', base)
  mkdirSync(dirname(site), { recursive: true })
  cpSync(folder, site, { recursive: true, preserveTimestamps: true })
  if (existsSync(join(folder, '404.html')))
    cpSync(join(folder, '404.html'), join(prefix, 'html/404.html'))
  // Brotli at its best takes minutes for what a test asks nothing of.
  await precompress(join(prefix, 'html'), 4)
  mkdirSync(join(prefix, 'tmp'))
  const root = process.getuid?.() === 0
  if (root)
    chownSync(join(prefix, 'tmp'), NOBODY, NOBODY)

  const health = `http://127.0.0.1:${chosen}/healthz`
  async function start(): Promise<ChildProcess> {
    const [command, ...options] = ENDS_WITH_ITS_PARENT
    const nginx = spawn(command, [...options, PROGRAM, '-e', 'stderr', '-p', `${prefix}/`, '-c', join(prefix, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'], ...(root && { uid: NOBODY, gid: NOBODY }) })
    let said = ''
    nginx.stderr?.on('data', (chunk: Buffer) => said += String(chunk))
    while (nginx.exitCode === null && nginx.signalCode === null) {
      if (await fetch(health).then(({ ok }) => ok, () => false))
        return nginx
      await later(20)
    }
    throw new Error(`nginx did not start:\n${said}`)
  }

  let master = await start()
  return {
    address: `http://127.0.0.1:${chosen}${base}`,
    get master() {
      return master
    },
    workers: () => readFileSync(`/proc/${master.pid}/task/${master.pid}/children`, 'utf8').trim().split(' ').map(Number),
    restart: async () => {
      master = await start()
    },
    close: async () => {
      if (master.exitCode === null && master.signalCode === null) {
        master.kill('SIGTERM')
        await once(master, 'exit')
      }
      rmSync(prefix, { recursive: true, force: true })
    },
  }
}

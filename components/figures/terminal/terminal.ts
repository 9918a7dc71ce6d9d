import type { Localized } from '../../../data/localized.ts'
import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { KubectlTerminal } from '../../../engine/kubernetes/kubectl/index.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { KubeObject, Pod } from '../../../engine/kubernetes/types/index.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { simulated } from '../shell/simulated.ts'
import { type StageView, stageView } from '../stage/view.ts'
import { nodeAgents, nodes } from './nodes.ts'
import { strings } from './terminal-words.ts'

/** When the cluster has settled and somebody sits down at it: virtual ms. */
const START = 60_000

export const tourFiles: Readonly<Record<string, readonly KubeObject[]>> = {
  'web.yaml': [{
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: {
      replicas: 3, selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '400m', memory: '512Mi' } } }] } },
    },
  } as KubeObject],
}

/** What is typed in each beat, and how long (virtual ms) one looks at it. */
const beats: readonly { lines: readonly string[], lasts: number, say: Localized }[] = [
  { lines: ['kubectl get nodes'], lasts: 4_000, say: strings.nodes },
  { lines: ['kubectl apply -f web.yaml', 'kubectl get pods -w'], lasts: 12_000, say: strings.apply },
  { lines: ['kubectl scale deployment web --replicas=5', 'kubectl get pods'], lasts: 10_000, say: strings.scale },
  { lines: ['kubectl set image deployment/web web=web:2', 'kubectl rollout status deployment/web'], lasts: 40_000, say: strings.rollout },
  { lines: ['kubectl drain node-a --ignore-daemonsets'], lasts: 20_000, say: strings.drain },
]

/** When each beat begins: virtual ms. */
const begins = beats.map((_, index) => START + beats.slice(0, index).reduce((sum, { lasts }) => sum + lasts, 0))
const END = START + beats.reduce((sum, { lasts }) => sum + lasts, 0)

const typed = beats.flatMap(({ lines }, beat) => lines.map((line, index): TimedCommand => ({ at: (begins[beat] ?? START) + 500 + index * 700, do: { type: 'kubectl', line } })))

/** The version of a pod whose image has a number for a tag: in a rollout, old and new are told apart. */
function versionOf({ spec }: Pod): number | undefined {
  const tag = Number(spec.containers[0]?.image?.split(':')[1])
  return Number.isInteger(tag) ? tag : undefined
}

export const terminalFigure = defineFigure<Record<never, never>, 'tour' | 'empty', undefined, StageView>({
  name: 'terminal',
  version: 1,
  label: strings.title,
  params: {},
  scenarios: { tour: { title: strings.tour, byHand: typed }, empty: { title: strings.empty } },
  run: simulated({
    scenario: () => ({ objects: [...BASE_OBJECTS, ...nodes, ...nodeAgents] }),
    controllers: () => [...standardControllers(), new KubectlTerminal(tourFiles)],
    ownTerminal: true,
    // What runs on every node is no part of what is typed about.
    look: ({ store }) => stageView(store.list('Node'), store.list('Pod').filter(({ metadata }) => metadata.namespace !== 'kube-system'), pod => ({ version: versionOf(pod) })),
    start: START,
    end: () => END,
  }),
  story: (_, scenario) => scenario === 'empty'
    ? []
    : beats.map(({ say, lasts }, index): Beat => ({ until: (begins[index] ?? START) + lasts, say, seconds: Math.min(8, lasts / 2_000), ...(index === 2 && { telling: true }) })),
  opening: () => strings.ask,
  models: strings.models,
})

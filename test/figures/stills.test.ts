/** Every figure as paper shows it: drawn without a browser, at every beat, so that a figure that cannot be drawn fails here first. */
import { type Component, createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { afterEach, describe, expect, it } from 'vitest'
import ReplicasFigure from '../../docs/examples/replicas/ReplicasFigure.vue'
import { replicas } from '../../docs/examples/replicas/definition.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { playbackOf, tellAtOnce } from '../../components/figures/shell/telling.ts'
import { printedClick } from '../support/slidev-client.ts'

const render = (figure: Component, props: object = {}) => renderToString(createSSRApp({ render: () => h(figure, props) }))

afterEach(() => { printedClick.value = undefined })

describe('the example of docs/figures.md', () => {
  it('tells its story, a beat of the clicker each: the first pod is scheduled, then all are ready', async () => {
    const author = authorsRecord(replicas, 'up')
    const { beats } = tellAtOnce(replicas, author, playbackOf(replicas, author))
    expect(beats).toHaveLength(2)
    const html = await render(ReplicasFigure)
    expect(html.match(/<g class="[^"]*\bready\b/g)).toHaveLength(3)
    expect(html).toContain('kubelet이 컨테이너를 띄웁니다.')
    printedClick.value = 1
    expect((await render(ReplicasFigure)).match(/<g class="[^"]*\bcreating\b/g)).toHaveLength(1)
  })
})

/** Every figure of the deck by its component's name: a new one is found here by itself. */
const all = import.meta.glob<Component>('../../components/figures/*/*Figure.vue', { eager: true, import: 'default' })
const named = (name: string) => Object.entries(all).find(([path]) => path.endsWith(`/${name}.vue`))?.[1] as Component
/** What a figure cannot be drawn without. */
const needed: Readonly<Record<string, object>> = { QuizFigure: { id: 'eks' } }

describe.each<[name: string, figure: Component, props: object]>([
  ...Object.entries(all).map(([path, figure]): [string, Component, object] => {
    const name = path.replace(/^.*\/|\.vue$/g, '')
    return [name, figure, needed[name] ?? {}]
  }),
  ['SchedulingFigure, preemption', named('SchedulingFigure'), { scenario: 'preemption' }],
  ['ControlPlaneFigure, one to three members', named('ControlPlaneFigure'), { scenario: 'count' }],
  ['LevelsFigure, a node to drain', named('LevelsFigure'), { first: 'drain' }],
])('%s on paper', (_, figure, props) => {
  it.each([undefined, 0, 1, 2, 3, 4, 99])('draws beat %s, with nothing to press', async (click) => {
    printedClick.value = click
    const html = await render(figure, props)
    expect(html).toContain('role="group"')
    expect(html.replace(/<button[^>]* disabled[^>]*>/g, '')).not.toMatch(/<(button|input|select)\b/)
  })
})

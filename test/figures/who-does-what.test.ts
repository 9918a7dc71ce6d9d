import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { afterEach, describe, expect, it } from 'vitest'
import { sources } from '../../data/sources.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { tellAtOnce } from '../../components/figures/shell/telling.ts'
import WhoDoesWhatFigure from '../../components/figures/who-does-what/WhoDoesWhatFigure.vue'
import { countsOf, leftFor, tasks } from '../../components/figures/who-does-what/duty-counts.ts'
import { planeSays, whoDoesWhat } from '../../components/figures/who-does-what/who-does-what.ts'
import { type Plane, planes } from '../../engine/cost/index.ts'
import { printedClick } from '../support/slidev-client.ts'

const story = tellAtOnce(whoDoesWhat, authorsRecord(whoDoesWhat, 'tasks'), undefined).beats
const render = () => renderToString(createSSRApp({ render: () => h(WhoDoesWhatFigure) }))

afterEach(() => { printedClick.value = undefined })

describe('who does what', () => {
  it('goes from the plane that leaves everything to the one without nodes, a beat each', () => {
    expect(authorsRecord(whoDoesWhat, 'tasks').params.plane).toBe('self-managed')
    expect(story.map(({ params }) => params?.plane)).toEqual(planes.slice(1))
  })

  it('takes work off your own hands at every step, and never gives back as much as it took', () => {
    const byHand = planes.map(plane => countsOf(plane).you)
    expect(byHand[0]).toBe(tasks.length)
    expect(byHand).toEqual([...byHand].sort((a, b) => b - a))
    const gone = planes.map(plane => countsOf(plane).aws)
    for (const [index, now] of gone.slice(1).entries())
      expect((gone[index] ?? 0) - now).toBeLessThanOrEqual((gone[index] ?? 0) / 2)
  })

  it('leaves what is paid for without being used to you everywhere: no data plane gives it away', () => {
    for (const plane of planes)
      expect(leftFor(plane).map(({ task }) => task.name.en), plane).toContain('Idle capacity')
  })

  it('leaves the app to you everywhere, as the shared responsibility model does', () => {
    for (const plane of planes)
      expect(leftFor(plane).at(-1)?.task.name.en).toBe('App and pods')
  })

  it('says what is left wherever AWS does not do all of it, and nowhere else; each cell has a document with its day', () => {
    for (const task of tasks) {
      for (const plane of planes) {
        const { who, left, says, source } = task[plane]
        expect(left !== undefined, `${task.name.en}, ${plane}`).toBe(who !== 'aws')
        expect(says.ko && says.en).toBeTruthy()
        expect(sources[source].date).toMatch(/^\d{4}-\d\d-\d\d$/)
      }
    }
  })

  it.each([['self-managed', 'you'], ['managed', 'shared'], ['karpenter', 'software'], ['auto-mode', 'aws']] as const)('counts in the caption of %s what its column shows', async (plane: Plane, doer) => {
    printedClick.value = planes.indexOf(plane)
    const html = await render()
    const open = html.match(new RegExp(`class="(?=[^"]*\\b${doer}\\b)[^"]*\\bopen\\b`, 'g'))?.length ?? 0
    expect(open).toBeGreaterThan(1)
    expect(html).toContain(planeSays[plane].ko)
    expect(planeSays[plane].ko).toContain(`${open}가지`)
    expect(planeSays[plane].en).toContain(String(open))
  })

  it('shows, in the column that is open, what is left on that plane, and nothing of the others', async () => {
    printedClick.value = planes.indexOf('fargate')
    const html = await render()
    for (const { duty } of leftFor('fargate'))
      expect(html).toContain(duty.left?.ko)
    expect(html).not.toContain('인스턴스 가득 채우기')
  })
})

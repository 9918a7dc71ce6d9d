import type { Locator } from '@playwright/test'
import { adviceOf, billsToChooseBy } from '../../components/figures/cost/choose.ts'
import { today } from '../../components/figures/cost/compute.ts'
import { cost } from '../../components/figures/cost/cost.ts'
import { scenarioNames } from '../../components/figures/cost/cost-strings.ts'
import { amount, dollars } from '../../components/figures/controls/number-words.ts'
import { lanesInOrder } from '../../components/figures/race/race-found.ts'
import { type RaceScenario, raceScenarios } from '../../components/figures/race/race-scenarios.ts'
import { turnsOnWords } from '../../components/figures/race/race-verdict.ts'
import { fleetWords, laneNames, requests, scalingCostWords, scenarioTitles, strings } from '../../components/figures/race/race-words.ts'
import { raceFigure } from '../../components/figures/race/race.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { pack } from '../../components/figures/shell/share.ts'
import { strings as shellStrings } from '../../components/figures/shell/shell-strings.ts'
import type { Language } from '../../data/localized.ts'
import { auditLayout, seriousFaults } from './audit.ts'
import { expect, languages, showSlide, slideIds, test } from './deck.ts'
import { expectVectors, openFigure, openPrinted, storysEnd, tellToEnd } from './figures.ts'

const run = (scenario: RaceScenario) => storysEnd(raceFigure, scenario)
type RaceEnd = ReturnType<typeof run>
const ends = new Map<RaceScenario, RaceEnd>()

/** A race of the author's at its end, run once a worker. */
function raceEnd(scenario: RaceScenario): RaceEnd {
  const end = ends.get(scenario) ?? run(scenario)
  ends.set(scenario, end)
  return end
}

/** What stands there at the end: the verdict, what it turns on, and what each lane runs on, has lost and paid. */
async function expectEnd(figure: Locator, { view, say, telling: { found } }: RaceEnd, language: Language) {
  await expect.soft(figure.getByText(say[language], { exact: true })).toBeVisible()
  const turnsOn = turnsOnWords(found.verdict)[language]
  if (turnsOn)
    await expect.soft(figure.getByText(turnsOn, { exact: true })).toBeVisible()
  for (const lane of view.lanes) {
    const lost = `${requests(lane.serving.lostSoFar + lane.serving.waiting, language)} ${strings.lost[language]}`
    const row = figure.getByRole('listitem').filter({ hasText: laneNames[lane.lane][language] })
    await expect.soft(row).toContainText(`${lost}${dollars(lane.cents)}`)
    // What is paid for scaling itself is part of that, and says so.
    const scaling = lane.scaling ? ` (${scalingCostWords(lane.scaling.code, dollars(lane.scaling.cents), language)})` : ''
    await expect.soft(row.getByRole('img', { name: `${laneNames[lane.lane][language]}: ${fleetWords(lane, language)}, ${lost}, ${dollars(lane.cents)}${scaling}` })).toBeVisible()
  }
}

for (const [half, language] of languages.entries()) {
  // Scenarios differ by what the engine says, languages by words: each of either is seen once.
  test(`${language}: every load ends as the engine says: who served, who lost, who paid, and what that turns on`, async ({ page }) => {
    const { figure, no } = await openFigure(page, language, 'race')
    for (const scenario of raceScenarios.filter((_, index) => index % 2 === half)) {
      const end = raceEnd(scenario)
      await test.step(scenario, async () => {
        await tellToEnd(figure, language, scenarioTitles[scenario], end)
        await expectEnd(figure, end, language)
        expect.soft(await auditLayout(page, no)).toEqual([])
      })
    }
  })

  test(`${language}: the printed page has five lanes as vectors, and their table`, async ({ page }) => {
    const { figure, no } = await openPrinted(page, language, 'race', raceFigure.label)
    const end = raceEnd('flash-sale')
    await expectEnd(figure, end, language)
    for (const { lane, totals } of lanesInOrder(end.telling.found.result)) {
      const row = figure.getByRole('row').filter({ has: page.getByRole('rowheader', { name: laneNames[lane][language], exact: true }) })
      for (const cell of [amount(totals.served, 0), amount(totals.lost, 0), dollars(totals.cents)])
        await expect.soft(row.getByRole('cell', { name: cell, exact: true })).toBeVisible()
    }
    await expectVectors(figure)
    expect(await auditLayout(page, no)).toEqual([])
  })
}

test('a reader\'s own numbers and load: what cannot be raced is said, and the last race stays; panels can be read by all', async ({ page }) => {
  const { figure, no } = await openFigure(page, 'ko', 'race')
  const faults = () => seriousFaults(page, `[data-slidev-no="${no}"] .figure`)
  const end = raceEnd('flash-sale')
  await tellToEnd(figure, 'ko', scenarioTitles['flash-sale'], end)
  expect.soft(await faults(), 'stage').toEqual([])

  await figure.getByRole('button', { name: shellStrings.table.ko, exact: true }).click()
  expect.soft(await faults(), 'table').toEqual([])
  const inputs = figure.getByRole('button', { name: strings.inputs.ko, exact: true })
  await inputs.click()
  expect.soft(await faults(), 'inputs').toEqual([])
  await figure.getByRole('spinbutton', { name: /HPA 최소 파드/ }).fill('300')
  await expect(figure.getByText('최소 300이(가) 최대 200보다 큽니다')).toBeVisible()
  await inputs.click()
  await expectEnd(figure, end, 'ko')

  await figure.getByRole('button', { name: scenarioTitles.own.ko, exact: true }).click()
  const handle = figure.getByRole('slider', { name: '7분 30초', exact: true })
  const before = await handle.getAttribute('aria-valuenow')
  // After a press of a pointer the arrows turn pages; who comes by Tab has them.
  await page.keyboard.press('Tab')
  await handle.press('ArrowDown')
  await expect(handle).toHaveAttribute('aria-valuenow', String(Number(before) - 250))
  await expect(figure).toHaveAttribute('aria-busy', 'false')
  await expect(page).toHaveURL(/race/)
})

test('which one when speaks of the scenarios that were chosen in the race and in the bill', async ({ page }) => {
  const ids = await slideIds('ko')
  const advice = page.getByRole('table').filter({ hasText: scenarioNames['web-shop'].ko }).or(page.getByRole('table').filter({ hasText: scenarioNames['steady-api'].ko }))
  const expectAdvice = async (race: RaceScenario, bill: 'web-shop' | 'steady-api') => {
    await showSlide(page, 'ko', ids.indexOf('which-one-when') + 1)
    await expect(advice.getByRole('columnheader', { name: scenarioTitles[race].ko })).toBeVisible()
    const bills = billsToChooseBy({ ...authorsRecord(cost, bill).params, scenario: bill }, [], today(new Date()))
    for (const { lost, costs } of adviceOf(bills.fills, raceEnd(race).telling.found.scores, { currency: 'USD', wonPerDollar: 1400 }, 'ko')) {
      const row = costs.reduce((rows, money) => rows.filter({ hasText: money }), advice.getByRole('row'))
      await expect(row.filter({ hasText: lost }).first()).toBeVisible()
    }
  }
  await expectAdvice('flash-sale', 'web-shop')
  const race = await openFigure(page, 'ko', 'race')
  await race.figure.getByRole('button', { name: scenarioTitles['two-rushes'].ko, exact: true }).click()
  await expect(race.figure).toHaveAttribute('aria-busy', 'false')
  const bill = await openFigure(page, 'ko', 'cost-compare')
  await bill.figure.getByRole('button', { name: scenarioNames['steady-api'].ko, exact: true }).click()
  await expectAdvice('two-rushes', 'steady-api')
})

for (const [what, change, said] of [
  ['a negative load', { load: [{ at: 0, rps: -5 }, { at: 60_000, rps: 1 }] }, 'load[0].rps: -5'],
  ['a curve with NaN', { load: [{ at: 0, rps: Number.NaN }, { at: 60_000, rps: 1 }] }, 'the default is used'],
  ['1e12 pods', { numbers: { 'hpa.maxReplicas': 1e12 } }, 'hpa.maxReplicas: 1000000000000'],
] as const) {
  test(`a link to ${what} is refused in words, and the author's race stays`, async ({ page }) => {
    const author = authorsRecord(raceFigure, 'flash-sale')
    await page.goto(`/en/#/race?figure=${pack({ id: 'race', version: raceFigure.version, record: { ...author, params: { ...author.params, ...change } } })}`)
    await expect(page.getByText(said)).toBeVisible()
    await expect(page.getByText(strings.begin.en)).toBeVisible()
  })
}

import type { Locator, Page } from '@playwright/test'
import { hpa } from '../../components/figures/hpa/hpa.ts'
import { strings } from '../../components/figures/hpa/hpa-words.ts'
import type { HpaView } from '../../components/figures/hpa/looks.ts'
import { scenarioNames } from '../../components/figures/hpa/plan.ts'
import { dollars } from '../../components/figures/controls/number-words.ts'
import { laneNumbers } from '../../components/figures/node-scaling/lane-numbers.ts'
import { type NodeScalingFound, typesOf } from '../../components/figures/node-scaling/node-scaling-found.ts'
import { nodeScalingScenarios } from '../../components/figures/node-scaling/node-scaling-inputs.ts'
import type { LaneStage } from '../../components/figures/node-scaling/node-scaling-view.ts'
import { strings as nodeStrings } from '../../components/figures/node-scaling/node-scaling-words.ts'
import { nodeScaling } from '../../components/figures/node-scaling/node-scaling.ts'
import { laneNames } from '../../components/figures/race/race-words.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { stillFrame } from '../../components/figures/shell/still.ts'
import type { Language } from '../../data/localized.ts'
import { auditLayout } from './audit.ts'
import { expect, languages, test } from './deck.ts'
import { expectVectors, openFigure, openPrinted, storysEnd, tellToEnd } from './figures.ts'

/** The autoscaler's chart, and a bar for each pod. */
async function expectPods(figure: Locator, { desired, ready, pods }: HpaView, language: Language) {
  await expect.soft(figure.getByRole('img', { name: `${strings.desired[language]} ${desired}, ${strings.ready[language]} ${ready}` })).toBeVisible()
  await expect.soft(figure.getByRole('img', { name: strings.usageOf[language] })).toHaveAccessibleName(new RegExp(pods.map(({ name }) => name).join('.*')))
}

/** Each lane with its name, its numbers, and every type of machine that is there by its whole name; the system's are called that. */
async function expectLanes(figure: Locator, view: readonly LaneStage[], { lanes }: NodeScalingFound, language: Language) {
  for (const each of view) {
    const { lane, stage } = each
    const group = figure.getByRole('group', { name: laneNames[lane][language], exact: true })
    for (const { nodes, waits, cost, own = '' } of lanes.filter(story => story.lane === lane).map(story => laneNumbers(each, story, language))) {
      for (const said of [nodes.join(''), waits.join(''), cost, own])
        await expect.soft(group).toContainText(said)
    }
    for (const type of new Set(stage.nodes.filter(({ gone }) => !gone).map(({ label = '', system }) => system ? nodeStrings.systemNode[language] : label)))
      await expect.soft(group.getByText(type).first()).toBeVisible()
  }
}

const rowOf = (page: Page, figure: Locator, head: string) => figure.getByRole('row').filter({ has: page.getByRole('rowheader', { name: head, exact: true }) })

for (const [half, language] of languages.entries()) {
  /** Scenarios differ by what the engine says, languages by words: each of either is seen once. */
  const ofThisLanguage = <T>(scenarios: readonly T[]) => scenarios.filter((_, index) => index % 2 === half)

  test(`${language}: each scenario of the HPA, and of new nodes, ends as the engine says`, async ({ page }) => {
    const pods = await openFigure(page, language, 'hpa')
    for (const scenario of ofThisLanguage(scenarioNames)) {
      const end = storysEnd(hpa, scenario)
      await tellToEnd(pods.figure, language, hpa.scenarios[scenario].title, end)
      await expectPods(pods.figure, end.view, language)
      expect.soft(await auditLayout(page, pods.no), scenario).toEqual([])
    }
    const nodes = await openFigure(page, language, 'node-scaling')
    for (const scenario of ofThisLanguage(nodeScalingScenarios)) {
      const end = storysEnd(nodeScaling, scenario)
      await tellToEnd(nodes.figure, language, nodeScaling.scenarios[scenario].title, end)
      await expectLanes(nodes.figure, end.view, end.telling.found, language)
      expect.soft(await auditLayout(page, nodes.no), scenario).toEqual([])
    }
  })

  test(`${language}: both are printed as vectors, each with its table`, async ({ page }) => {
    const pods = await openPrinted(page, language, 'hpa', hpa.label)
    const looked = stillFrame(hpa, authorsRecord(hpa, 'standard'))
    await expectPods(pods.figure, looked.view, language)
    const table = pods.figure.getByRole('table', { name: strings.table[language] })
    const { replicas, desired } = looked.telling.found.looks.findLast(({ at }) => at <= looked.now) ?? { replicas: 0, desired: 0 }
    await expect(table.getByRole('row').last()).toContainText(new RegExp(`${replicas}.*${desired}`))
    await expectVectors(pods.figure)
    expect.soft(await auditLayout(page, pods.no)).toEqual([])

    const nodes = await openPrinted(page, language, 'node-scaling', nodeScaling.label)
    const end = storysEnd(nodeScaling, 'standard')
    await expectLanes(nodes.figure, end.view, end.telling.found, language)
    for (const { lane, added, left, result } of end.telling.found.lanes) {
      for (const cell of [typesOf(added), String(left), dollars(result.totals.cents)])
        await expect.soft(rowOf(page, nodes.figure, laneNames[lane][language]).getByRole('cell', { name: cell, exact: true })).toBeVisible()
    }
    await expectVectors(nodes.figure)
    expect(await auditLayout(page, nodes.no)).toEqual([])
  })
}

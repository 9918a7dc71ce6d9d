/** What the specs of figures share: how one is opened, told to its end, and printed, and what the engine itself says of it. */
import type { Locator, Page } from '@playwright/test'
import type { FigureDefinition } from '../../components/figures/shell/define.ts'
import type { ParamSet } from '../../components/figures/shell/param.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { strings } from '../../components/figures/shell/shell-strings.ts'
import { stillFrame, type StillFrame } from '../../components/figures/shell/still.ts'
import type { Language, Localized } from '../../data/localized.ts'
import { expect, showSlide, slideIds } from './deck.ts'

export interface OpenedFigure {
  figure: Locator
  /** The slide's number. */
  no: number
}

/** Opens the slide of this id, at one of its clicks, and waits for its figure. */
export async function openFigure(page: Page, language: Language, id: string, clicks = 0): Promise<OpenedFigure> {
  const no = (await slideIds(language)).indexOf(id) + 1
  await showSlide(page, language, no, clicks)
  const figure = page.locator(`[data-slidev-no="${no}"] .figure-ready`).first()
  await figure.waitFor()
  return { figure, no }
}

/** Opens the slide as it is printed. @param name of the figure, as a screen reader calls it */
export async function openPrinted(page: Page, language: Language, id: string, name: Localized): Promise<OpenedFigure> {
  const no = (await slideIds(language)).indexOf(id) + 1
  await page.goto(`/${language}/?print#/${no}`)
  const figure = page.locator(`[data-slidev-no="${no}"]`).getByRole('group', { name: name[language], exact: true })
  await figure.waitFor()
  return { figure, no }
}

/** A printed figure is vectors and text, and nothing can be pressed. */
export async function expectVectors(figure: Locator): Promise<void> {
  for (const role of ['button', 'combobox', 'slider', 'spinbutton', 'textbox'] as const)
    await expect.soft(figure.getByRole(role), role).toHaveCount(0)
  await expect(figure.locator('canvas, img')).toHaveCount(0)
}

/** What the engine says of a scenario, as its author has it, after the whole story. */
export function storysEnd<P extends ParamSet, S extends string, T, V>(definition: FigureDefinition<P, S, T, V>, scenario: S): StillFrame<P, S, T, V> & { say: Localized } {
  const frame = stillFrame(definition, authorsRecord(definition, scenario), Number.POSITIVE_INFINITY)
  return { ...frame, say: frame.telling.beats[frame.beat - 1]?.say ?? { ko: '', en: '' } }
}

/** Chooses a scenario, and goes through its story step by step until it says its last sentence. */
export async function tellToEnd(figure: Locator, language: Language, title: Localized, { telling: { beats }, say }: { telling: { beats: readonly unknown[] }, say: Localized }): Promise<void> {
  await figure.getByRole('button', { name: title[language], exact: true }).click()
  await expect(figure).toHaveAttribute('aria-busy', 'false')
  const step = figure.getByRole('button', { name: strings.step[language], exact: true })
  for (let beat = 0; beat < beats.length; beat++)
    await step.click()
  await expect(figure.getByText(say[language], { exact: true })).toBeVisible()
}

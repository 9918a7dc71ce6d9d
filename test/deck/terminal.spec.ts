/** A terminal on the cluster that is on the stage, and the tasks to solve at it. */
import type { Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { expect, showSlide, slideIds, test } from './deck.ts'

const words = {
  ko: { line: '명령 입력', screen: '터미널 화면', solved: /해결했습니다/, undo: '되돌리기', kubectl: 'kubectl' },
  en: { line: 'Command line', screen: 'Terminal screen', solved: /Solved/, undo: 'Undo', kubectl: 'kubectl' },
}

async function openTerminal(page: Page, language: Language, id: string) {
  const no = (await slideIds(language)).indexOf(id) + 1
  await showSlide(page, language, no)
  const slide = page.locator(`[data-slidev-no="${no}"]`)
  return { slide, line: slide.getByRole('textbox', { name: words[language].line }), screen: slide.getByRole('log', { name: words[language].screen }) }
}

for (const id of ['terminal', 'levels']) {
  test(`${id}: all columns of a table of pods are seen, also while their containers are made`, async ({ page }) => {
    const { line, screen } = await openTerminal(page, 'en', id)
    await line.fill('kubectl create deployment app --image=web:1 --replicas=2')
    await line.press('Enter')
    await line.fill('kubectl get pods -w')
    await line.press('Enter')
    await expect(screen).toContainText('ContainerCreating')
    expect(await screen.evaluate(box => box.scrollWidth - box.clientWidth)).toBe(0)
  })
}

// What is done is the same in both languages: each of these is done in one of them.
for (const language of ['ko'] as const) {
  const own = words[language]

  test(`${language}: a level is solved by typing, by keyboard alone, and undone`, async ({ page }) => {
    const { slide, line, screen } = await openTerminal(page, language, 'levels')
    await line.focus()
    await page.keyboard.type('kubectl scale deploym')
    await page.keyboard.press('Tab')
    await page.keyboard.type('web --replicas=5')
    await expect(line).toHaveValue('kubectl scale deployments web --replicas=5')
    await page.keyboard.press('Enter')
    await expect(screen).toContainText('deployment.apps/web scaled')
    await expect(slide.getByText(own.solved)).toBeVisible()
    await line.press('ArrowUp')
    await expect(line).toHaveValue('kubectl scale deployments web --replicas=5')
    await slide.getByRole('button', { name: own.undo }).click()
    await expect(screen).not.toContainText('scaled')
    await expect(slide.getByText(own.solved)).toBeHidden()
  })

  test(`${language}: a manifest can be typed in for -f -, and what was typed is in the link`, async ({ page, context }) => {
    await page.addInitScript(() => { Reflect.deleteProperty(Navigator.prototype, 'clipboard') })
    const { slide, line, screen } = await openTerminal(page, language, 'terminal')
    await line.fill('kubectl apply -f -')
    await line.press('Enter')
    await page.keyboard.type('{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}}')
    await page.keyboard.press('Control+Enter')
    await expect(screen).toContainText('namespace/shop created')
    await slide.getByRole('button', { name: language === 'ko' ? '링크 복사' : 'Copy link' }).click()
    await line.focus()
    await page.keyboard.press('ControlOrMeta+V')
    await expect(line).toHaveValue(/terminal\?figure=/)
    const link = await line.inputValue()
    const other = await context.newPage()
    await other.goto(link)
    await expect(other.getByRole('log', { name: own.screen }).filter({ hasText: 'namespace/shop created' })).toBeVisible()
  })
}

for (const language of ['en'] as const) {

  test(`${language}: pasted lines run one after the other; Ctrl+C ends what goes on; an error is kubectl's`, async ({ page }) => {
    const { line, screen } = await openTerminal(page, language, 'terminal')
    await line.focus()
    const pasted = 'kubectl apply -f - <<EOF\napiVersion: v1\nkind: Pod\nmetadata: {name: one}\nspec: {containers: [{name: app, image: "app:1"}]}\nEOF\nkubectl wait --for=condition=Ready pod/one\nkubectl get pods -w'
    await line.evaluate((input, text) => {
      const data = new DataTransfer()
      data.setData('text', text)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, pasted)
    await expect(screen).toContainText('pod/one created')
    await expect(screen).toContainText('pod/one condition met')
    await expect(screen).toContainText('$ kubectl get pods -w')
    await line.press('Control+c')
    await expect(screen).toContainText('^C')
    await line.fill('kubectl get pos')
    await line.press('Enter')
    await expect(screen).toContainText('the server doesn\'t have a resource type "pos"')
  })

  test(`${language}: a figure's own cluster can be typed at`, async ({ page }) => {
    const { slide, line, screen } = await openTerminal(page, language, 'k8s-scheduling')
    await slide.getByRole('button', { name: words[language].kubectl }).click()
    await line.fill('kubectl get nodes')
    await line.press('Enter')
    await expect(screen).toContainText('node-a')
  })
}

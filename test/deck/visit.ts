import type { Page } from '@playwright/test'

/** Opens a page and waits until the whole deck is kept. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('.slidev-layout:visible').first().waitFor()
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await new Promise<void>((resolve) => {
      const look = () => registration.active?.state === 'activated' && navigator.serviceWorker.controller ? resolve() : setTimeout(look, 50)
      look()
    })
  })
}

import { expect, languages, showSlide, slideIds, test, turn } from './deck.ts'

const words = {
  ko: { ways: '발표 경로', minutes: /(\d+)분/, short: /의사 결정자/, chapter: '데이터 플레인', left: /그 밖에: .*부록/ },
  en: { ways: 'Route through the deck', minutes: /(\d+)\smin/, short: /Managers/, chapter: 'Data plane', left: /Also: .*Appendix/ },
}

for (const language of languages) {
  test(`${language}: the contents tell each way's chapters and minutes, and lead there; next and back follow the way`, async ({ page, context }) => {
    const ids = await slideIds(language)
    const { ways, minutes, short, chapter, left } = words[language]
    const no = ids.indexOf('contents') + 1
    await showSlide(page, language, no)
    const slide = page.locator(`[data-slidev-no="${no}"]`)
    const told = async () => (await slide.getByRole('listitem').allTextContents()).map(text => Number(minutes.exec(text)?.[1]))
    const sum = (values: number[]) => values.reduce((result, value) => result + value, 0)
    const main = await told()
    expect(main.length).toBeGreaterThanOrEqual(8)
    // Each is rounded, and the cover and the contents themselves are in no chapter.
    expect(Math.abs(sum(main) - 52.5)).toBeLessThanOrEqual(main.length / 2)
    await expect(slide.getByText(left)).toBeVisible()

    await slide.getByRole('group', { name: ways }).getByRole('button', { name: short }).click()
    expect(sum(await told())).toBeLessThanOrEqual(25)
    await turn(page, 'PageDown')
    await expect(page).toHaveURL(/eks-definition/)
    await turn(page, 'PageUp')
    await expect(page).toHaveURL(/contents/)
    await slide.getByRole('link', { name: chapter }).first().click()
    await expect(page).toHaveURL(/data-plane$/)

    // The presenter's view in another window goes the same way, in the other language too.
    const lectern = await context.newPage()
    await lectern.goto(`/${language === 'ko' ? 'en' : 'ko'}/#/presenter/contents`)
    await expect(lectern.getByRole('complementary', { name: /발표자 도움말|For the presenter/ })).toContainText(/다음|Next/)
    await turn(lectern, 'PageDown')
    await expect(lectern).toHaveURL(/eks-definition/)
    await turn(lectern, 'PageUp')
    await expect(lectern).toHaveURL(/contents/)
  })
}

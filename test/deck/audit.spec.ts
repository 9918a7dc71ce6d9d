import { auditLayout, foreignFonts } from './audit.ts'
import { expect, showSlide, slideIds, test } from './deck.ts'

/** The slide audit is only worth its findings: each rule is broken once, on a real slide, and must be found. */
const breakages: { rule: string, finding: RegExp, html: string }[] = [
  { rule: 'text outside the slide', finding: /leaves the slide/, html: '<p style="position:absolute;left:900px;top:200px;width:400px">A line that runs off the right edge</p>' },
  { rule: 'text outside its box', finding: /leaves its box/, html: '<p style="width:120px;height:24px;background:red;white-space:nowrap">A line much longer than its coloured box</p>' },
  { rule: 'text cut off by its box', finding: /cuts off/, html: '<p style="width:300px;height:20px;overflow:hidden">Two lines<br>of which one shows</p>' },
  { rule: 'text over text', finding: /overlap/, html: '<p style="position:absolute;left:56px;top:46px">Right over the title</p>' },
  { rule: 'a box that reaches into the footer', finding: /reaches into the footer/, html: '<div style="position:absolute;left:56px;top:300px;width:300px;height:230px;border:1px solid black"></div>' },
  { rule: 'a last line of one short word', finding: /the last line of "Kubernetes.knows it" is only "it"/, html: '<p style="width:min-content;margin:0;text-wrap:wrap">Kubernetes&nbsp;knows it</p>' },
  { rule: 'a last line of a few words in a wide block', finding: /the last line of "A.line.* is only "or so"/, html: '<p style="width:min-content;margin:0;text-wrap:wrap">A&nbsp;line&nbsp;as&nbsp;long&nbsp;as&nbsp;any&nbsp;that&nbsp;a&nbsp;slide&nbsp;has&nbsp;room&nbsp;for&nbsp;on&nbsp;it, or&nbsp;so</p>' },
  { rule: 'a line that begins with a middle dot', finding: /breaks before the dot of "성·삭제"/, html: '<p lang="ko" style="width:min-content;margin:0;word-break:keep-all">생성·삭제</p>' },
  { rule: 'a number that a line\'s end parts from its unit', finding: /parts "256 MB"/, html: '<p style="width:min-content;margin:0">256 MB</p>' },
  { rule: 'a mark too pale to be seen', finding: /contrast of 1\.\d/, html: '<span class="tone-data" style="position:absolute;right:0;top:0;width:20px;height:20px;background:#f0efe9"></span>' },
  { rule: 'a data plane in a colour that is not its own', finding: /plane-fargate is not in its own colour/, html: '<span class="tone-plane-fargate" style="--tone:red;position:absolute;right:0;top:0;width:20px;height:20px"></span>' },
  { rule: 'a line through words', finding: /"Words" is struck by a line <path/, html: '<svg style="position:absolute;right:20px;top:10px" width="120" height="24"><text x="4" y="18" font-size="18">Words</text><path d="M0,12H120" stroke="currentColor" /></svg>' },
  { rule: 'text too small', finding: /13.0 px/, html: '<p style="font-size:13px">Small print</p>' },
]

test('the audit finds what is put on a slide and breaks a rule', async ({ page }) => {
  await showSlide(page, 'en', 4)
  for (const { rule, finding, html } of breakages) {
    expect(await auditLayout(page, 4), `before ${rule}`).toEqual([])
    const layout = page.locator('[data-slidev-no="4"] .slidev-layout')
    await layout.evaluate((layout, html) => layout.insertAdjacentHTML('beforeend', html), html)
    expect((await auditLayout(page, 4)).join('\n'), rule).toMatch(finding)
    await layout.evaluate(layout => layout.lastElementChild?.remove())
  }
})

/** The same for what an attribute breaks: a slide, what of it, and which attribute. */
const spoilt: { rule: string, id: string, part: string, attribute: [name: string, value: string], finding: RegExp }[] = [
  { rule: 'a title off its line', id: 'containers', part: 'h1', attribute: ['style', 'margin-top: 9px'], finding: /the title stands at 7\d/ },
  { rule: 'a group\'s title that touches its border', id: 'k8s-namespace', part: '.cluster-label', attribute: ['transform', 'translate(24, -3)'], finding: /the group's title .* px from what is next to it/ },
  { rule: 'text too small for a picture', id: 'k8s-ownership', part: '.diagram svg', attribute: ['style', 'width: 75%'], finding: /px in a picture, smaller than 18.4/ },
  { rule: 'text too small for a figure', id: 'orchestration-night', part: '.scene .counts', attribute: ['style', 'font-size: 16px'], finding: /16.0 px in a figure, smaller than 18.4/ },
  { rule: 'fine print of a figure that nobody can read', id: 'orchestration-night', part: '.scene .fine', attribute: ['style', 'font-size: 14px'], finding: /14.0 px in a figure, smaller than 15/ },
]

test('the audit finds what an attribute breaks', async ({ page }) => {
  for (const { rule, id, part, attribute: [name, value], finding } of spoilt) {
    const no = (await slideIds('en')).indexOf(id) + 1
    await showSlide(page, 'en', no)
    expect(await auditLayout(page, no), `before ${rule}`).toEqual([])
    const spoiled = page.locator(`[data-slidev-no="${no}"] ${part}`).first()
    const before = await spoiled.getAttribute(name)
    await spoiled.evaluate((element, [name, value]) => element.setAttribute(name, value), [name, value] as const)
    expect((await auditLayout(page, no)).join('\n'), rule).toMatch(finding)
    await spoiled.evaluate((element, [name, before]) => before === null ? element.removeAttribute(name) : element.setAttribute(name, before), [name, before] as const)
  }
})

test('the audit finds a diagram label outside its shape', async ({ page }) => {
  const no = (await slideIds('ko')).indexOf('k8s-namespace') + 1
  await showSlide(page, 'ko', no)
  expect(await auditLayout(page, no)).toEqual([])
  await page.locator(`[data-slidev-no="${no}"] .diagram .node .label text`).first().evaluate(text => text.setAttribute('transform', 'translate(0 60)'))
  expect((await auditLayout(page, no)).join('\n')).toMatch(/leaves its shape/)
})

test('the audit finds a glyph that the deck\'s fonts do not have', async ({ page }) => {
  await showSlide(page, 'ko', 3)
  expect(await foreignFonts(page, 3)).toEqual([])
  await page.locator('[data-slidev-no="3"] h1').evaluate((title) => { title.textContent += ' ክ' })
  expect(await foreignFonts(page, 3)).not.toEqual([])
})

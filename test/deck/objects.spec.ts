/** Figures that are told on the engine: by the clicker alone, each scenario's story ends with what its run came to; a reader's own manifest runs in them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../data/localized.ts'
import { expect, languages, lastClick, pageInSight, showSlide, slideIds, test, turn } from './deck.ts'
import { openFigure } from './figures.ts'

interface Ending {
  slide: string
  /** Its button; absent: the one that the slide opens with. */
  scenario?: Readonly<Record<Language, string>>
  /** Presses of the clicker to the sentence. */
  presses: number
  says: Readonly<Record<Language, RegExp>>
}

const endings: readonly Ending[] = [
  { slide: 'k8s-rollout', presses: 4, says: { ko: /23초 만에 교체했습니다\. 8개 아래로도, 13개 위로도 가지 않았습니다/, en: /Done in 23\ss, never below 8, never above 13/ } },
  { slide: 'k8s-rollout', scenario: { ko: 'Recreate', en: 'Recreate' }, presses: 3, says: { ko: /초는 받을 파드가 없었습니다/, en: /s of it no pod was there/ } },
  { slide: 'k8s-service', presses: 5, says: { ko: /probe가 있으면 유실 0건, 없으면 \d{2}건/, en: /0 lost with a probe, \d{2} without/ } },
  { slide: 'k8s-service', scenario: { ko: 'preStop', en: 'preStop' }, presses: 3, says: { ko: /preStop 없이는 \d+건, 5초 기다리게 하면 0건 유실/, en: /\d+ lost without preStop, 0 with a sleep of 5\ss/ } },
  { slide: 'k8s-service', scenario: { ko: '노드 장애', en: 'Node lost' }, presses: 2, says: { ko: /초 뒤 NotReady\. 엔드포인트에서 빠지기까지 \d{3}건 유실/, en: /NotReady after \d+\ss; \d{3} lost/ } },
  { slide: 'k8s-apply', presses: 6, says: { ko: /쓰기 13번, kubectl과 컴포넌트 4개/, en: /13 writes by kubectl and 4 components; none gave an order/ } },
  { slide: 'k8s-apply', scenario: { ko: '스케줄러가 꺼져 있으면', en: 'The scheduler is off' }, presses: 4, says: { ko: /스케줄러가 꺼져 있습니다/, en: /The scheduler is off/ } },
  { slide: 'k8s-volumes', presses: 5, says: { ko: /30건에 이어서 씁니다\. 유실: EBS 0건, emptyDir\s21건/, en: /resumes at 30\. Lost: EBS 0, emptyDir\s21/ } },
  { slide: 'k8s-volumes', scenario: { ko: 'ReadWriteOnce', en: 'ReadWriteOnce' }, presses: 3, says: { ko: /볼륨이 다른 노드로 갑니다\. 13초 뒤 \d+건부터/, en: /it moves\. 13\ss later they write on from record \d+/ } },
  { slide: 'k8s-volumes', scenario: { ko: '바인딩 시점', en: 'Binding mode' }, presses: 4, says: { ko: /디스크도 영역 b에 생깁니다\. 8초 만에 실행/, en: /the disk is in zone b too: runs after 8\ss/ } },
  { slide: 'k8s-custom-resources', presses: 5, says: { ko: /9개가 소유자를 따라 사라집니다/, en: /9 objects follow their owner/ } },
  { slide: 'k8s-custom-resources', scenario: { ko: '손으로 바꾸면', en: 'By hand' }, presses: 5, says: { ko: /컨트롤러가 3개로 되돌립니다/, en: /The controller puts 3 back/ } },
  { slide: 'k8s-custom-resources', scenario: { ko: '컨트롤러가 멈추면', en: 'Stopped' }, presses: 4, says: { ko: /밀린 일을 합니다\. 파드 5개/, en: /catches up: 5 pods/ } },
  { slide: 'k8s-custom-resources', scenario: { ko: '틀린 값', en: 'Wrong value' }, presses: 1, says: { ko: /API 서버가 돌려보냅니다/, en: /the API server sends it back/ } },
  { slide: 'hpa', presses: 7, says: { ko: /늘릴 때는 33초 만에 6개, 줄일 때는 5분 55초 만에 2개/, en: /Up: 6 ready after 33\ss\. Down: 2 after 5\smin 55\ss/ } },
  { slide: 'hpa', scenario: { ko: '폭주', en: 'Spike' }, presses: 5, says: { ko: /14개가 준비되기까지 5분 31초/, en: /14 are ready after 5\smin 31\ss/ } },
  { slide: 'hpa', scenario: { ko: '출렁임', en: 'Waves' }, presses: 4, says: { ko: /파드 수도 8번 바뀝니다/, en: /change the pods 8 times/ } },
  { slide: 'hpa', scenario: { ko: '메모리', en: 'Memory' }, presses: 4, says: { ko: /10개까지 늘었지만 사용률은 88%/, en: /10 pods, and usage is still 88%/ } },
  { slide: 'hpa', scenario: { ko: '요청량 없음', en: 'No request' }, presses: 4, says: { ko: /1분 31초 만에 6개가 준비/, en: /1\smin 31\ss later 6 pods are ready/ } },
  { slide: 'cp-break', presses: 9, says: { ko: /API가 3분 \d+초 멈춰도 파드 4개는 응답했습니다\. 이제 scale 명령도 통해 12개로 늘었습니다\./, en: /API down 3\smin \d+\ss: 4 pods kept answering\. Scale works: 12 pods\./ } },
  { slide: 'cp-break', scenario: { ko: '직접 운영', en: 'On your own' }, presses: 4, says: { ko: /API가 10분 멈춰도 파드 9개는 응답했습니다/, en: /API down 10\smin: 9 pods kept answering\./ } },
  { slide: 'cp-break', scenario: { ko: '1대, 2대, 3대', en: '1, 2, 3 members' }, presses: 3, says: { ko: /세 대: .* 1\.\d초 만에 새 리더/, en: /Three members: .* A new leader in 1\.\d\ss/ } },
  { slide: 'cp-break', scenario: { ko: '네트워크 단절', en: 'Cut links' }, presses: 4, says: { ko: /밀린 기록 \d+건을 받습니다\. 거절 0건/, en: /takes \d+ missed entries\. 0 requests refused/ } },
  { slide: 'orchestration-night', presses: 6, says: { ko: /손으로: 36분 동안 모자라고 호출 3번\. 쿠버네티스: 6분 21초, 호출 0번/, en: /By hand: 36\smin short, 3 pages\. Kubernetes: 6\smin 21\ss, none/ } },
  { slide: 'orchestration-night', scenario: { ko: '머신이 멈추면', en: 'A machine dies' }, presses: 1, says: { ko: /쿠버네티스는 5분 \d+초 뒤 다른 머신에/, en: /Kubernetes had its pods elsewhere after 5\smin \d+\ss/ } },
]

// Both languages are walked through each figure's first scenario (slides.spec.ts), and tell the same; here each scenario is told in one.
for (const [turnOf, language] of languages.entries()) {
  test(`${language}: scenarios are told to their end`, async ({ page }) => {
    for (const id of new Set(endings.map(({ slide }) => slide))) {
      const no = (await slideIds(language)).indexOf(id) + 1
      const figure = page.locator(`[data-slidev-no="${no}"] .figure`).first()
      for (const { scenario, presses, says } of endings.filter(({ slide }) => slide === id).filter((_, index) => index % languages.length === turnOf)) {
        const name = `${id}: ${scenario?.[language] ?? 'as the slide opens'}`
        await test.step(name, async () => {
          await showSlide(page, language, no)
          if (scenario)
            await figure.getByRole('button', { name: scenario[language], exact: true }).click()
          for (let press = 0; press < presses; press++) {
            const before = page.url()
            await turn(page, 'PageDown')
            await expect(page).not.toHaveURL(before)
          }
          await expect.soft(figure.locator('.caption'), name).toHaveText(says[language])
        })
      }
    }
  })
}

/** Figures that run a reader's manifest, which is named in their log once it is taken. Each in one language. */
const pasted: Readonly<Record<Language, readonly string[]>> = {
  ko: ['orchestration-night', 'k8s-service', 'k8s-volumes', 'hpa'],
  en: ['k8s-rollout', 'k8s-apply', 'k8s-custom-resources'],
}
const words = {
  ko: { change: '바꿔 보기', own: '내 매니페스트', apply: '적용', close: '닫기', log: '기록', line: /\d+행: /, leftOut: /Ingress "storefront"은\(는\) 시뮬레이션하지 않는/ },
  en: { change: 'Change it', own: 'Your manifest', apply: 'Apply', close: 'Close', log: 'Log', line: /Line \d+: /, leftOut: /Ingress "storefront" is not simulated/ },
}

for (const language of languages) {
  test(`${language}: a manifest of one’s own is run, and what is wrong with it is said`, async ({ page }) => {
    const say = words[language]
    for (const slide of pasted[language]) {
      await test.step(slide, async () => {
        await showSlide(page, language, (await slideIds(language)).indexOf(slide) + 1, lastClick)
        const figure = pageInSight(page).locator('.figure')
        const press = (name: string) => figure.getByRole('button', { name, exact: true }).click()
        await press(say.change)
        await press(say.own)
        const text = figure.getByRole('textbox')
        await expect(text).toHaveValue(/name: /)
        const [, name = ''] = /^ {2}name: (\S+)/m.exec(await text.inputValue()) ?? []
        const mine = (await text.inputValue()).replaceAll(name, 'storefront')

        await text.fill(mine.replace(/^kind: .*/m, 'kind: [Deployment'))
        await press(say.apply)
        await expect(figure.getByText(say.line)).toBeVisible()
        await expect(text).toHaveValue(/kind: \[Deployment/)

        await text.fill(`${mine}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: storefront\nspec:\n  defaultBackend: { service: { name: storefront, port: { number: 80 } } }\n`)
        await press(say.apply)
        await expect(figure.getByText(say.leftOut)).toBeVisible()
        await press(say.close)
        await press(say.log)
        await expect(figure.getByText(/storefront/).filter({ visible: true }).first()).toBeVisible()
      })
    }
  })
}

test('nothing can be typed before the example has been printed, which would come in between', async ({ page }) => {
  const looked = Promise.withResolvers<undefined>()
  const writesYaml = (url: string) => readFileSync(join('dist', new URL(url).pathname), 'utf8').includes('YAMLParseError')
  await page.route('**/assets/*.js', async (route) => {
    if (writesYaml(route.request().url()))
      await looked.promise
    await route.continue()
  })
  const { figure } = await openFigure(page, 'en', 'fargate-gate')
  await figure.getByRole('button', { name: 'Your manifest', exact: true }).click()
  const text = figure.getByRole('textbox')
  await expect(text).not.toBeEditable()
  looked.resolve(undefined)
  await text.fill('kind: [Pod')
  await figure.getByRole('button', { name: words.en.apply, exact: true }).click()
  await expect(figure.getByText(words.en.line)).toBeVisible()
  await expect(text).toHaveValue('kind: [Pod')
})

import type { Localized } from '../../../data/localized.ts'
import type { SiteInputs } from './site-plan.ts'
import type { SiteWrites } from './site-writes.ts'

export const strings = {
  label: { ko: '커스텀 리소스와 컨트롤러', en: 'A custom resource and its controller' },
  models: {
    ko: 'Website는 이 발표 자료의 예제 종류입니다. CRD의 스키마 검사, 컨트롤러, 소유자 참조와 가비지 컬렉터가 엔진에서 실제로 돕니다. 밀리초인 간격을 0.6초로 늘렸고, 읽기와 watch는 그리지 않았습니다.',
    en: 'Website is this deck\'s own kind. Its schema, its controller, owner references and the garbage collector run in the engine. Milliseconds are stretched to 0.6 s; watches are not counted.',
  },
  replicas: { ko: 'replicas', en: 'replicas' },
  edited: { ko: '고친 뒤', en: 'After the edit' },
  unfit: { ko: 'apiVersion: example.com/v1, kind: Website인 객체가 하나 있어야 합니다.', en: 'It takes one object of apiVersion example.com/v1, kind Website.' },
  byYou: (count: number): Localized => ({ ko: '내 객체', en: count === 1 ? 'object of yours' : 'objects of yours' }),
  byControllers: { ko: '컨트롤러가 만든 객체', en: 'made by controllers' },
  controller: { ko: '컨트롤러', en: 'controller' },
  off: { ko: '꺼짐', en: 'off' },
  draft: { ko: '아직 적기 전', en: 'not written yet' },
  refused: { ko: '거절됨', en: 'refused' },
  nothingMade: { ko: '아직 없음', en: 'nothing yet' },
  nothing: { ko: '없음', en: 'none' },
  table: { ko: '객체와 소유자', en: 'Objects and owners' },
  kind: { ko: '종류', en: 'Kind' },
  name: { ko: '이름', en: 'Name' },
  says: { ko: '내용', en: 'Says' },
} satisfies Record<string, Localized | ((count: number) => Localized)>

const seconds = (ms: number) => String(Math.round(ms / 100) / 10)

/** What the story says after each beat, from the run's own numbers. */
export const told = {
  question: (): Localized => ({ ko: 'CRD로 Website라는 새 종류를 등록해 두었습니다. 하나 적으면 어떻게 될까요?', en: 'A CRD taught the cluster a new word. What if you write a Website?' }),
  record: (): Localized => ({ ko: 'API 서버가 검사하고 적었습니다. 그뿐입니다. 지켜보는 컨트롤러가 없습니다.', en: 'The API server checked it and recorded it. That is all: no controller watches.' }),
  started: (): Localized => ({ ko: '컨트롤러를 켜자, 기록을 보고 디플로이먼트와 서비스를 적습니다.', en: 'Its controller starts, sees the record, and writes a Deployment and a Service.' }),
  running: (count: number, wanted: number): Localized => ({ ko: `객체 하나를 적었는데 ${count}개가 더 생겼고, 그중 파드 ${wanted}개가 돕니다.`, en: `You wrote one object; ${count} more came, ${wanted === 1 ? 'one of them a running pod' : `${wanted} of them running pods`}.` }),
  edited: ({ inputs: { edited }, wanted }: SiteWrites): Localized => ({ ko: `replicas를 ${wanted}에서 ${edited}로 고치니, 컨트롤러가 디플로이먼트를 맞추고 파드가 따라옵니다.`, en: `replicas goes from ${wanted} to ${edited}: the controller follows, and so do the pods.` }),
  gone: (count: number): Localized => ({ ko: `Website 하나를 지우니 ${count}개가 소유자를 따라 사라집니다.`, en: `One Website deleted: ${count} objects follow their owner.` }),
  whole: (count: number, wanted: number): Localized => ({ ko: `Website 하나에서 객체 ${count}개가 생겼고, 파드 ${wanted}개가 돕니다.`, en: `One Website has become ${count} objects; ${wanted === 1 ? 'a pod runs' : `${wanted} pods run`}.` }),
  deleted: (): Localized => ({ ko: '누가 디플로이먼트를 지웠습니다.', en: 'Somebody deletes the Deployment.' }),
  again: ({ writes }: SiteWrites): Localized => {
    const [deleted, again] = [writes.find(({ verb, object }) => verb === 'delete' && object.kind === 'Deployment'), writes.findLast(({ verb, object }) => verb === 'create' && object.kind === 'Deployment')]
    const took = seconds((again?.at ?? 0) - (deleted?.at ?? 0))
    return { ko: `컨트롤러가 ${took}초 만에 다시 적습니다. Website는 그대로니까요.`, en: `The controller writes it again after ${took} s: the Website still asks for it.` }
  },
  byHand: (): Localized => ({ ko: '누가 디플로이먼트를 직접 1개로 줄였습니다.', en: 'Somebody scales the Deployment to 1 by hand.' }),
  putBack: ({ wanted }: SiteWrites): Localized => ({ ko: `컨트롤러가 ${wanted}개로 되돌립니다. 바꾸려면 Website를 고쳐야 합니다.`, en: `The controller puts ${wanted} back. To change it, change the Website.` }),
  waits: ({ edited }: SiteInputs): Localized => ({ ko: `컨트롤러가 멈췄습니다. replicas를 ${edited}로 고쳐도 아무도 따르지 않습니다.`, en: `The controller stopped. replicas is edited to ${edited}, and nobody follows.` }),
  others: (): Localized => ({ ko: '파드 하나가 죽었지만 레플리카셋이 채웁니다. 나머지 컨트롤러는 그대로 돕니다.', en: 'A pod dies, and its ReplicaSet replaces it: the other controllers still run.' }),
  catchesUp: ({ edited }: SiteInputs): Localized => ({ ko: `돌아온 컨트롤러가 기록을 보고 밀린 일을 합니다. 파드 ${edited}개.`, en: `Back again, it reads the record and catches up: ${edited} ${edited === 1 ? 'pod' : 'pods'}.` }),
  refused: (): Localized => ({ ko: 'replicas에 글자를 적으니 API 서버가 돌려보냅니다. 검사 코드는 짜지 않았습니다.', en: 'Text for replicas: the API server sends it back. Nobody wrote that check.' }),
  accepted: (): Localized => ({ ko: '숫자로 고치니 받아 적습니다. CRD에 적어 둔 스키마가 검사한 것입니다.', en: 'With a number it is taken: the CRD\'s schema has done the checking.' }),
}

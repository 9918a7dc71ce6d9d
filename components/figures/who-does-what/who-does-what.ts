import type { Localized } from '../../../data/localized.ts'
import { type Plane, planes } from '../../../engine/cost/index.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { choice } from '../shell/param.ts'
import { countsOf, tasks } from './duty-counts.ts'
import { strings } from './who-does-what-words.ts'

const params = {
  plane: choice({ values: planes, initial: 'self-managed', label: strings.slider }),
}

const counts = { managed: countsOf('managed'), karpenter: countsOf('karpenter'), auto: countsOf('auto-mode'), fargate: countsOf('fargate') }

/** What moves when the work is handed to this data plane. */
export const planeSays: Record<Plane, Localized> = {
  'self-managed': {
    ko: `컨트롤 플레인만 AWS가 맡습니다. ${tasks.length}가지 모두 내 일입니다.`,
    en: `AWS runs the control plane. All ${tasks.length} tasks are yours.`,
  },
  managed: {
    ko: `EKS가 ${counts.managed.shared}가지를 나눠 맡습니다. 언제 할지는 내가 정합니다.`,
    en: `EKS takes a share of ${counts.managed.shared}. When it happens is still your call.`,
  },
  karpenter: {
    ko: `Karpenter가 ${counts.karpenter.software}가지를 나눠 맡습니다. 그 Karpenter는 내가 운영합니다.`,
    en: `Karpenter takes a share of ${counts.karpenter.software}. But you run Karpenter.`,
  },
  'auto-mode': {
    ko: `${counts.auto.aws}가지가 AWS로 넘어갑니다. Karpenter도 AWS가 운영합니다.`,
    en: `${counts.auto.aws} go to AWS, which now runs Karpenter too.`,
  },
  fargate: {
    ko: `돌볼 노드가 없습니다. AWS 몫이 ${counts.fargate.aws}가지, 파드를 다시 배포하는 일은 내 몫입니다.`,
    en: `No nodes of yours. AWS does ${counts.fargate.aws}; you redeploy the pods.`,
  },
}

const story = planes.slice(1).map((plane): Beat<typeof params> => ({ params: { plane }, say: planeSays[plane], telling: plane === 'fargate' }))

export const whoDoesWhat = defineFigure<typeof params, 'tasks'>({
  name: 'who-does-what',
  version: 1,
  label: strings.title,
  params,
  scenarios: { tasks: { title: strings.title } },
  story: () => story,
  models: strings.models,
})

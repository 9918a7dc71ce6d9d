import type { Localized } from '../../../data/localized.ts'
import type { Acts } from './acts.ts'

/** Virtual ms as whole seconds, or as tenths where they are few. */
export function seconds(ms: number): string {
  return ms < 9_950 ? String(Math.round(ms / 100) / 10) : String(Math.round(ms / 1000))
}

export const strings = {
  label: { ko: '디플로이먼트의 롤링 업데이트', en: 'A Deployment rolls out a new version' },
  models: {
    ko: '디플로이먼트, 레플리카셋, 스케줄러, kubelet이 1.35의 계산대로 움직입니다. 이미지 2초, 컨테이너 0.5초, 종료 1초는 가정이고, 네트워크와 요청은 뺐습니다.',
    en: 'Deployment, ReplicaSet, scheduler and kubelet work by the rules of 1.35. Assumed: 2 s to pull, 0.5 s to start, 1 s to stop. No network, no requests.',
  },
  replicas: { ko: '레플리카', en: 'Replicas' },
  maxSurge: { ko: 'maxSurge', en: 'maxSurge' },
  maxUnavailable: { ko: 'maxUnavailable', en: 'maxUnavailable' },
  readySeconds: { ko: '준비까지 (가정)', en: 'Ready after (assumption)' },
  recreate: { ko: 'Recreate: 모두 내린 뒤 띄우기', en: 'Recreate: all down, then up' },
  noDeployment: { ko: 'kind: Deployment가 하나 있어야 합니다.', en: 'It takes one object of kind Deployment.' },
  available: { ko: '사용 가능', en: 'available' },
  promise: (least: number): Localized => ({ ko: `약속 ${least}`, en: `promise ${least}` }),
  /** The most pods that maxSurge allows at once. */
  ceiling: (most: number): Localized => ({ ko: `최대 ${most}`, en: `at most ${most}` }),
  total: { ko: '모두', en: 'all' },
  /** What is done to the Deployment, where it is done. */
  image: { ko: '새 이미지', en: 'new image' },
  typo: { ko: '없는 이미지', en: 'missing image' },
  undo: { ko: 'rollout undo', en: 'rollout undo' },
  set: (name: string, image: string): Localized => ({ ko: `레플리카셋 ${name} · ${image}`, en: `ReplicaSet ${name} · ${image}` }),
  /** The example's deadline, which is shorter than the default. */
  deadline: (seconds: number): Localized => ({ ko: `기한 ${seconds}초 (기본 600초)`, en: `deadline ${seconds} s (default 600 s)` }),
  starting: (count: number): Localized => ({ ko: `덜 찬 ${count}개는 준비 전`, en: `${count} unfilled: not ready` }),
  leaving: (count: number): Localized => ({ ko: `줄 그은 ${count}개는 종료 중, 세지 않음`, en: `${count} struck: stopping, not counted` }),
  table: { ko: '레플리카셋과 파드', en: 'ReplicaSets and pods' },
  chart: { ko: '시간에 따른 파드 수', en: 'Pods over time' },
} satisfies Record<string, Localized | ((...args: never[]) => Localized)>

/** What the story says after each beat, from the run's own numbers. */
export const told = {
  promise: ({ wanted, promise, rolling }: Acts): Localized => rolling
    ? { ko: `약속: 업데이트하는 동안에도 ${wanted}개 중 ${promise}개는 늘 쓸 수 있습니다.`, en: `The promise: ${promise} of ${wanted} stay available during the update.` }
    : { ko: 'Recreate에는 약속이 없습니다. 옛것을 모두 내린 뒤 새것을 띄웁니다.', en: 'Recreate promises nothing: all old ones go before a new one comes.' },
  replaced: ({ replaced, plan }: Acts): Localized => ({
    ko: `파드 하나가 사라지자 레플리카셋이 곧바로 새로 만들고, ${seconds(replaced - plan.death)}초 만에 준비됩니다.`,
    en: `A pod is gone: its ReplicaSet makes another at once, ready in ${seconds(replaced - plan.death)} s.`,
  }),
  wave: ({ wave, wanted, rolling }: Acts): Localized => {
    const [old, fresh] = splitOf(wave)
    return rolling
      ? wanted > old
        ? { ko: `새 이미지: 새 파드 ${fresh}개를 띄우고 옛 파드 ${wanted - old}개를 내립니다.`, en: `A new image: starting ${fresh} new, stopping ${wanted - old} old.` }
        : { ko: `새 이미지: 새 파드 ${fresh}개를 먼저 띄웁니다. 옛 파드는 그대로입니다.`, en: `A new image: starting ${fresh} new first; every old one stays.` }
      : { ko: `새 이미지: 옛 파드 ${wanted}개가 한꺼번에 내려갑니다.`, en: `A new image: all ${wanted} old pods go at once.` }
  },
  half: ({ half: { counts }, promise, wanted }: Acts): Localized => promise < wanted
    ? { ko: `먼저 내린 것은 ${wanted - promise}개뿐, 나머지 옛 파드는 새 파드가 준비된 만큼만 내립니다.`, en: `Only ${wanted - promise} old ${wanted - promise === 1 ? 'pod' : 'pods'} went early; the rest go as new ones are ready.` }
    : { ko: `새 파드가 준비된 만큼만 옛 파드를 내립니다. 지금 ${counts.available}개, ${promise}개 아래로는 안 내려갑니다.`, en: `Old pods go only as new ones are ready: ${counts.available} now, never below ${promise}.` },
  done: ({ update, rolling }: Acts): Localized => {
    if (update.to === undefined)
      return { ko: '새 버전이 끝까지 올라오지 못했습니다.', en: 'The new version never came up whole.' }
    const took = seconds(update.to - update.from)
    return rolling && update.outage === 0
      ? { ko: `${took}초 만에 교체했습니다. ${update.least}개 아래로도, ${update.most}개 위로도 가지 않았습니다.`, en: `Done in ${took} s, never below ${update.least}, never above ${update.most}.` }
      : { ko: `${took}초 만에 교체했습니다. 그중 ${seconds(update.outage)}초는 받을 파드가 없었습니다.`, en: `Done in ${took} s; for ${seconds(update.outage)} s of it no pod was there.` }
  },
  broken: ({ stuck, broken }: Acts): Localized => {
    const [, fresh] = splitOf(stuck)
    return broken.least > 0
      ? { ko: `없는 이미지: 새 파드 ${fresh}개는 뜨지 못하고 옛 파드 ${stuck.available}개가 계속 받습니다.`, en: `A missing image: ${fresh} new ${fresh === 1 ? 'pod' : 'pods'} cannot start; ${stuck.available} old ones keep serving.` }
      : { ko: `없는 이미지: 옛 파드는 이미 내려갔고 새 파드 ${fresh}개는 뜨지 못합니다.`, en: `A missing image: the old pods are gone, and new ones cannot start.` }
  },
  stalled: ({ deadlineSeconds, stuck: { stalled } }: Acts): Localized => stalled
    ? { ko: `디플로이먼트가 ${deadlineSeconds}초째 진전이 없다고 알립니다. 스스로 되돌리지는 않습니다.`, en: `No progress for ${deadlineSeconds} s: the Deployment says so, but never undoes itself.` }
    : { ko: '멈춘 채로 있습니다. 스스로 되돌리지는 않습니다.', en: 'It stays like this, and never undoes itself.' },
  undone: ({ undo, broken, wanted }: Acts): Localized => {
    if (undo.to === undefined)
      return { ko: '되돌렸지만 아직 다 차지 않았습니다.', en: 'Undone, but not whole yet.' }
    const took = undo.to - undo.from
    const outage = broken.outage + undo.outage
    if (outage > 0)
      return { ko: `rollout undo로 다시 ${wanted}개입니다. 그때까지 ${seconds(outage)}초 동안 0개였습니다.`, en: `Undone: ${wanted} again, after ${seconds(outage)} s with none.` }
    return took < 1_000
      ? { ko: `rollout undo: 옛 파드 ${wanted}개가 그대로라 고장 난 것만 지웁니다.`, en: `Undo: all ${wanted} old pods are there, and only the broken ones go.` }
      : { ko: `rollout undo로 ${seconds(took)}초 만에 다시 ${wanted}개입니다. ${broken.least}개 아래로는 내려가지 않았습니다.`, en: `Undone in ${seconds(took)} s: ${wanted} again, and never below ${broken.least}.` }
  },
}

/** Pods of the versions before the newest, and of the newest. */
function splitOf({ versions }: Acts['wave']): [number, number] {
  const newest = Math.max(...Object.keys(versions).map(Number))
  const old = Object.entries(versions).reduce((sum, [version, { pods }]) => Number(version) === newest ? sum : sum + pods, 0)
  return [old, versions[newest]?.pods ?? 0]
}

/** A figure that cannot be pressed: on paper, in the overview, in the presenter's preview. */
import { computed, ref, shallowRef } from 'vue'
import type { FigureDefinition } from './define.ts'
import { type Begin, face } from './face.ts'
import type { ParamSet } from './param.ts'
import { stillFrame } from './still.ts'
import { useBeats } from './useBeats.ts'

/** A frame of the author's record. @param clicks so many as the preview stands at; the telling frame without them */
export function useStillFigure<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, begin: Begin<P, S>, scenario: S, clicks: number | undefined) {
  const paper = stillFrame(figure, begin(scenario))
  const beats = useBeats(ref(paper.telling.beats.length))
  // The presenter's preview goes along with the clicks.
  const frame = computed(() => clicks === undefined ? paper : stillFrame(figure, begin(scenario), beats.called.value))
  const nothing = () => false
  return face(figure, begin, {
    still: true,
    paper: clicks === undefined,
    record: computed(() => frame.value.record),
    telling: computed(() => frame.value.telling),
    now: computed(() => frame.value.now),
    view: computed(() => frame.value.view),
    beat: computed(() => frame.value.beat),
    playing: ref(false),
    progress: ref<number | undefined>(undefined),
    portion: shallowRef<{ found: T }>(),
    apart: ref(false),
    offered: ref(false),
    link: undefined,
    refusals: shallowRef([]),
    clusters: () => ({}),
    write: nothing,
    show: nothing,
    rejoin: nothing,
    takeOffered: nothing,
    call: nothing,
  })
}

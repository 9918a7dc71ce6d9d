import { DEFAULT_INSTANCE_TYPE, instanceTypes } from '../../../data/instance-types.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { choice } from '../shell/param.ts'
import { strings } from './node-allocatable-words.ts'

const params = {
  instanceType: choice({ values: instanceTypes.map(({ name }) => name), initial: DEFAULT_INSTANCE_TYPE, label: strings.type }),
}

const story: Beat<typeof params>[] = [
  { say: strings.apart },
  { params: { instanceType: 't3.medium' }, say: strings.beside },
]

export const nodeAllocatableFigure = defineFigure<typeof params, 'node'>({
  name: 'node-allocatable',
  version: 1,
  label: strings.title,
  params,
  scenarios: { node: { title: strings.title } },
  story: () => story,
  opening: () => strings.question,
})

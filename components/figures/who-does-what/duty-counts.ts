import { duties, type Doer, type Duty, type Task } from '../../../data/duties.ts'
import { type Plane, planes } from '../../../engine/cost/index.ts'

export const tasks: readonly Task[] = Object.values(duties)

/** From all to nothing. */
export const doers: readonly Doer[] = ['you', 'software', 'shared', 'aws']

/** How many tasks are done in each way on a data plane. */
export function countsOf(plane: Plane): Record<Doer, number> {
  const count = (doer: Doer) => tasks.filter(task => task[plane].who === doer).length
  return { you: count('you'), software: count('software'), shared: count('shared'), aws: count('aws') }
}

/** The tasks of which something is left for you, and what. */
export function leftFor(plane: Plane): { task: Task, duty: Duty }[] {
  return tasks.map(task => ({ task, duty: task[plane] })).filter(({ duty }) => duty.left !== undefined)
}

/** The data plane that stands before another, if one does. */
export function planeBefore(plane: Plane): Plane | undefined {
  return planes[planes.indexOf(plane) - 1]
}

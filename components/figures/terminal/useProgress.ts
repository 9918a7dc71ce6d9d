import { createGlobalState } from '@vueuse/core'
import { shallowRef } from 'vue'
import { keptByBrowser } from '../../../sync/kept.ts'
import { type LevelName, levelNames } from './levels.ts'

/** Which levels were solved in this browser. */
export const useProgress = createGlobalState(() => {
  const kept = keptByBrowser('eks-primer levels solved')
  const read = kept.read()
  const solved = shallowRef<readonly LevelName[]>(Array.isArray(read) ? levelNames.filter(name => read.includes(name)) : [])
  return {
    solved,
    solve: (name: LevelName) => {
      if (solved.value.includes(name))
        return
      solved.value = [...solved.value, name]
      kept.write(solved.value)
    },
  }
})

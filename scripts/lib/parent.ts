import process from 'node:process'

/** Does this once the process that started this one is gone: one that is killed outright can tell nobody. */
export function onceOrphaned(act: () => void): void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent)
      return
    clearInterval(watch)
    act()
  }, 500)
  watch.unref()
}

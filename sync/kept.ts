/** What a window keeps for itself, where its browser lets it: a blocked or full storage is no reason to stop. */

export interface Kept {
  read: () => unknown
  write: (value: object) => void
}

function keptIn(storage: () => Storage, key: string): Kept {
  return {
    read: () => attempt(() => JSON.parse(storage().getItem(key) ?? 'null') as unknown),
    write: value => void attempt(() => storage().setItem(key, JSON.stringify(value))),
  }
}

function attempt<T>(use: () => T): T | undefined {
  try {
    return use()
  }
  catch {
    return undefined
  }
}

/** Kept until the window is closed: a reload finds it. */
export const keptByWindow = (key: string): Kept => keptIn(() => sessionStorage, key)

/** Kept until the next visit. */
export const keptByBrowser = (key: string): Kept => keptIn(() => localStorage, key)

/** A copy of the API server that a dry run may write to: nobody watches it, and it is thrown away. */
import { Random } from '../apimachinery/random.ts'
import { Store } from '../apiserver/store.ts'

export function scratchCopy(store: Store): Store {
  const copy = new Store({ clock: store.clock, random: new Random(1), rules: [...store.rules.values()] })
  copy.defaultTolerationSeconds = store.defaultTolerationSeconds
  copy.restore(store.save())
  copy.derive('Event', () => store.list('Event'))
  return copy
}

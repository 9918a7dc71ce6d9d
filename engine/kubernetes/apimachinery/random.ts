/** A small seeded generator (mulberry32): the same seed gives the same run on Node and in every browser. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6D2B79F5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** An integer in [0, below). */
  int(below: number): number {
    return Math.floor(this.next() * below)
  }

  /** Characters from upstream's "safe" alphabet (no vowels, nothing easily mistaken), as in pod name suffixes. */
  suffix(length: number): string {
    let text = ''
    for (let i = 0; i < length; i++) text += SAFE_ALPHABET[this.int(SAFE_ALPHABET.length)]
    return text
  }

  /** A version 4 shaped UUID. */
  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.int(16).toString(16))
    hex[12] = '4'
    hex[16] = (8 + this.int(4)).toString(16)
    const text = hex.join('')
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
  }

  /** The state, for a checkpoint. */
  save(): number {
    return this.#state
  }

  /** Continues from a saved state. */
  restore(state: number): void {
    this.#state = state >>> 0
  }
}

const SAFE_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/** Encodes a number as upstream's rand.SafeEncodeString(fmt.Sprint(hash)) does. */
export function safeEncode(text: string): string {
  return Array.from(text, char => SAFE_ALPHABET[char.charCodeAt(0) % SAFE_ALPHABET.length]).join('')
}

/** A 32-bit FNV-1a hash of a text: template hashes and stable pseudo-identities. */
export function hash32(text: string): number {
  let hash = 0x811C9DC5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

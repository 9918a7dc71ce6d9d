/** Characters as CSS names them, neighbours together: `U+20-7e,U+ac00`. */
export function unicodeRange(characters: Iterable<string>): string {
  const ranges: [number, number][] = []
  for (const point of [...new Set(characters)].map(character => character.codePointAt(0) ?? 0).sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last?.[1] === point - 1)
      last[1] = point
    else
      ranges.push([point, point])
  }
  return ranges.map(([from, to]) => `U+${from.toString(16)}${to > from ? `-${to.toString(16)}` : ''}`).join()
}

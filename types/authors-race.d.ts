/** The race that the slides open with, as components/figures/race/packed-race.ts packs it. */
declare module 'virtual:eks-primer/authors-race' {
  const text: string
  export default text
}

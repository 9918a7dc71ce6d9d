/** The race that a figure opens with, as components/figures/race/packed-race.ts packs it. */
declare module 'virtual:eks-primer/authors-race/*' {
  const text: string
  export default text
}

/** The race that a figure opens with, as components/figures/race/packed-race.ts packs it. */
declare module 'virtual:eks-primer/authors-race/*' {
  const text: string
  export default text
}

/** The bills of a figure's story, as components/figures/cost/known-bills.ts packs them. */
declare module 'virtual:eks-primer/authors-bills/*' {
  const text: string
  export default text
}

/** The loads that a race can be run under; the last is the reader's own. */
export const raceScenarios = ['flash-sale', 'two-rushes', 'daily', 'nightly-batch', 'steady', 'own'] as const
export type RaceScenario = (typeof raceScenarios)[number]

/** What the slides show of a race before anybody has chosen. */
export const OPENS_WITH = 'flash-sale' satisfies RaceScenario

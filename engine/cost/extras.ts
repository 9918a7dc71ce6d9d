/** What is around a cluster and on its bill: the same on every data plane. */

/** Counted in pieces, all month, or in GB a month. */
export const extraIds = ['load-balancers', 'nat-gateways', 'nat-data', 'public-ipv4', 'egress', 'cross-zone', 'logs'] as const
export type ExtraId = (typeof extraIds)[number]

/** How much, and USD an hour or a GB where the user knows the price; null takes the listed one. */
export type Extras = Readonly<Record<ExtraId, { quantity: number, usd: number | null }>>

export const noExtras: Extras = Object.fromEntries(extraIds.map(id => [id, { quantity: 0, usd: null }])) as Extras

/** Pieces that are paid by the hour; the others are GB. */
export const hourlyExtras: ReadonlySet<ExtraId> = new Set(['load-balancers', 'nat-gateways', 'public-ipv4'])

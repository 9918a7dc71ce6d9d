/** The data planes that are compared, from the one that leaves most to do to the one that leaves least. */
export const planes = ['self-managed', 'managed', 'karpenter', 'auto-mode', 'fargate'] as const
export type Plane = (typeof planes)[number]

/**
 * What is outside of the API: machines, applications, load. It is data that is replaced, never mutated, so that a
 * checkpoint may keep it. The interface is open: a controller declares its own entries beside its code, and brings what
 * they begin with as `world`.
 */
export interface World {}

// How many seeds may be asked for: each is a run of everything that is chosen.

export const MOST_SEEDS = 100_000

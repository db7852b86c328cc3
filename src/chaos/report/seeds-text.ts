// Seeds in words: `seed 9`, `seeds 1–200, 207`.

/** `1–200, 207`; of seeds in their order. */
export function seedsText(seeds: readonly number[]): string {
  const spans: [number, number][] = []
  for (const seed of seeds) {
    const last = spans.at(-1)
    if (last !== undefined && seed === last[1] + 1) last[1] = seed
    else spans.push([seed, seed])
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}

/** `seed 9`, `seeds 1–3` */
export function atSeeds(seeds: readonly number[]): string {
  return `${seeds.length === 1 ? 'seed' : 'seeds'} ${seedsText(seeds)}`
}

// Sizes of files as people write them.

/** `512 B`, `12.3 KB`, `1.5 GB`: thousands, as file managers count. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`
}

const units = ['KB', 'MB', 'GB', 'TB'] as const

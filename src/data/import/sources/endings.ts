// The endings of files that may hold bars. What is in a text is told by how it begins; that a file is meant at all, and Parquet, by its name.

/** Whether a name ends as a file of bars does, packed with gzip or not. */
export function hasBarEnding(path: string): boolean {
  return barEnding.test(path)
}

/** `spy.us.csv.gz` → `spy.us` */
export function withoutEnding(name: string): string {
  return name.replace(barEnding, '').replace(/\.gz$/i, '')
}

/** Whether a file is read as Parquet. */
export function isParquet(path: string): boolean {
  return /\.parquet$/i.test(path)
}

const barEnding = /\.(csv|tsv|txt|json|zip|parquet)(\.gz)?$/i

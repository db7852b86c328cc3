// The nearest known name to a mistyped one, for hints. The distance is Damerau–Levenshtein with adjacent swaps (optimal string alignment).

/** ``did you mean `spx-1d`?`` when a known name is close enough to be meant, else null. Case is ignored. */
export function didYouMean(typed: string, known: Iterable<string>): string | null {
  const name = nearest(typed, known)
  return name === null ? null : `did you mean \`${name}\`?`
}

/** The known name with the fewest edits, if they are at most a third of the longer one's length: of one or two letters none; ties go to the first. */
export function nearest(typed: string, known: Iterable<string>): string | null {
  let best: string | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (const name of known) {
    const edits = editDistance(typed.toLowerCase(), name.toLowerCase())
    const allowed = Math.floor(Math.max(typed.length, name.length) / 3)
    if (edits <= allowed && edits < fewest) {
      best = name
      fewest = edits
    }
  }
  return best
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other. */
export function editDistance(first: string, second: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: second.length + 1 }, (_, column) => column)
  for (let row = 1; row <= first.length; row++) {
    const current = [row]
    for (let column = 1; column <= second.length; column++) {
      const differs = first[row - 1] === second[column - 1] ? 0 : 1
      let edits = Math.min((last[column] as number) + 1, (current[column - 1] as number) + 1, (last[column - 1] as number) + differs)
      const swapped = row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1]
      if (swapped) edits = Math.min(edits, (beforeLast[column - 2] as number) + 1)
      current.push(edits)
    }
    beforeLast = last
    last = current
  }
  return last[second.length] as number
}

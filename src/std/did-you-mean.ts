// The nearest known name to one that is mistyped or cut short, for hints. The distance is Damerau–Levenshtein with adjacent swaps (optimal string alignment).

/** ``did you mean `spx-1d`?`` when a known name is close enough to be meant, else null. Case is ignored. */
export function didYouMean(typed: string, known: Iterable<string>): string | null {
  const name = nearest(typed, known)
  return name === null ? null : `did you mean \`${name}\`?`
}

/** The known name with the fewest edits, if they are at most a third of the longer one's length: of one or two letters none; ties go to the first. Else one of which some words are meant, at most a quarter amiss: `knigt` is of `knight-capital-2012`. */
export function nearest(typed: string, known: Iterable<string>): string | null {
  const whole = [...known].map((name) => ({ name, text: name }))
  const parts = whole.flatMap(({ name }) => partsOf(name, wordsOf(typed).length).map((text) => ({ name, text })))
  return leastEdited(typed, whole, 3) ?? leastEdited(typed, parts, 4)
}

/** A known name by a text of it. */
interface Candidate {
  readonly name: string
  readonly text: string
}

/** One letter in so many of the longer text may be amiss. */
function leastEdited(typed: string, candidates: readonly Candidate[], oneIn: number): string | null {
  let best: string | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (const { name, text } of candidates) {
    const edits = editDistance(typed.toLowerCase(), text.toLowerCase())
    const allowed = Math.floor(Math.max(typed.length, text.length) / oneIn)
    if (edits <= allowed && edits < fewest) {
      best = name
      fewest = edits
    }
  }
  return best
}

/** `duplicate-fills` has `duplicate` and `fills`: as many words one after the other as are asked for. */
function partsOf(name: string, count: number): readonly string[] {
  const words = wordsOf(name)
  return words.slice(0, Math.max(0, words.length - count + 1)).map((_, at) => words.slice(at, at + count).join('-'))
}

function wordsOf(name: string): readonly string[] {
  return name.split('-')
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

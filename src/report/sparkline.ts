// A curve in one line of text: eight heights of block characters.

const blocks = '▁▂▃▄▅▆▇█'

/** The last value of each of `width` equal stretches, from the lowest drawn to the highest; a flat curve is a low line. */
export function sparkline(values: ArrayLike<number>, width: number): string {
  const points = Array.from({ length: Math.min(width, values.length) }, (_, i, count = Math.min(width, values.length)) => {
    return values[Math.ceil(((i + 1) * values.length) / count) - 1] as number
  })
  const lowest = Math.min(...points)
  const span = Math.max(...points) - lowest
  return points.map((value) => blocks[span === 0 ? 0 : Math.round(((value - lowest) / span) * (blocks.length - 1))]).join('')
}

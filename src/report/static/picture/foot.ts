// The bottom of the picture: what the figures do not mean, and the hashes that tell this run from any other.

import type { StaticInput } from '../static-input.js'
import { ink, MARGIN, type Part, paragraph, WIDTH } from './drawing.js'

const HASH_SHOWN = 12

export function foot({ runId, result }: StaticInput, y: number): Part {
  const { decision, execution, data, config } = result.hashes
  const short = (hash: string): string => hash.slice(0, HASH_SHOWN)
  const hashes = `decision ${short(decision)} · execution ${short(execution)} · data ${short(data)} · config ${short(config)}`
  const lines = [
    ...result.notes.map((note) => `Note: ${note}`),
    `${runId} · ${hashes} · seed ${result.seed} · engine ${result.engineVersion}`,
  ]
  const parts: Part[] = []
  for (const line of lines) {
    const from = parts.at(-1)?.bottom ?? y - 17
    parts.push(paragraph(line, { x: MARGIN, y: from + 17, size: 11.5, fill: ink.quiet }, WIDTH - 2 * MARGIN))
  }
  return { texts: parts.flatMap(({ texts }) => texts), cells: [], bottom: parts.at(-1)?.bottom ?? y }
}

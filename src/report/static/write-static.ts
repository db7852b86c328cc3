// The outputs of a run that need no browser, written beside its report when asked for: a picture as SVG or PNG, and Markdown.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { staticFileNames } from '../run-file-names.js'
import { runMarkdown } from './markdown.js'
import { pngOf } from './png.js'
import type { StaticInput } from './static-input.js'
import { runSvg } from './svg.js'

/** Outputs of a run that need no browser: pictures, and Markdown. */
export type StaticKind = keyof typeof staticFileNames

/** Writes the kinds that are asked for into a directory that is there, and gives their paths. */
export async function writeStatic(
  input: StaticInput,
  directory: string,
  kinds: readonly StaticKind[],
): Promise<Partial<Record<StaticKind, string>>> {
  const asked = new Set(kinds)
  const svg = asked.has('svg') || asked.has('png') ? await runSvg(input) : ''
  const written: Partial<Record<StaticKind, string>> = {}
  for (const kind of asked) {
    const path = join(directory, staticFileNames[kind])
    await writeFile(path, kind === 'svg' ? svg : kind === 'png' ? await pngOf(svg) : runMarkdown(input))
    written[kind] = path
  }
  return written
}

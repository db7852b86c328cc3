// A section of the page, as the list of contents at its top has it.

import type { Markup } from '../../../report/tear-sheet/html.js'
import { section } from '../../../report/tear-sheet/sections/section.js'

export interface Part {
  readonly id: string
  readonly title: string
  readonly content: Markup
}

export function part(id: string, title: string, ...content: readonly (Markup | null | false)[]): Part {
  return { id, title, content: section(id, title, ...content) }
}

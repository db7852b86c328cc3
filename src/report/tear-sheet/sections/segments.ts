// Several blocks of which the reader sees one at a time; without the script, and in print, all of them stand.

import { html, type Markup } from '../html.js'

export interface Segment {
  readonly id: string
  readonly label: string
  readonly content: Markup
}

/** A single block needs no choice. */
export function segments(label: string, blocks: readonly Segment[]): Markup {
  if (blocks.length <= 1) return html`${blocks.map((block) => block.content)}`
  return html`<div class="segments" role="group" aria-label="${label}">${blocks.map(
    ({ id, label }, i) => html`<button type="button" aria-pressed="${i === 0 ? 'true' : 'false'}" aria-controls="${id}">${label}</button>`,
  )}</div>
${blocks.map(({ id, content }) => html`<div class="segment" id="${id}">${content}</div>\n`)}`
}

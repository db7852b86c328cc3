// A section of the page: its heading and what stands under it.

import { html, type Markup } from '../html.js'

/** `id` is the anchor; the heading is what a reader scans. */
export function section(id: string, heading: string, ...content: readonly (Markup | null | false)[]): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>
${content}
</section>\n`
}

// A tagged template for HTML: what is put in is escaped, unless it is markup itself.

/** HTML that is already escaped. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

type Insert = string | number | Markup | null | undefined | false | readonly Insert[]

/** `html\`<td>${name}</td>\``: strings are escaped, markup and lists of it go in as they are, null, undefined and false vanish. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let text = parts[0] ?? ''
  for (const [i, insert] of inserts.entries()) text += asText(insert) + (parts[i + 1] ?? '')
  return new Markup(text)
}

/** JSON for a `<script type="application/json">`: no `<` survives, so nothing in it can end the script. */
export function scriptJson(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029'))
}

function asText(insert: Insert): string {
  if (insert === null || insert === undefined || insert === false) return ''
  if (insert instanceof Markup) return insert.text
  if (typeof insert === 'object') return insert.map(asText).join('')
  return String(insert).replace(/[&<>"']/g, (character) => entities[character] as string)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

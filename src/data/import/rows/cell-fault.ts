// What is wrong with a cell, in words.

export interface CellFault {
  readonly message: string
  readonly hint: string
}

/** The beginning of a text, for a message. */
export function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

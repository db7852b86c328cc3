// Text of others as a terminal may have it: what would move the cursor, colour, or turn the direction of reading becomes U+FFFD.

/** Line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replace(unprintable, '\ufffd')
}

/** In one line: line breaks and tabs are spaces. */
export function inOneLine(text: string): string {
  return printable(text.replace(/[\n\r\t]+/g, ' '))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

// A word of a command that somebody can copy: as a shell takes it.

export function shellWord(text: string): string {
  return /^[\w@/.:=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

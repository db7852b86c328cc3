// Whether the tests that a table names are there: a row that names one that is not proves nothing.

import type { TestName } from '../../src/risk/control-table.js'

/** Those that are not, as `file › name`. */
export function missingTests(named: readonly TestName[], textOf: (file: string) => string): string[] {
  return named.filter(([file, name]) => !isIn(textOf(file), name)).map(([file, name]) => `${file} › ${name}`)
}

/** `group › test` is looked for in that group alone; a group of nothing but cases stands for them, and of a table of cases the name is that of the case. */
function isIn(text: string, name: string): boolean {
  const [test = '', group] = name.split(' › ').reverse()
  const within = group === undefined ? text : bodyOf(text, group)
  if (within === null) return false
  const starts = [`test('${test}'`, `)('${test}'`, `control: '${test}'`, `guard: '${test}'`, `describe('${test}'`]
  return starts.some((start) => flat(within).includes(start))
}

/** What stands between the head of a group and the next one at the margin. */
function bodyOf(text: string, group: string): string | null {
  const [, after] = text.split(`\ndescribe('${group}'`)
  return after?.split(/\n(?:describe|test)[.(]/)[0] ?? null
}

/** A name too long for its line stands on one of its own. */
function flat(text: string): string {
  return text.replace(/\(\n\s+'/g, "('")
}

// The matching table of docs/FILLS.md, from the cases that tests/matching plays.

import { loadSource } from './load-source.mjs'

const begin = '<!-- matching table: generated from tests/matching/cases.ts by scripts/write-docs.mjs -->'
const end = '<!-- end of the matching table -->'

/** The page with the table between its two marks. */
export async function withMatchingTable(page) {
  const { groups, casesOf } = await loadSource('tests/matching/cases.ts')
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`docs/FILLS.md has lost the marks of its matching table: ${begin} … ${end}`)
  const tables = groups.flatMap((group) => [`### ${group.title}`, '', ...table(casesOf(group)), ''])
  return `${before}${begin}\n\n${tables.join('\n')}${end}${after}`
}

function table(cases) {
  const rows = cases.map(({ bars, orders, policy, outcome, why }) => `| ${bars} | ${orders} | ${policy} | ${outcome} | ${why} |`)
  return ['| bars | orders | policy | what happens | why |', '| --- | --- | --- | --- | --- |', ...rows]
}

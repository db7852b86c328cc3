// What each year has: a row of weeks, shaded by the share of the calendar's bars that are there.

import { coverageByYear, type SessionCoverage } from '../../data/quality/coverage.js'
import { html, type Markup } from '../tear-sheet/html.js'
import { percent, whole } from '../wording.js'

const CELL = 14
const LEFT = 44
const RIGHT = 110
const WEEKS = 53

export function coverageStrip(coverage: SessionCoverage, instrument: string): Markup | null {
  const years = coverageByYear(coverage)
  if (years.length === 0) return null
  const weeks = weekShares(coverage)
  const height = years.length * CELL
  const missing = years.reduce((sum, { sessions, present }) => sum + sessions - present, 0)
  const label = `Coverage of ${instrument} by week: ${whole(missing)} sessions missing`
  return html`<figure><svg viewBox="0 0 ${LEFT + WEEKS * CELL + RIGHT} ${height}" role="img" aria-label="${label}">
${years.map(
  ({ year, sessions, present }, index) => html`<text class="axis" x="0" y="${index * CELL + 11}">${year}</text>
${(weeks.get(year) ?? []).map((share, week) => share !== undefined && cell(share, week, index))}
<text class="axis" x="${LEFT + WEEKS * CELL + 8}" y="${index * CELL + 11}">${whole(present)} of ${whole(sessions)}</text>
`,
)}
</svg><figcaption class="note">Sessions of each year, week by week: full colour where every bar is there, a frame where a session or more of the week is missing.</figcaption></figure>`
}

interface WeekShare {
  readonly present: number
  readonly expected: number
  readonly missingSessions: number
}

function weekShares({ dates, present, expected }: SessionCoverage): Map<number, (WeekShare | undefined)[]> {
  const years = new Map<number, (WeekShare | undefined)[]>()
  for (const [index, date] of dates.entries()) {
    const year = Number(date.slice(0, 4))
    const week = Math.floor((Date.parse(date) - Date.UTC(year, 0, 1)) / 604_800_000)
    const row = years.get(year) ?? Array.from<WeekShare | undefined>({ length: WEEKS })
    years.set(year, row)
    const before = row[week] ?? { present: 0, expected: 0, missingSessions: 0 }
    row[week] = {
      present: before.present + Math.min(present[index] as number, expected[index] as number),
      expected: before.expected + (expected[index] as number),
      missingSessions: before.missingSessions + (present[index] === 0 ? 1 : 0),
    }
  }
  return years
}

function cell({ present, expected, missingSessions }: WeekShare, week: number, row: number): Markup {
  const share = expected === 0 ? 0 : present / expected
  const text = `week ${week + 1}: ${percent(share)} of the bars${missingSessions > 0 ? `, ${missingSessions} sessions missing` : ''}`
  const opacity = (0.15 + 0.85 * share ** 3).toFixed(2)
  return html`<rect class="week${missingSessions > 0 ? ' gap' : ''}" x="${LEFT + week * CELL + 1}" y="${row * CELL + 1}" width="${CELL - 2}" height="${CELL - 2}" fill-opacity="${opacity}"><title>${text}</title></rect>`
}

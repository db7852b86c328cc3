// The bar that stays in sight: the period that every chart shows, and links to the sections.

import type { RunResult } from '../../../model/run.js'
import { hasTrouble } from '../../trouble-figures.js'
import { html, type Markup } from '../html.js'

const YEAR_MS = 365.25 * 86_400_000

const periods = [
  ['10 y', 10],
  ['5 y', 5],
  ['1 y', 1],
  ['3 m', 0.25],
  ['1 m', 1 / 12],
  ['1 w', 7 / 365.25],
  ['1 d', 1 / 365.25],
] as const

const PERIODS_OFFERED = 3

const sectionLinks = [
  ['equity', 'Equity'],
  ['monthly', 'Months'],
  ['rolling', 'Rolling'],
  ['drawdowns', 'Falls'],
  ['exposure', 'Exposure'],
  ['distribution', 'Distribution'],
  ['trades', 'Trades'],
  ['attribution', 'Attribution'],
  ['costs', 'Costs'],
  ['denials', 'Denials'],
  ['chaos', 'Breaches'],
  ['provenance', 'Provenance'],
] as const

/** `positive` says whether a logarithm of equity exists. */
export function toolbar(result: RunResult, positive: boolean): Markup {
  const { time } = result.equity
  const links = sectionLinks.filter(([id]) => id !== 'chaos' || hasTrouble(result))
  const years = ((time.at(-1) ?? 0) - (time[0] ?? 0)) / YEAR_MS
  const shorter = periods.filter(([, length]) => length < years).slice(0, PERIODS_OFFERED)
  const button = ([label, length]: readonly [string, number]): Markup =>
    html`<button type="button" data-years="${length}" aria-pressed="${length === 0 ? 'true' : 'false'}">${label}</button>`
  return html`<div class="toolbar">
<nav aria-label="Sections">${links.map(([id, text]) => html`<a href="#${id}">${text}</a> `)}</nav>
<div class="controls" role="group" aria-label="Period of all charts">
<span class="periods">${button(['All', 0])}${shorter.map(button)}</span>
<span class="periods"><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="in" aria-label="Zoom in">+</button></span>
<output class="period" aria-live="off"></output>
<label${!positive && html` title="Equity fell to zero or below: no logarithm"`}><input type="checkbox" id="log-scale"${!positive && html` disabled`}> log scale</label>
</div>
</div>\n`
}

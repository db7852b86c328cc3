// The page of a verdict: one HTML file that works offline, from whether the suite passed down to the command that replays each failure.

import { html, Markup } from '../../report/tear-sheet/html.js'
import type { Verdict } from '../verdict/verdict.js'
import type { VerdictAssets } from './assets.js'
import { runGroups } from './run-group.js'
import { ablation } from './sections/ablation.js'
import { examples } from './sections/examples.js'
import { failures } from './sections/failures.js'
import { headline } from './sections/headline.js'
import { judgedTables } from './sections/judged.js'
import { matrix } from './sections/matrix.js'
import { provenance } from './sections/provenance.js'
import { spreads } from './sections/spreads.js'
import { verdictSentence } from './verdict-sentence.js'

/** The whole page as text. */
export function verdictPage(verdict: Verdict, assets: VerdictAssets): string {
  const groups = runGroups(verdict.runs)
  const parts = [
    failures(verdict),
    matrix(groups),
    spreads(groups),
    ablation(groups),
    examples(groups),
    ...judgedTables(groups),
    provenance(verdict),
  ].filter((part) => part !== null)
  const body = html`${masthead(verdict)}<main>
${headline(verdict, groups)}
<nav class="contents" aria-label="Sections">${parts.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
${parts.map(({ content }) => content)}
</main>`
  return page(`Chaos: ${verdictSentence(verdict).sentence}`, body, assets)
}

function masthead({ passed, runs, engineVersion }: Verdict): Markup {
  const state = runs.length === 0 ? 'empty' : passed ? 'passed' : 'failed'
  return html`<header>
<div class="top"><p class="kicker">trading-bench · chaos</p><button type="button" class="theme" hidden>Dark</button></div>
<h1 class="${state}">${runs.length === 0 ? 'Nothing judged' : passed ? 'Passed' : 'Failed'}</h1>
<p class="definitions">Engine ${engineVersion}. Amounts are in the account’s currency, times are UTC. Point at a number, or tab to it, to see what it is.</p>
</header>\n`
}

/** The policy lets nothing be loaded from anywhere. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"

function page(title: string, body: Markup, { script, style }: VerdictAssets): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
<script>${new Markup(script)}</script>
</body>
</html>
`.text
}

// The look of the data check, in the manner of the tear sheet: calm type, tabular numbers, light and dark, colours that colour-blind readers tell apart.

export const style = `
:root { --paper: #fdfdfb; --ink: #1b2330; --quiet: #5c6675; --line: #e6e8ea; --price: #1f5fa6; --error: #b3401a; --warning: #8a6100; --info: #5c6675; color-scheme: light dark;
  --serif: "Iowan Old Style", "Palatino Linotype", Charter, Palatino, Georgia, serif; --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #14181e; --ink: #e4e8ee; --quiet: #97a2b2; --line: #2a313b; --price: #6fb0f2; --error: #f09a5a; --warning: #d9b04a; --info: #97a2b2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 3.5rem 1.5rem 6rem; max-width: 72rem; background: var(--paper); color: var(--ink); font: 400 0.9375rem / 1.55 var(--sans); font-variant-numeric: tabular-nums; }
h1, h2 { font-family: var(--serif); font-weight: 500; line-height: 1.15; }
h1 { margin: 0.2rem 0 0.4rem; font-size: clamp(2rem, 5vw, 3rem); overflow-wrap: anywhere; }
h2 { margin: 0 0 1rem; font-size: 1.375rem; }
section { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.kicker { margin: 0; color: var(--quiet); font-size: 0.75rem; letter-spacing: 0.12em; text-transform: uppercase; }
.subject { margin: 0 0 0.6rem; font-size: 1.0625rem; }
.scroll { overflow: auto; }
.scroll.tall { max-height: 36rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.8125rem; }
th, td { padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
td:last-child { min-width: 15rem; }
thead th { position: sticky; top: 0; background: var(--paper); color: var(--quiet); }
.number { text-align: right; white-space: nowrap; }
.time { white-space: nowrap; }
.hint, .note { color: var(--quiet); font-size: 0.8125rem; }
td.error, td.warning { font-weight: 600; }
.chip { display: inline-block; padding: 0 0.55rem; border: 1px solid currentColor; border-radius: 1rem; font-size: 0.75rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; }
.axis { fill: var(--quiet); font: 11px var(--sans); } .grid { stroke: var(--line); }
.prices { fill: none; stroke: var(--price); stroke-width: 1; vector-effect: non-scaling-stroke; }
.mark line { stroke: currentColor; stroke-opacity: 0.35; stroke-dasharray: 3 3; } .mark circle { fill: currentColor; }
.week { fill: var(--price); } .week.gap { stroke: var(--error); stroke-width: 1.5; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1.2rem; } dt { font-weight: 600; } dd { margin: 0; max-width: 46rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.6rem; } body { padding: 2rem 1rem 4rem; } }
@media print { .scroll.tall { max-height: none; } }
`

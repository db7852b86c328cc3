// Writes the reference pages that are generated from the code: docs/METRICS.md, docs/CONFIG.md, docs/CLI.md and docs/API.md, the matching table of
// docs/FILLS.md from its test cases, the tables of docs/CONTROLS.md from controls, breakers and gates, and those of docs/CHAOS-SCENARIOS.md and docs/CHAOS-FAULTS.md.
// With --check it writes nothing, and ends with 3 when a page is not what the code says.

import { readFile, writeFile } from 'node:fs/promises'
import './setup.mjs'
import { apiPage } from './api-page.mjs'
import { chaosTables, withTables } from './chaos-tables.mjs'
import { withControlTables } from './control-table.mjs'
import { withMatchingTable } from './matching-table.mjs'

const root = new URL('../', import.meta.url)
const [{ metricsIn, metricsModes }, { verbs }, { backtestOptions }, { flagOf, variableOf }, { logOptions }, { configJsonSchema }] =
  await Promise.all(
    ['metrics/compute', 'cli/verbs', 'cli/backtest/options', 'cli/options', 'cli/output-options', 'cli/backtest/run-config'].map(
      (module) => import(new URL(`dist/${module}.js`, root).href),
    ),
  )

const ofChaos = await chaosTables()
const pages = {
  'METRICS.md': metricsPage(),
  'CONFIG.md': configPage(),
  'CLI.md': cliPage(),
  'API.md': page('Library reference', apiPage()),
  'CONTROLS.md': await withControlTables(await pageText('CONTROLS.md')),
  'CHAOS-SCENARIOS.md': withTables(await pageText('CHAOS-SCENARIOS.md'), ofChaos, ['scenarios', 'worlds']),
  'CHAOS-FAULTS.md': withTables(await pageText('CHAOS-FAULTS.md'), ofChaos, ['faults', 'invariants']),
  'FILLS.md': await withMatchingTable(await pageText('FILLS.md')),
}
const isCheck = process.argv.includes('--check')
const stale = []
for (const [name, text] of Object.entries(pages)) {
  const file = new URL(`docs/${name}`, root)
  if ((await readFile(file, 'utf8').catch(() => '')) === text) continue
  stale.push(`docs/${name}`)
  if (!isCheck) await writeFile(file, text)
}
if (stale.length > 0)
  console.error(isCheck ? `${stale.join(', ')} not up to date · hint: node scripts/write-docs.mjs` : `written: ${stale.join(', ')}`)
process.exitCode = isCheck && stale.length > 0 ? 3 : 0

function pageText(name) {
  return readFile(new URL(`docs/${name}`, root), 'utf8')
}

function metricsPage() {
  const rows = metricsIn('default').map(({ id, label, formula, basis, unit, ddof, dayCount, better, source }) => [
    code(id),
    label,
    formula,
    basis,
    unit,
    ddof ?? '–',
    dayCount ?? '–',
    better,
    source,
  ])
  return page('Metrics', [
    'The contract of every figure, as `bench metrics --explain` prints it. Letters: r returns, rf the risk-free return of a period, N periods a year',
    '(252 for session calendars, 365 for 24/7 ones), n observations, dd drawdowns, E equity. Fractions, not percents; a drawdown is negative.',
    'A figure that a sample cannot carry is null with its reason, never NaN or Infinity.',
    '',
    'Basis: `bar` is every bar, `session` the last close of each session, `trade` closed round trips with their fees.',
    '',
    ...table(['id', 'label', 'formula', 'basis', 'unit', 'ddof', 'years by', 'better', 'source'], rows),
    '',
    '## Confidence intervals',
    '',
    'One history happened; others with the same habits could have. Beside the Sharpe ratio and CAGR stands where 95 of a hundred such histories put them, out of 1,000',
    'resamples drawn by the seed of the run: the stationary bootstrap of Politis and Romano (1994), whose blocks of returns are as long as the returns hang together',
    '(Politis and White 2004, as corrected by Patton, Politis and White 2009). The ends are the percentiles of the resamples.',
    '',
    'A drawdown comes of the order of returns as much as of the returns. For max drawdown, blocks of returns are therefore',
    'permuted, each once: its range is what the same returns could have done to the account on the way to the same end. It is no confidence interval, and no',
    'true figure need lie in it. The returns are those of sessions and the figure is by bar: where bars within a session fell deeper than its ends, there is no range.',
    '',
    'There is no interval, and a reason in its place, under 60 sessions, under ten blocks, after ruin, and where the resamples have no such figure. An interval knows nothing of what is',
    'not in the sample, nor of how many strategies were tried before this one: that is what `dsr` is for. Parity modes have none.',
    '',
    '## Parity modes',
    '',
    '`--metrics NAME` computes as another library does, to 1e-9 on the same returns. Only these differ from the contract above:',
    ...metricsModes.filter((mode) => mode !== 'default').flatMap(parityTable),
  ])
}

function parityTable(mode) {
  const ours = new Map(metricsIn('default').map((metric) => [metric.id, metric]))
  const rows = metricsIn(mode)
    .filter((metric) => metric.value !== ours.get(metric.id).value)
    .map(({ id, formula, basis, source }) => [code(id), formula, basis, source])
  return ['', `### ${mode}`, '', ...table(['id', 'formula', 'basis', 'source'], rows)]
}

function configPage() {
  const { properties } = configJsonSchema()
  const names = Object.keys(backtestOptions).filter((name) => backtestOptions[name].belongs !== 'line')
  const rows = names.map((name) => {
    const spec = backtestOptions[name]
    const schema = properties[name]
    const usual = schema.default === undefined ? (spec.default ?? '') : usualOf(schema.default, spec)
    return [code(name), valuesOf(schema), usual, schema.description ?? '', code(flagOf(name, spec)), code(variableOf(name))]
  })
  return page('Config', [
    'One name makes three: the key of a config file, the flag of `bench backtest`, and the environment variable. A flag beats a variable, a variable',
    'beats the file, the file beats the default. The file is YAML 1.2 or JSON, given with `--config`; an unknown key is an error with its line.',
    '`bench config --schema` prints a JSON Schema for editors. The resolved config is saved in `run.json`; the report prints every value with where it came from.',
    '',
    '```yaml',
    'data: spx-1d',
    'from: 2005-01-01',
    'cash: 50000',
    'fees: 0.005/share',
    'slippage: 2ticks',
    'participation: 5%',
    'params:',
    '  fast: 20',
    '  slow: 100',
    '```',
    '',
    'In this file a percent is a text such as `10%`; a bare number is a fraction: `{ fraction: 0.001 }` of the value is 0.1 %.',
    'The library’s `runBacktest` takes the same keys in `config`, without the short texts, but for those of the run around the engine: data, dates, benchmark and trials.',
    '',
    ...table(
      ['key', 'values', 'default', 'meaning', 'flag', 'variable'],
      [...rows, [code('params'), 'parameters by name', '', properties.params.description, code('--param NAME=VALUE'), '']],
    ),
    '',
    '## Keys of the file alone',
    '',
    'These have parts, and neither a flag nor a variable. The library takes them in `config` like the others.',
    '',
    ...table(
      ['key', 'values', 'default', 'meaning'],
      Object.keys(properties)
        .filter((name) => name !== 'params' && backtestOptions[name] === undefined)
        .flatMap((name) => partRows(name, properties[name])),
    ),
  ])
}

/** A key, and below it each of its parts by its path; those of a list have the path of any entry. */
function partRows(path, schema) {
  const { items = schema } = schema
  const parts = Object.entries(items.properties ?? {})
  const usual = schema.default === undefined ? '' : usualOf(schema.default, {})
  const inside = schema.items === undefined ? path : `${path}[]`
  return [
    [code(path), valuesOf(schema), usual, schema.description ?? ''],
    ...parts.flatMap(([name, part]) => partRows(`${inside}.${name}`, part)),
  ]
}

/** An object without names is what the flag calls `none`. */
function usualOf(value, spec) {
  if (typeof value !== 'object') return code(value)
  return Object.keys(value).length === 0 ? (spec.default ?? '') : code(JSON.stringify(value))
}

/** What a JSON Schema takes, in the words of a table cell. */
function valuesOf(schema) {
  if (schema.anyOf !== undefined) return schema.anyOf.map(valuesOf).join(', ')
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ')
  if (schema.const !== undefined) return code(schema.const)
  switch (schema.type) {
    case 'object':
      if (schema.properties === undefined) return `${valuesOf(schema.additionalProperties)} by name`
      return code(
        `{ ${Object.keys(schema.properties)
          .map((name) => (schema.required?.includes(name) ? name : `${name}?`))
          .join(', ')} }`,
      )
    case 'array':
      return schema.items?.type === 'string' && schema.items.enum === undefined ? 'a list of them' : `a list of ${valuesOf(schema.items)}`
    case 'string':
      return textOf(schema)
    case 'boolean':
      return 'yes or no'
    default:
      return `${schema.type === 'integer' ? 'whole number' : 'number'}${boundsOf(schema)}`
  }
}

function textOf({ description, pattern }) {
  if (description?.startsWith('Or in short: ')) return `in short: ${description.slice('Or in short: '.length)}`
  if (pattern === undefined) return 'text'
  if (pattern === '^[A-Z]{3}$') return 'currency code'
  return pattern.includes('%') ? 'percent' : 'date'
}

function boundsOf({ minimum, maximum, exclusiveMinimum }) {
  const isBound = (bound) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER
  if (isBound(minimum) && isBound(maximum)) return ` ${minimum} to ${maximum}`
  if (isBound(exclusiveMinimum)) return ` above ${exclusiveMinimum}`
  return isBound(minimum) ? ` from ${minimum}` : ''
}

function cliPage() {
  const synopses = verbs.map(({ name, arguments: operands }) => synopsis(name, operands))
  return page('Command line', [
    '`bench` runs strategies over recorded bars, keeps data and runs in order, and says what everything means. This page has all of it; `bench <verb> --help` has each part.',
    '',
    '## Synopsis',
    '',
    '```console',
    ...synopses,
    'bench help <verb>',
    'bench --version',
    '```',
    '',
    'Results go to stdout; progress, notes and warnings to stderr. `--json` prints one object with a versioned `schema` and nothing else. Colour is for terminals only.',
    'An option is written `--name value` or `--name=value`; what says "again for more" may be given more than once. Operands and options may stand in any order.',
    '',
    '## Options of every verb',
    '',
    ...table(
      ['option', 'what it is', 'default'],
      [...Object.entries(logOptions).map(([name, spec]) => optionRow(name, spec)), [code('-h, --help'), 'print the help of the verb', '']],
    ),
    ...verbs.flatMap(verbSection),
    '',
    '## Exit codes',
    '',
    ...table(
      ['code', 'meaning'],
      [
        [0, 'fine'],
        [1, 'something unexpected; a fault in bench says `BUG` and asks to be reported. `bench doctor` ends with it where a check failed'],
        [2, 'usage or config: a verb, an option, a parameter or a strategy is wrong'],
        [3, 'a gate failed: results are not what they were held to'],
        [4, 'data: a file, a dataset or a run is missing, damaged or faulty'],
        [130, 'interrupted by Ctrl-C'],
      ],
    ),
    '',
    'An error is `CODE: what, where, the numbers`, then a hint with the next step.',
    '',
    '## Files',
    '',
    ...table(
      ['path', 'what it is'],
      [
        [code('./strategies'), 'strategies by name, before the bundled ones of the same name'],
        [code('./datasets'), 'the catalog of imported data, unless `--catalog` or `BENCH_CATALOG` names another'],
        [code('./reports'), 'a directory for each run, unless `--out` names another; `latest` points to the last one'],
        [
          code('bench.yaml'),
          'a config file as `bench init` makes it; it counts where `--config` gives it. [CONFIG](CONFIG.md) has its keys',
        ],
      ],
    ),
    '',
    '## Environment',
    '',
    ...table(
      ['variable', 'what it does'],
      [
        [code('BENCH_CATALOG'), 'folder of imported data'],
        [code('BENCH_LOG_LEVEL'), 'error, warn, info or debug, where neither `--log-level` nor `--quiet` is given'],
        [code('NO_COLOR'), 'set to anything: no colour'],
        [code('FORCE_COLOR'), 'set to 1: colour in pipes too; set to 0: none. `NO_COLOR` is stronger'],
        ...Object.entries(backtestOptions)
          .filter(([name, { belongs }]) => belongs !== 'line' && name !== 'catalog')
          .map(([name, spec]) => [code(variableOf(name)), `${code(flagOf(name, spec))} of \`bench backtest\``]),
      ],
    ),
    '',
    'A flag beats a variable, a variable beats the config file, the file beats the default.',
  ])
}

function synopsis(name, operands) {
  return ['bench', name, operands, '[options]'].filter(Boolean).join(' ')
}

function verbSection({ name, arguments: operands, summary, options, examples }) {
  const groups = new Map()
  const own = Object.entries(options).filter(([option]) => logOptions[option] === undefined)
  for (const [option, spec] of own) groups.set(spec.group, [...(groups.get(spec.group) ?? []), [option, spec]])
  const tables = [...groups].flatMap(([group, members]) => [
    '',
    `${group}:`,
    '',
    ...table(
      ['option', 'what it is', 'default'],
      members.map(([option, spec]) => optionRow(option, spec)),
    ),
  ])
  return [
    '',
    `## bench ${name}`,
    '',
    `${summary[0].toUpperCase()}${summary.slice(1)}.`,
    '',
    '```console',
    synopsis(name, operands),
    '```',
    ...tables,
    '',
    'Examples:',
    '',
    '```console',
    ...examples,
    '```',
  ]
}

function optionRow(name, spec) {
  const flag = spec.value === undefined ? flagOf(name, spec) : `${flagOf(name, spec)} <${spec.value}>`
  return [code(flag), spec.description, spec.default ?? '']
}

function page(title, lines) {
  return [`# ${title}`, '', '<!-- Generated by scripts/write-docs.mjs: change the code, then run it. -->', '', ...lines, ''].join('\n')
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

function code(value) {
  return `\`${value}\``
}

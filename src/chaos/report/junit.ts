// The verdict as JUnit XML: a suite a scenario, a case a seed, and a suite of the cells that the matrix requires.

import type { JudgedRun, Verdict } from '../verdict/verdict.js'
import { cameToNothing } from '../verdict/verdict-of.js'
import { replayCommand } from './replay-command.js'
import { failedGates, hasFailed, type RunGroup, runGroups } from './run-group.js'
import { verdictSentence } from './verdict-sentence.js'

/** The whole document. Times are left out: a verdict is the same on any machine. */
export function verdictJunit(verdict: Verdict): string {
  const suites = [...runGroups(verdict.runs).map(groupSuite), matrixSuite(verdict), nothingSuite(verdict)].filter(
    ({ cases }) => cases.length > 0,
  )
  const { tests, failures } = counts(suites.flatMap(({ cases }) => cases))
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bench chaos" tests="${tests}" failures="${failures}" errors="0">
${suites.map(suiteXml).join('')}</testsuites>
`
}

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

interface Case {
  readonly name: string
  /** Null where it passed. */
  readonly failure: { readonly message: string; readonly text: string } | null
}

function groupSuite({ kind, name, runs }: RunGroup): Suite {
  return {
    name: `${kind}: ${name}`,
    cases: runs.map((run) => ({ name: `seed ${run.seed}`, failure: hasFailed(run) ? failureOf(run) : null })),
  }
}

function failureOf(run: JudgedRun): Case['failure'] {
  const lines = run.gates.filter(({ passed }) => !passed).map(({ name, says }) => `${name}: ${says}`)
  return { message: failedGates(run), text: [...lines, replayCommand(run)].join('\n') }
}

function matrixSuite({ runs, unhit }: Verdict): Suite {
  const missed = new Set(unhit.map(({ scenario, control }) => cellName(scenario, control)))
  const required = runGroups(runs).flatMap(({ name, required: ofIt }) => [...ofIt].map((control) => cellName(name, control)))
  const cases = required.map(
    (name): Case => ({ name, failure: missed.has(name) ? { message: 'never hit', text: `never hit: ${name}` } : null }),
  )
  return { name: 'required cells of the matrix', cases }
}

/** A case only where it failed: nothing came of any condition. */
function nothingSuite(verdict: Verdict): Suite {
  const { sentence, beside } = verdictSentence(verdict)
  const cases = cameToNothing(verdict.runs) ? [{ name: 'any', failure: { message: sentence, text: beside } }] : []
  return { name: 'conditions of which something came', cases }
}

function cellName(scenario: string, control: string): string {
  return `${scenario} is caught first by ${control}`
}

function counts(cases: readonly Case[]): { readonly tests: number; readonly failures: number } {
  return { tests: cases.length, failures: cases.filter(({ failure }) => failure !== null).length }
}

function suiteXml({ name, cases }: Suite): string {
  const { tests, failures } = counts(cases)
  return `<testsuite name="${escaped(name)}" tests="${tests}" failures="${failures}" errors="0">
${cases.map((one) => caseXml(name, one)).join('')}</testsuite>
`
}

function caseXml(suite: string, { name, failure }: Case): string {
  const head = `<testcase classname="${escaped(suite)}" name="${escaped(name)}"`
  if (failure === null) return `${head}/>\n`
  return `${head}><failure message="${escaped(failure.message)}">${escaped(failure.text)}</failure></testcase>\n`
}

/** For text and attributes; what XML 1.0 cannot carry becomes U+FFFD. */
function escaped(text: string): string {
  return text.replace(notXml, '\ufffd').replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

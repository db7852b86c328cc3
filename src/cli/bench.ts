#!/usr/bin/env node
// `bench`: reads the command line and hands over to one verb. Only commander is loaded before the verb is known.

import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { BenchError } from '../std/errors.js'
import { compileForLongRuns } from './compiling.js'
import { addOptions } from './options.js'
import { decideExit, exitNow, guardExit } from './terminal/exit-guard.js'
import { log, setLogLevel } from './terminal/log.js'
import { optionsOf, type Verb } from './verb.js'
import { groups, verbs } from './verbs.js'

// An exit lets what is half written be cleared up; a signal alone would not.
process.on('SIGINT', () => exitNow(130))
process.on('SIGTERM', () => exitNow(143))
// `bench … | head` closes the pipe early; that is no fault. The work goes on, for its end decides the exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') exitNow(1)
})
guardExit()
compileForLongRuns()

try {
  const [first, ...rest] = process.argv.slice(2)
  if (first === '__complete') process.stdout.write(await completions(rest))
  else await program().parseAsync(wordsOf(first, rest), { from: 'user' })
  decideExit(Number(process.exitCode ?? 0))
} catch (error) {
  decideExit(await fail(error))
}

function program(): Command {
  const bench = command('bench')
    .description('Backtest trading systems on recorded bars: deterministic, every fill explained.')
    .version(version(), '-v, --version', 'print the version')
    .addHelpText(
      'after',
      '\nFirst steps:\n  $ bench backtest sma-cross --data spx-1d\n  $ bench data ls\n\nbench <verb> --help, or bench help <verb>, has options and examples; docs/CLI.md has all of them.',
    )
  for (const verb of verbs) addVerb(bench, verb)
  return bench
}

function command(name: string): Command {
  return (
    new Command(name)
      .exitOverride()
      .helpCommand(false)
      // `runs` is a verb and a group: what follows `rm` belongs to `rm`.
      .enablePositionalOptions()
      .helpOption('-h, --help', 'print this help')
      .configureOutput({ outputError: () => {} })
      .configureHelp({ showGlobalOptions: false, helpWidth: helpWidth() })
  )
}

function addVerb(bench: Command, verb: Verb): void {
  const words = verb.name.split(' ')
  const parent = words.length > 1 ? group(bench, words[0] as string) : bench
  const child = command(words.at(-1) as string).description(verb.summary)
  if (verb.arguments !== undefined) child.arguments(verb.arguments)
  addOptions(child, optionsOf(verb))
  child.addHelpText('after', `\nExamples:\n${verb.examples.map((example) => `  $ ${example}`).join('\n')}`)
  child.action(() => run(verb, child))
  parent.addCommand(child)
}

/** Sets the log before anything is done, and says at its end how long it took. */
async function run(verb: Verb, command: Command): Promise<void> {
  const { args } = command
  const options = command.opts()
  setLogLevel(options)
  log('debug', `bench ${version()}, Node ${process.version}: ${[verb.name, ...args].join(' ')} ${JSON.stringify(options)}`)
  await verb.run(args, options)
  log('debug', `done after ${Math.round(performance.now())} ms`)
}

function group(bench: Command, name: string): Command {
  const existing = bench.commands.find((candidate) => candidate.name() === name)
  if (existing !== undefined) return existing
  const made = command(name).description(groups[name] ?? '')
  bench.addCommand(made)
  return made
}

/** Prints the failure and gives its exit code. */
async function fail(error: unknown): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  if (error instanceof CommanderError && error.code === 'commander.help') return 2
  const [{ describeFailure }, { hasColor }] = await Promise.all([import('./terminal/failure.js'), import('./terminal/colors.js')])
  const { text, exitCode } = describeFailure(
    error instanceof CommanderError ? usageError(error) : error,
    hasColor(process.stderr),
    process.cwd(),
  )
  process.stderr.write(text)
  return exitCode
}

/** Commander's own complaint, with its did-you-mean as the hint. */
function usageError({ code, message }: CommanderError): BenchError {
  const [what = '', suggestion = ''] = message.replace(/^error: /, '').split('\n')
  const meant = /Did you mean (.*)\?/.exec(suggestion)?.[1]
  const ours = code === 'commander.unknownOption' ? 'UNKNOWN_OPTION' : code === 'commander.unknownCommand' ? 'UNKNOWN_COMMAND' : 'USAGE'
  return new BenchError(
    ours,
    what,
    meant === undefined ? 'bench --help lists the verbs, bench <verb> --help the options' : `did you mean ${meant}?`,
  )
}

/** `bench help data import` is `bench data import --help`; `-V` is the older way to ask for the version. */
function wordsOf(first: string | undefined, rest: readonly string[]): string[] {
  if (first === undefined) return []
  if (first === 'help') return [...known(rest), '--help']
  return [first === '-V' ? '--version' : first, ...rest]
}

/** The verb that help is asked of; commander would print the whole help for one that is not there. */
function known(words: readonly string[]): readonly string[] {
  const names = verbs.flatMap(({ name }) => [name, name.split(' ')[0] as string])
  const [word] = words
  if (word === undefined || names.includes(word)) return words
  throw new BenchError('UNKNOWN_COMMAND', `unknown command '${word}'`, 'bench --help lists the verbs')
}

/** For the shell: one candidate a line. */
async function completions(words: readonly string[]): Promise<string> {
  const { candidates } = await import('./setup/complete.js')
  return (await candidates(words)).map((candidate) => `${candidate}\n`).join('')
}

/** As wide as the terminal, but not so wide that lines are hard to read. */
function helpWidth(): number {
  return Math.min(process.stdout.columns ?? 80, 110)
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

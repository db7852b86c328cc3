// What the program says of its own doings, on stderr: one line each, at a level that --log-level, --quiet or BENCH_LOG_LEVEL sets. Secrets are blotted out.

import { BenchError } from '../../std/errors.js'

export const logLevels = ['error', 'warn', 'info', 'debug'] as const

export type LogLevel = (typeof logLevels)[number]

export interface LogOptions {
  readonly logLevel?: LogLevel
  readonly quiet?: boolean
}

let level: LogLevel = 'info'

/** A flag beats `--quiet`, which leaves errors only; then comes the variable. Throws `USAGE` where the variable holds no level. */
export function setLogLevel({ logLevel, quiet }: LogOptions, environment: NodeJS.ProcessEnv = process.env): void {
  level = logLevel ?? (quiet ? 'error' : (levelOf(environment.BENCH_LOG_LEVEL) ?? 'info'))
}

/** Whether lines of a level are written. */
export function logs(wanted: LogLevel): boolean {
  return logLevels.indexOf(wanted) <= logLevels.indexOf(level)
}

/** Writes one line where its level is on: `debug: …`, `warning: …`; info has no prefix. */
export function log(wanted: LogLevel, text: string): void {
  if (logs(wanted)) process.stderr.write(`${prefixes[wanted]}${withoutSecrets(text)}\n`)
}

const prefixes: Readonly<Record<LogLevel, string>> = { error: 'error: ', warn: 'warning: ', info: '', debug: 'debug: ' }

/** The text with the values of keys, tokens and passwords replaced by stars, also those inside an address. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(\b[\w-]*(?:token|secret|password|passwd|api[_-]?key)["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi, '$1***')
    .replace(/(:\/\/[^\s/:@]*:)[^\s/@]+@/g, '$1***@')
}

function levelOf(text: string | undefined): LogLevel | undefined {
  if (text === undefined || text === '') return undefined
  const found = logLevels.find((candidate) => candidate === text)
  if (found === undefined) throw new BenchError('USAGE', `BENCH_LOG_LEVEL: '${text}' is no level`, `write one of ${logLevels.join(', ')}`)
  return found
}

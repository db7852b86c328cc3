// The one place that tells a person what went wrong: code, message, the strategy's own line, hint, and the exit code.

import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import pc from 'picocolors'
import type { ExitCode } from '../../std/errors.js'
import { printable } from '../../std/printable.js'
import { readThrown } from '../../std/thrown.js'

/** What to print on stderr, and the exit code it ends with. */
export function describeFailure(error: unknown, color: boolean, cwd: string): { readonly text: string; readonly exitCode: ExitCode } {
  const { bold, red, dim } = pc.createColors(color)
  if (isInterruption(error)) return { text: '', exitCode: 130 }
  const { ours, message, stack } = readThrown(error)
  if (ours === null) {
    return {
      text: `${red(bold('BUG'))}: ${stack === '' ? message : stack}\n${dim('hint:')} this is a bug in bench itself; please report it with these lines\n`,
      exitCode: 1,
    }
  }
  const frames = ours.cause === undefined ? [] : userFrames(stack, cwd)
  const lines = [
    `${red(bold(ours.code))}: ${printable(ours.message)}`,
    ...frames.map((line) => dim(line)),
    `${dim('hint:')} ${printable(ours.hint)}`,
  ]
  return { text: `${lines.join('\n')}\n`, exitCode: ours.exitCode }
}

/** Ctrl-C while the engine was busy: see interruptible.ts. What throws as it is read is something else. */
function isInterruption(error: unknown): boolean {
  try {
    return error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
  } catch {
    return false
  }
}

interface Frame {
  readonly name: string
  readonly file: string
  readonly line: number
  readonly column: number
}

const packageFolder = fileURLToPath(new URL('../../..', import.meta.url))

/** The frames in the user's own files, the source line below the first. */
function userFrames(stack: string, cwd: string): readonly string[] {
  const frames = stack.split('\n').map(parseFrame).filter(isUsers).slice(0, 5)
  return frames.flatMap((frame, index) => {
    const at = `  at ${frame.name === '' ? '' : `${frame.name} `}${shortPath(frame.file, cwd)}:${frame.line}:${frame.column}`
    const source = index === 0 ? sourceLine(frame) : null
    return source === null ? [at] : [at, `      ${frame.line} | ${source}`]
  })
}

function parseFrame(text: string): Frame | null {
  const match = /^\s+at (?:(.*) \()?(?:async )?(.+?):(\d+):(\d+)\)?$/.exec(text)
  if (match === null) return null
  const [, name = '', place = '', line, column] = match
  const file = place.startsWith('file:') ? fileURLToPath(place) : place
  return { name: name.replace(/^(async )?Object\./, '$1'), file, line: Number(line), column: Number(column) }
}

function isUsers(frame: Frame | null): frame is Frame {
  if (frame === null || frame.file.startsWith('node:') || frame.file.includes('node_modules')) return false
  return !['dist', 'src'].some((folder) => frame.file.startsWith(`${packageFolder}${folder}`))
}

function sourceLine({ file, line }: Frame): string | null {
  try {
    return readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() ?? null
  } catch {
    return null
  }
}

function shortPath(file: string, cwd: string): string {
  const short = relative(cwd, file)
  return short.startsWith('..') ? file : short
}

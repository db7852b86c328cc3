// `bench doctor`: looks whether all that bench needs is there and in order, and says what to do where it is not.

import pc from 'picocolors'
import { hasColor } from '../terminal/colors.js'
import { type Check, checks, type Finding, type Places } from './doctor-checks.js'

export interface DoctorOptions extends Places {
  readonly json?: boolean
}

/** One line a check; the exit code is 1 where one failed, and a warning alone is no failure. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const findings: (Finding & { readonly name: string })[] = []
  for (const check of checks(options)) findings.push({ name: check.name, ...(await found(check)) })
  const status = findings.some((one) => one.status === 'fail') ? 'fail' : findings.some((one) => one.status === 'warn') ? 'warn' : 'ok'
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ schema: 'bench.doctor/1', status, checks: findings })}\n`
      : `${findings.map((one) => lines(one)).join('\n')}\n`,
  )
  if (status === 'fail') process.exitCode = 1
}

/** A check that throws has found something too. */
async function found({ run }: Check): Promise<Finding> {
  try {
    return await run()
  } catch (error) {
    const { message, hint } = error as Error & { readonly hint?: string }
    return { status: 'fail', text: message, hint: hint ?? 'this should not happen: please report it with this line' }
  }
}

function lines({ name, status, text, hint }: Finding & { readonly name: string }): string {
  const { green, yellow, red, dim } = pc.createColors(hasColor(process.stdout))
  const paint = { ok: green, warn: yellow, fail: red }[status]
  const line = `${paint(status.padEnd(4))}  ${name.padEnd(11)} ${text}`
  return hint === undefined ? line : `${line}\n${dim(`      hint: ${hint}`)}`
}

// A process in which tasks of a tested strategy are judged, as whoever asks holds it: one that takes too long, or too much memory, is ended, and the next task has a new one.

import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { BenchPlan } from '../../../chaos/runner/open-bench.js'
import { endedBy } from '../../../chaos/suite/judge-task.js'
import type { Task } from '../../../chaos/suite/task.js'
import { testerTasks } from '../../../chaos/suite/tasks.js'
import { conditionNamed } from '../../../chaos/tester/conditions.js'
import { HOME } from '../../../chaos/tester/tested.js'
import type { JudgedRun } from '../../../chaos/verdict/verdict.js'
import { BenchError, type ErrorCode } from '../../../std/errors.js'

/** The plan is read once, with the first question. */
export interface Question {
  readonly plan: BenchPlan
  readonly task: Task
  /** What cannot be tested is refused before anything of it is judged. */
  readonly isFirst: boolean
  readonly memoryMb: number
  /** Goes back with the answer: what comes without it was said by somebody else. */
  readonly token: string
}

/** Refused: what is asked cannot be tested at all. */
export type Answer =
  | { readonly run: JudgedRun }
  | { readonly refused: { readonly code: ErrorCode; readonly message: string; readonly hint: string } }

/** There is no answer: the process ended. */
interface Stopped {
  readonly stopped: BenchError
  readonly isByMemory: boolean
}

export interface JudgingLimits {
  /** Most that judging one task may take, with starting the process and loading; milliseconds. */
  readonly taskMs: number
  /** Most that the process may take beyond what it begins with; megabytes. */
  readonly memoryMb: number
}

const judge = new URL('./judge-process.js', import.meta.url)

export class JudgingProcess {
  readonly #plan: BenchPlan
  readonly #limits: JudgingLimits
  readonly #file: URL
  readonly #endWithUs = () => this.close()
  #child: ChildProcess | null = null

  constructor(plan: BenchPlan, limits: JudgingLimits, file = judge) {
    this.#plan = plan
    this.#limits = limits
    this.#file = file
    process.on('exit', this.#endWithUs)
  }

  /** A process that ends is a gate that failed. Fails where the strategy cannot be tested, by the error of that, and where a runaway of ours took the memory. */
  async judged(task: Task, isFirst: boolean): Promise<JudgedRun> {
    const answer = await this.#asked(task, isFirst)
    if ('run' in answer) return answer.run
    if ('stopped' in answer) {
      if (answer.isByMemory && conditionNamed(task.name).hasRunaway && !(await this.#endsAlone(task)))
        throw tooMuchForUs(task, answer.stopped)
      return endedBy(answer.stopped, task, null)
    }
    const { code, message, hint } = answer.refused
    throw new BenchError(code, message, hint)
  }

  close(): void {
    process.off('exit', this.#endWithUs)
    this.#child?.kill('SIGKILL')
    this.#child = null
  }

  /** Whether it is ended where nothing goes wrong too: then the strategy is what takes too much. */
  async #endsAlone({ seed, tested }: Task): Promise<boolean> {
    const [alone] = testerTasks(tested ?? [], seed, [HOME])
    return alone !== undefined && 'stopped' in (await this.#asked(alone, false))
  }

  /** Its answer, or why there is none. */
  #asked(task: Task, isFirst: boolean): Promise<Answer | Stopped> {
    const { taskMs, memoryMb } = this.#limits
    const token = randomUUID()
    const child = this.#child?.connected ? this.#child : this.#start()
    return new Promise((resolve) => {
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        child.kill('SIGKILL')
      }, taskMs)
      const done = (answer: Answer | Stopped): void => {
        clearTimeout(timer)
        child.removeAllListeners()
        resolve(answer)
      }
      child.on('message', (said: unknown) => {
        if (isAnswer(said, token)) done(said)
      })
      child.once('error', (error) => done(stopped(`its process could not be asked: ${error.message}`, false)))
      child.once('exit', (code, signal) => {
        this.#child = null
        done(isLate ? stopped(`it took longer than ${taskMs / 1000} s`, false) : stopped(endText(code, signal, memoryMb), signal !== null))
      })
      const question: Question = { plan: this.#plan, task, isFirst, memoryMb, token }
      child.send(question)
    })
  }

  /** What a strategy prints is nobody's here: `bench backtest` shows it. */
  #start(): ChildProcess {
    const execArgv = [`--max-old-space-size=${this.#limits.memoryMb}`, '--max-semi-space-size=64']
    this.#child = fork(this.#file, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv })
    return this.#child
  }
}

/** A strategy that has found the line home may say anything on it. */
function isAnswer(said: unknown, token: string): said is Answer {
  return typeof said === 'object' && said !== null && 'token' in said && said.token === token && ('run' in said || 'refused' in said)
}

function endText(code: number | null, signal: string | null, memoryMb: number): string {
  return signal === null ? `it ended its process with ${code}` : `it took more than ${memoryMb} MB (${signal})`
}

function stopped(what: string, isByMemory: boolean): Stopped {
  return { stopped: new BenchError('STRATEGY_STOPPED', what, 'bench backtest --isolate worker shows at which event'), isByMemory }
}

/** No error of the user's: a condition is made so that it fits. */
function tooMuchForUs({ name, seed }: Task, { message }: BenchError): Error {
  return new Error(`${name} at seed ${seed} came to no verdict, and the strategy has no part in it: beside its own runaway ${message}`)
}

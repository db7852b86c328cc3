import { describe, expect, test } from 'vitest'
import { BenchError } from '../../std/errors.js'
import { hasColor } from './colors.js'
import { describeFailure } from './failure.js'

describe('a failure', () => {
  test('of the user prints code, message and hint, and ends with the code of its kind', () => {
    const failure = describeFailure(new BenchError('UNKNOWN_DATASET', 'no dataset is called x', 'bench data ls'), false, '/here')
    expect(failure).toEqual({ text: 'UNKNOWN_DATASET: no dataset is called x\nhint: bench data ls\n', exitCode: 4 })
  })

  test('inside a strategy shows the frames of its own files only', () => {
    const cause = new Error('boom')
    cause.stack =
      'Error: boom\n    at size (/home/me/own.ts:7:9)\n    at Object.onBar (file:///home/me/own.ts:15:5)\n    at run (node:internal/x:1:1)'
    const { text } = describeFailure(new BenchError('STRATEGY_THREW', 'own threw: boom', 'mend it', { cause }), false, '/home/me')
    expect(text).toBe('STRATEGY_THREW: own threw: boom\n  at size own.ts:7:9\n  at onBar own.ts:15:5\nhint: mend it\n')
  })

  test('whose stack throws as it is read, or is no text, is told without frames', () => {
    const throwing = Object.defineProperty(new Error('half'), 'stack', {
      get() {
        throw new Error('no')
      },
    })
    for (const cause of [throwing, Object.assign(new Error('half'), { stack: 7 }), 'half']) {
      const { text } = describeFailure(new BenchError('STRATEGY_THREW', 'own threw: half', 'mend it', { cause }), false, '/home/me')
      expect(text).toBe('STRATEGY_THREW: own threw: half\nhint: mend it\n')
    }
    expect(describeFailure(throwing, false, '/here')).toMatchObject({ text: expect.stringContaining('BUG: half\n'), exitCode: 1 })
  })

  test('that nobody foresaw shows its stack, calls itself a bug and exits 1', () => {
    const { text, exitCode } = describeFailure(new TypeError('x is not a function'), false, '/here')
    expect(text).toContain('failure.test.ts')
    expect(text).toContain('this is a bug')
    expect(exitCode).toBe(1)
  })

  test('by Ctrl-C is silent and exits 130', () => {
    const interruption = Object.assign(new Error('interrupted'), { code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED' })
    expect(describeFailure(interruption, false, '/here')).toEqual({ text: '', exitCode: 130 })
  })

  test('is coloured on a terminal, not in a pipe, not under NO_COLOR', () => {
    const textWith = (color: boolean) => describeFailure(new BenchError('USAGE', 'no', 'yes'), color, '/here').text
    expect(textWith(hasColor({ isTTY: true }, {}))).toContain('\u001b[')
    expect(textWith(hasColor({ isTTY: false }, { CI: '1' }))).not.toContain('\u001b[')
    expect(textWith(hasColor({ isTTY: true }, { NO_COLOR: '1' }))).not.toContain('\u001b[')
    expect(textWith(hasColor({ isTTY: true }, { TERM: 'dumb' }))).not.toContain('\u001b[')
  })
})

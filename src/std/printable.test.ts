import { expect, test } from 'vitest'
import { inOneLine, printable } from './printable.js'
import { shellWord } from './shell-word.js'

test('what a terminal would act on is replaced, and text stays', () => {
  expect(printable('a\u001b[31mb\u0007\u009b2J\u202ec\r\nd\tä – “x”')).toBe('a\ufffd[31mb\ufffd\ufffd2J\ufffdc\ufffd\nd\tä – “x”')
  expect(inOneLine('a\n::error::b\tc')).toBe('a ::error::b c')
})

test('a word with anything that a shell reads is quoted', () => {
  expect(['storm.yaml@3', '--param', 'fast=5', 'my file', "it's", ''].map(shellWord)).toEqual([
    'storm.yaml@3',
    '--param',
    'fast=5',
    "'my file'",
    "'it'\\''s'",
    "''",
  ])
})

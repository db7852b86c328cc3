import { expect, test } from 'vitest'
import { failedRun, failedVerdict, judgedRun, passedVerdict } from '../../../tests/fixtures/verdict.js'
import { verdictOf } from '../verdict/verdict-of.js'
import { verdictJunit } from './junit.js'

test('a suite a scenario, a case a seed, and one suite of the cells that the matrix requires', () => {
  const xml = verdictJunit(passedVerdict(2))
  expect(xml.match(/<testsuite [^>]+>/g)).toEqual([
    '<testsuite name="scenario: infinium-2010" tests="2" failures="0" errors="0">',
    '<testsuite name="scenario: knight-capital-2012" tests="2" failures="0" errors="0">',
    '<testsuite name="negative control: calm" tests="2" failures="0" errors="0">',
    '<testsuite name="swarm: week" tests="2" failures="0" errors="0">',
    '<testsuite name="required cells of the matrix" tests="4" failures="0" errors="0">',
  ])
  expect(xml).toContain('<testsuites name="bench chaos" tests="12" failures="0" errors="0">')
  expect(xml).toContain('<testcase classname="scenario: infinium-2010" name="seed 2"/>')
})

test('a failure says which gate, and has the command that replays it', () => {
  const xml = verdictJunit(failedVerdict())
  expect(xml).toContain(
    '<testcase classname="scenario: infinium-2010" name="seed 9"><failure message="damage: 900.00, at most 500.00">damage: 900.00, at most 500.00&#10;bench chaos replay infinium-2010@9</failure></testcase>',
  )
  expect(xml).toContain('<failure message="never hit">')
})

test('a schedule of your own is a suite by its file, with a case a seed though all fail alike', () => {
  const xml = verdictJunit(verdictOf([1, 2].map((seed) => failedRun({ seed, kind: 'schedule', name: 'storm.yaml' }))))
  expect(xml).toContain('<testsuite name="schedule: storm.yaml" tests="2" failures="2" errors="0">')
})

test('where nothing came of anything a case says so', () => {
  const xml = verdictJunit(verdictOf([judgedRun({ kind: 'tester', name: 'chaos-bust', tested: ['mine.ts'], cameToNothing: true })]))
  expect(xml).toContain('<testsuites name="bench chaos" tests="2" failures="1" errors="0">')
  expect(xml).toContain('<failure message="Failed: nothing came of chaos-bust.">')
})

test('what wants to be markup is text, and what XML cannot carry is replaced', () => {
  const xml = verdictJunit(failedVerdict())
  expect(xml).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; &#39;that&#39; ]]&#62; \ufffd')
  expect(xml).not.toMatch(/<script|<b>|\]\]>/)
})

// The prose as tests: links lead somewhere, files that are named exist, and the README begins with two commands that do all by themselves.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { Rank } from '../src/engine/time/rank.js'
import type { OrderStatus } from '../src/model/order.js'
import { life, lifeEvents } from '../src/orders/order-state.js'

const root = fileURLToPath(new URL('../', import.meta.url))
const folders = ['', 'docs', 'docs/strategies', 'datasets', 'reports']
const pages = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8')

  test('links only to files and headings that exist', () => {
    expect(linksOf(text).filter((link) => !leadsSomewhere(link, page))).toEqual([])
  })

  test('names only files that exist', () => {
    expect(filesNamedIn(text).filter((file) => !existsSync(join(root, file)))).toEqual([])
  })

  test('names no place on the machine that it was written on', () => {
    expect(text).not.toMatch(/(^|[\s`(])\/(work|root|tmp|home|Users)\//)
  })
})

describe('the README', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8')

  test('has two sh blocks with one command each, before any other block', () => {
    const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, content = '']) => ({ language, content }))
    expect(blocks.slice(0, 2)).toEqual([
      { language: 'sh', content: 'npm start\n' },
      { language: 'sh', content: 'npm test\n' },
    ])
    expect(blocks.slice(2).filter(({ language }) => language === 'sh' || language === '')).toEqual([])
  })

  test('shows a picture of at most 250 KB', () => {
    const [, picture = ''] = /!\[[^\]]+\]\(([^)]+\.png)\)/.exec(text) ?? []
    expect(readFileSync(join(root, picture)).length).toBeLessThanOrEqual(250_000)
  })
})

describe('docs/ARCHITECTURE.md', () => {
  const text = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8')

  test('has the ranks of events as they are', () => {
    const rows = rowsBelow(text, 'rank').map(([rank, name]) => [name, Number(rank)])
    expect(Object.fromEntries(rows)).toEqual(Rank)
  })

  test('has what each event makes of each status, as it is', () => {
    const cells = { stays: 'stays', back: 'as it was', never: '–' } as const
    const cellOf = (step: keyof typeof cells | OrderStatus): string => (step in cells ? cells[step as keyof typeof cells] : step)
    const expected = Object.entries(life).map(([status, steps]) => [status, ...lifeEvents.map((event) => cellOf(steps[event]))])
    expect(text).toContain(`| status | ${lifeEvents.join(' | ')} |`)
    expect(rowsBelow(text, 'status')).toEqual(expected)
  })

  test('has a row for each folder of src', () => {
    const named = rowsBelow(text, 'folder').map(([folder = '']) => folder.replace(/`|src\//g, ''))
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(named.sort()).toEqual(folders.map(({ name }) => name).sort())
  })
})

/** The cells of the table whose first head is this. */
function rowsBelow(text: string, head: string): string[][] {
  const [, body = ''] = new RegExp(`^\\| ${head} \\|.*\\n\\|[- |]+\\|\\n((?:\\|.*\\|\\n)+)`, 'm').exec(text) ?? []
  return body
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

/** Targets of links and pictures that are not on the web; code is no link. */
function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => (/^https?:/.test(link) ? [] : [link]))
}

function leadsSomewhere(link: string, page: string): boolean {
  const [path = '', heading] = link.split('#')
  const file = path === '' ? join(root, page) : resolve(root, dirname(page), path)
  if (!existsSync(file)) return false
  return heading === undefined || headingsOf(readFileSync(file, 'utf8')).includes(heading)
}

/** As GitHub makes them: small letters, dashes for spaces, no other signs. */
function headingsOf(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Code spans that are a path of this repository; one with a wildcard or a placeholder is not. */
function filesNamedIn(text: string): string[] {
  const spans = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
  return spans.filter((span) => /^(src|tests|scripts|strategies|docs|benchmarks|\.ci)\/[\w./-]+$/.test(span))
}

function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '')
}

function withoutCode(text: string): string {
  return withoutBlocks(text).replace(/`[^`\n]*`/g, '')
}

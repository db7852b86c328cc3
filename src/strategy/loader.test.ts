import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BenchError } from '../std/errors.js'
import { bundleStrategy } from './bundle-strategy.js'
import { loadStrategy } from './loader.js'
import { locateStrategy, strategyNames } from './locate-strategy.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loader-test-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const good = `import { z } from 'zod'
import { helper } from './helper.ts'

interface Thing { readonly size: number }

export default {
  name: 'typed',
  params: z.object({ fast: z.number().default(10) }),
  onBar(): undefined {
    const thing: Thing = { size: 1 }
    return helper(thing)
  },
}
`

const helper = `// Throws on purpose.
export function helper(thing: { size: number }): undefined {
  throw new Error(\`size \${thing.size}\`)
}
`

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, text)
  return path
}

async function failure(text: string): Promise<BenchError> {
  const error = await loadStrategy(await write(`bad-${Math.abs(text.length)}.ts`, text), { cwd: folder }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(BenchError)
  return error as BenchError
}

describe('a strategy file with nothing beside it', () => {
  test('loads with its TypeScript types and its helpers', async () => {
    await write('helper.ts', helper)
    const { strategy, path } = await loadStrategy(await write('typed.ts', good), { cwd: folder })
    expect(strategy.name).toBe('typed')
    expect(strategy.params.parse({})).toEqual({ fast: 10 })
    expect(path).toBe(join(folder, 'typed.ts'))
  })

  test('has the same hash in another folder, after comments and white space, and another one after a change of code', async () => {
    await write('helper.ts', helper)
    await write('deep/er/helper.ts', helper)
    const hashOf = async (path: string) => (await loadStrategy(path, { cwd: folder })).sourceHash
    const first = await hashOf(await write('typed.ts', good))
    const moved = await hashOf(await write('deep/er/typed.ts', `// moved\n\n${good.replace('helper(thing)', 'helper(/* why */ thing)')}`))
    const changed = await hashOf(await write('changed.ts', good.replace('default(10)', 'default(11)')))
    expect(moved).toBe(first)
    expect(changed).not.toBe(first)
  })

  test('has the same hash wherever the workbench is installed', async () => {
    await write('helper.ts', helper)
    const path = await write('typed.ts', good)
    const bundles = ['file:///home/me/zod.js', 'file:///opt/zod.js'].map((url) => bundleStrategy(path, new Map([['zod', url]])))
    const [first, second] = await Promise.all(bundles)
    expect(first?.code).toContain('file:///home/me/zod.js')
    expect(second?.code).not.toBe(first?.code)
    expect(second?.hash).toBe(first?.hash)
  })

  test('leaves no file behind', async () => {
    await write('helper.ts', helper)
    const path = await write('typed.ts', good)
    const ours = async () => (await readdir(tmpdir())).filter((name) => name.startsWith(`trading-bench-${process.pid}-`))
    await loadStrategy(path, { cwd: folder })
    expect(await ours()).toEqual([])
  })
})

describe('a strategy by its name', () => {
  test('is looked up in ./strategies, where it hides a bundled one', async () => {
    const path = await write('strategies/mine.ts', good)
    await write('strategies/mine.test.ts', '')
    expect(locateStrategy('mine', folder)).toBe(path)
    expect(strategyNames(folder)).toContain('mine')
    expect(strategyNames(folder)).not.toContain('mine.test')
  })

  test('that is nearly right is answered with the right one', async () => {
    await write('strategies/mine.ts', good)
    expect(() => locateStrategy('mien', folder)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_STRATEGY', hint: expect.stringContaining('`mine`') }),
    )
  })

  test('that is a path to nowhere is NO_SUCH_FILE', () => {
    expect(() => locateStrategy('./nowhere.ts', folder)).toThrow(expect.objectContaining({ code: 'NO_SUCH_FILE' }))
  })
})

describe('a strategy that cannot be used is BAD_STRATEGY', () => {
  test('with file, line, column and the line itself for a syntax error', async () => {
    const error = await failure('export default {\n  name: "x",\n  onBar( { },\n}\n')
    expect(error.code).toBe('BAD_STRATEGY')
    expect(error.message).toMatch(/^bad-\d+\.ts:4:\d+: /)
    expect(error.message).toContain('\n    }\n')
  })

  test('with the install command for a package that is not there', async () => {
    const error = await failure(`import x from 'no-such-package'\nexport default x`)
    expect(error.message).toContain('bad-')
    expect(error.hint).toContain('npm install no-such-package')
  })

  test.each([
    ['export const x = 1', /no strategy as its default export/],
    ['export default { params: 1 }', /without a name/],
    [`export default { name: 'x' }`, /params are not a zod schema/],
    [`import { z } from 'zod'\nexport default { name: 'x', params: z.object({}) }`, /without a handler/],
    [`throw new Error('at load')`, /failed while it was loaded: at load/],
  ])('for %s', async (text, message) => {
    expect((await failure(text)).message).toMatch(message)
  })

  test('for a handler that nothing calls, with the nearest that is called', async () => {
    const error = await failure(`import { z } from 'zod'\nexport default { name: 'x', params: z.object({}), onBarr() {}, onEnd() {} }`)
    expect(error.message).toContain(`'onBarr'`)
    expect(error.hint).toContain('`onBar')
  })
})

// Compiles a strategy's file and all it imports into one module, in memory, with a hash that is the same wherever the file lies.

import { basename, dirname } from 'node:path'
import type { BuildFailure, BuildOptions, Message, OutputFile, Plugin } from 'esbuild'
import { BenchError } from '../std/errors.js'
import { bytesHash } from '../std/hash.js'

export interface StrategyBundle {
  /** An ES module that imports only Node's modules and the workbench, the latter by absolute URL. */
  readonly code: string
  /** Source map with paths relative to the strategy's folder. */
  readonly map: string
  /** Hex sha256 of the code with bare names instead of URLs: free of comments, white space and machine paths. */
  readonly hash: string
}

/** The modules a strategy shares with the workbench: there must be one instance of each, whatever lies beside the strategy's file. */
const shared = ['trading-bench', 'trading-bench/candlesticks', 'zod'] as const

/** Where the shared modules are in this installation. */
function installed(): ReadonlyMap<string, string> {
  return new Map(shared.map((name) => [name, import.meta.resolve(name)]))
}

/** Bundles one file. Fails with `BAD_STRATEGY`, the place and the line when it does not compile. */
export async function bundleStrategy(path: string, urls: ReadonlyMap<string, string> = installed()): Promise<StrategyBundle> {
  const [map, code] = await build(path, urls)
  let portable = code
  for (const [name, url] of urls) portable = portable.replaceAll(JSON.stringify(url), JSON.stringify(name))
  return { code, map, hash: bytesHash(portable) }
}

async function build(path: string, urls: ReadonlyMap<string, string>): Promise<readonly [map: string, code: string]> {
  const esbuild = await import('esbuild')
  try {
    const { outputFiles } = await esbuild.build(buildOptions(path, urls))
    return [textOf(outputFiles, '.map'), textOf(outputFiles, '.mjs')]
  } catch (error) {
    throw compileFailure(path, error)
  }
}

function buildOptions(path: string, urls: ReadonlyMap<string, string>): BuildOptions & { write: false } {
  const folder = dirname(path)
  return {
    entryPoints: [path],
    // Paths in comments and in the map become relative to the strategy's folder.
    absWorkingDir: folder,
    outfile: `${folder}/strategy.mjs`,
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    minifyWhitespace: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    // A tsconfig.json near the file must change neither the code nor its hash.
    tsconfigRaw: '{}',
    logLevel: 'silent',
    plugins: [sharedModules(urls)],
  }
}

function sharedModules(urls: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'shared-modules',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^(${shared.join('|')})$`) }, ({ path }) => ({ path: urls.get(path) ?? path, external: true }))
    },
  }
}

function textOf(files: readonly OutputFile[], ending: string): string {
  return files.find((file) => file.path.endsWith(ending))?.text ?? ''
}

/** What a build threw: `BAD_STRATEGY` with the place where the file does not compile, anything else as it is. */
export function compileFailure(path: string, error: unknown): unknown {
  return isBuildFailure(error) ? compileError(path, error.errors) : error
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors)
}

function compileError(path: string, messages: readonly Message[]): BenchError {
  const [first] = messages
  const more = messages.length > 1 ? `; ${messages.length - 1} more after it` : ''
  return new BenchError(
    'BAD_STRATEGY',
    first === undefined ? `${basename(path)} does not compile` : describe(first),
    `${advice(first)}${more}`,
  )
}

/** `my.ts:3:9: Expected ";" but found "x"`, then the line with a caret below the place. */
function describe({ text, location }: Message): string {
  if (location === null) return text
  const { file, line, column, lineText } = location
  const indent = lineText.slice(0, column).replace(/[^\t]/g, ' ')
  return `${file}:${line}:${column + 1}: ${text}\n    ${lineText}\n    ${indent}^`
}

function advice(message: Message | undefined): string {
  const name = message?.text.match(/^Could not resolve "([^."][^"]*)"/)?.[1]
  return name === undefined ? 'mend that line' : `install it beside the strategy: npm install ${name}`
}

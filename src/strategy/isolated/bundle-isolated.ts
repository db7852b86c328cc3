// Compiles a strategy's file, all it imports and its part of the host into one script that needs no Node, and the worker that runs it.

import { existsSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions, OnResolveResult, Plugin } from 'esbuild'
import { compileFailure } from '../bundle-strategy.js'
import type { IsolatedSource } from './isolated-source.js'

/** Bundles one file. Fails with `BAD_STRATEGY` when it does not compile, or imports what an isolated strategy cannot have. */
export async function bundleIsolated(path: string): Promise<IsolatedSource> {
  const [{ code, map }, worker] = await Promise.all([build(insideOptions(path), path), workerCode()])
  return { code, map, worker }
}

let worker: Promise<string> | null = null

/** The same for every strategy of this process. */
function workerCode(): Promise<string> {
  worker ??= build({ ...common, entryPoints: [ours('./worker')], platform: 'node', format: 'cjs' }, 'worker').then(({ code }) => code)
  return worker
}

const common = {
  bundle: true,
  write: false,
  outfile: 'bundle.js',
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  // A tsconfig.json near the file must change nothing.
  tsconfigRaw: '{}',
  logLevel: 'silent',
} as const satisfies BuildOptions

function insideOptions(path: string): BuildOptions & { write: false } {
  const folder = dirname(path)
  const entry = [
    `import * as file from ${JSON.stringify(path)}`,
    `import { Inside } from ${JSON.stringify(ours('./inside'))}`,
    'export const inside = new Inside(file.default)',
  ]
  return {
    ...common,
    stdin: { contents: entry.join('\n'), resolveDir: folder, sourcefile: 'isolated-entry.js', loader: 'js' },
    absWorkingDir: folder,
    outfile: `${folder}/isolated.js`,
    format: 'iife',
    globalName: 'bundle',
    // Modules are strict by themselves, and a script is not: what fails in a strategy beside the engine must fail here.
    banner: { js: '(() => {"use strict";' },
    footer: { js: 'return bundle.inside })()' },
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'default'],
    sourcemap: 'external',
    sourcesContent: false,
    plugins: [ownModules()],
  }
}

/** The workbench's modules come from this installation, as what a strategy may have of them; Node's are refused. */
function ownModules(): Plugin {
  const known: Readonly<Record<string, string>> = {
    'trading-bench': ours('./strategy-library'),
    'trading-bench/candlesticks': ours('../../indicators/candlesticks'),
    zod: fileURLToPath(import.meta.resolve('zod')),
  }
  const isNodes = new RegExp(`^(node:.*|${builtinModules.join('|')})$`)
  return {
    name: 'own-modules',
    setup(build) {
      build.onResolve({ filter: /^(trading-bench(\/candlesticks)?|zod)$/ }, ({ path }) => ({ path: known[path] as string }))
      build.onResolve({ filter: isNodes }, ({ path, kind, importer }): OnResolveResult => {
        // A package that asks for a module in case there is one, as seedrandom does, goes without.
        if (kind === 'require-call' && /[\\/]node_modules[\\/]/.test(importer)) return { path, namespace: 'absent' }
        return { errors: [{ text: `an isolated strategy has no '${path}': it reads bars, its memory and nothing else` }] }
      })
      build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {}', loader: 'js' }))
    },
  }
}

/** A module of ours: TypeScript when the sources run as they are, else what they were compiled to. */
function ours(module: string): string {
  const compiled = fileURLToPath(new URL(`${module}.js`, import.meta.url))
  return existsSync(compiled) ? compiled : compiled.replace(/\.js$/, '.ts')
}

async function build(options: BuildOptions & { write: false }, path: string): Promise<{ readonly code: string; readonly map: string }> {
  const esbuild = await import('esbuild')
  try {
    const { outputFiles } = await esbuild.build(options)
    const textOf = (ending: string): string => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? ''
    return { code: textOf('.js'), map: textOf('.map') }
  } catch (error) {
    throw compileFailure(path, error)
  }
}

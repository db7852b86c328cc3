// Tables as data frames of danfojs, for whoever works with it. It is large and optional, so it is loaded only here and only when asked for.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ColumnTable } from 'arquero'
import { BenchError } from '../std/errors.js'

/** What this file needs of danfojs-node; its own types say the rest. */
export interface DanfoModule {
  readonly DataFrame: new (columns: Readonly<Record<string, readonly unknown[]>>) => DanfoFrame
}

/** The part of a danfojs `DataFrame` that can be named without the package: cast it to its own type. */
export interface DanfoFrame {
  readonly columns: readonly string[]
  readonly shape: readonly number[]
}

/**
 * The table as a danfojs `DataFrame`; dates become ISO texts, which its `toDateTime` reads. Throws `PACKAGE_MISSING` with the way to install danfojs-node
 * where it cannot be found: it is no dependency of trading-bench.
 */
export async function toDanfo(table: ColumnTable): Promise<DanfoFrame> {
  return danfoFrame(table, await loadDanfo())
}

/** The same with the package at hand. */
export function danfoFrame(table: ColumnTable, { DataFrame }: DanfoModule): DanfoFrame {
  return new DataFrame(Object.fromEntries(table.columnNames().map((name) => [name, valuesOf(table, name)])))
}

function valuesOf(table: ColumnTable, name: string): unknown[] {
  return Array.from(table.array(name) as ArrayLike<unknown>, (value) => (value instanceof Date ? value.toISOString() : value))
}

const packageName = 'danfojs-node'

/** From the folder of the program first, which is where the user installed it. */
async function loadDanfo(): Promise<DanfoModule> {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return createRequire(from)(packageName) as DanfoModule
    } catch (error) {
      // A package that is missing inside it is another fault.
      if (!String(error).includes(`'${packageName}'`)) throw error
    }
  }
  const overrides = '{ "@tensorflow/tfjs-node": "npm:@tensorflow/tfjs@3.21.0", "xlsx": "npm:xlsx@0.18.5" }'
  throw new BenchError(
    'PACKAGE_MISSING',
    `${packageName} is not installed`,
    `write "overrides": ${overrides} into your package.json, then npm install ${packageName}@1.2.0 (338 MB); or stay with the arquero table`,
  )
}

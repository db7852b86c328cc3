// `bench init`: the first folder of somebody's own, with a strategy, its config and how to run it. What is there already stays as it is.

import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { projectFiles } from './project-files.js'

export interface InitOptions {
  readonly json?: boolean
}

export async function init(folder: string, options: InitOptions): Promise<void> {
  const place = resolve(folder)
  const written: string[] = []
  const kept: string[] = []
  for (const [name, text] of Object.entries(projectFiles(place))) {
    const file = join(place, name)
    if (await exists(file)) kept.push(name)
    else {
      await mkdir(dirname(file), { recursive: true })
      // `wx` fails where somebody else has just made the file.
      await writeFile(file, text, { flag: 'wx' })
      written.push(name)
    }
  }
  process.stdout.write(
    options.json ? `${JSON.stringify({ schema: 'bench.init/1', folder: place, written, kept })}\n` : `${told(place, written, kept)}\n`,
  )
}

function told(place: string, written: readonly string[], kept: readonly string[]): string {
  const from = relative(process.cwd(), place)
  return [
    ...written.map((name) => `written  ${join(from, name)}`),
    ...kept.map((name) => `kept     ${join(from, name)}`),
    '',
    'Next:',
    ...(from === '' ? [] : [`  cd ${from}`]),
    '  bench backtest first --config bench.yaml    runs the strategy and leaves a report under reports/',
    '  bench data import PRICES.csv                brings bars of your own into the catalog',
    '  bench doctor                                looks whether everything is in order',
  ].join('\n')
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

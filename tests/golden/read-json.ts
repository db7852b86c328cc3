// Reads a golden file. Some were written by Python, whose JSON has bare NaN and Infinity: they become strings.

import { readFileSync } from 'node:fs'

export function readJson(path: string): object {
  const text = readFileSync(path, 'utf8').replace(/([:[,]\s*)(NaN|-?Infinity)(?=\s*[,\]}])/g, '$1"$2"')
  return JSON.parse(text) as object
}

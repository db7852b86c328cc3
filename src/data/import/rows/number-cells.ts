// Says which cells of a row are numbers, where they go, and what is wrong with one that is none.

import type { Layout } from '../layout/layout.js'
import { type CellFault, shown } from './cell-fault.js'
import type { RowBatch } from './row-batch.js'

/** One column of numbers: which cell it is read from, where it goes, and what a blank cell means. */
export interface NumberColumn {
  readonly place: number
  readonly target: Float64Array
  readonly divisor: number
  /** `side` is a price of a bid or ask that may be missing as a whole, `none` a volume that a web page leaves out. */
  readonly blank: 'fault' | 'unknown' | 'side' | 'none'
  /** The number that stands for one that is not known, and is taken as 0. */
  readonly unknown: number | null
}

/** The columns of prices and volume, and of what stands beside them, with where they go in a batch. */
export function numberColumns({ places, priceDivisor, numbers, unknownVolume }: Layout, batch: RowBatch): NumberColumn[] {
  const columns: NumberColumn[] = []
  const add = (place: number | null, target: Float64Array | null | undefined, divisor: number, blank: NumberColumn['blank']) => {
    if (place !== null && target) columns.push({ place, target, divisor, blank, unknown: target === batch.volume ? unknownVolume : null })
  }
  const prices = [places.open, places.high, places.low, places.close]
  const targets = places.ask === null ? [batch.open, batch.high, batch.low, batch.close] : batch.bid
  for (const [index, place] of prices.entries()) add(place, targets?.[index], priceDivisor, places.ask === null ? 'fault' : 'side')
  for (const [index, place] of (places.ask ?? []).entries()) add(place, batch.ask?.[index], priceDivisor, 'side')
  add(places.volume, batch.volume, 1, numbers === 'decorated' ? 'none' : 'fault')
  add(places.adjustedClose, batch.adjustedClose, priceDivisor, 'unknown')
  add(places.dividend, batch.dividend, 1, 'unknown')
  add(places.split, batch.split, 1, 'unknown')
  return columns
}

/** What is wrong with a cell that holds no number. */
export function numberFault(name: string, text: string): CellFault {
  if (isBlank(text)) return { message: `${name} '${text}' is no value`, hint: 'fill the cell, or leave the row out' }
  if (/^[+-]?(inf(inity)?|[\d.,]+e\+?\d+)$/i.test(text)) {
    return { message: `${name} '${text}' is not finite`, hint: 'write a number below 1.8e308' }
  }
  if (text.includes('\uFFFD')) return { message: `${name} '${shown(text)}' is not UTF-8 text`, hint: 'save the file as CSV in UTF-8' }
  return { message: `${name} '${shown(text)}' is not a number`, hint: 'write digits with a decimal point, without other signs' }
}

/** Whether a cell says that there is no value. */
export function isBlank(text: string): boolean {
  return /^(|nan|null|none|n\/a|na|-)$/i.test(text)
}

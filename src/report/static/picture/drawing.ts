// What a picture is drawn from: texts and cells at fixed places on a light sheet, in the colours of the tear sheet.

/** Pixels; the picture is as high as its contents. */
export const WIDTH = 1_200
export const MARGIN = 48

export const ink = {
  paper: '#fdfdfb',
  text: '#1b2330',
  quiet: '#667080',
  line: '#e6e8ea',
  strategy: '#1f5fa6',
  benchmark: '#9aa4b1',
  gain: '#1f6fb2',
  loss: '#c2560f',
} as const

/** What most machines have; the last one is whatever the viewer draws without serifs. */
export const fontFamily = "'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', 'Noto Sans', Roboto, sans-serif"

export interface Text {
  readonly x: number
  /** The base line. */
  readonly y: number
  readonly text: string
  readonly size: number
  readonly fill: string
  readonly bold?: boolean
  readonly align?: 'left' | 'right' | 'center'
}

export interface Cell {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: string
  /** 0 to 1. */
  readonly opacity: number
}

/** One part of the picture, from the y it was given down to `bottom`. */
export interface Part {
  readonly texts: readonly Text[]
  readonly cells: readonly Cell[]
  readonly bottom: number
}

/** A mean sign is about half as wide as the type is high; a line that is a little short does no harm. */
const MEAN_SIGN = 0.52

/** A text in lines that fit a width, cut at blanks. */
export function paragraph(text: string, place: Omit<Text, 'text'>, width: number): Part {
  const most = Math.floor(width / (place.size * MEAN_SIGN))
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else if (word !== '') lines.push(word)
  }
  const leading = Math.round(place.size * 1.45)
  const texts = lines.map((line, i) => ({ ...place, y: place.y + i * leading, text: line }))
  return { texts, cells: [], bottom: place.y + Math.max(0, lines.length - 1) * leading }
}

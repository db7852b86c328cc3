// A picture as pixels: the SVG drawn at twice its size, with the fonts of the machine.

import { BenchError } from '../../std/errors.js'
import { WIDTH } from './picture/drawing.js'

/** Pixels of the file for one of the drawing, so that it is sharp on dense screens and in print. */
const SCALE = 2

/** Throws `FONTS_MISSING` where the machine has no font: a picture without its words would say nothing. */
export async function pngOf(svg: string, { loadSystemFonts = true } = {}): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  if (!(await hasFonts({ loadSystemFonts })))
    throw new BenchError(
      'FONTS_MISSING',
      'this machine has no font to draw the words of report.png with',
      'install one, such as the package fonts-dejavu-core; or take --svg, which is drawn where it is looked at',
    )
  return new Resvg(svg, { font: { loadSystemFonts }, fitTo: { mode: 'width', value: SCALE * WIDTH } }).render().asPng()
}

/** Whether words can be drawn here: a text that no font can draw has no extent. */
export async function hasFonts(font: { readonly loadSystemFonts: boolean } = { loadSystemFonts: true }): Promise<boolean> {
  const { Resvg } = await import('@resvg/resvg-js')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="sans-serif">0</text></svg>'
  return new Resvg(svg, { font }).getBBox() !== undefined
}

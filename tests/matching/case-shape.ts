// The shape of a case: its text with every number replaced by its rank among them, and sells turned into buys. Two cases of one shape differ in nothing
// but numbers.

import type { MatchingCase } from './case.js'

export function shapeOf({ bars, orders, policy, outcome }: Omit<MatchingCase, 'why'>): string {
  const [times = '', plain = bars] = bars.includes(': ') ? bars.split(': ') : ['', bars]
  const lots = Number(/\b(?:buy|sell) (\d+)/.exec(orders)?.[1])
  const share = Number(/participation ([\d.]+)/.exec(policy)?.[1])
  const rows = plain.split(';').map((bar) => bar.trim().split(/\s+/))
  const volumes = rows.map(([, , , , volume]) => (volume === undefined ? '' : volumeShape(Number(volume), share, lots)))
  const text = `${rows.map((row) => row.slice(0, 4).join(' ')).join('; ')} | ${orders} | ${outcome}`
  const isBuy = /\b(buy|sell)\b/.exec(orders)?.[1] !== 'sell'
  const seen = [...new Set((text.match(number) ?? []).map(Number))].sort((a, b) => (isBuy ? a - b : b - a))
  const ranked = text.replace(number, (found) => `#${seen.indexOf(Number(found))}`)
  const mirrored = isBuy ? ranked : ranked.replace(/\b(buy|sell)\b/g, (side) => (side === 'buy' ? 'sell' : 'buy'))
  return [times, volumes.join(' '), mirrored, policy].join(' | ')
}

const number = /(?<![\w:-])\d+(?:\.\d+)?(?![\w:%-])/g

/** What a bar's volume lets our orders take. */
function volumeShape(volume: number, share: number, lots: number): string {
  if (volume === 0) return 'none'
  const allowed = Math.floor(share * volume + 1e-9)
  return allowed === 0 ? 'no lot' : allowed < lots ? 'a part' : 'all'
}

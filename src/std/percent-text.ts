// A share in plain text, as it is written in a config.

/** 0.05 is `5%`, without the digits that a double leaves over. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(12))}%`
}

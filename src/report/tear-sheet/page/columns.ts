// The numbers of a chart as the page holds them: columns by name, all of one length.

/** Decoded columns by field name. */
export type Columns = Readonly<Record<string, Float64Array>>

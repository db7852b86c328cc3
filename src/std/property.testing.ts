// How many cases a property tries: all of them in the gate, fewer while one works, and as few as one says while mutants are tried.

/** `PROPERTY_RUNS` caps the number, else a run that is not the gate's tries a tenth. */
export function runs(inGate: number): number {
  const asked = Number(process.env.PROPERTY_RUNS)
  if (asked > 0) return Math.min(asked, inGate)
  return process.env.CI === 'true' ? inGate : Math.ceil(inGate / 10)
}

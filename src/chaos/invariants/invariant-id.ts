// The invariants by name: `I` those that hold whatever happens, `B` those of breakers, `K1` that of what they flatten, `P` those of protection, `F1` that of fees, `R1` that of reconciliation,
// `A` those of the account’s rules, `V` those of the venue’s, `C` those of what companies do, `D1`, `S1` and `T1` those of orders that come twice, meet or stray from the price.

export const invariantIds = [
  ...(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11', 'I12', 'I13', 'I15', 'I16', 'I18'] as const),
  ...(['B1', 'B2', 'B3', 'B4', 'A1', 'A2', 'V1', 'V2', 'V3', 'V4', 'C1', 'C2', 'D1', 'F1', 'K1', 'P1', 'P2', 'R1', 'S1', 'T1'] as const),
] as const

export type InvariantId = (typeof invariantIds)[number]

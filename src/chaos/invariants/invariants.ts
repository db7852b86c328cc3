// Every invariant that a run is held to.

import { approvals } from './approvals.js'
import { buyingPower } from './buying-power.js'
import { cash } from './cash.js'
import { convergence } from './convergence.js'
import { dailyLoss } from './daily-loss.js'
import { dividends } from './dividends.js'
import { drawdown } from './drawdown.js'
import { duplicates } from './duplicates.js'
import { equity } from './equity.js'
import { fees } from './fees.js'
import { flattened } from './flattened.js'
import { groups } from './groups.js'
import { heldBack } from './held-back.js'
import type { Invariant } from './invariant.js'
import { latches } from './latches.js'
import { marketData } from './market-data.js'
import { messageRate } from './message-rate.js'
import { nearestStop } from './nearest-stop.js'
import { orderFills } from './order-fills.js'
import { positions } from './positions.js'
import { priceTolerance } from './price-tolerance.js'
import { protection } from './protection.js'
import { rapidDrawdown } from './rapid-drawdown.js'
import { reduceOnly } from './reduce-only.js'
import { reducingOrders } from './reducing-orders.js'
import { refusedChanges } from './refused-changes.js'
import { selfMatch } from './self-match.js'
import { shortSales } from './short-sales.js'
import { splitOrders } from './split-orders.js'
import { strategyLoss } from './strategy-loss.js'
import { timeInForce } from './time-in-force.js'
import { trailing } from './trailing.js'
import { unreconciled } from './unreconciled.js'
import { worstCase } from './worst-case.js'

export const invariants: readonly Invariant[] = [
  cash,
  positions,
  equity,
  approvals,
  heldBack,
  reduceOnly,
  worstCase,
  orderFills,
  messageRate,
  latches,
  marketData,
  convergence,
  refusedChanges,
  drawdown,
  dailyLoss,
  rapidDrawdown,
  strategyLoss,
  protection,
  nearestStop,
  fees,
  unreconciled,
  flattened,
  selfMatch,
  priceTolerance,
  duplicates,
  shortSales,
  buyingPower,
  reducingOrders,
  groups,
  timeInForce,
  trailing,
  dividends,
  splitOrders,
]

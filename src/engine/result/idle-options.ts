// Options that found nothing to do in a run: whoever set them is told.

import type { AssembledRun } from '../assemble.js'
import type { BacktestRequest } from '../backtest-request.js'
import type { BacktestConfig } from '../config/config.js'
import { isIsolated } from '../config/isolation-config.js'

/** One note for each option that is not at its default and could change nothing here. */
export function idleOptionNotes({ config, portfolio, carry, request }: AssembledRun): string[] {
  const { account, fxConversion, fxCost, interest, borrowFee, shortAvailability } = config
  const found: string[] = []
  const idle = (option: string, why: string): void => {
    found.push(`${option} has no effect: ${why}.`)
  }
  if (portfolio.isOneCurrency) {
    if (fxConversion !== 'at-trade') idle('fxConversion', 'all of the run is in one currency')
    if (fxCost !== 'ibkr') idle('fxCost', 'all of the run is in one currency')
  }
  if (account === 'cash') {
    if (shortAvailability !== 'unlimited') idle('shortAvailability', 'a cash account sells nothing short')
    if (borrowFee !== 0) idle('borrowFee', 'a cash account sells nothing short')
  }
  if (!hasIsolated(request, config)) {
    if (config.eventLimitMs !== 100) idle('eventLimitMs', 'strategies are not isolated')
    if (config.startLimitMs !== 10_000) idle('startLimitMs', 'strategies are not isolated')
    if (config.memoryLimitMb !== 64) idle('memoryLimitMb', 'strategies are not isolated')
  }
  if (account !== 'margin' && interest > 0 && (carry?.interest ?? 0) === 0)
    idle('interest', `the ${account} account owed nothing overnight`)
  return found
}

function hasIsolated({ strategies }: BacktestRequest, config: BacktestConfig): boolean {
  return isIsolated(config) || strategies.some(({ isolate }) => isolate === 'worker')
}

"""The rules of generate_backtests.py as strategies for backtrader, written as its users write them."""

import math
from importlib.metadata import version

import backtrader as bt
import pandas


def run(rule, params, rows, cash, quantity, rate):
    frame = pandas.DataFrame(
        [row[1:] for row in rows], columns=["open", "high", "low", "close", "volume"], index=pandas.to_datetime([row[0] for row in rows])
    )
    strategy = AllIn if rule.endswith("allin") else next(made for prefix, made in STRATEGIES.items() if rule.startswith(prefix))
    cerebro = bt.Cerebro(stdstats=False, cheat_on_open=strategy is AllIn)
    cerebro.adddata(bt.feeds.PandasData(dataname=frame))
    cerebro.broker.setcash(cash)
    cerebro.broker.setcommission(commission=rate)
    cerebro.addstrategy(strategy, p=params, size=quantity, rate=rate)
    (made,) = cerebro.run()
    return {
        "version": version("backtrader"),
        "open": int(made.position.size),
        "rejected_orders": made.rejected,
        "trades": [{"entry_time": rows[trade["entry_bar"]][0], "exit_time": rows[trade["exit_bar"]][0], **trade} for trade in made.closed],
        "equity": made.equity,
    }


class Recorded(bt.Strategy):
    """Writes down the equity at each close, and trades from the executions: flat to flat, split where one goes through zero."""

    params = dict(p=None, size=None, rate=0.0)

    def __init__(self):
        self.equity, self.closed, self.rejected = [], [], 0
        self.held, self.entry, self.entry_bar = 0, 0.0, -1
        self.setup(self.p.p)

    def setup(self, p):
        pass

    def prenext(self):
        self.equity.append(self.broker.getvalue())

    def next(self):
        self.equity.append(self.broker.getvalue())
        self.decide(self.p.p)

    def notify_order(self, order):
        if order.status in (order.Margin, order.Rejected):
            self.rejected += 1
        if order.status != order.Completed:
            return
        size, price, bar = order.executed.size, order.executed.price, len(self) - 1
        closing = min(abs(size), abs(self.held)) if size * self.held < 0 else 0
        if closing:
            quantity = math.copysign(closing, self.held)
            gross, commission = quantity * (price - self.entry), self.p.rate * closing * (self.entry + price)
            self.closed.append({
                "entry_bar": self.entry_bar, "entry_price": self.entry, "exit_bar": bar, "exit_price": price, "qty": quantity,
                "gross_pnl": gross, "commission": commission, "net_pnl": gross - commission,
            })  # fmt: skip
            self.held += math.copysign(closing, size)
        if abs(size) > closing:
            self.held, self.entry, self.entry_bar = math.copysign(abs(size) - closing, size), price, bar


class Crosses(Recorded):
    def setup(self, p):
        self.fast, self.slow = bt.ind.SMA(self.data.close, period=p["fast"]), bt.ind.SMA(self.data.close, period=p["slow"])

    def nextstart(self):
        """The first bar with both averages has no earlier pair to compare with."""
        self.equity.append(self.broker.getvalue())

    @property
    def up(self):
        return self.fast[-1] <= self.slow[-1] and self.fast[0] > self.slow[0]

    @property
    def down(self):
        return self.fast[-1] >= self.slow[-1] and self.fast[0] < self.slow[0]


class Sma(Crosses):
    def decide(self, p):
        if not self.position and self.up:
            self.buy(size=self.p.size)
        elif self.position and self.down:
            self.close()


class AllIn(Crosses):
    """The size is known only at the open: backtrader's cheat-on-open."""

    enters = False

    def next_open(self):
        if self.enters:
            self.buy(size=math.floor(self.broker.getcash() / (self.data.open[0] * (1 + self.p.rate))))
        self.enters = False

    def decide(self, p):
        self.enters = not self.position and self.up
        if self.position and self.down:
            self.close()


class Reversal(Crosses):
    def decide(self, p):
        if self.up:
            self.order_target_size(target=self.p.size)
        elif self.down:
            self.order_target_size(target=-self.p.size)


class BracketFromFill(Crosses):
    def decide(self, p):
        if self.position and self.entry_bar == len(self) - 1:
            stop = self.sell(size=self.p.size, exectype=bt.Order.Stop, price=self.entry * (1 - p["sl"]))
            self.sell(size=self.p.size, exectype=bt.Order.Limit, price=self.entry * (1 + p["tp"]), oco=stop)
        elif not self.position and self.up:
            self.buy(size=self.p.size)


class BracketFromSignal(Crosses):
    def decide(self, p):
        close = self.data.close[0]
        if not self.position and self.up:
            self.buy_bracket(size=self.p.size, exectype=bt.Order.Market, stopprice=close * (1 - p["sl"]), limitprice=close * (1 + p["tp"]))


class ShortStop(Crosses):
    """The stop is not even placed where the cross up comes in the entry bar: backtrader would not cancel it in the bar it was placed in."""

    stop_order = None

    def decide(self, p):
        entered = self.entry_bar == len(self) - 1
        if not self.position and self.down:
            self.sell(size=self.p.size)
        elif self.position and self.up:
            if not entered:
                self.cancel(self.stop_order)
            self.close()
        elif self.position and entered:
            self.stop_order = self.buy(size=self.p.size, exectype=bt.Order.Stop, price=self.entry * (1 + p["sl"]))


class Trail(Crosses):
    peak, stop_order = 0.0, None

    def decide(self, p):
        if self.position:
            self.peak = self.first() if self.entry_bar == len(self) - 1 else max(self.peak, self.top())
            if self.stop_order is not None and self.stop_order.alive():
                self.cancel(self.stop_order)
            self.stop_order = self.sell(size=self.p.size, exectype=bt.Order.Stop, price=self.peak * (1 - p["trail"]))
        elif self.up:
            self.buy(size=self.p.size)

    def first(self):
        return self.data.close[0]

    def top(self):
        return self.data.close[0]


class TrailHigh(Trail):
    def first(self):
        return self.entry

    def top(self):
        return self.data.high[0]


class Rsi(Recorded):
    def setup(self, p):
        self.rsi = bt.ind.RSI_Safe(self.data.close, period=p["period"])

    def decide(self, p):
        if not self.position and self.rsi[0] < p["low"]:
            self.buy(size=self.p.size)
        elif self.position and self.rsi[0] > p["high"]:
            self.close()


class Donchian(Recorded):
    working = None

    def setup(self, p):
        self.top, self.bottom = bt.ind.Highest(self.data.high, period=p["entry"]), bt.ind.Lowest(self.data.low, period=p["exit"])

    def decide(self, p):
        if self.working is not None and self.working.alive():
            self.cancel(self.working)
        if self.position:
            self.working = self.sell(size=self.p.size, exectype=bt.Order.Stop, price=self.bottom[0])
        else:
            self.working = self.buy(size=self.p.size, exectype=bt.Order.Stop, price=self.top[0])


class LimitDip(Recorded):
    working = None

    def decide(self, p):
        if self.working is not None and self.working.alive():
            self.cancel(self.working)
        if not self.position:
            self.working = self.buy(size=self.p.size, exectype=bt.Order.Limit, price=self.data.close[0] * (1 - p["dip"]))
        elif len(self) - 1 - self.entry_bar >= p["hold"]:
            self.close()


STRATEGIES = {
    "sma": Sma, "reversal": Reversal, "rsi14": Rsi, "donchian": Donchian, "limit_dip": LimitDip, "bracket_fill": BracketFromFill,
    "bracket_signal": BracketFromSignal, "short_stop": ShortStop, "trail_high": TrailHigh, "trail": Trail,
}  # fmt: skip

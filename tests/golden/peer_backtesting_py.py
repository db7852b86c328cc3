"""The rules of generate_backtests.py as strategies for backtesting.py, written as its users write them."""

import warnings
from importlib.metadata import version

import numpy
import pandas
from backtesting import Backtest, Strategy


# The goldens leave an open position open, which it warns of.
warnings.filterwarnings("ignore", "Some trades remain open")


def run(rule, params, rows, cash, quantity, rate):
    frame = pandas.DataFrame(
        [row[1:] for row in rows], columns=["Open", "High", "Low", "Close", "Volume"], index=pandas.to_datetime([row[0] for row in rows])
    )
    strategy = next(made for prefix, made in STRATEGIES.items() if rule.startswith(prefix))
    strategy.p, strategy.size = params, quantity
    stats = Backtest(frame, strategy, cash=cash, commission=rate, finalize_trades=False).run()
    return {
        "version": version("backtesting"),
        "open": int(sum(trade.size for trade in stats["_strategy"].trades)),
        "stats": {name: plain(value) for name, value in stats.items() if not name.startswith("_")},
        "trades": [closed(trade, rows, rate) for trade in stats["_trades"].itertuples()],
        "equity": [float(value) for value in stats["_equity_curve"]["Equity"]],
    }


def closed(trade, rows, rate):
    gross = trade.Size * (trade.ExitPrice - trade.EntryPrice)
    commission = rate * abs(trade.Size) * (trade.EntryPrice + trade.ExitPrice)
    return {
        "entry_time": rows[trade.EntryBar][0], "entry_bar": int(trade.EntryBar), "entry_price": float(trade.EntryPrice),
        "exit_time": rows[trade.ExitBar][0], "exit_bar": int(trade.ExitBar), "exit_price": float(trade.ExitPrice),
        "qty": float(trade.Size), "gross_pnl": float(gross), "commission": float(commission), "net_pnl": float(gross - commission),
    }  # fmt: skip


def plain(value):
    return float(value) if isinstance(value, (int, float, numpy.number)) else str(value)


def mean(values, n):
    return pandas.Series(values).rolling(n).mean()


class Crosses(Strategy):
    def init(self):
        self.fast, self.slow = (self.I(mean, self.data.Close, self.p[name]) for name in ("fast", "slow"))

    @property
    def up(self):
        return self.fast[-2] <= self.slow[-2] and self.fast[-1] > self.slow[-1]

    @property
    def down(self):
        return self.fast[-2] >= self.slow[-2] and self.fast[-1] < self.slow[-1]

    def enter(self, **prices):
        """Without a size, backtesting.py spends all it has at the fill price."""
        return self.buy(**prices) if self.size is None else self.buy(size=self.size, **prices)


class Sma(Crosses):
    def next(self):
        if not self.position and self.up:
            self.enter()
        elif self.position and self.down:
            self.position.close()


class Reversal(Crosses):
    def next(self):
        if self.up and not self.position.is_long:
            self.position.close()
            self.buy(size=self.size)
        elif self.down and not self.position.is_short:
            self.position.close()
            self.sell(size=self.size)


class BracketFromFill(Crosses):
    def next(self):
        for trade in self.trades:
            trade.sl = trade.entry_price * (1 - self.p["sl"])
            trade.tp = trade.entry_price * (1 + self.p["tp"])
        if not self.position and self.up:
            self.enter()


class BracketFromSignal(Crosses):
    def next(self):
        close = self.data.Close[-1]
        if not self.position and self.up:
            self.enter(sl=close * (1 - self.p["sl"]), tp=close * (1 + self.p["tp"]))


class ShortStop(Crosses):
    def next(self):
        for trade in self.trades:
            trade.sl = None if self.up else trade.entry_price * (1 + self.p["sl"])
        if self.position and self.up:
            self.position.close()
        elif not self.position and self.down:
            self.sell(size=self.size)


class Trail(Crosses):
    peak = 0.0

    def next(self):
        for trade in self.trades:
            self.peak = self.first(trade) if trade.entry_bar == len(self.data) - 1 else max(self.peak, self.top())
            trade.sl = self.peak * (1 - self.p["trail"])
        if not self.position and self.up:
            self.enter()

    def first(self, _):
        return self.data.Close[-1]

    def top(self):
        return self.data.Close[-1]


class TrailHigh(Trail):
    def first(self, trade):
        return trade.entry_price

    def top(self):
        return self.data.High[-1]


def wilder(values, n):
    change = pandas.Series(values).diff()
    gain, loss = change.clip(lower=0).to_numpy(copy=True), (-change.clip(upper=0)).to_numpy(copy=True)
    for column in (gain, loss):
        column[n] = column[1 : n + 1].mean()
        column[:n] = numpy.nan
        for t in range(n + 1, len(column)):
            column[t] = (column[t - 1] * (n - 1) + column[t]) / n
    return 100 * gain / (gain + loss)


class Rsi(Strategy):
    def init(self):
        self.rsi = self.I(wilder, self.data.Close, self.p["period"])

    def next(self):
        if not self.position and self.rsi[-1] < self.p["low"]:
            self.buy(size=self.size)
        elif self.position and self.rsi[-1] > self.p["high"]:
            self.position.close()


class Donchian(Strategy):
    def init(self):
        self.top = self.I(lambda high: pandas.Series(high).rolling(self.p["entry"]).max(), self.data.High)
        self.bottom = self.I(lambda low: pandas.Series(low).rolling(self.p["exit"]).min(), self.data.Low)

    def next(self):
        for order in self.orders:
            if not order.is_contingent:
                order.cancel()
        for trade in self.trades:
            trade.sl = self.bottom[-1]
        if not self.position:
            self.buy(size=self.size, stop=self.top[-1])


class LimitDip(Strategy):
    def init(self):
        pass

    def next(self):
        for order in self.orders:
            order.cancel()
        if not self.position:
            self.buy(size=self.size, limit=self.data.Close[-1] * (1 - self.p["dip"]))
        elif len(self.data) - 1 - self.trades[0].entry_bar >= self.p["hold"]:
            self.position.close()


STRATEGIES = {
    "sma": Sma, "reversal": Reversal, "rsi14": Rsi, "donchian": Donchian, "limit_dip": LimitDip, "bracket_fill": BracketFromFill,
    "bracket_signal": BracketFromSignal, "short_stop": ShortStop, "trail_high": TrailHigh, "trail": Trail,
}  # fmt: skip

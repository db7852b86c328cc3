"""Writes the committed backtest goldens: synthetic daily bars, and what a plain bar loop and two other engines make of twelve rules on them.

Run in an environment of its own:  pip install backtesting==0.6.6 backtrader==1.9.78.123, then python tests/golden/generate_backtests.py
and npx biome format --write tests/golden/backtests. The loop (`spec`) follows the text of each rule and nothing else; the two engines run the same rules written their own way (peer_*.py).
"""

import hashlib
import json
import math
import random
from datetime import date, timedelta
from pathlib import Path

import peer_backtesting_py
import peer_backtrader

HERE = Path(__file__).parent
BARS = 400
CASH = 1_000_000.0
QUANTITY = 100
MARKET = "Market orders fill at the open of bar t+1, no slippage."
CROSS = (
    "fast/slow = arithmetic mean of the last n closes (n bars incl. the current). Cross up at the close of bar t (first possible t = slow, 0-based): "
    "fast[t-1]<=slow[t-1] and fast[t]>slow[t]; cross down: fast[t-1]>=slow[t-1] and fast[t]<slow[t]."
)


def bars():
    """400 weekdays on a 0.1 grid: a calm half, whose averages often tie, then a wild one with gaps and bars that touch any bracket on both sides."""
    draw = random.Random(34)
    day, close, rows = date(2019, 1, 1), 500, []
    for index in range(BARS):
        calm = index < BARS // 2
        gap = draw.choice([0, 0, 0, -1, 1]) if calm else draw.choice([0, 2, -2, 5, -5]) * (3 if draw.random() < 0.1 else 1)
        reach = 4 if calm else draw.choice([4, 8, 24])
        open_ = max(50, close + gap)
        close = max(50, open_ + draw.randint(-reach, reach))
        high = max(open_, close) + draw.randint(0, reach)
        low = max(10, min(open_, close) - draw.randint(0, reach))
        rows.append((day.isoformat(), open_ / 10, high / 10, low / 10, close / 10, 1000 * draw.randint(50, 900)))
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return rows


class Book:
    """What the loop knows when a rule decides at the close of bar t."""

    def __init__(self, rows, cash, quantity, rate):
        self.rows, self.cash, self.quantity, self.rate = rows, cash, quantity, rate
        self.position, self.entry_bar, self.fill, self.trades, self.equity = 0, -1, 0.0, [], []

    def trade(self, t, quantity, price, why):
        """A fill through zero closes one trade and opens the next."""
        closing = min(abs(quantity), abs(self.position)) if self.position * quantity < 0 else 0
        self.cash -= quantity * price + self.rate * abs(quantity) * price
        if closing:
            entry, held = self.fill, math.copysign(closing, self.position)
            gross, commission = held * (price - entry), self.rate * closing * (entry + price)
            self.trades.append(trade(self.rows, self.entry_bar, entry, t, price, held, gross, commission, why))
            self.position += math.copysign(closing, quantity)
        rest = abs(quantity) - closing
        if rest:
            self.position, self.entry_bar, self.fill = math.copysign(rest, quantity), t, price


def trade(rows, entry_bar, entry, exit_bar, exit_, quantity, gross, commission, why):
    return {
        "entry_time": rows[entry_bar][0], "entry_bar": entry_bar, "entry_price": entry,
        "exit_time": rows[exit_bar][0], "exit_bar": exit_bar, "exit_price": exit_, "qty": quantity,
        "gross_pnl": gross, "commission": commission, "net_pnl": gross - commission, "exit_reason": why,
    }  # fmt: skip


def loop(rows, decide, cash, quantity, rate):
    """Bar by bar: the orders decided at the last close, the equity at this close, the orders for the next bar. An order works one bar.

    An order is (kind, quantity, price); a market order with quantity None is all-in. A fourth member of one are orders that join it inside its bar.
    """
    book, orders = Book(rows, cash, quantity, rate), []
    for t, row in enumerate(rows):
        resting = [order for order in orders if order[0] != "market"]
        for _, size, _, *children in (order for order in orders if order[0] == "market"):
            book.trade(t, math.floor(book.cash / (row[1] * (1 + rate))) if size is None else size, row[1], "signal")
            resting += children[0] if children else []
        fill_touched(book, t, resting)
        book.equity.append(book.cash + book.position * row[4])
        orders = decide(t, book)
    return {"trades": book.trades, "equity": book.equity, "open": book.position}


def fill_touched(book, t, orders):
    """Stops are asked before limits; the first order that the bar touches fills and cancels the other."""
    _, open_, high, low, _, _ = book.rows[t]
    for kind, quantity, price in sorted(orders, key=lambda order: order[0] != "stop"):
        from_below = (quantity > 0) == (kind == "stop")
        if high >= price if from_below else low <= price:
            at = max(open_, price) if from_below else min(open_, price)
            book.trade(t, quantity, at, "stop" if kind == "stop" else "target")
            return


def sma(rows, n):
    closes = [row[4] for row in rows]
    return [math.nan if t + 1 < n else math.fsum(closes[t + 1 - n : t + 1]) / n for t in range(len(rows))]


def crosses(rows, p):
    fast, slow = sma(rows, p["fast"]), sma(rows, p["slow"])
    up = [t > 0 and fast[t - 1] <= slow[t - 1] and fast[t] > slow[t] for t in range(len(rows))]
    down = [t > 0 and fast[t - 1] >= slow[t - 1] and fast[t] < slow[t] for t in range(len(rows))]
    return up, down


def wilder_rsi(rows, n):
    closes = [row[4] for row in rows]
    changes = [0.0] + [b - a for a, b in zip(closes, closes[1:])]
    values, gain, loss = [math.nan] * len(rows), 0.0, 0.0
    for t in range(n, len(rows)):
        if t == n:
            gain, loss = sum(max(c, 0) for c in changes[1 : n + 1]) / n, sum(max(-c, 0) for c in changes[1 : n + 1]) / n
        else:
            gain, loss = (gain * (n - 1) + max(changes[t], 0)) / n, (loss * (n - 1) + max(-changes[t], 0)) / n
        values[t] = 0.0 if gain + loss == 0 else 100 * gain / (gain + loss)
    return values


def sma_rule(rows, p):
    up, down = crosses(rows, p)

    def decide(t, book):
        if book.position == 0 and up[t]:
            return [("market", book.quantity, None)]
        return [("market", -book.position, None)] if book.position > 0 and down[t] else []

    return decide


def reversal_rule(rows, p):
    up, down = crosses(rows, p)

    def decide(t, book):
        wanted = book.quantity if up[t] else -book.quantity if down[t] else book.position
        return [("market", wanted - book.position, None)] if wanted != book.position else []

    return decide


def rsi_rule(rows, p):
    rsi = wilder_rsi(rows, p["period"])

    def decide(t, book):
        if book.position == 0 and rsi[t] < p["low"]:
            return [("market", book.quantity, None)]
        return [("market", -book.position, None)] if book.position > 0 and rsi[t] > p["high"] else []

    return decide


def donchian_rule(rows, p):
    def decide(t, book):
        if t < max(p["entry"], p["exit"]) - 1:
            return []
        if book.position == 0:
            return [("stop", book.quantity, max(row[2] for row in rows[t + 1 - p["entry"] : t + 1]))]
        return [("stop", -book.position, min(row[3] for row in rows[t + 1 - p["exit"] : t + 1]))]

    return decide


def limit_rule(rows, p):
    def decide(t, book):
        if book.position == 0:
            return [("limit", book.quantity, rows[t][4] * (1 - p["dip"]))]
        return [("market", -book.position, None)] if t - book.entry_bar >= p["hold"] else []

    return decide


def bracket_fill_rule(rows, p):
    up, _ = crosses(rows, p)

    def decide(t, book):
        if book.position > 0:
            return [("stop", -book.position, book.fill * (1 - p["sl"])), ("limit", -book.position, book.fill * (1 + p["tp"]))]
        return [("market", book.quantity, None)] if up[t] else []

    return decide


def bracket_signal_rule(rows, p, same_bar=False):
    up, _ = crosses(rows, p)
    signal = [math.nan]

    def children(book):
        return [("stop", -book.quantity, signal[0] * (1 - p["sl"])), ("limit", -book.quantity, signal[0] * (1 + p["tp"]))]

    def decide(t, book):
        if book.position > 0:
            return children(book)
        if not up[t]:
            return []
        signal[0] = rows[t][4]
        return [("market", book.quantity, None, children(book) if same_bar else [])]

    return decide


def short_stop_rule(rows, p):
    up, down = crosses(rows, p)

    def decide(t, book):
        if book.position == 0:
            return [("market", -book.quantity, None)] if down[t] else []
        return [("market", -book.position, None)] if up[t] else [("stop", -book.position, book.fill * (1 + p["sl"]))]

    return decide


def trail_rule(rows, p, from_high=False):
    up, _ = crosses(rows, p)
    peak = [0.0]

    def decide(t, book):
        if book.position == 0:
            return [("market", book.quantity, None)] if up[t] else []
        first = t == book.entry_bar
        if from_high:
            peak[0] = book.fill if first else max(peak[0], rows[t][2])
        else:
            peak[0] = rows[t][4] if first else max(peak[0], rows[t][4])
        return [("stop", -book.position, peak[0] * (1 - p["trail"]))]

    return decide


AVERAGES = {"fast": 3, "slow": 6}
STOPPED = "Stop fills at min(open,stop) if low<=stop, target at max(open,target) if high>=target; if both are touched the STOP is taken. No exit on cross down."
RULES = {
    "sma_3_6": (sma_rule, AVERAGES, f"Long only, fixed Q. {CROSS} Cross up and flat -> market buy Q; cross down and long -> market sell all. {MARKET}"),
    "sma_3_6_allin": (sma_rule, AVERAGES, f"As 'sma', but the quantity is floor(cash / (open[t+1]*(1+commission))), computed with the fill price itself. {CROSS} {MARKET}"),
    "reversal_3_6": (reversal_rule, AVERAGES, f"Long and short. {CROSS} Cross up -> target position +Q; cross down -> target -Q. Flat until the first signal. {MARKET}"),
    "rsi14_40_60": (rsi_rule, {"period": 14, "low": 40, "high": 60}, f"Long only, fixed Q. RSI on closes, Wilder smoothing seeded with the plain mean of the first n changes. RSI<low and flat -> market buy Q; RSI>high and long -> market sell all. {MARKET}"),
    "donchian_10_5": (donchian_rule, {"entry": 10, "exit": 5}, "Long only, fixed Q. At the close of every bar t>=entry-1: if flat BUY STOP at the highest high of `entry` bars, if long SELL STOP at the lowest low of `exit` bars; it works during bar t+1 only. Fills at max(open,stop), min(open,stop). No entry and exit in one bar."),
    "limit_dip_2pct": (limit_rule, {"dip": 0.02, "hold": 5}, f"Long only, fixed Q. At the close of each bar when flat: BUY LIMIT at close*(1-dip), works in the next bar only; fills at min(open,limit) if low<=limit. When long and t - entry bar >= hold -> market sell. {MARKET}"),
    "bracket_fill_2_4": (bracket_fill_rule, {**AVERAGES, "sl": 0.02, "tp": 0.04}, f"Long only, fixed Q. {CROSS} Cross up and flat -> market buy Q at open t+1 = bar e. At the close of bar e a stop at fill*(1-sl) and a target at fill*(1+tp) are placed; they can first fill in bar e+1. {STOPPED}"),
    "bracket_signal_2_4": (bracket_signal_rule, {**AVERAGES, "sl": 0.02, "tp": 0.04}, f"Long only, fixed Q. {CROSS} Cross up and flat -> market buy Q at open t+1, with a stop at close[t]*(1-sl) and a target at close[t]*(1+tp). `spec`: they can first fill in the bar after the entry; `spec_same_bar_children`: in the entry bar. {STOPPED}"),
    "short_stop_5": (short_stop_rule, {**AVERAGES, "sl": 0.05}, f"Short only, fixed Q. {CROSS} Cross down and flat -> market sell Q at open t+1 = bar e. At the close of bar e a buy stop at fill*(1+sl) that can first fill in bar e+1, at max(open,stop) if high>=stop. Cross up while short -> market cover, and the stop is cancelled at that same close. {MARKET}"),
    "trail_5": (trail_rule, {**AVERAGES, "trail": 0.05}, f"Long only, fixed Q. {CROSS} Entry as in 'sma' in bar e. At each close while long: peak=max of closes since bar e inclusive, sell stop = peak*(1-trail), working in the next bar; fills at min(open,stop) if low<=stop. No exit on cross down."),
    "trail_high_5": (lambda rows, p: trail_rule(rows, p, from_high=True), {**AVERAGES, "trail": 0.05}, f"Long only, fixed Q. {CROSS} Entry as in 'sma' in bar e. peak starts at the FILL price; from bar e+1 on, after the stop has been checked, peak = max(peak, high of that bar). Sell stop = peak*(1-trail), working in the next bar; fills at min(open,stop) if low<=stop. No exit on cross down."),
}  # fmt: skip


def main():
    rows = bars()
    text = "Date,Open,High,Low,Close,Volume\n" + "".join(f"{d},{o:.1f},{h:.1f},{l:.1f},{c:.1f},{v}\n" for d, o, h, l, c, v in rows)
    (HERE / "data" / "mixed.csv").write_text(text)
    data = {"file": "data/mixed.csv", "sha256": hashlib.sha256(text.encode()).hexdigest(), "rows": BARS}
    for old in (HERE / "backtests").glob("mixed__*.json"):
        old.unlink()
    for rule, (make, params, about) in RULES.items():
        for rate in (0.0, 0.001):
            golden = describe(rule, make, params, about, rate, rows, data)
            (HERE / "backtests" / f"{golden['id']}.json").write_text(json.dumps(golden, indent=2, ensure_ascii=False) + "\n")
            summary = {name: (engine["n_trades"], engine["final_equity"], type(engine["trades"]).__name__) for name, engine in golden["engines"].items()}
            print(golden["id"], golden["exact_ties"], golden["exit_bars_touching_both"], summary)


def describe(rule, make, params, about, rate, rows, data):
    allin = rule.endswith("allin")
    cash, quantity = (100_000.0, None) if allin else (CASH, QUANTITY)
    spec = loop(rows, make(rows, params), cash, quantity, rate)
    engines = {"spec": {"version": "plain bar loop, tests/golden/generate_backtests.py", **spec}}
    if rule.startswith("bracket_signal"):
        engines["spec_same_bar_children"] = {"version": "the same", **loop(rows, make(rows, params, same_bar=True), cash, quantity, rate)}
    for name, peer in (("backtesting.py", peer_backtesting_py), ("backtrader", peer_backtrader)):
        engines[name] = peer.run(rule, params, rows, cash, quantity, rate)
    ties = 0
    if "fast" in params:
        fast, slow = sma(rows, params["fast"]), sma(rows, params["slow"])
        ties = sum(a == b for a, b in zip(fast, slow))
    return {
        "id": f"mixed__{rule}{'_c' if rate else ''}",
        "rule": about,
        "params": params,
        "commission_rate_per_side": rate,
        "initial_cash": cash,
        "quantity": quantity,
        "end_of_data": "open position is left open and marked at the last close; it is not in the trades list",
        "equity_definition": "cash + position*close at the close of each bar, after that bar's fills, before any new decision",
        "data": data,
        "exact_ties": ties,
        "exit_bars_touching_both": touching_both(rows, params, spec["trades"]) if "tp" in params else 0,
        "engines": {name: finished(engine, spec, name) for name, engine in engines.items()},
    }


def touching_both(rows, p, trades):
    """Exit bars in which stop and target were both reached, taken from the fill price."""
    return sum(
        rows[t["exit_bar"]][3] <= t["entry_price"] * (1 - p["sl"]) and rows[t["exit_bar"]][2] >= t["entry_price"] * (1 + p["tp"]) for t in trades
    )


def finished(engine, spec, name):
    """An engine whose trades and equity are those of the plain loop says so instead of repeating them."""
    same_trades = len(engine["trades"]) == len(spec["trades"]) and all(same_trade(a, b) for a, b in zip(engine["trades"], spec["trades"]))
    same_equity = len(engine["equity"]) == len(spec["equity"]) and all(abs(a - b) < 1e-4 for a, b in zip(engine["equity"], spec["equity"]))
    own = name == "spec"
    return {
        **{key: value for key, value in engine.items() if key not in ("trades", "equity")},
        "n_trades": len(engine["trades"]),
        "final_equity": engine["equity"][-1],
        "trades": engine["trades"] if own or not same_trades else "identical to spec",
        "equity": engine["equity"] if own or not same_equity else "identical to spec within 1e-4",
    }


def same_trade(a, b):
    return all(a[key] == b[key] for key in ("entry_bar", "exit_bar", "qty")) and all(abs(a[key] - b[key]) < 1e-9 for key in ("entry_price", "exit_price"))


main()

"""Writes the committed indicator goldens: synthetic bars and what TA-Lib's C code makes of them.

Run in an environment of its own with TA-Lib and numpy:  python tests/golden/generate_indicators.py
The bars are a random walk on a 0.01 grid from a fixed seed, with ties, a flat stretch without range, a gap and a bar without volume.
"""

import hashlib
import json
import math
import random
from datetime import date, timedelta
from pathlib import Path

import numpy
import talib

here = Path(__file__).parent
ROWS = 64


def bars():
    draw = random.Random(20050103)
    day, close, rows = date(2021, 1, 4), 5_000, []
    for index in range(ROWS):
        flat = 30 <= index < 36
        open_ = close + (0 if flat else draw.randint(-40, 40)) + (300 if index == 45 else 0)
        close = open_ + (0 if flat else 5 * draw.randint(-20, 20))
        high = max(open_, close) + (0 if flat else draw.randint(0, 60))
        low = min(open_, close) - (0 if flat else draw.randint(0, 60))
        volume = 0 if index == 33 else 100 * draw.randint(50, 900)
        rows.append((day.isoformat(), open_ / 100, high / 100, low / 100, close / 100, volume))
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return rows


def main():
    rows = bars()
    lines = ["Date,Open,High,Low,Close,Volume", *(f"{d},{o:.2f},{h:.2f},{l:.2f},{c:.2f},{v}" for d, o, h, l, c, v in rows)]
    text = "\n".join(lines) + "\n"
    (here / "data" / "synthetic.csv").write_text(text)
    o, h, l, c, v = (numpy.array([row[i] for row in rows], dtype=float) for i in range(1, 6))
    golden = {
        "about": "Our own reference values on synthetic bars, made by tests/golden/generate_indicators.py",
        "engine": f"TA-Lib C {talib.__ta_version__.decode().split(' ')[0]} through the Python package TA-Lib {talib.__version__}",
        "data": {"file": "data/synthetic.csv", "sha256": hashlib.sha256(text.encode()).hexdigest(), "rows": ROWS},
        "null_means": "no value yet",
        "times": [row[0] for row in rows],
        "indicators": dict(indicators(o, h, l, c, v)),
    }
    (here / "indicators" / "synthetic.json").write_text(json.dumps(golden, indent=1) + "\n")


def indicators(o, h, l, c, v):
    for n in (1, 4, 10):
        yield item(f"SMA_{n}", "TA_SMA", {"timePeriod": n}, output=talib.SMA(c, n) if n > 1 else c)
        yield item(f"WMA_{n}", "TA_WMA", {"timePeriod": n}, output=talib.WMA(c, n) if n > 1 else c)
    yield item("EMA_7", "TA_EMA", {"timePeriod": 7}, output=talib.EMA(c, 7))
    for n in (2, 14):
        yield item(f"RSI_{n}", "TA_RSI", {"timePeriod": n}, output=talib.RSI(c, n))
        yield item(f"ATR_{n}", "TA_ATR", {"timePeriod": n}, output=talib.ATR(h, l, c, n))
    yield item("TRANGE", "TA_TRANGE", {}, output=talib.TRANGE(h, l, c))
    macd = talib.MACD(c, 5, 12, 4)
    yield item("MACD_5_12_4", "TA_MACD", {"fast": 5, "slow": 12, "signal": 4}, MACD=macd[0], MACDSignal=macd[1], MACDHist=macd[2])
    bands = talib.BBANDS(c, 10, 1.5, 1.5, 0)
    params = {"timePeriod": 10, "up": 1.5, "dn": 1.5, "ma": "SMA"}
    yield item("BBANDS_10_1.5", "TA_BBANDS", params, upperBand=bands[0], middleBand=bands[1], lowerBand=bands[2])
    yield item("STDDEV_10", "TA_STDDEV", {"timePeriod": 10, "nbDev": 1}, output=talib.STDDEV(c, 10, 1))
    for n in (3, 14):
        yield item(f"ADX_{n}", "TA_ADX", {"timePeriod": n}, output=talib.ADX(h, l, c, n))
        yield item(f"PLUS_DI_{n}", "TA_PLUS_DI", {"timePeriod": n}, output=talib.PLUS_DI(h, l, c, n))
        yield item(f"MINUS_DI_{n}", "TA_MINUS_DI", {"timePeriod": n}, output=talib.MINUS_DI(h, l, c, n))
        yield item(f"DX_{n}", "TA_DX", {"timePeriod": n}, output=talib.DX(h, l, c, n))
    k, d = talib.STOCH(h, l, c, 5, 3, 0, 2, 0)
    yield item("STOCH_5_3_2", "TA_STOCH", {"fastK": 5, "slowK": 3, "slowD": 2, "ma": "SMA"}, slowK=k, slowD=d)
    yield item("ROC_6", "TA_ROC", {"timePeriod": 6}, output=talib.ROC(c, 6))
    yield item("MOM_6", "TA_MOM", {"timePeriod": 6}, output=talib.MOM(c, 6))
    yield item("MAX_8", "TA_MAX", {"timePeriod": 8}, output=talib.MAX(c, 8))
    yield item("MIN_8", "TA_MIN", {"timePeriod": 8}, output=talib.MIN(c, 8))
    yield item("OBV", "TA_OBV", {}, output=talib.OBV(c, v))


def item(name, function, params, **values):
    columns = {line: [None if math.isnan(x) else float(x) for x in column] for line, column in values.items()}
    first = min(index for column in columns.values() for index, x in enumerate(column) if x is not None)
    return name, {"function": function, "params": params, "first_index": first, "values": columns}


main()

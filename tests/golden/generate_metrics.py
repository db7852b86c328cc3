"""Makes the committed reference values of tests/golden/metrics: small series whose figures other libraries print.

Run outside the repository's own toolchain: pip install empyrical-reloaded==0.7.1 quantstats==0.0.81, then python generate_metrics.py.
Definitions are computed with numpy, pandas and scipy alone.
"""

import json
import math
import pathlib
import warnings
from importlib.metadata import version

import empyrical
import numpy as np
import pandas as pd
import quantstats.stats as qs
from scipy import stats

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent / "metrics"
DAYS = 252


def noise(seed, count, scale, drift):
    """Sums of twelve draws of a linear congruential generator, centred, rounded so that the file is the whole truth."""
    state, values = seed, []
    for _ in range(count):
        total = 0.0
        for _ in range(12):
            state = (1664525 * state + 1013904223) % 2**32
            total += state / 2**32
        values.append(round((total - 6) * scale + drift, 6))
    return values


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else ("NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity"))


def definitions(r, dates, b):
    n, equity = len(r), np.concatenate([[1.0], np.cumprod(1 + r)])
    drawdown = (equity / np.maximum.accumulate(equity) - 1)[1:]
    years = (pd.Timestamp(dates[-1]) - pd.Timestamp(dates[0])).days / 365.25
    sharpe = r.mean() / r.std(ddof=1)
    skew, kurtosis = stats.skew(r), stats.kurtosis(r, fisher=False)
    psr = stats.norm.cdf(sharpe * math.sqrt(n - 1) / math.sqrt(1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe**2))
    active, beta = r - b, np.cov(r, b)[0, 1] / np.var(b, ddof=1)
    cutoff = np.percentile(r, 5)
    return {
        "n": n,
        "total_return": equity[-1] - 1,
        "cagr_calendar": equity[-1] ** (1 / years) - 1 if years * 365.25 >= 30 else math.nan,
        "annual_vol": r.std(ddof=1) * math.sqrt(DAYS),
        "sharpe": sharpe * math.sqrt(DAYS),
        "sortino": r.mean() * DAYS / (math.sqrt(np.mean(np.minimum(r, 0) ** 2)) * math.sqrt(DAYS)),
        "max_drawdown": min(drawdown.min(), 0),
        "ulcer_index_n": math.sqrt(np.mean(drawdown**2)),
        "var95_hist": cutoff,
        "cvar95_hist": r[r <= cutoff].mean(),
        "skew_pop": skew,
        "kurtosis_pop_raw": kurtosis,
        "tail_ratio": abs(np.percentile(r, 95)) / abs(cutoff),
        "omega_0": r[r > 0].sum() / -r[r < 0].sum(),
        "psr_0": psr,
        "beta": beta,
        "alpha": (1 + r.mean() - beta * b.mean()) ** DAYS - 1,
        "tracking_error": active.std(ddof=1) * math.sqrt(DAYS),
        "information_ratio_annual": active.mean() / active.std(ddof=1) * math.sqrt(DAYS),
    }


def by_empyrical(r, b):
    return {
        "total_return": empyrical.cum_returns_final(r),
        "cagr": empyrical.cagr(r),
        "annual_vol": empyrical.annual_volatility(r),
        "sharpe": empyrical.sharpe_ratio(r),
        "sortino": empyrical.sortino_ratio(r),
        "calmar": empyrical.calmar_ratio(r),
        "max_drawdown": empyrical.max_drawdown(r),
        "var95": empyrical.value_at_risk(r),
        "cvar95": empyrical.conditional_value_at_risk(r),
        "tail_ratio": empyrical.tail_ratio(r),
        "omega": empyrical.omega_ratio(r),
        "downside_risk": empyrical.downside_risk(r),
        "alpha": empyrical.alpha(r, b),
        "beta": empyrical.beta(r, b),
        "excess_sharpe": empyrical.excess_sharpe(r, b),
        "up_capture": empyrical.up_capture(r, b),
        "down_capture": empyrical.down_capture(r, b),
    }


def by_quantstats(r, b):
    greeks = qs.greeks(r, b, prepare_returns=False)
    return {
        "comp": qs.comp(r),
        "cagr": qs.cagr(r),
        "volatility": qs.volatility(r),
        "sharpe": qs.sharpe(r),
        "sortino": qs.sortino(r),
        "calmar": qs.calmar(r),
        "max_drawdown": qs.max_drawdown(r),
        "var95": qs.value_at_risk(r),
        "cvar95": qs.conditional_value_at_risk(r),
        "tail_ratio": qs.tail_ratio(r),
        "omega": qs.omega(r),
        "ulcer": qs.ulcer_index(r),
        "skew": qs.skew(r),
        "kurtosis": qs.kurtosis(r),
        "psr": qs.probabilistic_ratio(r),
        "win_rate": qs.win_rate(r),
        "payoff_ratio": qs.payoff_ratio(r),
        "profit_factor": qs.profit_factor(r),
        "kelly": qs.kelly_criterion(r),
        "exposure": qs.exposure(r),
        "alpha": greeks["alpha"],
        "beta": greeks["beta"],
        "information_ratio": qs.information_ratio(r, b),
    }


SERIES = {
    "ordinary": (noise(1, 120, 0.012, 0.0006), noise(2, 120, 0.010, 0.0003)),
    "often_flat": ([0.0 if i % 3 else x for i, x in enumerate(noise(3, 60, 0.02, -0.001))], noise(4, 60, 0.010, 0.0)),
    "loss_first": ([-0.2, 0.05, 0.05, 0.05, 0.05, 0.05, -0.01, 0.04], [-0.1, 0.03, -0.02, 0.05, 0.01, 0.02, -0.03, 0.01]),
    "with_ties": ([-0.02, -0.02, -0.02] + [0.01, -0.005] * 20, noise(5, 43, 0.010, 0.0)),
}

for name, (returns, benchmark) in SERIES.items():
    index = pd.bdate_range("2019-01-02", periods=len(returns))
    dates = [str(day.date()) for day in index]
    r, b = pd.Series(returns, index=index), pd.Series(benchmark, index=index)
    peers = {"empyrical": ("empyrical-reloaded", by_empyrical(r, b)), "quantstats": ("quantstats", by_quantstats(r, b))}
    golden = {
        "id": name,
        "rule": "simple returns per session, 252 a year, risk free 0; NaN and infinities as text",
        "expected": {key: plain(value) for key, value in definitions(r.to_numpy(), dates, b.to_numpy()).items()},
        "peers": {
            tool: {"version": version(package), "values": {key: plain(value) for key, value in values.items()}}
            for tool, (package, values) in peers.items()
        },
        "returns": returns,
        "benchmark": benchmark,
        "dates": dates,
    }
    (HERE / f"{name}.json").write_text(json.dumps(golden, indent=1) + "\n")

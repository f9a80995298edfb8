"""Every figure of a wave computed a second time: unit by unit, in numpy, from the formulas as they are written.

Nothing of the project is imported. Counts per cell, profiles of units and closed forms are what the
warehouse is quick with; here is one row per respondent, so that the two can only agree where both are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import stats


@dataclass(frozen=True)
class Design:
    """Weights of the respondents; their strata with (frame units, respondents) of each; margins as 0/1 columns."""

    weight: np.ndarray
    base_weight: np.ndarray
    stratum: np.ndarray
    sizes: dict[str, tuple[int, int]]
    margins: np.ndarray | None

    def covariance(self, u: np.ndarray) -> np.ndarray:
        """Covariance of Σ w u, u having one column per total; residuals of the margins where there are any."""
        u = u.reshape(len(u), -1)
        if self.margins is not None:
            root = np.sqrt(self.base_weight)[:, None]
            u = u - self.margins @ np.linalg.lstsq(self.margins * root, u * root, rcond=1e-12)[0]
        z = u * self.weight[:, None]
        total = np.zeros((z.shape[1], z.shape[1]))
        for name, (frame, n) in self.sizes.items():
            mine = z[self.stratum == name]
            if n == 1:
                total += (1 - 1 / frame) * mine.T @ mine
            elif n > 1:
                centred = mine - mine.mean(axis=0)
                total += (1 - n / frame) * n / (n - 1) * centred.T @ centred
        return total

    def error(self, u: np.ndarray) -> float:
        return float(np.sqrt(max(self.covariance(u)[0, 0], 0)))

    def df(self, base: np.ndarray) -> int:
        return int(base.sum()) - len(set(self.stratum[base]))


class Wave:
    """One wave: `described` as in instrument.yml, the rows of its frame and of its answers as texts."""

    def __init__(self, described: dict, units: list[dict], rows: list[dict]) -> None:
        self.units, self.weighting = units, described["weighting"]
        self.questions = {question["id"]: question for question in described["questions"]}
        self.given: dict[tuple[str, str], set[str]] = {}
        for row in rows:
            if row["status"] in ("", "ok"):
                self.given.setdefault((row["unit_id"], row["question_id"]), set()).add(row["option_code"] or row["value"])
        self.not_asked = {(row["unit_id"], row["question_id"]) for row in rows if row["status"] == "skipped"}
        self.responding = {row["unit_id"] for row in rows}
        self.respondents = [unit for unit in units if unit["unit_id"] in self.responding]
        self.domains = ["all", *described["domains"]]
        self.designs = {"unweighted": self._design(None, []), self.weighting["method"]: self._design(
            self.weighting["strata"], self.weighting.get("margins", [])
        )}  # fmt: skip

    def _design(self, strata: str | None, margins: list[str]) -> Design:
        frame = [unit[strata] if strata else "all" for unit in self.units]
        mine = np.array([unit[strata] if strata else "all" for unit in self.respondents])
        sizes = {name: (frame.count(name), int((mine == name).sum())) for name in set(frame)}
        base = np.array([sizes[name][0] / sizes[name][1] for name in mine])
        weight, columns = base.copy(), []
        for _ in range(3000 if margins else 0):
            for margin in margins:
                levels = np.array([unit[margin] for unit in self.respondents])
                for level in set(levels):
                    target = sum(unit[margin] == level for unit in self.units)
                    weight[levels == level] *= target / weight[levels == level].sum()
        for margin in margins:
            levels = np.array([unit[margin] for unit in self.respondents])
            columns += [(levels == level).astype(float) for level in sorted(set(levels))]
        return Design(weight, base, mine, sizes, np.array(columns).T if columns else None)

    def eligible(self, unit: str, question: str) -> bool:
        route = self.questions[question].get("asked_if")
        if route is None:
            return (unit, question) not in self.not_asked
        chosen = self.given.get((unit, route["question"]), set())
        earlier = self.questions[route["question"]].get("asked_if") is None or self.eligible(unit, route["question"])
        return earlier and bool(chosen & {str(code) for code in route["any_of"]})

    def valid(self, unit: str, question: str) -> bool:
        return self.eligible(unit, question) and (unit, question) in self.given

    def flags(self, condition) -> np.ndarray:
        return np.array([condition(unit) for unit in self.respondents], dtype=bool)

    def groups(self, question: str, wanted) -> Iterator[tuple[str, str, np.ndarray]]:
        """Domain, value and the respondents of it in the base."""
        base = self.flags(lambda unit: wanted(unit["unit_id"], question))
        for domain in self.domains:
            values = {unit.get(domain, "all") for unit in self.units} - {""}
            for value in sorted(values):
                found = base & self.flags(lambda unit, d=domain, v=value: unit.get(d, "all") == v)
                if found.any():
                    yield domain, value, found

    def codes(self, question: str) -> list[str]:
        return [str(option["code"]) for option in self.questions[question].get("options", [])]

    def chosen(self, question: str, code: str) -> np.ndarray:
        return self.flags(lambda unit: code in self.given.get((unit["unit_id"], question), ()))

    def shares(self) -> dict:
        found = {}
        for question, weighting, base_name in (
            (q, w, b) for q in self.questions if self.codes(q) for w in self.designs for b in ("valid", "eligible")
        ):
            design = self.designs[weighting]
            wanted = self.valid if base_name == "valid" else self.eligible
            answered = self.flags(lambda unit, q=question: self.valid(unit["unit_id"], q))
            categories = {code: self.chosen(question, code) & answered for code in self.codes(question)}
            if base_name == "eligible":
                categories["NA"] = ~answered
            for domain, value, base in self.groups(question, wanted):
                for code, yes in categories.items():
                    key = (question, code, domain, value, base_name, weighting)
                    found[key] = _share(design, base, yes & base)
        return found

    def numbers(self) -> dict:
        found = {}
        for question, weighting in ((q, w) for q in self.questions for w in self.designs):
            if self.questions[question]["type"] != "numeric":
                continue
            design = self.designs[weighting]
            texts = [self.given.get((unit["unit_id"], question), {"0"}) for unit in self.respondents]
            x = np.array([float(min(text).replace(",", "")) for text in texts])
            for domain, value, base in self.groups(question, self.valid):
                for statistic, figures in _statistics(design, base, x).items():
                    found[question, statistic, domain, value, weighting] = (int(base.sum()), design.df(base), *figures)
        return found

    def tests(self) -> dict:
        """F, its degrees of freedom and p of every test; the adjusted p values follow from these."""
        found = {}
        for question, weighting, domain in (
            (q, w, d) for q in self.questions if self.codes(q) for w in self.designs for d in self.domains[1:]
        ):
            base = self.flags(lambda unit, q=question, d=domain: self.valid(unit["unit_id"], q) and unit[d] != "")
            group = np.array([unit[domain] for unit in self.respondents])
            chosen = {code: self.chosen(question, code) for code in self.codes(question)}
            if self.questions[question]["type"] == "single":
                answer = np.array([next((code for code in chosen if chosen[code][at]), "") for at in range(len(base))])
                tested = {None: answer}
            else:
                tested = {code: yes.astype(str) for code, yes in chosen.items()}
            for code, answer in tested.items():
                test = _rao_scott(self.designs[weighting], base, answer, group)
                if test is not None:
                    found[question, code, domain, weighting] = test
        return found

    def rates(self) -> dict:
        found = {}
        for domain in self.domains:
            for value in {unit.get(domain, "all") for unit in self.units} - {""}:
                mine = [unit["unit_id"] in self.responding for unit in self.units if unit.get(domain, "all") == value]
                found[domain, value] = (len(mine), sum(mine), sum(mine) / len(mine))
        return found

    def weights(self) -> dict:
        return {
            (unit["unit_id"], name): (weight,)
            for name, design in self.designs.items()
            for unit, weight in zip(self.respondents, design.weight, strict=True)
        }


def _share(design: Design, base: np.ndarray, yes: np.ndarray) -> tuple:
    n, n_yes, df = int(base.sum()), int(yes.sum()), design.df(base)
    total = design.weight[base].sum()
    if n_yes in (0, n):
        low, high = stats.beta.ppf(0.025, n_yes, n - n_yes + 1), stats.beta.ppf(0.975, n_yes + 1, n - n_yes)
        limits = ("clopper_pearson", 0.0 if n_yes == 0 else low, 1.0 if n_yes == n else high)
        return (n, n_yes, total, n_yes / n, 0.0, df, *limits, None)
    p = design.weight[yes].sum() / total
    se = design.error(base * (yes - p) / total)
    effect = se**2 / ((total - n) / total * p * (1 - p) / (n - 1)) if abs(total - n) > 1e-9 else None
    if df < 1:
        return (n, n_yes, total, p, se, df, None, None, None, effect)
    t = stats.t.ppf(0.975, df)
    if p < 0.05 or p > 0.95 or n < 50:
        if se == 0:  # everybody was asked and answered: the share is known
            return (n, n_yes, total, p, se, df, "korn_graubard", p, p, effect)
        size = p * (1 - p) / se**2 * (stats.t.ppf(0.975, n - 1) / t) ** 2
        low, high = stats.beta.ppf(0.025, size * p, size * (1 - p) + 1), stats.beta.ppf(0.975, size * p + 1, size * (1 - p))
        return (n, n_yes, total, p, se, df, "korn_graubard", low, high, effect)
    centre, half = np.log(p / (1 - p)), t * se / (p * (1 - p))
    limits = (1 / (1 + np.exp(-centre - side * half)) for side in (-1, 1))
    return (n, n_yes, total, p, se, df, "logit", *limits, effect)


def _statistics(design: Design, base: np.ndarray, x: np.ndarray) -> dict[str, tuple]:
    """Estimate, standard error, lower and upper limit of each statistic."""
    df, weight = design.df(base), design.weight
    t = stats.t.ppf(0.975, df) if df > 0 else np.nan
    total = weight[base].sum()
    mean = (weight * x)[base].sum() / total
    found = {}
    for name, estimate, u in (("mean", mean, base * (x - mean) / total), ("total", mean * total, base * x)):
        se = design.error(u)
        found[name] = (estimate, se, estimate - t * se, estimate + t * se)
    for name, fraction in (("p25", 0.25), ("p50", 0.5), ("p75", 0.75)):
        quantile = _quantile(x[base], weight[base], fraction)
        below = base & (x <= quantile)
        share = weight[below].sum() / total
        half = t * design.error(base * (below - share) / total)
        low, high = (np.nan if np.isnan(half) else _quantile(x[base], weight[base], share + side * half) for side in (-1, 1))
        found[name] = (quantile, (high - low) / (2 * t), low, high)
    return found


def _quantile(x: np.ndarray, weight: np.ndarray, fraction: float) -> float:
    """The smallest value that has the fraction of the weight at or below it.

    Where it has it exactly, the last bit decides: sums of weights are those of R, in extended precision.
    """
    order = np.argsort(x, kind="stable")
    extended = weight[order].astype(np.longdouble)
    for value, reached in zip(x[order], np.cumsum(extended).astype(float) / float(extended.sum()), strict=True):
        if reached >= fraction:
            return float(value)
    return float(x.max())


def _rao_scott(design: Design, base: np.ndarray, answer: np.ndarray, group: np.ndarray) -> tuple | None:
    answers, groups = sorted(set(answer[base])), sorted(set(group[base]))
    df = design.df(base)
    if len(answers) < 2 or len(groups) < 2 or df < 1:
        return None
    cells = [(a, g) for a in answers for g in groups]
    inside = np.array([base & (answer == a) & (group == g) for a, g in cells]).T.astype(float)
    total = design.weight[base].sum()
    p = design.weight @ inside / total
    v = design.covariance(base[:, None] * (inside - p) / total)
    table = p.reshape(len(answers), len(groups))
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    pearson = base.sum() * ((table - expected) ** 2 / expected).sum()
    main = np.array([[1.0, *(a == b for b in answers[1:]), *(g == h for h in groups[1:])] for a, g in cells])
    product = np.array([[float((a, g) == (b, h)) for b in answers[1:] for h in groups[1:]] for a, g in cells])
    orthogonal = np.linalg.qr(main)[0]
    c = product - orthogonal @ (orthogonal.T @ product)
    inverse = np.diag(np.where(p > 0, 1 / np.where(p > 0, p, 1), 0))
    delta = np.linalg.pinv(c.T @ inverse @ c / base.sum()) @ (c.T @ inverse @ v @ inverse @ c)
    trace, of_square = np.trace(delta), np.trace(delta @ delta)
    if trace < 1e-14:
        return None
    ndf = trace**2 / of_square
    return pearson / trace, ndf, ndf * df, stats.f.sf(pearson / trace, ndf, ndf * df)


def differences(first: Wave, second: Wave, question: str, earlier: str) -> dict:
    """Changes of every option both waves have; strata are those of the later frame."""
    units = {unit["unit_id"]: unit for unit in first.units}
    strata = np.array([unit[second.weighting["strata"]] for unit in second.units])
    ids = [unit["unit_id"] for unit in second.units]
    asked = ((first, earlier), (second, question))
    responded = [np.array([unit in wave.responding and unit in units for unit in ids]) for wave in (first,)]
    responded.append(np.array([unit in second.responding for unit in ids]))
    valid = [np.array([wave.valid(unit, q) for unit in ids]) & there for (wave, q), there in zip(asked, responded, strict=True)]
    found = {}
    for code in (code for code in second.codes(question) if code in first.codes(earlier)):
        yes = [
            np.array([code in wave.given.get((unit, q), ()) for unit in ids]) & known
            for (wave, q), known in zip(asked, valid, strict=True)
        ]
        for method, change in (("paired", _paired), ("all_respondents", _of_all)):
            p1, p2, variance, df = change(strata, responded, valid, yes)
            se, t = np.sqrt(max(variance, 0)), stats.t.ppf(0.975, df)
            p_value = 2 * stats.t.sf(abs(p2 - p1) / se, df) if se > 0 else None
            limits = (p2 - p1 - t * se, p2 - p1 + t * se)
            found[question, code, method] = (int((valid[0] & valid[1]).sum()), p1, p2, p2 - p1, se, *limits, p_value)
    return found


def _weight(strata: np.ndarray, responded: np.ndarray) -> np.ndarray:
    return np.array(
        [(strata == h).sum() / responded[strata == h].sum() if r else 0 for h, r in zip(strata, responded, strict=True)]
    )


def _df(strata: np.ndarray, valid: np.ndarray) -> int:
    return int(valid.sum()) - len(set(strata[valid]))


def _spread(a: np.ndarray, b: np.ndarray) -> float:
    """Covariance with divisor n − 1; of a single unit the product itself."""
    return float(a @ b) if len(a) < 2 else float((a - a.mean()) @ (b - b.mean()) / (len(a) - 1))


def _paired(strata, responded, valid, yes) -> tuple[float, float, float, int]:
    both, panel = responded[0] & responded[1], valid[0] & valid[1]
    weight = _weight(strata, both)
    p1, p2 = ((weight * panel * y).sum() / weight[panel].sum() for y in yes)
    z = weight * panel * (yes[1].astype(float) - yes[0] - (p2 - p1)) / weight[panel].sum()
    variance = 0.0
    for h in set(strata[both]):
        mine, frame = z[both & (strata == h)], (strata == h).sum()
        variance += (1 - len(mine) / frame) * len(mine) * _spread(mine, mine)
    return p1, p2, variance, _df(strata, panel)


def _of_all(strata, responded, valid, yes) -> tuple[float, float, float, int]:
    weights = [_weight(strata, there) for there in responded]
    totals = [w[v].sum() for w, v in zip(weights, valid, strict=True)]
    p1, p2 = (w[y].sum() / total for w, y, total in zip(weights, yes, totals, strict=True))
    z = [v * (y - p) / total for v, y, p, total in zip(valid, yes, (p1, p2), totals, strict=True)]
    variance = 0.0
    for h in set(strata):
        frame = (strata == h).sum()
        here = [there & (strata == h) for there in responded]
        n1, n2, common = here[0].sum(), here[1].sum(), here[0] & here[1]
        for n, one, inside in zip((n1, n2), z, here, strict=True):
            if n:
                variance += frame**2 * (1 / n - 1 / frame) * _spread(one[inside], one[inside])
        if n1 and n2:
            overlap = common.sum() / (n1 * n2) - 1 / frame
            variance -= frame**2 * 2 * overlap * _spread(z[0][common], z[1][common])
    return p1, p2, variance, min(_df(strata, known) for known in valid)

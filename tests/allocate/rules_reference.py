#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds rules spelled out as objects against a second implementation in fractions, over 20,000 random pools.

usage: rules_reference.py CAUCUS_TALLY

Each contest has random rules and districts with random votes, many of them equal. The reference breaks every tie by an
order of the candidates; over all orders it knows every split that the rules allow. A district that states one of them
must pass, with CT405 exactly if there are several; one that states another split must be CT402 or CT403.
"""
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

CONTESTS, DISTRICTS = 400, 50


def share(text):
    return Fraction(text.rstrip("%")) / 100


def listed(rules, word):
    value = rules.get(word, [])
    return value if isinstance(value, list) else [value]


def rounded(x, how):
    if how == "up":
        return -(-x.numerator // x.denominator)
    if how == "down":
        return x.numerator // x.denominator
    return (2 * x.numerator + x.denominator) // (2 * x.denominator)


def qualified(rules, votes, total):
    """Who qualifies, and whether nobody reached the threshold."""
    def above(need):
        return [i for i, v in enumerate(votes) if v > 0 and v >= need]

    found = above(share(rules.get("threshold", "0%")) * total)
    if found or not any(votes):
        return found, False
    if "if_none_places" in rules:
        return above(0), True
    for word in listed(rules, "if_none"):
        need = {"no threshold": 0, "half the leader": Fraction(max(votes), 2),
                "leader less 10%": max(votes) - Fraction(total, 10)}.get(word)
        found = above(share(word) * total if need is None else need)
        if found:
            return found, True
    return [], False


def signpost(method, k):
    """The square of what divides the votes for the k-th delegate."""
    return {"dhondt": Fraction(k) ** 2, "sainte-lague": (k - Fraction(1, 2)) ** 2, "huntington-hill": Fraction(k * (k - 1)),
            "adams": Fraction(k - 1) ** 2, "dean": Fraction(k * (k - 1), 1) ** 2 / (k - Fraction(1, 2)) ** 2}[method]


def allocate(rules, votes, others, delegates, state, state_others, order):
    """The split, and the delegates bound to nobody, if ties go by this order."""
    total = sum(votes) + others
    rank = {candidate: place for place, candidate in enumerate(order)}
    field, none = qualified(rules, votes, total)
    finish = sorted(field, key=lambda i: (-votes[i], rank[i]))
    if rules.get("qualify_at_most"):
        finish = finish[:rules["qualify_at_most"]]
    won, left = [0] * len(votes), delegates
    for i in finish:
        won[i] = min(rules.get("at_least", 0), left)
        left -= won[i]
    for word in listed(rules, "takes_all"):
        statewide = word.startswith("statewide ")
        word = word.removeprefix("statewide ")
        these, all_votes = (state, sum(state) + state_others) if statewide else (votes, total)
        among = range(len(votes)) if statewide else finish
        among = sorted((i for i in among if these[i] > 0), key=lambda i: (-these[i], rank[i]))
        if not among or not left:
            continue
        first = these[among[0]]
        if (word == "leader" or word == "majority" and 2 * first > all_votes
                or word == "alone" and len(qualified(rules, state, all_votes)[0] if statewide else finish) == 1
                or word.endswith("%") and first >= share(word) * all_votes):
            won[among[0]] += left
            return won, 0
    if not finish:
        return won, 0
    method = rules.get("method", "places" if "places" in rules else "largest remainder")
    places = rules["if_none_places"] if none and "if_none_places" in rules else rules.get("places")
    base = total if rules.get("shares_of") == "all" else sum(votes[i] for i in finish)
    shares = {i: Fraction(votes[i] * left, base) for i in finish}
    if places and (method == "places" or none):
        got = dict(zip(finish, places))
    elif method == "largest remainder":
        if rules.get("quota") == "droop":
            shares = {i: Fraction(votes[i], base // (left + 1) + 1) for i in finish}
        got = {i: rounded(x, "down") for i, x in shares.items()}
        fill = left - sum(got.values())
        order_of = sorted(finish, key=lambda i: (-(shares[i] - got[i]), rank[i]))
        for k in range(fill):
            got[order_of[k % len(order_of)]] += 1
    elif method == "round":
        got = {i: rounded(x, rules.get("round", "half up")) for i, x in shares.items()}
        excess = sum(got.values()) - left
        if excess > 0 and rules.get("too_many") == "smallest remainder":
            for i in sorted(finish, key=lambda i: (shares[i] - got[i], -rank[i]))[:excess]:
                got[i] -= 1
        elif excess > 0:
            for i in reversed(finish):
                give = min(got[i], excess)
                got[i] -= give
                excess -= give
        elif rules.get("left_over") == "largest remainder":
            order_of = sorted(finish, key=lambda i: (-(shares[i] - got[i]), rank[i]))
            for k in range(-excess):
                got[order_of[k % len(order_of)]] += 1
    else:
        got = {i: 0 for i in finish}
        for _ in range(left):
            def claim(i):
                post = signpost(method, got[i] + 1)
                return (1, votes[i]) if post == 0 else (0, Fraction(votes[i] ** 2) / post)
            got[max(finish, key=lambda i: (claim(i), -rank[i]))] += 1
    for i, count in got.items():
        won[i] += count
        left -= count
    if left and rules.get("left_over") == "leader":
        won[finish[0]] += left
        left = 0
    return won, left


def outcomes(*pool):
    candidates = range(len(pool[1]))
    one, other = allocate(*pool, list(candidates)), allocate(*pool, list(reversed(candidates)))
    if one == other:
        return {tuple(one[0])}
    return {tuple(allocate(*pool, order)[0]) for order in itertools.permutations(candidates)}


def random_rules(rand):
    rules = {}
    if rand.random() < 0.7:
        rules["threshold"] = rand.choice(["5%", "10%", "15%", "20%", "33.33%", "50%", "60%"])
        if rand.random() < 0.5:
            rules["if_none"] = rand.choice(["no threshold", "half the leader", "leader less 10%", "10%",
                                            ["40%", "25%", "no threshold"], ["12.5%", "half the leader"]])
    if rand.random() < 0.2:
        rules["qualify_at_most"] = rand.randint(1, 3)
    if rand.random() < 0.5:
        words = ["leader", "majority", "66.67%", "40%", "50%", "alone", "statewide majority", "statewide leader",
                 "statewide 45%", "statewide alone"]
        rules["takes_all"] = rand.sample(words, rand.choice([1, 1, 2]))
    rules["method"] = rand.choice(["largest remainder"] * 3 + ["round"] * 4 + ["places"] * 3 +
                                  ["dhondt", "sainte-lague", "huntington-hill", "adams", "dean"])
    if rules["method"] in ("largest remainder", "round") and rand.random() < 0.4:
        rules["shares_of"] = "all"
    if rules["method"] == "largest remainder" and rand.random() < 0.4:
        rules["quota"] = "droop"
    if rules["method"] == "round":
        for word, choices in {"round": ["up", "down", "half up"], "too_many": ["from the last", "smallest remainder"],
                              "left_over": ["unbound", "leader", "largest remainder"]}.items():
            if rand.random() < 0.7:
                rules[word] = rand.choice(choices)
    if rules["method"] == "places":
        del rules["method"]
        rules["places"] = rand.choice([[1], [2, 1], [1, 1], [2, 1, 0], [1, 1, 1]])
        if rand.random() < 0.6:
            rules["left_over"] = rand.choice(["unbound", "leader"])
    elif rand.random() < 0.25:
        rules["at_least"] = rand.randint(1, 2)
    if "threshold" in rules and "if_none" not in rules and "at_least" not in rules and rand.random() < 0.4:
        rules["if_none_places"] = rand.choice([[1, 1, 1], [2, 1], [3]])
    return rules


def random_votes(rand, candidates):
    most = rand.choice([3, 10, 10, 60, 1000, 10**9])
    votes = [rand.randint(0, most) for _ in range(candidates)]
    if rand.random() < 0.5:
        votes = [rand.choice(votes) for _ in votes]
    return votes


def contest(rand, number):
    rules, candidates = random_rules(rand), rand.randint(1, 4)
    districts = [(random_votes(rand, candidates), rand.choice([0, 0, rand.randint(0, 20)]), rand.randint(3, 9))
                 for _ in range(DISTRICTS)]
    state = [sum(votes[i] for votes, _, _ in districts) for i in range(candidates)]
    state_others = sum(others for _, others, _ in districts)
    units, expected = [], []
    for k, (votes, others, delegates) in enumerate(districts):
        splits = outcomes(rules, votes, others, delegates, state, state_others)
        stated = list(rand.choice(sorted(splits)))
        wrong = False
        if rand.random() < 0.1 and max(stated) > 0 and candidates > 1:
            giver, taker = rand.sample(range(candidates), 2)
            if stated[giver] > 0:
                stated[giver] -= 1
                stated[taker] += 1
                wrong = tuple(stated) not in splits
        counts = {f"c{i}": v for i, v in enumerate(votes)}
        units.append({"id": f"d{k}", "level": "district", "delegates": delegates, "votes": {**counts, "other": others},
                      "awarded": {f"c{i}": n for i, n in enumerate(stated)}})
        expected.append((len(splits) > 1, wrong, splits))
    document = {
        "format": 1, "id": f"r{number}", "title": "Random rules", "levels": ["district"],
        "candidates": [{"id": f"c{i}", "name": f"Candidate {i}"} for i in range(candidates)] +
                      [{"id": "other", "name": "Other", "kind": "other"}],
        "allocation": {"rules": rules, "pools": [{"name": "District", "by": "district",
                                                  "delegates": sum(d for _, _, d in districts)}]},
        "units": units}
    return document, expected


def main(binary):
    rand = random.Random(15)
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for number in range(CONTESTS):
            document, expected = contest(rand, number)
            made.append((document, expected))
            pathlib.Path(folder, f"r{number}.json").write_text(json.dumps(document), encoding="utf-8")
        run = subprocess.run([binary, "validate", "--format", "json", "--select", "CT101,CT402,CT403,CT405,CT408",
                              "--max", "1000000", folder],
                             capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"status {run.returncode}: {run.stderr[:2000]}")
    found = {}
    for finding in json.loads(run.stdout)["findings"]:
        if finding["code"] in ("CT101", "CT408"):
            sys.exit(f"{finding}")
        found.setdefault((finding["contest"], finding.get("unit")), set()).add(finding["code"])
    faults = []
    ties = wrongs = 0
    for document, expected in made:
        for unit, (tied, wrong, splits) in zip(document["units"], expected):
            codes = found.get((document["id"], unit["id"]), set())
            ties += tied
            wrongs += wrong
            if bool(codes & {"CT402", "CT403"}) != wrong or ("CT405" in codes) != tied:
                faults.append(f"{document['allocation']['rules']}\n  {unit}\n  found {sorted(codes)}, splits {sorted(splits)}")
    print("\n".join(faults[:10]))
    print(f"{CONTESTS * DISTRICTS} pools, {ties} ties, {wrongs} wrong splits, {len(faults)} faults")
    sys.exit(bool(faults) or ties < 500 or wrongs < 500)


main(sys.argv[1])

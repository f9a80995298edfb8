"""What the counts of a question have to do with each other, whatever is published of them.

Terms are a weighted sum of unknown counts: (question, option code, `NA`, `valid` or `eligible`) → factor.
"""

from __future__ import annotations

from dagster_project.disclosure.answer_counts import NO_ANSWER, Question

Terms = dict[tuple[str, str], float]
UNPRINTED = ("not_chosen", "part")


def asked_by_several_ticks(question: Question, by_id: dict[str, Question]) -> bool:
    """Routed by more than one option of a multiple-answer question: who was asked is no sum of counts."""
    if question.routing is None or question.routing[0] not in by_id:
        return False
    parent, codes = by_id[question.routing[0]], question.routing[1]
    return parent.question_type == "multiple" and len(codes) > 1


def valid_terms(question: Question) -> Terms:
    name = question.question_id
    if question.question_type == "single":
        return {(name, code): 1.0 for code in question.options}
    return {(name, "valid"): 1.0}


def eligible_terms(question: Question, by_id: dict[str, Question]) -> Terms | None:
    """Who was asked, in terms of unknowns; None where everybody knows it from elsewhere."""
    if question.routing is None or question.routing[0] not in by_id:
        return None
    if asked_by_several_ticks(question, by_id):
        return {(question.question_id, "eligible"): 1.0}
    parent, codes = by_id[question.routing[0]], question.routing[1]
    return {(parent.question_id, code): 1.0 for code in parent.options if code in codes}


def difference(left: Terms, right: Terms) -> Terms:
    return {key: left.get(key, 0.0) - right.get(key, 0.0) for key in {**left, **right}}


def combined_terms(question: Question, code: str, members: frozenset[str]) -> Terms:
    """How many chose any of the members: their sum where each body chose one, else a count of its own."""
    name = question.question_id
    if question.question_type == "single":
        return {(name, member): 1.0 for member in question.options if member in members}
    return {(name, code): 1.0}


def figures_of(question: Question, eligible: Terms | None) -> list[tuple[str, str, Terms]]:
    """The counts that a question is published with: kind, option code, and what each is the sum of.

    Last come counts that nobody prints but everybody can calculate from printed ones (`UNPRINTED`): who
    answered without choosing an option of several, who chose a combined option but not this member of it,
    and who chose both of its only two members. A base that several options lead to overlaps them, too,
    but is no answer: its overlaps are counted with (`never_positive`), not protected.
    """
    name = question.question_id
    together = {code: combined_terms(question, code, members) for code, members in question.combined}
    found: list[tuple[str, str, Terms]] = [("option", code, {(name, code): 1.0}) for code in question.options]
    found += [("option", code, terms) for code, terms in together.items()]
    found += [("no_answer", NO_ANSWER, {(name, NO_ANSWER): 1.0}), ("valid", "", valid_terms(question))]
    if eligible is not None:
        found.append(("eligible", "", eligible))
    if question.question_type != "multiple":
        return found
    found += [("not_chosen", code, {(name, "valid"): 1.0, (name, code): -1.0}) for code in (*question.options, *together)]
    for code, members in question.combined:
        found += [("part", f"{code}-{member}", {(name, code): 1.0, (name, member): -1.0}) for member in sorted(members)]
        if len(members) == 2:
            both = {(name, member): 1.0 for member in sorted(members)} | {(name, code): -1.0}
            found.append(("part", f"{code}+", both))
    return found


def never_positive(question: Question, by_id: dict[str, Question]) -> list[Terms]:
    """Sums of unknowns of a question that are ≤ 0 in every atom whatever is published.

    `by_id`: the questions linked with it, itself among them.
    """
    if question.question_type != "multiple":
        return []
    return [*_rules_of_ticks(question), *_rules_of_unions(question, by_id)]


def _rules_of_ticks(question: Question) -> list[Terms]:
    """Each option is at most the base, all together at least; nobody chose an exclusive one and another."""
    name = question.question_id
    valid = (name, "valid")
    alone = {(name, code): 1.0 for code in question.options if code in question.exclusive}
    rules = [{(name, code): 1.0, valid: -1.0} | alone for code in question.options]
    rules.append({valid: 1.0, **{(name, code): -1.0 for code in question.options}})
    return rules


def _rules_of_unions(question: Question, by_id: dict[str, Question]) -> list[Terms]:
    """Who chose any of several options: combined options, and the bases of questions that several lead to.

    At least each member, at most all of them; with the options outside it at least the base; and two
    such unions differ by no more than the members that they do not share.
    """
    name, valid = question.question_id, (question.question_id, "valid")
    unions = [((name, code), members) for code, members in question.combined]
    unions += [
        ((other.question_id, "eligible"), other.routing[1])
        for other in by_id.values()
        if other.routing and other.routing[0] == name and asked_by_several_ticks(other, by_id)
    ]
    rules: list[Terms] = []
    for own, members in unions:
        inside = [(name, option) for option in question.options if option in members]
        outside = [(name, option) for option in question.options if option not in members]
        alone_inside = {key: 1.0 for key in inside if key[1] in question.exclusive}
        alone_outside = {key: 1.0 for key in outside if key[1] in question.exclusive}
        rules += [{key: 1.0, own: -1.0} | alone_inside for key in inside]
        rules.append({own: 1.0, **dict.fromkeys(inside, -1.0)})
        rules.append({own: 1.0, valid: -1.0} | alone_outside)
        rules.append({valid: 1.0, own: -1.0, **dict.fromkeys(outside, -1.0)})
        for other, others in unions:
            if other != own and members & others:
                rest = {(name, option): -1.0 for option in question.options if option in members - others}
                rules.append({own: 1.0, other: -1.0} | rest)
    return rules

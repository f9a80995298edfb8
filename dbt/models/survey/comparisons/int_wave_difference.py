"""One row is one change in the share of one option between two waves, by one method."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, table

    units = columns(dbt.ref("int_panel_unit").order("from_wave_id, to_wave_id, to_unit_key"))
    found = []
    if units["to_unit_key"].size:
        import numpy as np

        from dagster_project.estimation.differences import METHODS, WaveAnswers
        from dagster_project.estimation.relations import places, rows_where

        pairs = columns(dbt.ref("bridge_question_comparability").filter("has_same_scale").order("to_question_key"))
        options = columns(dbt.ref("dim_response_option").order("option_key"))
        asked = columns(dbt.ref("fct_asked").filter("is_answered").project("question_key, unit_key"))
        chosen = "question_key, option_key, unit_key"
        ticked = dbt.ref("fct_answer").filter("option_key is not null").project(chosen)
        answers = columns(ticked.union(dbt.ref("int_combined_choice").project(chosen)))

        def flags(unit_keys, chosen):
            """1 for each unit of the panel that is among the chosen, in the order of the panel."""
            order = np.argsort(unit_keys)
            at = places(unit_keys[order], chosen)
            result = np.zeros(unit_keys.size)
            result[order[at[at >= 0]]] = 1.0
            return result

        for at in range(pairs["to_question_key"].size):
            pair = {name: values[at] for name, values in pairs.items()}
            panel = rows_where(
                units,
                (units["from_wave_id"] == pair["from_wave_id"]) & (units["to_wave_id"] == pair["to_wave_id"]),
            )
            _, stratum = np.unique(panel["stratum"].astype(str), return_inverse=True)
            sides = {}
            for side in ("from", "to"):
                question, keys = pair[f"{side}_question_key"], panel[f"{side}_unit_key"]
                mine = rows_where(options, options["question_key"] == question)
                given = rows_where(answers, answers["question_key"] == question)
                sides[side] = {
                    (code, members): WaveAnswers(
                        responded=panel[f"responded_{side}"].astype(float),
                        valid=flags(keys, asked["unit_key"][asked["question_key"] == question]),
                        yes=flags(keys, given["unit_key"][given["option_key"] == option]),
                    )
                    for code, members, option in zip(mine["option_code"], mine["combined_of"], mine["option_key"], strict=True)
                }
            # A combined option is the same where it takes the same options together.
            for (code, members), later in sides["to"].items():
                earlier = sides["from"].get((code, members))
                if earlier is None:
                    continue
                for name, method in METHODS.items():
                    change = method(stratum, earlier, later)
                    if change is not None:
                        found.append(
                            (
                                pair["from_question_key"], pair["to_question_key"], code, name, change.n_panel,
                                change.share_from, change.share_to, change.difference, change.standard_error,
                                change.ci_low, change.ci_high, change.p_value,
                            )
                        )  # fmt: skip
    types = {
        "from_question_key": "integer",
        "to_question_key": "integer",
        "option_code": "varchar",
        "method": "varchar",
        "n_panel": "integer",
        "share_from": "double",
        "share_to": "double",
        "difference": "double",
        "standard_error": "double",
        "ci_low": "double",
        "ci_high": "double",
        "p_value": "double",
    }
    parts = zip(*found, strict=True) if found else [()] * len(types)
    return table(
        session,
        "int_wave_difference",
        {name: (kind, list(part)) for (name, kind), part in zip(types.items(), parts, strict=True)},
    )

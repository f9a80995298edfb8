"""One row is one respondent of a raked wave with the weight that reproduces every margin of the frame."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, rows_where, table

    cells = columns(dbt.ref("int_respondent_cell").filter("weighting = 'raked'").order("wave_id, unit_key"))
    levels = columns(dbt.ref("int_margin_level").order("wave_id, margin_position, value"))
    members = columns(dbt.ref("int_respondent_level").order("wave_id, margin_position, unit_key"))
    unit_keys, weights = [], []
    if cells["unit_key"].size:
        import numpy as np

        from dagster_project.estimation.calibration import Margin, rake
        from dagster_project.estimation.relations import places

        for wave_id in sorted(set(cells["wave_id"])):
            wave_cells = rows_where(cells, cells["wave_id"] == wave_id)
            margins = []
            for position in sorted(set(levels["margin_position"][levels["wave_id"] == wave_id])):
                of_margin = (levels["wave_id"] == wave_id) & (levels["margin_position"] == position)
                known = rows_where(levels, of_margin)
                mine = rows_where(members, (members["wave_id"] == wave_id) & (members["margin_position"] == position))
                margins.append(
                    Margin(
                        name=known["attribute"][0],
                        level=places(known["level_key"], mine["level_key"]),
                        names=list(known["value"]),
                        totals=known["n_frame"].astype(float),
                    )
                )
            unit_keys.append(wave_cells["unit_key"])
            weights.append(rake(wave_cells["design_weight"], margins, f"{wave_id} (instrument.yml: weighting.margins)"))
        unit_keys, weights = np.concatenate(unit_keys), np.concatenate(weights)
    return table(session, "int_raked_weight", {"unit_key": ("integer", unit_keys), "weight": ("double", weights)})

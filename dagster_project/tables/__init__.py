"""One received file and its layout become typed rows: grids, headers, conversion, rules, quarantine.

Every row ends loaded, quarantined with a reason, or ignored by a named rule. Which files there are is
not known here (`received`), nor is any report.
"""

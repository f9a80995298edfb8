"""What can be wrong with an input, said in plain words in Japanese and English.

Two kinds of trouble live here:

* a whole file (or its layout or its provenance record) cannot be used: `InputProblem` is raised;
* one row cannot be used: it goes to quarantine under a rule of `QUARANTINE_REASONS`.

Rows set aside on purpose are not trouble: their rules are named by the layout, `empty_row` and `footnote` by the reader itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class Problem(Exception):
    """Something a person can mend; `str()` says what and how, in Japanese and English."""


class InputProblem(Problem):
    """A file that cannot be read as it stands, and what to do about it.

    Every field is optional except the problem and the fix in both languages;
    `str()` names everything that is known.
    """

    def __init__(
        self,
        *,
        problem_ja: str,
        problem_en: str,
        fix_ja: str,
        fix_en: str,
        file: str | Path | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        self.file = None if file is None else str(file)
        self.sheet = sheet
        self.row = row
        self.column = column
        self.value = value
        self.problem_ja = problem_ja
        self.problem_en = problem_en
        self.fix_ja = fix_ja
        self.fix_en = fix_en
        super().__init__(str(self))

    @property
    def message_ja(self) -> str:
        """All that is known, one fact per line."""
        places = self._places(("ファイル", "シート", "行", "キー" if self._is_yaml else "列", "値"))
        return "\n".join([f"問題: {self.problem_ja}", *places, f"直し方: {self.fix_ja}"])

    @property
    def message_en(self) -> str:
        """The same in English."""
        row, column = ("line", "key") if self._is_yaml else ("row", "column")
        places = self._places(("file", "sheet", row, column, "value"))
        return "\n".join([f"Problem: {self.problem_en}", *places, f"How to fix: {self.fix_en}"])

    @property
    def _is_yaml(self) -> bool:
        """Whether the file is one of ours, with keys in its lines, rather than a table."""
        return (self.file or "").endswith((".yml", ".yaml"))

    def _places(self, names: tuple[str, ...]) -> list[str]:
        places = (self.file, self.sheet, self.row, self.column, self.value)
        return [f"  {name}: {place}" for name, place in zip(names, places, strict=True) if place is not None]

    def __str__(self) -> str:
        return f"{self.message_ja}\n{self.message_en}"


@contextmanager
def problems_of(file: str | Path) -> Iterator[None]:
    """Name the file in an InputProblem of what was read from it: whoever looks at contents need not know where they are."""
    try:
        yield
    except InputProblem as problem:
        if problem.file is None:
            problem.file = str(file)
        raise


# rule -> (Japanese, English). Places: {column} {value} {expected} {found}
QUARANTINE_REASONS: dict[str, tuple[str, str]] = {
    "ragged_row": (
        "この行のセルは{found}個ですが、見出しの列は{expected}個です。区切りのカンマの過不足を確認してください。",
        "This row has {found} cells where the header has {expected}: look for a missing or extra comma.",
    ),
    "rows_in_one_cell": (
        (
            '1つのセルに複数の行が入っているとみられます(「{found}」)。引用符(")の閉じ忘れ又は不要な引用符により、'
            "行がつながっています。元のファイルで引用符を直してください。"
        ),
        'Several rows seem to be in one cell ("{found}"): a quote (") that is not closed, or one too many, has joined them;'
        " correct the quotes at the source.",
    ),
    "error_cell": (
        "この行には、表計算ソフトのエラーを表示しているセルがあります({found})。元のファイルで値を記入してください。",
        "A cell of this row shows a spreadsheet error ({found}): write its value at the source.",
    ),
    "formula_without_value": (
        (
            "セル{found}の数式は、計算した結果が保存されていません。"
            "表計算ソフトで開いて保存し直し、make register をもう一度実行してください。"
        ),
        "The formula in cell {found} was never calculated: open the file in a spreadsheet program, save it and"
        " run make register again.",
    ),
    "struck_out": (
        (
            "列「{column}」のセル{found}の「{value}」に、取消線の引かれた文字があります。取り消された値であるかどうかは判断しません。"
            "元のファイルで、取り消した文字を消すか、取消線を外してください。"
        ),
        'Column "{column}" holds "{value}" in cell {found}, of which something is struck through; whether it still holds'
        " is not decided here: take out what is struck, or the line, at the source.",
    ),
    "too_large_a_number": (
        "列「{column}」の値「{value}」は大きすぎて、整数として取り込めません。値と layout の factor を確認してください。",
        'Column "{column}" holds "{value}", which is too large a whole number to load: check it, and `factor` in the layout.',
    ),
    "note_below_table": (
        (
            "「{found}」は注記とみられ、データの行として取り込めません。layout に end_of_table 又は ignore_rows として"
            " first_cell_matches: '^(注|※|出典)' のように書いてください。"
        ),
        '"{found}" looks like a note, which is no row of data: write `end_of_table` or `ignore_rows` with a pattern for the'
        " beginning of such rows (first_cell_matches) in the layout.",
    ),
    "shown_otherwise": (
        (
            "列「{column}」のセル{found}に入っている「{value}」は、表示形式により、表示されないか、千単位等に省略され、又は別の桁を"
            "加えて表示されます。どちらの値であるかは判断しません。元のファイルで表示形式を「標準」に戻し、正しい値にしてください。"
        ),
        'Column "{column}" holds "{value}" in cell {found}, but its number format shows nothing of it, thousands'
        " only, other digits, or brackets around it; which is meant is not decided here: set the format to General at the"
        " source, and the value that is right.",
    ),
    "merged_cell": (
        (
            "列「{column}」のセルは結合セル{found}の一部であり、その値がどのセルのものか判断できません。元のファイルで結合を解除し、"
            "各セルに記入してください。上のセルの値を各行の値としてよい列であれば、layout に fill_down: true と書いてください。"
        ),
        'The cell of column "{column}" is part of the merged cells {found}, and which cell their value is for is not known:'
        " unmerge them at the source and fill in each cell; if every row has the value above, write `fill_down: true` in the"
        " layout.",
    ),
    "digits_on_two_lines": (
        (
            "列「{column}」の値「{value}」は、数字の間で改行されており、1つの値であるか2つの値であるか判断できません。"
            "元のファイルで1つのセルに1つの値としてください。"
        ),
        'Column "{column}" holds "{value}", with a line break between digits: one value or two cannot be told. Give each value'
        " a cell of its own at the source.",
    ),
    "error_text": (
        "列「{column}」の値「{value}」は表計算ソフトのエラー表示であり、元の値が分かりません。元のファイルで直してください。",
        'Column "{column}" holds "{value}", which is what a spreadsheet shows for an error; the value itself is not known:'
        " correct it at the source.",
    ),
    "shortened_number": (
        (
            "列「{column}」の値「{value}」は表計算ソフトが桁を省略して表示した数であり、元の値が分かりません。"
            "元のファイルで、全ての桁が表示される表示形式にして保存し直してください。"
        ),
        'Column "{column}" holds "{value}", a number of which a spreadsheet showed the first digits alone; the value itself is'
        " not known: let its format show all digits at the source, and save the file again.",
    ),
    "header_again": (
        (
            "見出しと同じ内容の行です。データではないため隔離しました。元のファイルで削除するか、layout の ignore_rows に"
            " repeated_header: true と書いてください。"
        ),
        "This row says the header again and is no data: delete it at the source, or leave it out by `repeated_header: true` in"
        " the `ignore_rows` of the layout.",
    ),
    "column_numbers": (
        (
            "列の番号(1、2、3 など)の行とみられます。データではないため隔離しました。元のファイルで削除するか、"
            "layout の ignore_rows に first_cell_matches: '^[(]?1[)]?$' のような条件を書いてください。"
        ),
        "This row seems to number the columns (1, 2, 3) and is no data: delete it at the source, or leave it out by a condition"
        " such as `first_cell_matches: '^[(]?1[)]?$'` in the `ignore_rows` of the layout.",
    ),
    "heading_not_read": (
        (
            "「{value}」の行は表の途中の見出しとみられますが、layout の列「{column}」の heading の正規表現に合わないか、"
            "見出しでありながら数値を含むため、この行の値が分かりません。heading を見出しに合わせるか、"
            "見出しでない行であれば ignore_rows に"
            " first_cell_matches を書いてください。"
        ),
        'The row "{value}" looks like a heading, but has figures of its own or does not fit `heading` of the column "{column}"'
        " in the layout, so that what holds here is not known: make the pattern fit, or leave that row out by"
        " `first_cell_matches` in `ignore_rows`.",
    ),
    "group_left_out": (
        (
            "列「{column}」が空欄で、その上の「{value}」の行は合計等として ignore_rows により除外されているため、この行がどの"
            "グループに属するか分かりません。元のファイルでこの行の列「{column}」にグループ名を記入してください。グループ"
            "「{value}」の行を全て除外するのであれば、この行にも合う条件の ignore_rows を加えてください。"
        ),
        'The column "{column}" is empty here, and the row above with "{value}" is left out by `ignore_rows`, as a total is, so'
        " that the group of this row is not known: write its group into the column at the source. If all rows under"
        ' "{value}" are to be left out, add a rule to `ignore_rows` that fits this row, too.',
    ),
    "group_of_another": (
        (
            "列「{column}」が空欄で、その上の「{value}」は左の列の別のグループに属しているため、この行がどのグループに属するか"
            "分かりません。元のファイルでこの行の列「{column}」にグループ名(属するグループがなければ「-」)を記入してください。"
        ),
        'The column "{column}" is empty here, and "{value}" above belongs to another group of a column to the left, so that the'
        ' group of this row is not known: write its group into the column "{column}" at the source, or - where it has none.',
    ),
    "group_of_ragged_row": (
        (
            "列「{column}」が空欄で、その上の「{value}」はセルの数が見出しの列と異なる行にあり、グループ名であるかどうか分かりません。"
            "元のファイルで「{value}」の行の区切りのカンマの過不足を直すか、この行の列「{column}」にグループ名を記入してください。"
        ),
        'The column "{column}" is empty here, and "{value}" above stands in a row with more or fewer cells than the header, so'
        ' that it may not be the name of a group: correct the commas in the row of "{value}" at the source, or write the group'
        ' of this row into the column "{column}".',
    ),
    "second_table": (
        (
            "{expected}行目に見出しがもう一度あり、その下は別の表とみられるため、この行を隔離しました。元のファイルで別のファイルに"
            "分けるか、不要な表であれば layout に end_of_table(first_cell_matches)を、同じ表の続きであれば ignore_rows に"
            " repeated_header: true を書いてください。"
        ),
        "A second table seems to begin with the header in row {expected}, and this row belongs to it: put that table into a"
        " file of its own, end the first one before it (`end_of_table`, first_cell_matches) in the layout, or, where the same"
        " table goes on, leave its header out by `repeated_header: true` in `ignore_rows`.",
    ),
    "below_the_end": (
        (
            "{expected}行目が layout の end_of_table に合い、この行は表の終わりより下となりますが、データの行として読めます。"
            "表が続いているのであれば、end_of_table を最後の行だけに合うように直し、途中の行は ignore_rows に書いてください。"
            "別の表であれば、別のファイルに分けてください。"
        ),
        "Row {expected} fits `end_of_table` in the layout, so that this row is below the end of the table, yet it reads as a"
        " row of data: if the table goes on, let `end_of_table` fit its last row alone and name the rows between in"
        " `ignore_rows`; if this is another table, put it into a file of its own.",
    ),
    "broken_character": (
        (
            "列「{column}」の値「{value}」に、文字化けした文字、外字又は「〓」があり、元の文字が分かりません。"
            "元のファイルを文字コードを変えずに受領し直すか、元の文字を記入してください。"
        ),
        'Column "{column}" holds "{value}", in which a character was lost or is one that only the computer of the sender knows:'
        " obtain the file again in its own encoding, or write the character at the source.",
    ),
    "control_character": (
        "列「{column}」の値「{value}」に、文字でない制御文字({found})があります。元のファイルで取り除いてください。",
        'Column "{column}" holds "{value}" with a control character ({found}), which is no text: take it out at the source.',
    ),
    "missing_value": (
        (
            "列「{column}」は必須ですが、空欄です。元のファイルで記入してください。値のない行がある列であれば、"
            "layout のこの列の required を除いてください。"
        ),
        'Column "{column}" must be filled in, and this cell is empty: fill it in at the source, or, where rows may lack it,'
        " take `required` out of the layout.",
    ),
    "not_a_number": (
        (
            "列「{column}」の値「{value}」は数値として読めません。値がないことを示す記号であれば layout のこの列の marks に、"
            "数字の前後に括弧や語があるのであれば読み取る部分を part に(例: part: '([0-9]+)')書いてください。"
            "誤りであれば、元のファイルで直してください。"
        ),
        'Column "{column}" holds "{value}", which is not a number: if it is a sign for a value that is not there, name it under'
        " `marks` of this column in the layout; if brackets or words stand around the digits, write what to read as `part`"
        " there, for example part: '([0-9]+)'; if it is a mistake, correct it at the source.",
    ),
    "footnote_digit": (
        (
            "列「{column}」の値「{value}」に、上付き、下付き又は丸囲みの数字があります。これらは数値の桁として読みません。"
            "注の番号であれば、layout のこの列に footnote_marks: true と書くか、元のファイルで取り除いてください。"
        ),
        'Column "{column}" holds "{value}" with a superscript, subscript or circled digit, which is never a digit of a'
        " number: if it is a footnote mark, write `footnote_marks: true` for this column in the layout or take it out"
        " at the source.",
    ),
    "percent_sign": (
        (
            "列「{column}」の値「{value}」は百分率です。"
            "%の値をそのまま読む列であれば、layout のこの列に percent: true と書いてください(8.4% は 8.4 となります)。"
        ),
        'Column "{column}" holds "{value}", which is per cent: if the column counts in per cent, write `percent: true`'
        " for it in the layout (8.4% is 8.4 then).",
    ),
    "share_without_sign": (
        (
            "列「{column}」の値「{value}」には%がなく、%のある他の値と同じ百分率であるか、"
            "割合(1 が 100%)であるか判断できません。元のファイルで%を付けるか、表示形式を百分率にしてください。"
        ),
        'Column "{column}" holds "{value}" without the % of others, and whether it counts in per cent as they do or is a share'
        " (1 being 100 %) is not known: write the % at the source, or let the format of the cell show it.",
    ),
    "line_not_known": (
        (
            "「{value}」の行は、layout の列「{column}」の line に書かれた段数より多く、何の段であるか分かりません。"
            "元のファイルの行又は line を確認してください。"
        ),
        'There are more lines of "{value}" than `line` of the column "{column}" has in the layout, and what this one says is'
        " not known: look at the rows of the file, and at `line`.",
    ),
    "part_not_found": (
        (
            "列「{column}」のセル「{value}」に、layout の part({expected})に合う部分がありません。"
            "元のファイルの記載又は part を直してください。"
        ),
        'The cell "{value}" of column "{column}" does not fit `part` of the layout ({expected}): correct the cell at'
        " its source, or the pattern.",
    ),
    "part_of_a_number": (
        (
            "列「{column}」のセル「{value}」から、layout の part({expected})が読み取るのは数値の一部だけです。"
            "符号、桁区切り及び小数を含む数値全体に合うように part を直してください。"
        ),
        'Of the number in the cell "{value}" of column "{column}", `part` of the layout ({expected}) takes a piece: let the'
        " pattern fit all of it, with sign, separators and decimals.",
    ),
    "property_missing": (
        (
            "この地物には、他の地物にある属性「{found}」がありません。"
            "公表されたままのファイルを受領し直すか、元のファイルで属性を補ってください。"
        ),
        'This feature lacks the property "{found}", which others have: obtain the file as published, or add the property'
        " at the source.",
    ),
    "geometry_not_a_point": (
        (
            "この地物の位置「{found}」は、経度・緯度の順に書かれた1点ではありません。"
            "元のファイルの geometry を、coordinates が [経度, 緯度] の Point に直してください。"
        ),
        'The place of this feature, "{found}", is no point: its geometry should be a Point with the coordinates'
        " [longitude, latitude]. Correct it at the source.",
    ),
    "geometry_in_other_system": (
        (
            "この地物の位置は、座標系「{found}」によるもので、WGS84、JGD2000又はJGD2011の経度・緯度ではありません。"
            "元のファイルの座標系を変換するか、変換されたファイルを受領し直してください。"
        ),
        'The place of this feature is stated in the system "{found}", which is no longitude and latitude of WGS 84, JGD2000 or'
        " JGD2011: convert the file at the source, or obtain it in one of these.",
    ),
    "not_one_value": (
        "列「{column}」の値「{found}」は1つの値ではありません。元のファイルで、1つの値にしてください。",
        'Column "{column}" holds "{found}", which is no single value: correct it at the source.',
    ),
    "code_not_explained": (
        (
            "列「{column}」のコード「{found}」の説明が、ファイルの分類事項(CLASS_INF)にありません。"
            "e-Stat から、分類事項を含めて取得し直してください。"
        ),
        'Column "{column}" holds the code "{found}", which the file does not explain (CLASS_INF): save the table from'
        " e-Stat again, with its classes.",
    ),
    "year_month_number": (
        (
            "列「{column}」の値「{value}」は小数として入力されており、1月か10月か判断できません。"
            "元のファイルで、文字列(2023-10 など)又は小数点以下2桁の書式にしてください。"
        ),
        'Column "{column}" holds "{value}", typed as a decimal number: January and October cannot be told apart. Write it'
        " as text (2023-10) at the source, or give the cell a format with two decimals.",
    ),
    "not_a_time": (
        (
            "列「{column}」の値「{value}」は時刻又は時間として読めません。"
            "元のファイルで、8:30、17時00分、36:00 などのように書いてください。"
        ),
        'Column "{column}" holds "{value}", which is neither a time nor a duration: write it like 8:30, 17:00 or 36:00 at the'
        " source.",
    ),
    "not_a_whole_number": (
        (
            "列「{column}」の値「{value}」は、単位を換算しても整数になりません。元のファイルの値を確認するか、小数のある列であれば、"
            "layout のこの列を type: number としてください。"
        ),
        'Column "{column}" holds "{value}", which is not a whole number once its unit is applied: check it at the source, or'
        " write `type: number` in the layout where the column may have decimals.",
    ),
    "own_unit": (
        (
            "列「{column}」の値「{value}」には万・億などの単位が書かれており、列の単位(×{expected})と重なるかどうか"
            "判断できません。元のファイルで、列の単位による数字だけにしてください。"
        ),
        'Column "{column}" holds "{value}", which carries a unit of its own; whether the unit of the'
        " column (×{expected}) applies as well cannot be decided: write digits alone, in the unit of the column, at the"
        " source.",
    ),
    "ditto_mark": (
        (
            "列「{column}」の値「{value}」は、他のセルと同じであることを示す記号又は文字で、この行だけでは値が分かりません。"
            "元のファイルで値を記入してください。layout のある表の列で、空欄も上の行と同じ値であれば、"
            "layout に fill_down: true と書くこともできます。"
        ),
        'Column "{column}" holds "{value}", which stands for what another cell says and is no value by itself: write the value'
        " at the source, or, where a table has a layout and empty cells mean the value above, too, `fill_down: true` for the"
        " column.",
    ),
    "another_unit": (
        (
            "列「{column}」の値「{value}」は、セルの表示形式により「{found}」を付けて表示されており、列の単位({expected})と"
            "異なります。元のファイルで、値と単位のどちらが正しいかを確認し、表示形式を「標準」にするか値を直してください。"
        ),
        'Column "{column}" holds "{value}", which the number format of its cell shows with "{found}", while the column counts'
        " in another unit ({expected}): find out at the source which is right, and set the format of the cell to General or"
        " correct the value.",
    ),
    "several_units": (
        (
            "列「{column}」の値「{value}」は、セルの表示形式により「{found}」を付けて表示されており、同じ列に他の単位の値があります。"
            "元のファイルで、列の値を1つの単位にそろえてください。"
        ),
        'Column "{column}" holds "{value}", which the number format of its cell shows with "{found}", while others of the'
        " column are shown in another unit: write all of them in one unit at the source.",
    ),
    "unknown_unit": (
        (
            "列「{column}」の単位「{found}」は換算表({expected})にありません。元のファイルの単位を直すか、"
            "layout の factor_by に加えてください。"
        ),
        'The unit "{found}" of column "{column}" is not in the conversion table ({expected}): correct it at the source, or add'
        " it to `factor_by` in the layout.",
    ),
    "not_a_date": (
        (
            "列「{column}」の値「{value}」は日付として読めません。元号の期間と、年月日まで必要な列かどうかを確認し、"
            "4/1/2024 のように年が最後にある日付であれば layout のこの列に date_order: month_day_year(日が先であれば"
            " day_month_year)を、そうでなければ元のファイルで 2024/4/1、令和6年4月1日などのように書いてください。"
        ),
        'Column "{column}" holds "{value}", which is not a date: check the range of the era and whether the column needs a full'
        " date; where dates end with their year, as 4/1/2024 does, write `date_order: month_day_year` (or day_month_year) for"
        " this column in the layout; otherwise write it like 2024/4/1 at the source.",
    ),
    "not_a_fiscal_year": (
        ("列「{column}」の値「{value}」は年度として読めません。元のファイルで、2023、令和5年度などのように書いてください。"),
        'Column "{column}" holds "{value}", which is not a fiscal year: write it like 2023 at the source.',
    ),
    "not_a_boolean": (
        (
            "列「{column}」の値「{value}」は真偽値として読めません。"
            "元のファイルで、true 又は false(有・無、○・×)と書いてください。"
        ),
        'Column "{column}" holds "{value}", which is neither true nor false: write one of these at the source.',
    ),
    "invalid_code": (
        "列「{column}」の値「{value}」は地方公共団体コードとして成り立ちません(桁数、都道府県番号、検査数字を確認してください)。",
        'Column "{column}" holds "{value}", which is not a local government code:'
        " check its length, its prefecture number and its check digit.",
    ),
    "ambiguous_code": (
        (
            "列「{column}」の値「{value}」は、5桁のコードとも、先頭の0が失われた6桁のコードとも読め、どちらかを決められません。"
            "元のファイルで、先頭の0のある6桁のコードにしてください。"
        ),
        'Column "{column}" holds "{value}", which may be a five-digit code or a six-digit code without its leading zero; the'
        " two cannot be told apart: write all six digits at the source.",
    ),
    "unknown_code": (
        (
            "列「{column}」の値「{value}」は、定められた値({expected})のいずれでもありません。元のファイルの値を直すか、"
            "新しい値であれば layout の allowed に加えてください。"
        ),
        'Column "{column}" holds "{value}", which is none of the values agreed on: {expected}. Correct it at the source, or add'
        " it to `allowed` in the layout if it is a new one.",
    ),
    "out_of_range": (
        (
            "列「{column}」の値「{value}」は、定められた範囲({expected})の外にあります。"
            "元のファイルの値及び単位を確認し、誤りであれば直してください。"
        ),
        'Column "{column}" holds "{value}", which is outside the range agreed on: {expected}. Check value and unit at the'
        " source, and correct them if they are wrong.",
    ),
    "unknown_municipality": (
        (
            "列「{column}」の値「{value}」に当たる市区町村がありません"
            "(時点: {found}、候補: {expected})。名称、コード及び時点を確認してください。"
        ),
        'Column "{column}" holds "{value}", which fits no municipality (as of: {found}, candidates:'
        " {expected}): check name, code and date.",
    ),
    "ambiguous_municipality": (
        (
            "列「{column}」の値「{value}」だけでは、市区町村を1つに決められません"
            "(時点: {found}、候補: {expected})。都道府県、郡又はコードを補ってください。"
        ),
        'Column "{column}" holds "{value}", which does not decide on one municipality (as of: {found},'
        " candidates: {expected}): add prefecture, county or code.",
    ),
    "contradicting_municipality": (
        (
            "列「{column}」の値「{value}」は、同じ行のコード、都道府県又は郡と一致しません"
            "(時点: {found}、候補: {expected})。どちらが正しいか確認してください。"
        ),
        'Column "{column}" holds "{value}", which disagrees with code, prefecture or county of the same row'
        " (as of: {found}, candidates: {expected}): find out which is right.",
    ),
    "duplicate_row": (
        "{expected}行目と全く同じ内容の行です。元のファイルで重複を除いてください。",
        "This row repeats row {expected} in every cell: take one of them out at the source.",
    ),
    "same_answers_again": (
        (
            "{expected}行目と同じ団体の、同じ内容の回答です(異なるのは、読み込まない列だけです)。{expected}行目の回答を使いました。"
            "この行の回答を使うのであれば、元のファイルで{expected}行目を除いてください。"
        ),
        "This row has the same answers of the same unit as row {expected}, and differs in columns that are not read alone:"
        " those of row {expected} are used; take that row out at the source if this one is to count.",
    ),
    "duplicate_key": (
        (
            "キー({column})が{expected}行目と同じですが、内容が異なります。どちらが正しいか判断できないため、双方を隔離しました。"
            "元のファイルで正しい行だけにしてください。"
        ),
        "This row has the same key ({column}) as row {expected} but different contents;"
        " which one is right cannot be decided, so both are set aside: keep the right one at the source.",
    ),
    "scale_outlier": (
        "列「{column}」の値「{value}」({found})は、同じ系列の中央値{expected}と桁が異なります。単位の誤りがないか確認してください。",
        'Column "{column}" holds "{value}" ({found}), an order of magnitude away from {expected},'
        " the median of its series: check the unit.",
    ),
    "unknown_respondent": (
        "列「{column}」の値「{value}」は、この調査の名簿にない団体です。コードを確認してください。",
        'Column "{column}" holds "{value}", which is no unit of the frame of this survey: check the code.',
    ),
    "respondent_name_differs": (
        (
            "列「{column}」の団体名「{value}」は、コード「{found}」の団体({expected})の名称ではありません。"
            "どちらの団体の回答か判断できないため、この行を隔離しました。元のファイルで、誤っている方を直してください。"
        ),
        'Column "{column}" holds "{value}", which is no name of the unit with the code "{found}" ({expected}); whose answers'
        " these are cannot be decided: correct whichever is wrong at the source.",
    ),
    "unknown_question": (
        "列「{column}」の値「{value}」は調査票にない設問です。調査票の設問({expected})のいずれかに直してください。",
        'Column "{column}" holds "{value}", which is no question of the instrument: write one of {expected}.',
    ),
    "unknown_option": (
        "設問「{found}」に「{value}」という選択肢はありません。選択肢({expected})のいずれかに直してください。",
        'Question "{found}" has no option "{value}": write one of {expected}.',
    ),
    "not_a_mark": (
        (
            "列「{column}」の「{value}」は、この選択肢を選んだ印か選ばなかった印か判断できません。"
            "responses.layout.yml の chosen 又は not_chosen に書いてください(現在: {expected})。"
        ),
        'Column "{column}" holds "{value}", and whether that means chosen or not chosen is not known: write it under `chosen`'
        " or `not_chosen` in responses.layout.yml (now: {expected}).",
    ),
    "option_not_offered": (
        "この設問は選択肢のない設問ですが、列「{column}」に「{value}」とあります。回答は value に記入してください。",
        'This question has no options, but column "{column}" holds "{value}": write the answer into value.',
    ),
    "answer_marked_missing": (
        "status は「{value}」(回答なし)ですが、この設問への回答があります。status を空欄にするか、回答を消してください。",
        'The status says "{value}", no answer, yet there is an answer to this question:'
        " leave the status empty or remove the answer.",
    ),
    "several_options": (
        "設問「{found}」は1つだけ選ぶ設問ですが、「{value}」が選ばれています。1つにしてください。",
        'Question "{found}" takes one option, but "{value}" are chosen: keep one.',
    ),
    "exclusive_combined": (
        (
            "設問「{found}」では「{value}」が選ばれていますが、他の選択肢と同時には選べない選択肢が含まれています。"
            "回答者に確認し、当てはまる方だけにしてください。"
        ),
        'In question "{found}" the options "{value}" are chosen, one of which cannot go with any other: ask the respondent, and'
        " keep what applies.",
    ),
    "perhaps_no_answer": (
        (
            "設問「{found}」の「{value}」は、無回答を表す符号とも読めます。無回答であれば、"
            "responses.layout.yml の missing に加えるか、空欄にしてください。"
            "数であれば、調査票のこの設問に min を書いてください。"
        ),
        'In question "{found}", "{value}" may stand for no answer: if it does, add it to `missing` in responses.layout.yml or'
        " leave the cell empty; if it is a number, write `min` for this question in the instrument.",
    ),
    "choices_half_known": (
        "設問「{found}」では、この団体が選んだ選択肢の一部({expected}行目)が読み取れません。"
        "選択の有無が確かでないため、この設問の他の選択肢(「{value}」)も隔離しました。その行を直してください。",
        'In question "{found}" a choice of this unit cannot be read (row {expected});'
        ' what it did not choose is not known, so "{value}" is set aside, too: mend that row.',
    ),
    "several_values": (
        "設問「{found}」への回答が2つ以上あります(「{value}」)。1つにしてください。",
        'Question "{found}" is answered more than once ("{value}"): keep one answer.',
    ),
    "contact_detail": (
        "公表に使用する列「{column}」に、メールアドレス又は電話番号とみられる記載があります。連絡先は別の列に記入してください。",
        'Column "{column}", which is published, holds what looks like an e-mail address or a telephone number:'
        " put contacts into a column of their own.",
    ),
    "total_mismatch": (
        (
            "列「{column}」の合計欄の値「{value}」({found})は、内訳の合計{expected}と一致しません。"
            "元のファイルで、合計又は内訳の誤りや欠けた行を確認してください。"
        ),
        'Column "{column}" of this total row holds "{value}" ({found}), but its parts add up to {expected}: look for a wrong'
        " figure or a missing row at the source.",
    ),
}


def quarantine_reason(rule: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """The reason of `rule` in Japanese and English with `facts` filled in.

    `facts` may leave out places; those are shown as `?`.
    """
    filled = {"column": "?", "value": "?", "expected": "?", "found": "?", **facts}
    japanese, english = QUARANTINE_REASONS[rule]
    return japanese.format_map(filled), english.format_map(filled)

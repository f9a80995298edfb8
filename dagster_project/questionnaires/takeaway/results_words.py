"""Words of the result workbooks in both languages: sheets, column heads, notes.

What a code means and which number a rule turns on are published tables (`reports.survey_code`,
`reports.survey_threshold`); {name} in a text stands for such a number.
"""

from __future__ import annotations

MARKS = {"ja": "x", "en": "[c]"}

SHEETS = {
    "notes": ("お読みください", "Notes"),
    "questions": ("設問", "Questions"),
    "shares": ("割合", "Shares"),
    "numbers": ("数値", "Numbers"),
    "tests": ("区分間の検定", "Tests between groups"),
    "groups": ("区分間の差", "Differences of groups"),
    "differences": ("調査間の差", "Differences of surveys"),
    "rates": ("回収率", "Response rates"),
    "weights": ("ウェイト", "Weights"),
}

HEADS = {
    "question_id": ("設問", "Question"),
    "question": ("文言", "Wording"),
    "question_type": ("形式", "Type"),
    "unit": ("単位", "Unit"),
    "universe": ("対象", "Asked of"),
    "n_eligible": ("対象(団体数)", "Bodies asked"),
    "n_answered": ("有効回答(団体数)", "Valid answers"),
    "item_response_rate": ("項目回答率", "Item response rate"),
    "domain": ("集計区分", "Grouping"),
    "domain_value": ("区分", "Group"),
    "other_domain_value": ("比べる区分", "Compared with"),
    "option_code": ("選択肢コード", "Option code"),
    "option": ("選択肢", "Option"),
    "is_combined": ("再掲", "Combined"),
    "combined_of": ("再掲の内訳", "Combines"),
    "per_question_id": ("比の分母", "Divided by"),
    "base": ("分母", "Base"),
    "weighting": ("ウェイト", "Weights"),
    "n_base": ("分母(団体数)", "Bodies in the base"),
    "n_yes": ("選択(団体数)", "Chose it"),
    "weighted_base": ("分母(ウェイト付き)", "Weighted base"),
    "share": ("割合", "Share"),
    "standard_error": ("標準誤差", "Standard error"),
    "degrees_of_freedom": ("自由度", "Degrees of freedom"),
    "ci_method": ("信頼区間の方法", "Interval by"),
    "ci_low": ("95%信頼区間の下限", "95 % interval from"),
    "ci_high": ("95%信頼区間の上限", "95 % interval to"),
    "design_effect": ("デザイン効果", "Design effect"),
    "reliability_flag": ("信頼性", "Reliability"),
    "disclosure_flag": ("秘匿", "Disclosure"),
    "statistic": ("統計量", "Statistic"),
    "estimate": ("推定値", "Estimate"),
    "f_statistic": ("F値", "F"),
    "numerator_df": ("分子の自由度", "Numerator df"),
    "denominator_df": ("分母の自由度", "Denominator df"),
    "p_value": ("p値", "p value"),
    "p_value_adjusted": ("調整済みp値(Holm)", "p value adjusted (Holm)"),
    "is_significant": ("有意({significance_level_pct}%、Holm)", "Significant ({significance_level_pct} %, Holm)"),
    "withholds_error": ("誤差の非公表", "Error withheld"),
    "from_wave_id": ("前の調査", "Earlier survey"),
    "from_question_id": ("前の調査の設問", "Earlier question"),
    "comparability": ("比較可能性", "Comparability"),
    "method": ("比較の方法", "Compared among"),
    "n_panel": ("両回の回答団体", "In both surveys"),
    "share_from": ("前の割合", "Earlier share"),
    "share_to": ("今回の割合", "This share"),
    "difference": ("差", "Difference"),
    "n_frame": ("名簿(団体数)", "Bodies surveyed"),
    "n_respondents": ("回答(団体数)", "Bodies that responded"),
    "response_rate": ("回収率", "Response rate"),
    "attribute": ("合わせた項目", "Weighted to"),
    "attribute_value": ("区分", "Group"),
    "weighted_count": ("ウェイト計", "Sum of weights"),
    "frame_date": ("名簿の時点", "Date of the frame"),
    "minimum_weight": ("ウェイトの最小", "Smallest weight"),
    "maximum_weight": ("ウェイトの最大", "Largest weight"),
    "effective_size": ("有効標本規模", "Effective size"),
    "kish_design_effect": ("デザイン効果(Kish)", "Design effect (Kish)"),
}

YES_NO = {True: ("はい", "yes"), False: ("いいえ", "no")}

SAMPLE_NOTE = (
    "この表は、仕組みを示すために作成した見本の値による。実際の調査結果ではない。",
    "These tables hold values made up to show how the system works. They are not results of a real survey.",
)

INTERIM_NOTE = (
    "中間集計。{day}までに受け付けた回答による。回答の受付は終わっておらず、確定した結果では値が変わる。",
    "Interim results, from the answers received by {day}. Answers are still coming in, and the final results will differ.",
)

NOTES = (
    (
        "本調査は全数を対象とし、無回答がある。信頼区間は、層又はセルの中で回答した団体が無作為に選ばれたとみなした場合の誤差を示す。",
        (
            "The survey went to every body, and some did not respond. "
            "Intervals show the error as if those who answered were random within cells."
        ),
    ),
    (
        "割合は0から1の値であり、表示形式によりパーセントで示す。複数回答の設問では、割合の計が100%を超える。",
        (
            "Shares are values from 0 to 1, formatted as per cent. "
            "Where several answers were possible they add up to more than 100 %."
        ),
    ),
    (
        "x:秘匿(個別の団体の回答が判明するおそれ、又は分母の不足による)。理由は列「秘匿」に示す(suppressed=秘匿、small_base=分母の不足)。",
        (
            "[c]: hidden, to protect the answers of single bodies or because too few answered. "
            "The column Disclosure says which (suppressed, small_base)."
        ),
    ),
    (
        "u:分母が{reliable_base}団体未満で信頼性が低い(列「信頼性」)。",
        "u (column Reliability): fewer than {reliable_base} bodies in the base, low reliability.",
    ),
    (
        "「再掲」が「はい」の行は、複数の選択肢をまとめた値である。その選択肢と重複するため、合計には含めない。",
        "Rows with yes under Combined take several options together. They overlap those options: leave them out of sums.",
    ),
    (
        "統計量「比」は、両方の設問に数値を記入した団体について、合計を「比の分母」の設問の合計で除した値である。",
        "The statistic ratio is the total over that of the question under Divided by, among bodies that gave both numbers.",
    ),
    (
        "選択肢コード NA は無回答である(分母が「対象」の行に限る)。",
        "Option code NA is no answer (rows whose base is all asked).",
    ),
    (
        "区分間の検定はRao–Scottの2次補正による。複数回答の設問は選択肢ごとに検定し、Holm法で調整した。",
        (
            "Tests between groups are Rao–Scott with second-order correction; "
            "for multiple answers each option is tested, Holm-adjusted."
        ),
    ),
    (
        "区分間の差は、有効回答が{compared_base}団体以上の区分の組について、同じ選択肢の全ての組をHolm法で調整して検定した。誤差とp値は、公表値から導かれる場合に限り示す(x:示さない)。",
        (
            "Differences of groups: every two groups with {compared_base} valid answers or more, tested with Holm's "
            "adjustment over all pairs of one option. Errors and p values are given where they follow from "
            "published figures ([c]: not given)."
        ),
    ),
    (
        "自由記述及び公表しないとした設問の回答は含まない。",
        "Answers in free text and to questions that are not to be published are not included.",
    ),
)

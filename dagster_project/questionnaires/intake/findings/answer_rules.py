"""Rules on single answers; every other answer of the form stays in use."""

from __future__ import annotations

from dagster_project.questionnaires.intake.findings.intake_rule import (
    NOTHING_JA,
    SEND_AGAIN_EN,
    SEND_AGAIN_JA,
    SEND_XLSX_EN,
    SEND_XLSX_JA,
    Rule,
)

ANSWER_RULES: dict[str, Rule] = {
    "block_missing": Rule(
        "error",
        "この設問の欄が調査票から失われています(行の削除など)。",
        f"{SEND_XLSX_JA}提出回の番号は1つ大きくしてください。",
        "The rows of this question are missing from the form (deleted, perhaps).",
        f"{SEND_XLSX_EN} Please raise the number of the submission by one.",
    ),
    "block_twice": Rule(
        "error",
        "この設問の欄が2か所以上にあり、異なる回答が書かれています({written})。どちらが正しいか判断できません。",
        f"余分な欄を削除し、{SEND_AGAIN_JA}",
        "This question stands in the form more than once with different answers ({written}); which is right cannot be decided.",
        f"Please delete the extra rows. {SEND_AGAIN_EN}",
    ),
    "block_unknown": Rule(
        "warning",
        "現在の調査票にない設問又は選択肢({found})への回答「{written}」です。集計に使いません。",
        "現在の調査票で、対応する設問への回答を確認してください。",
        'The answer "{written}" belongs to a question or option ({found}) that the current form does not have; it is not used.',
        "Please check the corresponding question in the current form.",
    ),
    "not_answered": Rule(
        "warning",
        "回答が記入されていません。無回答として扱います。",
        "回答がある場合は記入し、提出回の番号を1つ大きくして再提出してください。無回答でよい場合、対応は不要です。",
        "There is no answer; it counts as no answer given.",
        (
            "If you have an answer, please add it and send the form again "
            "with a raised number; otherwise nothing needs to be done."
        ),
    ),
    "answered_though_not_asked": Rule(
        "warning",
        "前の設問({found})への回答により回答の必要がない設問ですが、「{written}」と記入されています。この回答は集計に使いません。",
        "前の設問への回答が正しければ、対応は不要です。前の設問の回答が誤りであれば、直して再提出してください。",
        (
            '"{written}" is written, though the answer to an earlier question '
            "({found}) means that this one is not asked; it is not used."
        ),
        "If the earlier answer is right, nothing needs to be done; if not, please correct it and send the form again.",
    ),
    "routing_open": Rule(
        "error",
        "「{written}」と記入されていますが、この設問に進むかどうかを決める前の設問({found})の回答が使えないため、集計に使えません。",
        f"前の設問({{found}})にも回答してください。{SEND_AGAIN_JA}",
        (
            '"{written}" is written, but the earlier question that leads '
            "here ({found}) has no usable answer, so it cannot be used."
        ),
        f"Please answer that question ({{found}}) too. {SEND_AGAIN_EN}",
    ),
    "exclusive_combined": Rule(
        "error",
        "同時に選べない選択肢({found})が、他の選択肢とともに選ばれています。どちらが正しいか判断できないため、この設問は集計に使えません。",
        f"当てはまる方だけに印を残してください。{SEND_AGAIN_JA}",
        (
            "An option that stands alone ({found}) is ticked together with others; "
            "which is meant cannot be decided, so this question is not used."
        ),
        f"Please keep only the ticks that apply. {SEND_AGAIN_EN}",
    ),
    "ticks_half_known": Rule(
        "error",
        (
            "この設問には、判断できない記入又は失われた欄があります。どの選択肢が選ばれなかったか確かでないため、"
            "同じ設問の他の印(選択肢 {expected})も集計に使えません。"
        ),
        f"判断できない欄を直すと、他の印も使えます。{SEND_AGAIN_JA}",
        (
            "Something in this question cannot be decided or is missing. What was not chosen is therefore not known, "
            "and its other ticks (options {expected}) are not used either."
        ),
        f"Once that cell is mended, the other ticks count as well. {SEND_AGAIN_EN}",
    ),
    "more_than_one": Rule(
        "error",
        "1つだけ選ぶ設問ですが、「{written}」と2つ以上の選択肢が書かれています。",
        f"最も当てはまるものを1つだけ選んでください。{SEND_AGAIN_JA}",
        'Only one option may be chosen, but "{written}" names more than one.',
        f"Please choose the one that fits best. {SEND_AGAIN_EN}",
    ),
    "unknown_option": Rule(
        "error",
        "「{written}」は選択肢にありません。選択肢: {expected}",
        f"一覧から選択肢を1つ選んでください。{SEND_AGAIN_JA}",
        '"{written}" is none of the options: {expected}',
        f"Please choose one option from the list. {SEND_AGAIN_EN}",
    ),
    "codes_for_ticks": Rule(
        "error",
        "この設問の複数の欄に、異なる数字又は記号「{written}」が書かれています。選択の印か、はい・いいえなどの符号か、順位か判断できません。",
        f"当てはまる欄では○を選び、当てはまらない欄は空欄にしてください。{SEND_AGAIN_JA}",
        'Different numbers or signs ("{written}") stand in the cells of this question; whether they are ticks, codes (for yes'
        " and no, perhaps) or an order cannot be decided.",
        f"Please choose ○ where an option applies and leave the other cells empty. {SEND_AGAIN_EN}",
    ),
    "coloured_not_ticked": Rule(
        "error",
        "この設問には印がなく、{found} が色で塗られています。選択の意味かどうか判断できないため、無回答として扱います。",
        f"当てはまる欄では、色を塗る代わりに○を選んでください。{SEND_AGAIN_JA}",
        "Nothing is ticked in this question, but {found} is coloured; whether that is a choice cannot be decided, so that it"
        " counts as no answer given.",
        f"Please choose ○ where an option applies, instead of a colour. {SEND_AGAIN_EN}",
    ),
    "coloured_beside_ticks": Rule(
        "warning",
        "印のある欄のほかに、印のない {found} が色で塗られています。色は選択とみなしません。",
        "塗られた欄も当てはまる場合は○を選び、提出回の番号を1つ大きくして再提出してください。そうでなければ、対応は不要です。",
        "Besides what is ticked, {found} is coloured and not ticked; a colour counts as no choice.",
        "If these options apply, too, please choose ○ and send the form again with a raised number; otherwise nothing needs to"
        " be done.",
    ),
    "merged_answers": Rule(
        "error",
        "「{written}」の書かれたセルが、複数の回答欄にわたって結合されており、どの欄への回答か判断できません。",
        f"セルの結合を解除し、当てはまる欄に記入してください。{SEND_AGAIN_JA}",
        'The cell with "{written}" is merged over several answer cells; which of them it answers cannot be decided.',
        f"Please undo the merging and write into the cells that apply. {SEND_AGAIN_EN}",
    ),
    "not_a_tick": Rule(
        "error",
        "「{written}」は、選択の印(○)かどうか判断できません。",
        f"当てはまる場合は○を選び、当てはまらない場合は空欄にしてください。{SEND_AGAIN_JA}",
        'Whether "{written}" is a tick (○) cannot be decided.',
        f"Please choose ○ if it applies and leave the cell empty if not. {SEND_AGAIN_EN}",
    ),
    "not_a_number": Rule(
        "error",
        "「{written}」は数字だけの記入ではないため、数値として使えません。",
        f"「約」「〜」「%」や単位を付けず、数字だけで記入してください(例: {{expected}})。{SEND_AGAIN_JA}",
        '"{written}" is not digits only and cannot be used as a number.',
        f'Please write digits only, without "about", ranges, % or units (such as {{expected}}). {SEND_AGAIN_EN}',
    ),
    "raised_digit": Rule(
        "error",
        "「{written}」に上付き、下付き又は丸囲みの数字があり、注の番号か回答の一部か判断できません。",
        f"注の番号を消し、回答だけを記入してください。{SEND_AGAIN_JA}",
        '"{written}" holds a superscript, subscript or circled digit; whether it belongs to the answer cannot be decided.',
        f"Please remove the footnote mark and write the answer alone. {SEND_AGAIN_EN}",
    ),
    "control_character": Rule(
        "error",
        "「{written}」に、文字でない制御文字({expected})があり、元の回答が分かりません。",
        f"回答を手入力で書き直してください。{SEND_AGAIN_JA}",
        '"{written}" holds a control character ({expected}), which is no text; what was meant is not known.',
        f"Please type the answer anew. {SEND_AGAIN_EN}",
    ),
    "broken_character": Rule(
        "error",
        "「{written}」に、文字化けした文字又は外字があり、元の回答が分かりません。",
        f"その文字を正しい文字(又はかな)で書き直してください。{SEND_AGAIN_JA}",
        '"{written}" holds a character that was lost or that only your own computer knows; what was meant is not known.',
        f"Please type that character anew, or write it in kana. {SEND_AGAIN_EN}",
    ),
    "error_text": Rule(
        "error",
        "「{written}」は表計算ソフトのエラーの表示で、元の回答が分かりません。",
        f"回答を手入力で書き直してください。{SEND_AGAIN_JA}",
        '"{written}" is what a spreadsheet shows for an error; what was meant is not known.',
        f"Please type the answer anew. {SEND_AGAIN_EN}",
    ),
    "shortened_number": Rule(
        "error",
        "「{written}」は表計算ソフトが桁を省略して表示した数で、元の回答が分かりません。",
        f"セルの書式を「文字列」にし、すべての桁を記入してください。{SEND_AGAIN_JA}",
        '"{written}" is a number of which a spreadsheet showed the first digits alone; what was meant is not known.',
        f"Please set the format of the cell to Text and write all digits. {SEND_AGAIN_EN}",
    ),
    "date_in_number": Rule(
        "error",
        "数値の欄が日付又は時刻「{written}」になっています(日付の書式の貼り付けなどによる)。数値として使えません。",
        f"セルの書式を「標準」に戻し、数字だけで記入してください。{SEND_AGAIN_JA}",
        'The cell for a number holds a date or time, "{written}" (perhaps pasted with its format), and cannot be used.',
        f"Please set the cell's format back to General and write digits only. {SEND_AGAIN_EN}",
    ),
    "out_of_range": Rule(
        "error",
        "「{written}」は、記入できる範囲({expected})の外です。",
        f"数値と単位を確認してください。{SEND_AGAIN_JA}",
        '"{written}" is outside the permitted range ({expected}).',
        f"Please check number and unit. {SEND_AGAIN_EN}",
    ),
    "number_tidied": Rule(
        "notice",
        "「{written}」を {expected} と読み取りました(全角数字、桁区切り、△及び設問の単位は、半角の数字に直して扱います)。",
        f"読み取りが正しければ、{NOTHING_JA}",
        '"{written}" was read as {expected} (full-width digits, separators, △ and the unit of the question are taken as plain'
        " digits).",
        "If that is right, nothing needs to be done.",
    ),
    "error_value": Rule(
        "error",
        "セルが表計算ソフトのエラー({written})になっています。",
        f"数式を消し、値を直接記入してください。{SEND_AGAIN_JA}",
        "The cell shows a spreadsheet error ({written}).",
        f"Please replace the formula by its value. {SEND_AGAIN_EN}",
    ),
    "formula_without_value": Rule(
        "error",
        "数式が入っていますが、その計算結果が保存されていないため、回答を読み取れません。",
        f"数式を消し、値を直接記入してください。{SEND_AGAIN_JA}",
        "The cell holds a formula whose result was not saved, so there is nothing to read.",
        f"Please replace the formula by its value. {SEND_AGAIN_EN}",
    ),
    "struck_out": Rule(
        "error",
        "「{written}」に取消線の引かれた文字があり、取り消されたのか回答の一部なのか判断できません。",
        f"取り消した文字を消し、回答だけを記入してください。{SEND_AGAIN_JA}",
        'Something of "{written}" is struck through; whether it belongs to the answer cannot be decided.',
        f"Please remove what is struck and write the answer alone. {SEND_AGAIN_EN}",
    ),
    "shown_otherwise": Rule(
        "error",
        "「{written}」が入っていますが、セルの表示形式により、そのままの数としては表示されません。",
        f"表示形式を「標準」に戻し、回答を確認してください。{SEND_AGAIN_JA}",
        'The cell holds "{written}", but its number format does not show that number.',
        f"Please set the format of the cell to General and look at the answer again. {SEND_AGAIN_EN}",
    ),
    "beside_struck_out": Rule(
        "error",
        "「{written}」と記入されていますが、その横に印刷された選択肢又は単位に取消線が引かれており、何についての回答か判断できません。",
        f"印刷された文字はそのままとし、当てはまる回答だけを記入してください。{SEND_AGAIN_JA}",
        '"{written}" is written, but something of the option or unit printed beside it is struck through, so that what it'
        " answers cannot be decided.",
        f"Please leave what is printed as it is and write the answer that applies alone. {SEND_AGAIN_EN}",
    ),
    "another_unit": Rule(
        "error",
        "「{written}」は、セルの表示形式により、設問の単位と異なる単位を付けて表示されています。どちらの単位による数か判断できません。",
        f"表示形式を「標準」に戻し、設問の単位による数を記入してください。{SEND_AGAIN_JA}",
        '"{written}" is shown by the number format of its cell in another unit than the question asks for; which of them counts'
        " cannot be decided.",
        f"Please set the format of the cell to General and write the number in the unit of the question. {SEND_AGAIN_EN}",
    ),
    "printed_otherwise": Rule(
        "error",
        "「{written}」と記入されていますが、その横に印刷された選択肢又は単位が書き換えられており、何についての回答か判断できません。",
        f"元の選択肢・単位による回答を記入してください。{SEND_AGAIN_JA}",
        '"{written}" is written, but the option or unit printed beside it was written over, so that what it answers cannot be'
        " decided.",
        f"Please answer in the options and units of the form as you received it. {SEND_AGAIN_EN}",
    ),
    "formula": Rule(
        "notice",
        "数式が入っています。保存されていた計算結果「{written}」を回答として使いました。",
        f"計算結果が正しければ、{NOTHING_JA}",
        'The cell holds a formula; its saved result, "{written}", was taken as the answer.',
        "If the result is right, nothing needs to be done.",
    ),
}

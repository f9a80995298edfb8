"""Rules on a form as a whole: FILE_RULES refuse it, FORM_RULES leave its answers in use."""

from __future__ import annotations

from dagster_project.questionnaires.intake.findings.intake_rule import NOTHING_EN, NOTHING_JA, SEND_XLSX_EN, SEND_XLSX_JA, Rule

FILE_RULES: dict[str, Rule] = {
    "empty_file": Rule(
        "error",
        "ファイルの中身が空です(0バイト)。送信の途中で失われた可能性があります。",
        "お手元のファイルが開けることを確認し、もう一度提出してください。",
        "The file is empty (0 bytes); it may have been lost on the way.",
        "Please check that your own copy opens, and send it again.",
    ),
    "old_workbook": Rule(
        "error",
        "旧形式(.xls)のブックのため、受け付けられません。",
        "ファイルを開き、「名前を付けて保存」で「Excel ブック(.xlsx)」を選んで保存したものを提出してください。",
        "The workbook is in the old .xls format, which is not accepted.",
        'Open it, choose "Save as" and "Excel workbook (.xlsx)", and send that file.',
    ),
    "macro_workbook": Rule(
        "error",
        "マクロを含む形式のブックのため、安全上の理由で受け付けられません。",
        "「名前を付けて保存」で「Excel ブック(.xlsx)」を選び、マクロを含まない形で保存したものを提出してください。",
        "The workbook can hold macros and is not accepted for reasons of safety.",
        'Choose "Save as" and "Excel workbook (.xlsx)", without macros, and send that file.',
    ),
    "other_file_type": Rule(
        "error",
        "Excel ブック(.xlsx)ではないファイル({found})のため、受け付けられません。",
        SEND_XLSX_JA,
        "The file is not an Excel workbook (.xlsx) but {found}, and is not accepted.",
        SEND_XLSX_EN,
    ),
    "encrypted": Rule(
        "error",
        "パスワードで保護(暗号化)されているため、開けません。",
        "パスワードを解除して保存し直したものを提出してください。",
        "The file is protected by a password and cannot be opened.",
        "Please remove the password, save the file and send it again.",
    ),
    "damaged": Rule(
        "error",
        "ファイルが壊れているか、Excel ブックではないため、開けません。",
        "お手元のファイルが開けることを確認し、保存し直して、もう一度提出してください。",
        "The file is damaged, or no Excel workbook, and cannot be opened.",
        "Please check that your own copy opens, save it again and send it.",
    ),
    "too_large": Rule(
        "error",
        "ファイルが調査票としては大きすぎます({found})。表の外の離れたセルへの書き込みや、画像の貼り付けがないか確認してください。",
        SEND_XLSX_JA,
        "The file is too large for a form ({found}): look for cells far outside the form or for pasted pictures.",
        SEND_XLSX_EN,
    ),
    "not_this_form": Rule(
        "error",
        "この調査の調査票ではないか、様式が大きく変更されているため、設問を見つけられません。",
        f"{SEND_XLSX_JA}別の表に書き写したものは読み取れません。",
        "This is not the form of this survey, or it was changed so much that no question can be found.",
        f"{SEND_XLSX_EN} Answers copied into another table cannot be read.",
    ),
    "answers_shifted": Rule(
        "error",
        "セルの挿入又は削除により、回答と設問の位置がずれています。どの設問への回答か判断できません。",
        f"{SEND_XLSX_JA}セルの挿入や削除は行わないでください。",
        (
            "Cells were inserted or deleted, so that answers no longer stand "
            "beside their questions; which belongs to which cannot be decided."
        ),
        f"{SEND_XLSX_EN} Please do not insert or delete cells.",
    ),
    "answer_column_lost": Rule(
        "error",
        "回答欄の列が調査票から失われています(列の削除など)。",
        SEND_XLSX_JA,
        "The column with the answers is missing from the form (deleted, perhaps).",
        SEND_XLSX_EN,
    ),
    "several_answer_columns": Rule(
        "error",
        "回答欄の列が2つ以上あり({found})、回答が異なります。どちらの列が回答か判断できません。",
        f"回答とする列だけを残してください。{SEND_XLSX_JA}",
        "The form has more than one column of answers ({found}), and their answers differ; which counts cannot be decided.",
        f"Please keep the column that counts alone. {SEND_XLSX_EN}",
    ),
    "older_form_differs": Rule(
        "error",
        (
            "以前の版の調査票です(版 {found}、現在は {expected})。"
            "{written}の選択肢、単位又は文言が現在と異なるため、回答を現在の調査票の意味では読み取れません。"
        ),
        SEND_XLSX_JA,
        (
            "This is an earlier version of the form ({found}; now {expected}). The options, the unit or the wording of"
            " {written} have changed since, so its answers cannot be read by the form of today."
        ),
        SEND_XLSX_EN,
    ),
    "another_wave": Rule(
        "error",
        "別の調査({found})の調査票です。今回の調査は {expected} です。",
        "今回の調査の調査票に記入して提出してください。",
        "This is the form of another survey ({found}); this survey is {expected}.",
        "Please fill in the form of this survey.",
    ),
    "unit_missing": Rule(
        "error",
        "回答団体が記入されていないため、どの団体の回答か分かりません。",
        "回答団体の欄(都道府県と市区町村、又は団体コード)を記入して、再提出してください。",
        "The responding body is not filled in, so it is not known whose answers these are.",
        "Please fill in the body (prefecture and municipality, or its code) and send the form again.",
    ),
    "unit_unknown": Rule(
        "error",
        "回答団体「{written}」が対象団体の一覧にありません(名称の近い団体: {expected})。",
        "都道府県と市区町村を一覧から選び直すか、6桁の団体コードを確認して、再提出してください。",
        'The body "{written}" is not among those surveyed (similar names: {expected}).',
        "Please choose prefecture and municipality from the lists, or check the six-digit code, and send the form again.",
    ),
    "unit_ambiguous": Rule(
        "error",
        "回答団体「{written}」に当たる対象団体が2つ以上あります({expected})。どの団体の回答か判断できません。",
        "都道府県と市区町村を一覧から選び直すか、6桁の団体コードを記入して、再提出してください。",
        'The body "{written}" may be any of several ({expected}), so it cannot be decided whose answers these are.',
        "Please choose prefecture and municipality from the lists, or write the six-digit code, and send the form again.",
    ),
    "unit_ward": Rule(
        "error",
        "回答団体「{written}」は都道府県もコードも未記入のため、{expected} か、同じ名前の政令指定都市の区か判断できません。",
        "都道府県と市区町村を一覧から選び直すか、6桁の団体コードを記入して、再提出してください。",
        'The body "{written}" is given without prefecture or code; whether it is {expected} or a ward of that name in a'
        " designated city cannot be decided.",
        "Please choose prefecture and municipality from the lists, or write the six-digit code, and send the form again.",
    ),
    "unit_former": Rule(
        "error",
        (
            "回答団体「{written}」は合併や名称の変更の前の団体です"
            "(現在の団体: {expected})。現在の団体としての回答か判断できません。"
        ),
        "現在の団体として回答し、都道府県と市区町村を一覧から選び直して、再提出してください。",
        (
            'The body "{written}" is one from before a merger or a change of name (now {expected}); '
            "whether it answers for today's body cannot be decided."
        ),
        "Please answer for today's body, choose prefecture and municipality from the lists, and send the form again.",
    ),
    "unit_struck_out": Rule(
        "error",
        "回答団体の欄「{written}」に、取消線が引かれているか、表示形式により他の内容が表示されており、どの団体の回答か判断できません。",
        "回答団体の欄を書き直して、再提出してください。",
        'The entry "{written}" of the responding body is struck through, or its format shows something else, so that it cannot'
        " be decided whose answers these are.",
        "Please write the body anew and send the form again.",
    ),
    "unit_contradiction": Rule(
        "error",
        "団体コードと団体名が別の団体を示しています({written})。どちらの回答か判断できません。",
        "団体コードと団体名のうち誤っている方を直して、再提出してください。",
        "Code and name belong to two different bodies ({written}), so it cannot be decided whose answers these are.",
        "Please correct whichever is wrong and send the form again.",
    ),
    "several_forms": Rule(
        "error",
        "1つのブックに、記入された調査票のシートがもう1枚あり(「{found}」)、内容が異なります。どちらが回答か判断できません。",
        "回答とするシートだけを残し、団体が異なる場合は1団体ずつ別のファイルにして、再提出してください。",
        'The workbook holds another filled form, on the sheet "{found}", with other answers; which counts cannot be decided.',
        "Please keep the sheet that counts, or put each body into a file of its own, and send it again.",
    ),
    "same_round": Rule(
        "error",
        (
            "提出回の番号が同じで、記入日も同じ(又は一方の記入日が使えない)、回答の異なるファイル {found} があり、"
            "どちらが後の回答か判断できません。"
        ),
        "正しい方を、提出回の番号を1つ大きくして再提出してください。",
        "The file {found} has the same number of the submission, the same date (or one has no usable date) and other answers;"
        " which is the later cannot be decided.",
        "Please send the one that is right again, with the number of the submission raised by one.",
    ),
    "nothing_filled_in": Rule(
        "error",
        "調査票のシートに、設問への回答が1つも記入されていません。",
        "記入前のファイルを提出していないか、別のシートに記入していないかを確認し、回答を記入したものを提出してください。",
        "No question has been answered on the form's sheet.",
        "Please check whether the blank file was sent by mistake, or another sheet was filled in, and send the form filled in.",
    ),
}

FORM_RULES: dict[str, Rule] = {
    "older_form": Rule(
        "warning",
        "以前の版の調査票です(版 {found}、現在は {expected})。現在の調査票と同じ設問・選択肢への回答だけを使います。",
        "他の指摘がなければ、このままで差し支えありません。",
        "This is an earlier version of the form ({found}; now {expected}). Answers to unchanged questions are used.",
        "If nothing else is pointed out, you may leave it as it is.",
    ),
    "version_missing": Rule(
        "warning",
        "調査票の版の表示が失われています。設問の目印により読み取りました。",
        "他の指摘がなければ、このままで差し支えありません。",
        "The form's version is lost; the questions were found by their marks.",
        "If nothing else is pointed out, you may leave it as it is.",
    ),
    "unit_code_ignored": Rule(
        "warning",
        "団体コード「{written}」は対象団体のコードではありません。団体名から {expected} の回答として扱いました。",
        "団体コードを確認してください。団体が違う場合は、正しい団体を記入して再提出してください。",
        'The code "{written}" belongs to no body surveyed. By its name, the form was taken as that of {expected}.',
        "Please check the code, and send the form again if the body is wrong.",
    ),
    "unit_name_ignored": Rule(
        "warning",
        "団体名「{written}」は対象団体の一覧にありません。団体コードから {expected} の回答として扱いました。",
        "団体名を確認してください。団体が違う場合は、正しい団体を記入して再提出してください。",
        'The name "{written}" is not among the bodies surveyed. By its code, the form was taken as that of {expected}.',
        "Please check the name, and send the form again if the body is wrong.",
    ),
    "date_unreadable": Rule(
        "warning",
        "記入日「{written}」を日付として読めませんでした。",
        "再提出する機会があれば、2023/11/1 のように記入してください。",
        'The date "{written}" could not be read.',
        "If you send the form again, write it like 2023/11/1.",
    ),
    "date_out_of_bounds": Rule(
        "error",
        "記入日「{written}」は、調査期間から大きく外れています(あり得る範囲: {expected})。年の誤りとみられ、使いません。",
        "記入日を直し、提出回の番号を1つ大きくして再提出してください。",
        'The date "{written}" is far from the field period (possible: {expected}), a slip in the year perhaps; it is not used.',
        "Please correct the date and send the form again with the number of the submission raised by one.",
    ),
    "round_unreadable": Rule(
        "warning",
        "提出回「{written}」を番号として読めませんでした。初回の提出として扱いました。",
        "再提出する機会があれば、1、2のように数字だけで記入してください。",
        'The number of the submission, "{written}", could not be read; it was taken as the first.',
        "If you send the form again, write digits only, such as 1 or 2.",
    ),
    "early": Rule(
        "warning",
        "記入日({written})が、調査期間の開始日({expected})より前です。年月日の誤りと思われますが、このまま受け付けました。",
        "再提出する機会があれば、記入日を確認してください。",
        "The date ({written}) is before the field period begins ({expected}), a slip perhaps; the form was accepted as it is.",
        "If you send the form again, please check the date.",
    ),
    "late": Rule(
        "notice",
        "調査期間の終了日({expected})より後の日付({written})です。期限後の提出として受け付けました。",
        NOTHING_JA,
        "The date ({written}) is after the end of the field period ({expected}); the form was accepted as late.",
        NOTHING_EN,
    ),
    "same_file_again": Rule(
        "notice",
        "ファイル {found} と全く同じ内容です。",
        NOTHING_JA,
        "The file is identical to {found}.",
        NOTHING_EN,
    ),
    "superseded": Rule(
        "notice",
        (
            "同じ団体のファイル {found} を有効な回答とし、このファイルは控えとして保管します"
            "(提出回の番号、記入日、ファイル名の順に比べ、後のものを有効とします)。"
        ),
        NOTHING_JA,
        (
            "Another file of the same body, {found}, counts; this one is kept on record "
            "(the highest number of the submission counts, then the latest date, then the last file name)."
        ),
        NOTHING_EN,
    ),
    "extra_sheet": Rule(
        "notice",
        "様式にないシート「{found}」があります。このシートの内容は集計に使いません。",
        "回答に必要な内容であれば、設問の回答欄に記入して再提出してください。",
        'There is a sheet that is not part of the form, "{found}"; it is not used.',
        "If it holds answers, please write them into the answer cells and send the form again.",
    ),
    "on_sheet_to_read": Rule(
        "warning",
        "回答用ではない、もう一方の言語のシート({found})に「{written}」等の記入があります。このシートの記入は集計に使いません。",
        "回答に必要な内容であれば、調査票のシートの回答欄に記入して再提出してください。",
        'Something ("{written}") is written on the sheet in the other language, which is only to be read ({found}); it is not'
        " counted.",
        "If it is part of an answer, please write it into the answer cell of the form's own sheet and send the form again.",
    ),
    "comment": Rule(
        "notice",
        "セルにコメント(メモ)「{written}」が付いています。コメントは集計に使いませんが、保管します。",
        "回答に必要な内容であれば、設問の回答欄に記入して再提出してください。",
        'A cell carries a comment, "{written}"; comments are kept but not counted.',
        "If it is part of an answer, please write it into the answer cell and send the form again.",
    ),
    "comment_on_answer": Rule(
        "warning",
        "回答欄の行にコメント(メモ)「{written}」が付いています。コメントは集計に使わず、欄に記入された回答だけを使いました。",
        "コメントが回答の訂正又は一部であれば、回答欄に記入して再提出してください。そうでなければ、対応は不要です。",
        'A comment stands beside this answer: "{written}". Comments are not counted; what is written in the cell was used.',
        "If it corrects the answer or is part of it, please write it into the answer cell and send the form again; otherwise"
        " nothing needs to be done.",
    ),
    "hidden_answer": Rule(
        "warning",
        "「{written}」は、行若しくは列の非表示、文字の色又は表示形式により、画面に表示されません。この回答も使いました。",
        "表示して回答を確認し、不要な回答であれば消して再提出してください。",
        '"{written}" is not seen, as its row or column is hidden, or by the colour of its letters or its format; it was used'
        " all the same.",
        "Please make it seen and look at the answer; if it should not be there, remove it and send the form again.",
    ),
    "printed_struck_out": Rule(
        "warning",
        "回答欄の外の「{written}」に取消線が引かれています。取消線は回答とみなしません。",
        "取消線が回答の意味であれば、設問の回答欄に記入して再提出してください。そうでなければ、対応は不要です。",
        '"{written}", which the form prints, is struck through; that counts as no answer.',
        "If it is meant as an answer, please write it into the answer cell and send the form again; otherwise nothing needs to"
        " be done.",
    ),
    "drawing": Rule(
        "warning",
        "シートに図形、テキストボックス又は画像があります(中の文字: 「{written}」)。丸囲み等の図形は回答として読み取れません。",
        "回答に必要な内容であれば、設問の回答欄に記入して再提出してください。",
        'A shape, text box or picture lies over the sheet (text in it: "{written}"); what is circled or written so is no answer'
        " that can be read.",
        "If it is part of an answer, please write it into the answer cell and send the form again.",
    ),
    "merged_cells": Rule(
        "warning",
        "回答欄のセルが結合されています({found})。結合された範囲では、左上のセルの内容だけが残ります。",
        "結合した欄の回答が意図どおりか確認してください。失われた回答があれば、結合を解除して再提出してください。",
        "Answer cells are merged ({found}); only the content of the first of them remains.",
        "Please check these answers; if one was lost, undo the merging and send the form again.",
    ),
    "text_outside": Rule(
        "warning",
        "回答欄の外に「{written}」と書かれています。回答欄の外の書き込みは集計に使いません。",
        "回答に必要な内容であれば、設問の回答欄に記入して再提出してください。",
        '"{written}" is written outside the answer cells and is not counted.',
        "If it is part of an answer, please write it into the answer cell and send the form again.",
    ),
    "more_text_outside": Rule(
        "notice",
        "回答欄の外の書き込みが、上に示したもののほかに {found} か所あります。集計に使いません。",
        "回答に必要な内容であれば、設問の回答欄に記入して再提出してください。",
        "There are {found} more texts outside the answer cells; they are not counted.",
        "If they are part of an answer, please write them into the answer cells and send the form again.",
    ),
}

"""One spelling for the many ways in which the name of a municipality is written.

`spelling_keys` makes names comparable and nothing else: the key is never shown or loaded. It takes
`clean_cells` (NFKC, variation selectors, half-width kana) further: no spaces; old forms of
characters to the present ones (檮 to 梼); the small ヶ in all its forms (龍ケ崎, 茅が崎, 五箇所);
ノ and の; katakana and small kana to plain hiragana; without a reading in brackets behind it: 大町町(おおまちちょう).

A fold stands here only if it never makes one name of two bodies: a test compares all names that
municipalities have had since 1970. That is why two usual folds are missing: 嶋 to 島 (鹿嶋市 is in
茨城県, 鹿島市 in 佐賀県) and 當 to 当 (當麻町, 当麻町). Endings stay as well: 玉城市 is not 玉城町.
"""

from __future__ import annotations

import polars as pl

from dagster_project.common.text import clean_cells

# Old or variant form, then the form it is compared as. NFKC has dealt with the compatibility
# ideographs before; what is left are characters of their own.
_FORMS = """
亙亘 佛仏 來来 假仮 傳伝 價価 儘侭 兒児 內内 兩両 冨富 凉涼 剩剰 劍剣 勞労 勳勲 區区 卷巻 參参 吳呉 嚴厳 囑嘱 圍囲 圓円
圖図 圡土 國国 團団 塡填 增増 墮堕 壓圧 壘塁 壞壊 壯壮 壹壱 壺壷 壽寿 奧奥 奬奨 姬姫 學学 寢寝 實実 寫写 寶宝 將将 專専
尙尚 屆届 屬属 峯峰 峽峡 﨑崎 嶽岳 巖巌 巢巣 帶帯 廢廃 廣広 廳庁 彈弾 彌弥 彎弯 彥彦 徑径 從従 德徳 徵徴 應応 恆恒 恠怪
惠恵 惡悪 慘惨 戀恋 戰戦 戲戯 戶戸 戾戻 拂払 拔抜 拜拝 挾挟 插挿 揭掲 搖揺 搜捜 攝摂 擇択 擊撃 擔担 據拠 擴拡 攜携 收収
敎教 敍叙 數数 斷断 晉晋 晚晩 晝昼 曆暦 曉暁 曾曽 會会 杤栃 枡桝 條条 棧桟 榮栄 槇槙 樂楽 樓楼 樞枢 橫横 檜桧 檢検 檮梼
櫻桜 權権 歐欧 歡歓 步歩 歷歴 歸帰 殘残 殼殻 每毎 氣気 沒没 涉渉 淚涙 淨浄 淸清 淵渕 渊渕 淺浅 渴渇 溪渓 溫温 滯滞 滿満
潑溌 潛潜 澀渋 澁渋 澤沢 濕湿 濟済 濤涛 濱浜 瀧滝 瀨瀬 灌潅 灣湾 爐炉 爭争 爲為 燈灯 燒焼 營営 狀状 狹狭 獨独 獵猟 獻献
瑤瑶 甁瓶 產産 畫画 疊畳 瘦痩 發発 盜盗 眞真 硏研 碎砕 礪砺 祕秘 祿禄 禮礼 禪禅 禱祷 稻稲 穎頴 穗穂 穰穣 竃釜 竈釜 竊窃
竝並 篭籠 粹粋 絲糸 綠緑 緖緒 緣縁 縣県 縱縦 總総 繩縄 繪絵 繼継 繫繋 續続 纖繊 缺欠 羣群 聲声 聽聴 肅粛 脫脱 膽胆 臟臓
臺台 與与 舊旧 舍舎 舘館 茲玆 莊荘 萬万 萊莱 蔣蒋 薰薫 藏蔵 藝芸 藥薬 藪薮 蘆芦 蘂蕊 處処 號号 蟲虫 蟬蝉 蠟蝋 蠣蛎 蠶蚕
蠻蛮 衞衛 裝装 覺覚 覽覧 觀観 觸触 誡戒 諌諫 謠謡 證証 譯訳 譽誉 讀読 變変 讓譲 讚讃 豐豊 豫予 貳弐 賣売 賴頼 贊賛 踐践
輕軽 轉転 辭辞 辯弁 辨弁 遙遥 遞逓 遲遅 邇迩 邊辺 邉辺 郞郎 鄕郷 鄰隣 醉酔 醫医 釀醸 釋釈 鈎鉤 錄録 錢銭 鍊錬 鎭鎮 鐵鉄
鑄鋳 鑛鉱 閒間 關関 陷陥 隨随 險険 隱隠 雙双 雜雑 雞鶏 霸覇 靈霊 靑青 靜静 靱靭 鞆靹 頸頚 顏顔 顯顕 餘余 騷騒 驅駆 驒騨
驗験 驛駅 髙高 髮髪 鬪闘 鯵鰺 鶯鴬 鷄鶏 鷗鴎 鹼鹸 鹽塩 麥麦 麴麹 麵麺 黃黄 黑黒 默黙 點点 黨党 齊斉 齋斎 齒歯 龍竜 龜亀 𠮷吉
嶌島 嵜崎 𥔎崎 舩船 栁柳 桒桑 釡釜 礒磯 槗橋 𣘺橋 濵浜 𡈽土
"""
_PRESENT_FORM = {pair[0]: pair[1] for pair in _FORMS.split()}

# ヶ between two Chinese characters, whatever it is written with; カ and か elsewhere are syllables.
_SMALL_KE = r"(\p{Han})[ヶケヵカがガ箇个](\p{Han})"

# Whatever else stands in brackets behind a name, a county or a prefecture, is not written in kana alone.
_READING = r"\([\p{Hiragana}\p{Katakana}ー・]+\)$"

_SMALL_KANA = dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True))
_KATAKANA = {chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヴ") + 1)}
_HIRAGANA = {kana: _SMALL_KANA.get(plain, plain) for kana, plain in _KATAKANA.items()} | _SMALL_KANA


def spelling_keys(names: pl.Series) -> pl.Series:
    """Names to the texts by which they are compared; null and blank become the empty text."""
    distinct = names.unique()
    keys = clean_cells(distinct).str.replace_all(r"\s", "").str.replace(_READING, "").str.replace_many(_PRESENT_FORM)
    keys = keys.str.replace_all(_SMALL_KE, "${1}ヶ${2}")
    keys = keys.str.replace_many({"ノ": "の", "之": "の"}).str.replace_many(_HIRAGANA)
    known = pl.DataFrame({"name": distinct, "key": keys})
    return (
        names.to_frame("name")
        .join(known, on="name", how="left", maintain_order="left", nulls_equal=True)["key"]
        .alias(names.name)
    )

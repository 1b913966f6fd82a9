"""Script of a text: told from characters that only one of the two scripts uses."""

from __future__ import annotations

# The commonest characters that are written in one script only. Characters that both use with different meanings
# (后, 里, 台, 云, 只, 干) say nothing and are left out.
SIMPLIFIED = "这为国会发时个们来对学过说开关长门见问间东车马风书电话认识让请从众传体经济业产实现义务习总书记应进还动设条质难观议员证试际陆华单卖买乐队险带归录图团园岁边远运"
TRADITIONAL = "這為國會發時個們來對學過說開關長門見問間東車馬風書電話認識讓請從眾傳體經濟業產實現義務習總記應進還動設條質難觀議員證試際陸華單賣買樂隊險帶歸錄圖團園歲邊遠運爲衆"

# Enough to tell a script; the rest of a long text is not looked at.
SAMPLE = 20_000


def detect(text: str) -> str | None:
    """The script of `text` as a language tag, zh-Hans or zh-Hant; None where nothing tells.

    >>> detect("会议听取了汇报"), detect("會議聽取了報告"), detect("The Times"), detect("月光")
    ('zh-Hans', 'zh-Hant', None, None)
    """
    sample = text[:SAMPLE]
    known = set(sample)
    simplified = sum(map(sample.count, known.intersection(SIMPLIFIED)))
    traditional = sum(map(sample.count, known.intersection(TRADITIONAL)))
    if simplified == traditional:
        return None
    return "zh-Hans" if simplified > traditional else "zh-Hant"

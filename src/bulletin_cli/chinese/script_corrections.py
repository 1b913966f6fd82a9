"""Corrections to OpenCC's tables as its Python package has them; each holds in general, not for one text.

To Simplified: the list of standard characters of 2013 (通用规范汉字表) gives 45 variants back for names and special
senses, 昇 甦 祕 脩 釐 among them. Such a character is converted in ordinary words only, and stays in names.
"""

from __future__ import annotations

from collections.abc import Iterator

# Characters with another rendering than the table's; the same character says: leave it alone.
TO_SIMPLIFIED_CHARS = (
    "擡抬 遶绕 幷并 貍狸 牠它 箚札 么么 昇昇 甦甦 祕祕 脩脩 氾氾 蒐蒐 釐釐 剋剋 扞扞 甯甯 陞陞 藉藉 谿溪"
)
TO_SIMPLIFIED_PHRASES = """
昇華升华 昇平升平 上昇上升 提昇提升 昇級升级 昇降升降 昇天升天 高昇高升 昇騰升腾 晉昇晋升 旭日東昇旭日东升 回昇回升
攀昇攀升 躍昇跃升 昇溫升温 昇任升任 昇遷升迁 昇起升起 昇空升空 昇值升值 昇學升学 昇格升格 飛昇飞升 直昇機直升机
陞官升官 陞遷升迁 晉陞晋升 高陞高升 陞任升任 擢陞擢升
復甦复苏 甦醒苏醒 甦生苏生 祕密秘密 神祕神秘 奧祕奥秘 祕書秘书 祕方秘方 祕訣秘诀 便祕便秘 詭祕诡秘 隱祕隐秘 祕魯秘鲁
祕而不宣秘而不宣 氾濫泛滥 相剋相克 剋星克星 剋扣克扣 剋制克制 剋服克服 蒐集搜集 蒐羅搜罗 蒐索搜索 蒐證搜证 蒐尋搜寻
蒐購搜购 毫釐毫厘 釐米厘米 公釐公厘 釐清厘清 釐定厘定 釐金厘金 分釐分厘 釐正厘正 劄記札记 扞拒捍拒 扞衛捍卫
袷衣夹衣 袷裙夹裙 袷襖夹袄 脩改修改
慰藉慰藉 狼藉狼藉 枕藉枕藉 蘊藉蕴藉 藉藉藉藉 憑藉凭借 藉口借口 藉由借由 藉此借此 藉助借助 藉機借机 藉故借故 藉以借以
藉著借着
藉着借着 藉詞借词 藉端借端
沈厚沉厚 沈重沉重 沈痛沉痛 沈溺沉溺 沈淪沉沦 沈睡沉睡 沈穩沉稳 深沈深沉 陰沈阴沉 消沈消沉
低沈低沉 沈著沉着 沈着沉着 沈澱沉淀 沈悶沉闷 下沈下沉
乾安乾安 乾州乾州 乾元乾元 乾佑乾佑 乾縣乾县 乾闥婆乾闼婆 乾斷食干断食 乾紅干红 綦谿綦溪 谿工谿工
卓著卓著 土著土著 原著原著 專著专著 論著论著 遺著遗著 譯著译著 編著编著 所著所著 昭著昭著 顯著显著 著名著名 著作著作
著稱著称
著者著者 著書著书 著述著述 著錄著录 名著名著 巨著巨著 合著合著
帳戶账户 帳號账号 義大利意大利
"""
# Characters of Japan that neither script of Chinese has, each before the simplified one it stands for.
JAPANESE = (
    "両两乗乘亜亚仏佛仮假価价倹俭児儿処处剣剑剤剂剰剩労劳効效勅敕勧劝勲勋単单厳严収收営营団团囲围図图圏圈圧压塁垒塩盐増增壊坏壌壤壱壹売卖変变"
    "奨奖嬢娘実实寛宽専专対对巣巢巻卷帯带帰归庁厅広广廃废弾弹徴征従从徳德応应恵惠悩恼悪恶懐怀戦战戯戏戻戾払拂抜拔択择拠据拡扩挙举挿插捜搜"
    "掲揭揺摇摂摄撃击斉齐斎斋暁晓暦历曽曾桜樱桟栈検检楽乐様样権权歓欢歩步歯齿歳岁歴历殻壳毎每気气氷冰沢泽浄净涙泪渇渴済济渉涉渋涩渓溪満满"
    "滝泷漑溉瀬濑焼烧犠牺猟猎獣兽産产畳叠痩瘦発发県县眞真砕碎稲稻穂穗穏稳穣穰窓窗竜龙粋粹粛肃経经絵绘継继続续総总縁缘縄绳縦纵繊纤繋系"
    "聴听脳脑臓脏舎舍舗铺荘庄蔵藏薫薰薬药蛍萤覇霸覚觉覧览観观訳译読读説说謡谣譲让賛赞転转軽轻辺边逓递遅迟郷乡酔醉醸酿釈释鉄铁鉱矿銭钱"
    "鋳铸錬炼録录関关闘斗陥陷険险隠隐隣邻雑杂霊灵頬颊頼赖顔颜顕显駆驱騒骚験验髄髓鶏鸡黒黑黙默齢龄"
)
# Phrases of the table that do more harm than good: 於倫 is a name, but stands in 於倫敦.
TO_SIMPLIFIED_NOT = "於倫 於則 於單 於坦 於敖 於琳 於其一 乾斷 乾紅 於邑"

TO_TRADITIONAL_CHARS = "托托 铲鏟 硷硷 抬抬"
TO_TRADITIONAL_PHRASES = """
小丑小丑 小丑丫小丑丫 跳梁小丑跳樑小丑 幺麽小丑幺麼小丑 委托委託 请托請託 属托屬託 交托交託 所托非人所託非人 托物託物
托附託附 托付託付 寄托寄託 拜托拜託 嘱托囑託 信托信託 托管託管 推托推託 托词託詞 托运託運
受托受託 重托重託 托福託福 依托依託 托辞託辭 托梦託夢 托孤託孤 假托假託 托故託故 托名託名 托儿所託兒所 托身託身
茶托茶托
复盘復盤 想象想像 想象力想像力 倒霉倒霉 背包背包 念佛念佛 内卷內捲 拉链拉鏈 拉链工程拉鏈工程 妆发妝髮 控制台控制台
操作台操作台 毫厘毫釐 毫厘谬毫釐謬 立方厘米立方釐米 平方厘米平方釐米 厘米釐米
公厘公釐 厘清釐清 厘定釐定 芙厘芙厘 血症血症 去干扰去干擾 干扰干擾 干诺道干諾道 星露谷星露谷
果干果乾 蕉干蕉乾 莓干莓乾 柿干柿乾 桃干桃乾 杏干杏乾 李干李乾 梅干梅乾 荔枝干荔枝乾 橄榄干橄欖乾 桔干桔乾
山楂干山楂乾 椰子干椰子乾
榴莲干榴蓮乾 榴梿干榴槤乾 龙眼干龍眼乾 冻干凍乾 干炒乾炒 干拌乾拌 干拌面乾拌麪 干捞面乾撈麪 炒面炒麪 拉面拉麪 干捞乾撈
饼干餅乾 肉干肉乾 豆干豆乾 鱼干魚乾 自干五自乾五
万卷书萬卷書 行万里路行萬里路 酰胺酰胺 天冬酰胺天冬酰胺 谷氨酰胺穀氨酰胺 谷氨穀氨 大相径庭大相逕庭 径取逕取 径流逕流
径自逕自 径行逕行
一出戏院一出戲院 一出剧院一出劇院 一出电影院一出電影院 刚一出剛一出 别强別強 胚胎发胚胎發 铲除剷除 铲平剷平
扇风搧風 呼扇呼搧 扇火搧火 扇风耳扇風耳 扇火止沸扇火止沸 铺眉扇眼鋪眉搧眼 郭台铭郭台銘 郭台成郭台成 龙应台龍應台
今周刊今周刊
爱丽舍愛麗舍 爱丽舍宫愛麗舍宮 甯采臣甯采臣 调制解调調製解調 拐棍柺棍 抬头抬頭 哄抬哄抬 抬杠抬槓 抬高抬高
哄抬物价哄抬物價 抬高身价抬高身價 牛骥同皂牛驥同皁 同皂同皁 同一皂同一皁
纯吃茶純喫茶 吃茶喫茶 歌手丁当歌手丁噹
"""
# Surnames whose character is another one where it is a word (余 and 餘), people who are called so, and what calls them.
SURNAMES = "余范岳郁游"
CALLED = """
先生先生 女士女士 小姐小姐 某某 老师老師 教授教授 博士博士 总總 经理經理 主任主任 书记書記 局长局長 校长校長 院长院長 厂长廠長
市长市長 县长縣長 镇长鎮長 村长村長 队长隊長 董事长董事長 医生醫生 律师律師 师傅師傅 警官警官 法官法官 同志同志 老板老闆
阿姨阿姨 大爷大爺 大妈大媽 奶奶奶奶 爷爷爺爺
"""
# Words that end in one of them, and may stand before such a title.
ENDING_SO = """
其余其餘 业余業餘 剩余剩餘 多余多餘 残余殘餘 盈余盈餘 结余結餘 有余有餘 之余之餘 空余空餘 课余課餘 富余富餘 示范示範 规范規範
模范模範 典范典範 师范師範 防范防範 风范風範 导游導遊 旅游旅遊 五岳五嶽 山岳山嶽 忧郁憂鬱 浓郁濃郁
"""
BEFORE_NAMES = (
    "记者記者 通讯员通訊員 市民市民 居民居民 村民村民 作家作家 诗人詩人 导演導演 演员演員 歌手歌手 教练教練 选手選手"
)
NAMES = """
余秋雨余秋雨 余华余華 余光中余光中 余英时余英時 余承东余承東 余文乐余文樂 余叔岩余叔岩 余三胜余三勝 余则成余則成 于先生于先生
于女士于女士 于小姐于小姐 范县范縣
姓余姓余 姓范姓范 姓游姓游 姓于姓于
子丑子丑 丑寅丑寅 丑牛丑牛 丑月丑月 丑土丑土 丑正丑正 丑初丑初 丑末丑末 丑刻丑刻
"""
TO_TRADITIONAL_NOT = "余明 一出戏 铲刀 铲土 铲冰 铲倒 铲射 铲抢 反铲 铲板 铲起 抬出去 抬回来"

_numerals = "一二三四五六七八九十百千万几数两"
_before_week = ("这", "那", "哪", "几", "第几", "上", "下", "本", "每", "若干", "多少", "好几", "十几", "几十", "过几")


def to_simplified() -> Iterator[tuple[str, str]]:
    """Entries that go before those of the tables."""
    for pair in TO_SIMPLIFIED_CHARS.split():
        yield pair[0], pair[1]
    yield from zip(JAPANESE[::2], JAPANESE[1::2], strict=True)
    yield from _halves(TO_SIMPLIFIED_PHRASES)


def to_traditional() -> Iterator[tuple[str, str]]:
    """Entries that go before those of the tables; weeks (周 → 週) and miles (里, not 裏) by rule."""
    for pair in TO_TRADITIONAL_CHARS.split():
        yield pair[0], pair[1]
    yield from _halves(TO_TRADITIONAL_PHRASES)
    yield from _halves(NAMES)
    for surname in SURNAMES:
        yield from ((surname + title, surname + converted) for title, converted in _halves(CALLED))
        yield from ((role + surname, converted + surname) for role, converted in _halves(BEFORE_NAMES))
        for word, ending in _halves(ENDING_SO):
            if word[1] == surname:
                yield from ((word + title, ending + converted) for title, converted in _halves(CALLED))
    for word in _before_week:
        traditional = word.replace("这", "這").replace("几", "幾").replace("个", "個")
        yield word + "周", traditional + "週"
        for after, instead in (("围", "圍"), ("边", "邊"), ("遭", "遭"), ("年", "年"), ("岁", "歲"), ("刊", "刊")):
            yield f"{word}周{after}", f"{traditional}周{instead}"
    for numeral in _numerals:
        yield f"{numeral}里", {"万": "萬", "几": "幾", "数": "數", "两": "兩"}.get(numeral, numeral) + "里"


def _halves(words: str) -> Iterator[tuple[str, str]]:
    for word in words.split():
        middle = len(word) // 2
        yield word[:middle], word[middle:]

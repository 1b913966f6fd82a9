"""Surnames, by which names of people are told from words."""

from __future__ import annotations

# The commonest surnames, rarer ones of the Hundred Family Names that begin few words, and the two-character ones, both
# scripts: they tell names from words in brackets and part names that lost their space (卢春文斌礼).
SURNAMES = (
    "王李张劉刘陈陳杨楊黄黃赵趙周吴吳徐孙孫朱马馬胡郭林何高梁郑鄭罗羅宋谢謝唐韩韓曹许許邓鄧萧蕭冯馮曾程蔡彭潘袁"
    "于董余苏蘇叶葉吕呂魏蒋蔣田杜丁沈姜范江傅钟鍾卢盧汪戴崔任陆陸廖姚方金邱夏谭譚韦韋贾賈邹鄒石熊孟秦阎閻薛侯雷"
    "白龙龍段郝孔邵史毛常万萬顾顧赖賴武康贺賀严嚴尹钱錢施牛洪龚龔汤湯陶黎温莫易樊乔喬文安殷颜顏庄莊章鲁魯倪庞龐"
    "邢俞翟蓝藍聂聶齐齊向申葛柴伍覃骆駱关關焦柳欧歐祝纪紀尚毕畢耿芦左季管符辛苗詹曲靳祁路涂兰蘭甘裴梅童翁霍游"
    "阮尤岳柯牟滕谷舒卜饶饒宁寧凌盛查单單冉鲍鮑华華包屈房喻解蒲卫衛简簡时時连連车車项項闵閔邬鄔吉党阳陽司费費蒙席晏"
    "隋古强強穆姬宫宮景米麦麥谈談柏瞿艾沙鄢桂窦竇刁佟娄婁丛叢岑成荣榮"
    "褚戚奚廉皮卞湛禹狄臧甄封芮储儲宗嵇汲邴糜巫巴郗仲伊仇栾欒厉厲戎祖束郜蓟薊薄邰鄂索卓蔺藺屠池胥苍蒼闻聞莘逄郦酈雍璩桑"
    "濮寿壽边邊扈燕冀郏浦茹宦鱼魚庾暨衡弘匡寇阙闕殳蔚巩鞏晁勾敖冷訾阚闞那鞠巢蒯荆荊竺权權逯盖蓋桓冼花麻练練占苟揭淦"
    "亓仝佘缪繆漆郎应應丘亢展帅帥"
)
COMPOUND_SURNAMES = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "上官",
    "诸葛",
    "諸葛",
    "东方",
    "東方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
)

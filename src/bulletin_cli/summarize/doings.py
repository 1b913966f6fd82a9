"""Words of reporting that say what is done, not what it is about: no keywords and no part of one."""

from __future__ import annotations

# Verbs, adverbs that go with them, and the reporter's own words; in both scripts where the dictionary knows both.
WORDS = """
召开 举行 举办 主持 强调 指出 表示 认为 要求 提出 出席 参加 参与 会见 接见 审议 通过 印发 发布
公布 宣布 开展 展开 加强 推进 推动 促进 加快 坚持 落实 完善 提升 提高 增强 深化 强化 扩大 成为
作为 具有 存在 采用 利用 使用 运用 针对 实现 取得 获得 获悉 进入 来到 走进 包括 表明 显示 发现
进行 作出 做出 做好 抓好 抓住 听取 讨论 传达 学习贯彻 贯彻 部署 确保 保证 保持 维护 支持 鼓励 引导
帮助 带动 带来 形成 建立 建成 打造 构建 营造 迎来 高举 牢记 践行 弘扬 奋力 谱写 书写 开启 开创
携手 助力 致力 围绕 聚焦 立足 依托 按照 根据 结合 面对 面临 应对 解决 有效 积极 不断 进一步 全面
深入 切实 扎实 努力 持续 着力 全力 大力 充分 认真 严格 达到 超过 增加 减少 下降 增长 到达 抵达
前往 离开 返回 介绍 说明 讲话 发言 致辞 致电 致信 来信 回信 祝贺 发表 签署 启动 开幕 闭幕 结束
完成 开始 继续 需要 能够 可以 应该 必须 希望 相信 愿意 成立 负责 承担 担任 当选 产生 造成 导致
引起 引发 满足 符合 适应 提供 给予 属于 位于 处于 基于 源于 来自 给出 得到 得出 看到 听到 探讨
阐述 论述 覆盖 突破 投入 体现 展示 展现 反映 注重 重视 做到 力争 争取 防止 避免 发生 涌现 涌现出
记者 通讯员 报道 本报讯 当地时间 今年以来 近年来 连日来 同比 环比 结果表明 有关 相关 方面 情况 大家 同志 召開 舉行
舉辦 強調 參加 會見 審議 通過 發布 公佈 開展 加強 推進 推動 促進 堅持 落實 實現 獲得 進行 聽取
討論 貫徹 確保 保證 維護 發表 簽署 啟動 開幕 閉幕 結束 繼續 記者 通訊員 報道 本報訊 當地時間 會議
有關 情況
"""

DOINGS = frozenset(WORDS.split())

# Nouns that say nothing alone, though they close many a name (国务院常务会议).
NOUNS = "会议 會議 研究 分析 方法 影响 工作 活动 活動 人员 人員 单位 部门 地区 领导 干部 群众 时间 问题 全国 我国"

GENERAL = frozenset(NOUNS.split())

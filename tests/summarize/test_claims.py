"""True words in the wrong place (speakers, figures, lists, opposites), each with a faithful twin that passes."""

from __future__ import annotations

import pytest

from summarizer import support

ARTICLE = """\
青禾市水务局局长林知远表示，云溪水库清淤以后，下游农田灌溉用水将得到保障。
绿野合作社社长周小满说，合作社的柑橘今年卖到了外省，收入比往年好了不少。
“现在浇一亩地只要二十分钟，比过去快多了。”种植户高兴地说。有游客称赞湖边的步道修得很漂亮。
水库有效库容恢复到410万立方米，坝顶公路拓宽到6米，取水口加深到9米。预计明年柑橘亩产达到3800斤。
截至目前，全市已有22家合作社通过绿色认证。技术培训班每周四开课，每周六、周日开放果园供市民参观。
市民代表团成员陆青川、何远山、苏一帆走访各镇。陆青川在沙坪镇座谈。何远山在白石镇座谈。苏一帆在清水镇座谈。
篮球友谊赛中，水务局队以61：58战胜了农业局队。邻县林业局长对共建水源林表示了赞同。
"""

TWINS = {
    "speaker": ("林知远表示，清淤后下游农田灌溉用水将得到保障。", "周小满表示，清淤后下游农田灌溉用水将得到保障。"),
    "speaker after a quotation": ("种植户称，浇一亩地只要二十分钟。", "游客称，浇一亩地只要二十分钟。"),
    "figure of another thing": ("坝顶公路拓宽到6米。", "坝顶公路拓宽到9米。"),
    "day of another thing": ("技术培训班每周四开课。", "每周四开放果园供市民参观。"),
    "plan as done": ("明年柑橘亩产预计达到3800斤。", "柑橘亩产实现3800斤。"),
    "total as new": ("全市22家合作社通过绿色认证。", "全市新增22家合作社通过绿色认证。"),
    "paired lists": (
        "陆青川、何远山、苏一帆分别在沙坪镇、白石镇、清水镇座谈。",
        "陆青川、何远山、苏一帆分别在白石镇、沙坪镇、清水镇座谈。",
    ),
    "score": ("水务局队以61：58战胜农业局队。", "水务局队以58：61不敌农业局队。"),
    "opposite": ("邻县林业局长赞同共建水源林。", "邻县林业局长反对共建水源林。"),
    "unheard of": ("有效库容恢复到410万立方米。", "为410万立方米颁发荣誉证书。"),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_faithful_one_passes(name: str) -> None:
    judged = support(ARTICLE, TWINS[name][0])
    assert judged.ok, judged


@pytest.mark.parametrize("name", TWINS)
def test_its_twin_is_refused_and_the_clause_is_named_as_written(name: str) -> None:
    twin = TWINS[name][1]
    judged = support(ARTICLE, twin)
    named = [words for sentence in judged.sentences for words in sentence.unsupported]
    assert not judged.ok
    assert named
    assert all(words in twin for words in named)


def test_the_articles_own_sentences_always_pass() -> None:
    for line in ARTICLE.splitlines():
        assert support(ARTICLE, line).ok, line


def test_traditional_script_and_width_are_read_as_one() -> None:
    assert support(ARTICLE, "林知遠表示，清淤後下游農田灌溉用水將得到保障。").ok
    assert not support(ARTICLE, "周小滿表示，清淤後下游農田灌溉用水將得到保障。").ok


def test_a_space_between_a_number_and_its_scale_changes_nothing() -> None:
    assert support("今年共有 1.4 万人参加培训。", "1.4万人参加培训。").ok


GROUNDS = {
    "因": ("因设备老化，云溪水库清淤以后，下游农田灌溉用水将得到保障。"),
    "受…影响": ("受台风外围影响，坝顶公路拓宽到6米。"),
    "应…要求": ("应邻县政府要求，水库有效库容恢复到410万立方米。"),
}


@pytest.mark.parametrize("name", GROUNDS)
def test_a_ground_the_article_does_not_give_is_refused(name: str) -> None:
    judged = support(ARTICLE, GROUNDS[name])
    assert not judged.ok
    assert any(words.startswith(name[0]) for words in judged.sentences[0].unsupported)


def test_a_ground_the_article_gives_passes() -> None:
    article = ARTICLE + "因连日暴雨，白石镇的座谈推迟了一天。"
    assert support(article, "因连日暴雨，白石镇座谈推迟一天。").ok


def test_a_plan_told_as_done_and_some_told_as_all_are_refused() -> None:
    article = "沙坪镇计划新建两座泵站。部分农户领到了补贴。"
    assert support(article, "沙坪镇计划新建两座泵站，部分农户领到补贴。").ok
    assert not support(article, "沙坪镇已新建两座泵站。").ok
    assert not support(article, "全部农户领到补贴。").ok


def test_what_is_added_to_a_list_or_after_and_is_refused_by_name() -> None:
    article = ARTICLE + "培训班讲授修剪、施肥、灌溉，学员领到教材。"
    assert support(article, "培训班讲授修剪、施肥、灌溉。").ok
    judged = support(article, "培训班讲授修剪、嫁接、灌溉。")
    assert judged.sentences[0].unsupported == ("嫁接",)
    assert not support(article, "学员领到教材并赴京考察。").ok


def test_a_denial_of_what_the_article_states_is_refused() -> None:
    assert not support(ARTICLE, "水库有效库容未能恢复到410万立方米。").ok


def test_small_counts_of_what_the_article_lists_pass() -> None:
    assert support("甲队获一等奖。乙队也获一等奖。", "甲队、乙队两队获一等奖。").ok


def test_the_articles_nearest_sentence_is_given_beside_what_is_refused() -> None:
    (sentence,) = support(ARTICLE, "坝顶公路拓宽到9米。").sentences
    assert sentence.nearest is not None
    assert "坝顶公路拓宽到6米" in sentence.nearest
    (sentence,) = support(ARTICLE, "坝顶公路拓宽到6米。").sentences
    assert sentence.nearest is None


def test_a_date_in_two_places_and_a_rounded_number_are_no_inventions() -> None:
    article = "7月25日，记者获悉，24日当晚沙坪镇降雨。研究追踪了54635名农户。"
    assert support(article, "沙坪镇7月24日降雨。").ok
    assert support(article, "研究追踪5.4万余名农户。").ok
    assert not support(article, "研究追踪4.4万余名农户。").ok
    assert not support(article, "沙坪镇7月26日降雨。").ok


def test_the_day_between_a_speaker_and_the_verb_is_no_part_of_the_name() -> None:
    assert support(ARTICLE, "水务局局长林知远7月29日表示，清淤后下游农田灌溉用水将得到保障。".replace("7月29日", "")).ok
    dated = "7月29日，" + ARTICLE
    assert support(dated, "水务局局长林知远7月29日表示，清淤后下游农田灌溉用水将得到保障。").ok
    assert not support(dated, "周小满7月29日表示，清淤后下游农田灌溉用水将得到保障。").ok


COURT = """\
青禾市法院审结一起直播合同纠纷。主播苏一帆辩称，自己不清楚合同内容。经纪人何远山说，苏一帆擅自到别家直播。
法院认为，何远山没有取得经纪许可。签订协议系双方真实的意思表示，不能因为没有许可就否认合同的效力。
"""


def test_a_term_that_ends_like_a_verb_of_speaking_names_no_speaker() -> None:
    assert support(COURT, "法院认为，签订协议系双方真实的意思表示，不能因没有许可就否认合同效力。").ok


def test_what_one_says_ends_where_another_begins_to_speak() -> None:
    assert support(COURT, "主播辩称，自己不清楚合同内容，但经纪人何远山说苏一帆擅自到别家直播。").ok
    assert not support(COURT, "何远山辩称，自己不清楚合同内容。").ok

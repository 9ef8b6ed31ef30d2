"""Names, one by one, with their roles. All people and outlets are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.parse.notice.people import is_name, read_people

CASES = {
    "何远 谷青": [("authors", "何远"), ("authors", "谷青")],
    "张 三、李 四": [("authors", "张三"), ("authors", "李四")],
    "张三;李四，王五": [("authors", "张三"), ("authors", "李四"), ("authors", "王五")],
    "张三/李四&王五": [("authors", "张三"), ("authors", "李四"), ("authors", "王五")],
    "张三和李四": [("authors", "张三"), ("authors", "李四")],
    "张三李四光": [("authors", "张三"), ("authors", "李四光")],
    "本报记者 张三 通讯员 林 宇": [("authors", "张三"), ("correspondents", "林宇")],
    "实习记者 张三 记者李四": [("authors", "张三"), ("authors", "李四")],
    "山谷日报记者 张三 摄影报道": [("authors", "张三")],
    "记者 张三 山谷报道": [("authors", "张三")],
    "张三_NF4425": [("authors", "张三")],
    "张三 zhangsan@valley.example": [("authors", "张三")],
    "张三山（某某平台作者）": [("authors", "张三山")],
    "伊万·彼得罗夫、张三": [("authors", "伊万·彼得罗夫"), ("authors", "张三")],
    "周一 (Joe Valley)": [("authors", "周一 (Joe Valley)")],
    "Demi Valley": [("authors", "Demi Valley")],
    "张三北京某大学教授": [("authors", "张三")],
    "張三 陳四": [("authors", "張三"), ("authors", "陳四")],
    "一只小飞象": [("authors", "一只小飞象")],
    "欧阳山谷": [("authors", "欧阳山谷")],
    "山谷学院宣传部": [("authors", "山谷学院宣传部")],
    "（空）": [],
    "": [],
    "——": [],
}


@pytest.mark.parametrize(("value", "people"), CASES.items())
def test_names_come_one_by_one(value: str, people: list[tuple[str, str]]) -> None:
    assert [(person.role, person.name) for person in read_people(value, "authors")] == people


def test_strict_reading_takes_only_what_has_the_form_of_a_name() -> None:
    assert [person.name for person in read_people("记者 张三 一只小飞象 山谷北京报道", "authors", strict=True)] == [
        "张三"
    ]


@pytest.mark.parametrize("word", ["张三", "李四光", "欧阳山谷", "伊万·彼得罗夫"])
def test_names_are_names(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize("word", ["的", "新闻", "记者张三说", "abc", "王先生们好"])
def test_other_words_are_not(word: str) -> None:
    assert not is_name(word)


_PARTS = [
    "张三",
    "李四",
    "记者",
    "通讯员",
    "编辑：",
    " ",
    "、",
    "（",
    "）",
    "_NF1",
    "a@b.cn",
    "·",
    "报道",
    "责任编辑",
    "x",
]


@given(st.lists(st.sampled_from(_PARTS), max_size=20).map("".join) | st.text(max_size=60))
def test_any_value_gives_names_without_marks(value: str) -> None:
    for person in read_people(value, "authors"):
        assert person.name.strip() == person.name != ""
        assert not re.search(r"[:：、，;；|@]|记者|通讯员", person.name)

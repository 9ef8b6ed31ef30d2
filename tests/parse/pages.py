"""Small pages, built from their parts; texts, people and places are invented."""

from __future__ import annotations

TITLE = "旧粮仓变身乡村书屋 三个月借出图书四千册"
SENTENCES = (
    "冬日午后，青石桥镇的旧粮仓里坐满了看书的孩子，最靠窗的那张长桌一早就被占满了。",
    "这座粮仓停用后空置了十余年，去年春天，镇里保留青砖外墙和木梁，只修了屋顶、门窗和电路。",
    "书屋由一位退休教师牵头管理，二十多名志愿者轮流值班，读者凭身份证就可以免费借阅。",
    "下一步，镇里打算把旁边的晒谷坪改成露天阅读角，再请附近学校的学生来讲故事。",
)


def paragraphs(*more: str) -> str:
    return "".join(f"<p>{text}</p>" for text in (*SENTENCES, *more))


def page(body: str, *, head: str = "", title: str = f"{TITLE}_青石桥新闻网", above: str = "", below: str = "") -> str:
    """A page with navigation and a footer around ``above``, the box of the body, and ``below``."""
    links = "".join(
        f'<li><a href="/{n}.html">{name}</a></li>' for n, name in enumerate(("首页", "时政", "社会", "文旅"))
    )
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><ul class='top'>{links}</ul>"
        f"<div class='wrap'><h1>{TITLE}</h1>{above}<div class='detail'>{body}</div>{below}</div>"
        "<div class='bottom'><p>关于我们 | 联系方式 | 网站地图</p></div></body></html>"
    )

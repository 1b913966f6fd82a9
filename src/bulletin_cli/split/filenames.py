"""What a file's name says of its page: `石景山报2020-06-26第3版.txt`, `20200626_A03.txt`, `2020-06-26/03.txt`.

It counts less than what is printed on the page and than what the options say.
"""

from __future__ import annotations

import functools
import re

from ..chinese.dates import date_in_name
from ..model import IssueFacts
from .facts import Survey, page_label


@functools.cache
def _page() -> re.Pattern[str]:
    return re.compile(
        r"第?(?P<printed>[A-Z]?[0-9]{1,3}|[一二三四五六七八九十]{1,3})[版頁页]"
        r"|(?:^|[-_ .])(?:[Pp](?:age)?[-_ ]?)?(?P<last>[A-Z]?[0-9]{1,3})$"
    )


@functools.cache
def _paper() -> re.Pattern[str]:
    kinds = "日报|晚报|晨报|时报|早报|周报|公报|政报|日報|晚報|晨報|時報|早報|週報|公報|报|報|周刊|简报|快报|通讯"
    return re.compile(rf"[^\W0-9A-Za-z_]{{1,10}}?(?:{kinds})")


def facts_of_name(path: str) -> IssueFacts:
    """Date, page and publication that the last two parts of a path name; each None where they do not.

    A bare number is a page only beside a date: `2020-06-26/03.txt` is page 3, `scan-03.txt` may be anything.

    >>> facts_of_name("dumps/石景山报2020-06-26第3版.txt")[:4]
    ('2020-06-26', '石景山报', None, '3')
    >>> facts_of_name("20200626_A03.txt.gz")[:4], facts_of_name("rmrb/2020-06-26/03.txt")[:4]
    (('2020-06-26', None, None, 'A03'), ('2020-06-26', None, None, '3'))
    >>> facts_of_name("000_65daccc8cfd9a715.txt")[:4], facts_of_name("scan-03.txt")[:4], facts_of_name("-")[:4]
    ((None, None, None, None), (None, None, None, None), (None, None, None, None))
    """
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".gz")
    stem = stem[: stem.rindex(".")] if "." in stem else stem
    folder = folder.rpartition("/")[2]
    dated = date_in_name(stem)
    rest = f"{stem[: dated.start]} {stem[dated.end :]}" if dated else stem
    dated = dated or date_in_name(folder)
    bare = rest.strip(" -_.")
    found = _page().search(bare) if bare[-1:].isdigit() or any(map(bare.__contains__, "版頁页")) else None
    page = None
    if found:
        page = page_label(found["printed"]) if found["printed"] else page_label(found["last"]) if dated else None
    named = any(sign in rest + folder for sign in "报報刊讯")  # most names are turned away here
    paper = (_paper().match(rest.strip()) or _paper().match(folder)) if named else None
    return IssueFacts(date=dated.iso if dated else None, publication=paper[0] if paper else None, page=page)


def with_name(survey: Survey, path: str, facts: IssueFacts) -> Survey:
    """The survey of a passage, completed by what the file's name says; the page only where the file is one page."""
    if path == "-":
        return survey
    named = facts_of_name(path)
    page = named.page if len(survey.facts) == 1 and facts.page is None else None
    completed = [
        here._replace(
            date=here.date or named.date, publication=here.publication or named.publication, page=here.page or page
        )
        for here in survey.facts
    ]
    return survey._replace(facts=completed)

"""Passages and record lines of inputs, in order, through the stages: what fails is complained of, the rest comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from traceback import format_exception

from .model import Article, Passage
from .pipeline import Plan, cut, refine, wanted
from .reading import Complain, InputError, RecordLine
from .records import RecordError, parse


class Flow:
    """Makes articles of the items of one input after another; stories are joined over inputs of one issue.

    Args:
        plan: the stages for text; and for records, if they have none of their own.
        complain: called with every InputError.
        records: the stages for records.
        repair: clean text on its way, whatever its plan says.
        note: called with what only a developer wants to know of a fault.
    """

    def __init__(
        self,
        plan: Plan,
        complain: Complain,
        *,
        records: Plan | None = None,
        repair: bool = False,
        note: Callable[[str], None] | None = None,
    ) -> None:
        self._plan, self._records, self._repair = plan, plan if records is None else records, repair
        self._complain, self._note = complain, note
        self._text: _Text | None = None  # made at the first passage: records pay for neither splitting nor cleaning

    def push(self, item: Passage | RecordLine) -> Iterator[Article]:
        """The articles that are complete once this item has come."""
        if isinstance(item, Passage):
            text = self._text = self._text or _Text(self._plan, self._repair)
            yield from self._refined(text.joiner.push(self._cut(item, text)), text.plan)
        else:
            yield from self.end()
            yield from self.of_record(item, self._records)

    def end(self) -> Iterator[Article]:
        """The articles that waited for another part of their story."""
        if self._text:
            yield from self._refined(self._text.joiner.end(), self._text.plan)

    def record(self, line: RecordLine) -> Article | None:
        """The article of a record line; None, and a complaint, where it is none."""
        try:
            return parse(line.text)
        except RecordError as error:
            self._complain(InputError(line.path, line.line, str(error), line.text))
            return None

    def of_record(self, line: RecordLine, plan: Plan) -> Iterator[Article]:
        """The article of a record line, through the plan's stages; as it is where they fail, none where it is none."""
        article = self.record(line)
        if article is not None:
            try:
                yield refine(article, plan)
            except Exception as error:
                self._stumbled(line.path, line.line, error, line.text)
                yield article

    def _cut(self, passage: Passage, text: _Text) -> Iterator[Article]:
        """The articles of a passage; a fault of ours is reported with its place, and the other passages come out."""
        try:
            articles = cut(passage, text.plan, text.before)
        except Exception as error:
            self._stumbled(passage.path, passage.first_line, error, passage.text)
            return
        # The last page of the passage stands behind its last record, unless that is a story which began before it.
        text.before = max(articles, key=lambda a: a.source.lines[0] if a.source else 0, default=text.before)
        yield from (a for a in articles if wanted(a, text.plan))

    def _refined(self, articles: Iterator[Article], plan: Plan) -> Iterator[Article]:
        """Articles that were cut out of text, through the later stages; as they are where that fails."""
        for article in articles:
            if wanted(article, plan):
                try:
                    yield refine(article, plan)
                except Exception as error:
                    place = article.source
                    self._stumbled(place.path if place else "-", place.lines[0] if place else 1, error, article.body)
                    yield article

    def _stumbled(self, path: str, line: int, error: Exception, text: str) -> None:
        """Complain of a fault of ours in one passage or record; its text goes to the rejects."""
        self._complain(fault(path, line, error, text))
        if self._note:
            self._note("".join(format_exception(error)))


class _Text:
    """What text needs on its way to articles: the plan with its repairs, and what joins stories over files."""

    def __init__(self, plan: Plan, repair: bool) -> None:
        from .split.across import Joiner

        self.joiner = Joiner()
        self.plan = plan
        self.before: Article | None = None
        if repair:
            from .clean import CleanOptions

            self.plan = plan._replace(clean=CleanOptions())


def fault(path: str, line: int, error: Exception, text: str) -> InputError:
    """What to say when a stage stumbles over one passage or record."""
    what = f"not processed: {type(error).__name__}: {error}; this is a fault in bulletin, please report it"
    return InputError(path, line, what, text)

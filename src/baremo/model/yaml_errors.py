"""What a YAML parser complains of, in a marketer's words and with the place where mending begins."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError

from baremo.errors import Problem
from baremo.texts import Text, say


def marked_error(error: MarkedYAMLError, text: str, file: str) -> Problem:
    """The problem that stands behind a parser's error."""
    what, context = str(error.problem or ""), str(error.context or "")
    opened = "unclosed" if "quoted scalar" in context or "flow" in context else "at"
    mark = error.context_mark if opened == "unclosed" and error.context_mark else error.problem_mark
    if "escape" in what:
        mark = error.problem_mark
    message, remedy = _words(what, context, _character(error, text))
    return Problem(
        code="yaml-syntax",
        subject="",
        message=message,
        remedy=remedy,
        file=file,
        line=mark.line + 1 if mark else 0,
        column=mark.column + 1 if mark else 0,
    )


def _character(error: MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    return text[mark.index : mark.index + 1] if mark is not None else ""


def _words(what: str, context: str, character: str) -> tuple[Text, Text]:
    if "cannot start any token" in what:
        return _bad_start(character)
    if "mapping values are not allowed" in what:
        return (
            say("a colon does not fit here."),
            say("Put text that has a colon in quotes, and indent sibling keys by the same number of spaces."),
        )
    if "sequence entries are not allowed" in what:
        return (
            say("a list item (`-`) does not fit here."),
            say("Begin the list on a line of its own below the key, or write it as [a, b]."),
        )
    if "quoted scalar" in context and "escape" in what:
        return (
            say("a backslash in double quotes begins an escape that YAML does not know."),
            say("Use single quotes for regular expressions: '\\bword\\b'."),
        )
    if "quoted scalar" in context:
        return say("a quote is opened here and never closed."), say("Close it with the same quote sign.")
    if "flow" in context:
        return (
            say("a bracket is opened here and its items are not written right or it is never closed."),
            say("Separate items by commas, put a space after each colon, and close it with ] or }}."),
        )
    return _layout(what)


def _bad_start(character: str) -> tuple[Text, Text]:
    if character == "\t":
        return say("a tab stands where the line is indented."), say("Indent with spaces, two for each step.")
    return (
        say("a text cannot begin with {character}.", character=character or "?"),
        say("Put the text in quotes."),
    )


def _layout(what: str) -> tuple[Text, Text]:
    if "could not find expected ':'" in what:
        return (
            say("the line before this one has no colon."),
            say("Write `key: value`, with a space after the colon."),
        )
    if "<block end>" in what:
        return (
            say("this line does not fit the lines above it."),
            say("Indent sibling keys by the same number of spaces, and quote a text with quotes inside."),
        )
    if "node content" in what:
        return say("a closing bracket has no opening one."), say("Take it out, or put the text in quotes.")
    return (
        say("this is not YAML ({detail}).", detail=what),
        say("Compare the line with the examples in the reference of the model file."),
    )

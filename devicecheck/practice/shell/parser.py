# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A parser for the part of the shell's language that batch scripts use."""

import re

from devicecheck.practice.shell.syntax import (
    AndOr,
    Command,
    Conditional,
    Group,
    Literal,
    Loop,
    Pipeline,
    Redirection,
    Redirections,
    Sequence,
    Simple,
    Substitution,
    Variable,
    Word,
    WordPart,
)

CLOSING = frozenset({"then", "elif", "else", "fi", "do", "done", "}"})
RESERVED_WORD = re.compile(r"([a-z]+|[{}!])(?=[\s;&|()<>]|$)")
REDIRECTION = re.compile(r"(\d?)(>>|>&|<&|>|<)")
ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=")
NAME = re.compile(r"[A-Za-z_]\w*")
VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*|\?)\}|([A-Za-z_]\w*|[?$]))")
BLANKS = re.compile(r"(?:[ \t]|\\\n|(?:(?<=[\s;&|()])|^)#[^\n]*)*")
BLANKS_AND_LINES = re.compile(r"(?:\s|\\\n|(?:(?<=[\s;&|()])|^)#[^\n]*)*")
UNQUOTED_RUN = re.compile(r"[^\s;&|()<>\\'\"$`]+")
DOUBLE_QUOTED_RUN = re.compile(r'[^"\\$`]+')
END_OF_WORD = frozenset(" \t\n;&|()<>")


class ShellSyntaxError(Exception):
    """The script is not in the language, or in a part of it that the practice phone lacks."""


class Parser:
    """Reads one script."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def program(self) -> Sequence:
        """Read the whole script.

        Errors: ShellSyntaxError.
        """
        sequence = self._sequence()
        if self._at < len(self._text):
            raise self._unexpected()
        return sequence

    def _unexpected(self) -> ShellSyntaxError:
        return ShellSyntaxError(f"syntax error: unexpected '{self._text[self._at : self._at + 1] or 'EOF'}'")

    def _skip(self, pattern: re.Pattern[str] = BLANKS) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _ahead(self, *texts: str) -> bool:
        return self._text.startswith(texts, self._at)

    def _accept(self, text: str) -> bool:
        self._skip()
        if not self._ahead(text):
            return False
        self._at += len(text)
        return True

    def _reserved(self) -> str:
        found = RESERVED_WORD.match(self._text, self._at)
        return found[1] if found else ""

    def _take(self, word: str) -> None:
        self._skip(BLANKS_AND_LINES)
        if self._reserved() != word:
            raise self._unexpected()
        self._at += len(word)

    def _sequence(self) -> Sequence:
        items: list[AndOr | Pipeline] = []
        while True:
            self._skip(BLANKS_AND_LINES)
            if self._at >= len(self._text) or self._ahead(")") or self._reserved() in CLOSING:
                return Sequence(tuple(items))
            items.append(self._and_or())
            self._accept(";")

    def _and_or(self) -> AndOr | Pipeline:
        left: AndOr | Pipeline = self._pipeline()
        while True:
            self._skip()
            operator = self._text[self._at : self._at + 2]
            if operator not in ("&&", "||"):
                return left
            self._at += 2
            self._skip(BLANKS_AND_LINES)
            left = AndOr(operator, left, self._pipeline())

    def _pipeline(self) -> Pipeline:
        negated = self._reserved() == "!"
        self._at += negated
        commands = [self._command()]
        self._skip()
        while self._ahead("|") and not self._ahead("||"):
            self._at += 1
            self._skip(BLANKS_AND_LINES)
            commands.append(self._command())
            self._skip()
        return Pipeline(tuple(commands), negated)

    def _command(self) -> Command:
        self._skip()
        if self._accept("("):
            body = self._sequence()
            if not self._accept(")"):
                raise self._unexpected()
            return Group(body, True, self._redirections())
        match self._reserved():
            case "{":
                self._at += 1
                body = self._sequence()
                self._take("}")
                return Group(body, False, self._redirections())
            case "if":
                return self._conditional()
            case "for":
                return self._loop()
        return self._simple()

    def _conditional(self) -> Conditional:
        branches = []
        otherwise = None
        while (word := self._reserved()) in ("if", "elif"):
            self._at += len(word)
            condition = self._sequence()
            self._take("then")
            branches.append((condition, self._sequence()))
        if self._reserved() == "else":
            self._at += len("else")
            otherwise = self._sequence()
        self._take("fi")
        return Conditional(tuple(branches), otherwise, self._redirections())

    def _loop(self) -> Loop:
        self._at += len("for")
        self._skip()
        name = NAME.match(self._text, self._at)
        if not name:
            raise self._unexpected()
        self._at = name.end()
        self._take("in")
        words = []
        self._skip()
        while self._at < len(self._text) and self._text[self._at] not in END_OF_WORD:
            words.append(self._word())
            self._skip()
        self._accept(";")
        self._take("do")
        body = self._sequence()
        self._take("done")
        return Loop(name[0], tuple(words), body, self._redirections())

    def _redirections(self) -> Redirections:
        found = []
        while redirection := self._redirection():
            found.append(redirection)
        return tuple(found)

    def _redirection(self) -> Redirection | None:
        self._skip()
        written = REDIRECTION.match(self._text, self._at)
        if not written:
            return None
        self._at = written.end()
        self._skip()
        descriptor = int(written[1] or ("0" if written[2].startswith("<") else "1"))
        return Redirection(descriptor, written[2], self._word())

    def _simple(self) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirections: list[Redirection] = []
        while True:
            if redirection := self._redirection():
                redirections.append(redirection)
            elif self._at >= len(self._text) or self._text[self._at] in END_OF_WORD:
                break
            elif not words and (assigned := ASSIGNMENT.match(self._text, self._at)):
                self._at = assigned.end()
                assignments.append((assigned[1], self._word()))
            else:
                words.append(self._word())
        if not (assignments or words or redirections):
            raise self._unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirections))

    def _word(self) -> Word:
        parts: list[WordPart] = []
        while self._at < len(self._text) and self._text[self._at] not in END_OF_WORD:
            if run := UNQUOTED_RUN.match(self._text, self._at):
                self._at = run.end()
                parts.append(Literal(run[0], False))
            elif self._ahead("'"):
                parts.append(self._single_quoted())
            elif self._ahead('"'):
                parts += self._double_quoted()
            else:
                parts.append(self._special(quoted=False))
        return tuple(parts)

    def _single_quoted(self) -> Literal:
        end = self._text.find("'", self._at + 1)
        if end < 0:
            raise ShellSyntaxError("no closing quote")
        text = self._text[self._at + 1 : end]
        self._at = end + 1
        return Literal(text, True)

    def _double_quoted(self) -> list[WordPart]:
        parts: list[WordPart] = [Literal("", True)]
        self._at += 1
        while not self._ahead('"'):
            if self._at >= len(self._text):
                raise ShellSyntaxError("no closing quote")
            if run := DOUBLE_QUOTED_RUN.match(self._text, self._at):
                self._at = run.end()
                parts.append(Literal(run[0], True))
            else:
                parts.append(self._special(quoted=True))
        self._at += 1
        return parts

    def _special(self, *, quoted: bool) -> WordPart:
        if self._ahead("\\"):
            self._at += 2
            escaped = self._text[self._at - 1 : self._at]
            return Literal(f"\\{escaped}" if quoted and escaped not in '"$`\\' else escaped, True)
        if self._ahead("$("):
            self._at += 2
            body = self._sequence()
            if not self._accept(")"):
                raise self._unexpected()
            return Substitution(body, quoted)
        if variable := VARIABLE.match(self._text, self._at):
            self._at = variable.end()
            return Variable(variable[1] or variable[2], quoted)
        if self._ahead("`", "${", "$("):
            raise self._unexpected()
        self._at += 1
        return Literal("$", quoted)

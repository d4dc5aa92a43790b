"""Cleaning what strangers wrote, and reading Google's HTML."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calsync import text

ESC = "\x1b"


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("Lunch with Ana", "Lunch with Ana", id="plain"),
        pytest.param("  a \t b\r\nc  ", "a b c", id="spaces and breaks"),
        pytest.param(
            "a\u2028b\u2029c\x85d\ve\ff\x1cg", "a b c d e f g", id="other line separators"
        ),
        pytest.param(f"{ESC}[31mred{ESC}[0m", "red", id="colour"),
        pytest.param(f"{ESC}[2J{ESC}[1;1Hgone", "gone", id="clear screen"),
        pytest.param("\x9b31mred\x9b0m", "red", id="8-bit CSI"),
        pytest.param(f"{ESC}]0;owned\x07title", "title", id="window title, BEL"),
        pytest.param(f"{ESC}]8;;https://e.vil{ESC}\\bank{ESC}]8;;{ESC}\\", "bank", id="hyperlink"),
        pytest.param("\x9d8;;https://e.vil\x9cbank\x9d8;;\x9c", "bank", id="8-bit hyperlink"),
        pytest.param(f"{ESC}Pq#0{ESC}\\x", "x", id="DCS"),
        pytest.param(f"{ESC}]0;never ended", "0;never ended", id="unterminated string"),
        pytest.param(f"{ESC}(Bx{ESC}cy{ESC}", "xy", id="other escapes"),
        pytest.param("a\x00\x08\x7f\x80b", "ab", id="controls"),
        pytest.param("\u202egpj.exe\u202c", "gpj.exe", id="bidi override"),
        pytest.param("\u2066a\u2069\u200f\u061cb", "ab", id="bidi isolates and marks"),
        pytest.param("p\u200ba\u200cy\u200dp\u2060a\ufeffl\u00ad", "paypal", id="zero width"),
        pytest.param("a\ud800b\udfffc", "abc", id="lone surrogates"),
        pytest.param("a\U000e0061\u3164b", "ab", id="tags and fillers"),
        pytest.param("Café 中文 👩 مرحبا", "Café 中文 👩 مرحبا", id="languages"),
    ],
)
def test_clean(given_text: str, expected: str) -> None:
    """One line is left, with nothing in it that moves a cursor or deceives an eye."""
    assert text.clean(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "width", "expected"),
    [
        pytest.param("Lunch", 5, "Lunch", id="fits"),
        pytest.param("Lunch with Ana", 8, "Lunch w…", id="ascii"),
        pytest.param("Lunch with Ana", 7, "Lunch…", id="no space before the ellipsis"),
        pytest.param("Café Olé", 8, "Café Olé", id="accents fit"),
        pytest.param("中文字测试", 10, "中文字测试", id="wide fits"),
        pytest.param("中文字测试", 8, "中文字…", id="wide"),
        pytest.param("ab", 1, "…", id="one column"),
        pytest.param("ab", 0, "ab", id="no width"),
    ],
)
def test_clean_shortens(given_text: str, width: int, expected: str) -> None:
    """A text too wide for its column ends with an ellipsis."""
    assert text.clean(given_text, width=width) == expected


def test_accents_are_bounded() -> None:
    """A letter with a million accents does not fill the terminal."""
    assert len(text.clean("é" + "\u0301" * 1_000_000, width=10)) <= 81


@given(st.text(st.characters()), st.integers(1, 30))
def test_clean_always(given_text: str, width: int) -> None:
    """Whatever comes, the line is printable, takes no more columns than asked, and stays so."""
    line = text.clean(given_text, width=width)

    assert "\n" not in line
    assert not {unicodedata.category(letter) for letter in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert text.columns(line) <= width
    assert text.clean(line) == line
    line.encode()


@given(st.text(st.characters()))
def test_block_always(given_text: str) -> None:
    """Whatever comes, a block holds no control but the newline."""
    lines = text.block(given_text)

    assert {letter for letter in lines if unicodedata.category(letter) in {"Cc", "Cs"}} <= {"\n"}


def test_block_keeps_lines_and_indents() -> None:
    """Lines, blank lines and indents stay; tabs become spaces and escapes go."""
    assert text.block(f"a\r\n\n  b\tc\rd{ESC}[1m\u2028e\u202e") == "a\n\n  b    c\nd\ne"


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("a<br>b<br/>c<BR />d", "a\nb\nc\nd", id="br"),
        pytest.param("<p>a</p><p>b</p>", "a\nb", id="p"),
        pytest.param("<div>a</div>\n<div>b</div>", "a\nb", id="divs with newlines between"),
        pytest.param("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\nc", id="list"),
        pytest.param("<ul><li></li><li><p>a</p></li></ul>", "- a", id="empty item"),
        pytest.param("Ana:<ul><li><b>a</b> b</li></ul>", "Ana:\n- a b", id="list after words"),
        pytest.param('<a href="https://x.y">Deck</a>', "Deck", id="link with a name"),
        pytest.param("<a href='https://x.y?a&amp;b'></a>!", "https://x.y?a&b!", id="link alone"),
        pytest.param("<a href=https://x.y> </a>", "https://x.y", id="link around a space"),
        pytest.param("a<a name=top></a>b", "ab", id="anchor"),
        pytest.param('<a href=""></a>b<b>', "b", id="empty address"),
        pytest.param("x</a><i>y</i>", "xy", id="stray end"),
        pytest.param("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc", id="cells"),
        pytest.param("Tom &amp; Ana&nbsp;&#39;&#x27;&eacute;", "Tom & Ana ''é", id="entities"),
        pytest.param("a &amp;lt; b", "a &lt; b", id="entities once"),
        pytest.param("&lt;br&gt;", "<br>", id="escaped markup"),
        pytest.param(
            "<b>x</b>&#99999999999999999999;&nope;",
            "x&#99999999999999999999;&nope;",
            id="no entity",
        ),
        pytest.param("<style>p { }</style><!-- x --><!DOCTYPE html><p>a", "a", id="hidden"),
        pytest.param(
            "<html-blob>- [ ] send<br><br><br><br>b</html-blob>",
            "- [ ] send\n\nb",
            id="blank lines",
        ),
        pytest.param("  <b>a</b>  \n  b\n\nc", "a\nb\n\nc", id="line breaks count"),
    ],
)
def test_plain(given_text: str, expected: str) -> None:
    """Google's HTML becomes the lines that the user saw."""
    assert text.plain(given_text) == expected


@pytest.mark.parametrize(
    "given_text",
    [
        "promise: send Ana the deck\n\n  by Friday \n",
        "Ana <ana@example.com>",
        "<https://zoom.us/j/1>",
        "if a <b and c> d",
        "1 < 2 > 0 <3 <unknown a='b'>",
        "R&D; AT&T; &co;",
        "https://x.y/?a=1&copy=2",
        "",
    ],
)
def test_plain_leaves_plain_text(given_text: str) -> None:
    """What is not HTML stays as it is."""
    assert text.plain(given_text) == given_text


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "<a href='", "</a>", "<li>", "&", "&#", ";", "x", "\n", "<!--", "<style>"]
        )
    )
)
def test_plain_never_fails(parts: list[str]) -> None:
    """Whatever markup comes, something readable is left and nothing is raised."""
    markup = "".join(parts)

    assert len(text.plain(markup)) <= 2 * len(markup)


@pytest.mark.parametrize(
    "part",
    ["<", "<a ", "<!--", "<style>", "&#", "<li>", "<a href='x", "\n", "\x1b]", "\x90", "\x1b[0"],
)
def test_linear_time(part: str) -> None:
    """A description made to be slow is read in a moment."""
    hostile = part * (text.LIMIT // len(part)) + "<b>"
    started = time.process_time()

    text.plain(hostile)
    text.clean(hostile)
    text.block(hostile)

    assert time.process_time() - started < 2


def test_plain_is_bounded() -> None:
    """No more than the limit is looked at."""
    assert len(text.plain("a" * (text.LIMIT + 5))) == text.LIMIT

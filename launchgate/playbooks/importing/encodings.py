"""In which encoding a text is written: what it says of itself is believed only as far as its bytes bear it out."""

import re

from charset_normalizer import from_bytes

from launchgate.playbooks.importing.found import counted

SNIFFED = 64 * 1024
UTF_8 = b"\xef\xbb\xbf"
WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Of letters that stand alone among plain ones, as accents and umlauts do, the likeliest first; and of those in a row.
LONE = ["cp1252", "cp1250", "cp1254", "cp1257"]
ROWS = ["cp1251", "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1253", "cp1255", "cp1256"]
BROKEN = "\ufffd"
# Two encodings in which nearly all pairs of bytes are words: the commonest characters tell them apart.
COMMON = {"cp949": "이다는을를가에의하고한지로은사기", "gb18030": "的一是不了在有和为上要可用确认检查测试成人中发布线"}


def decoded(data: bytes) -> tuple[str | None, list[str]]:
    """Return the text, None where the bytes are none, and sentences on characters that are broken."""
    for mark, encoding in WIDE:
        if data.startswith(mark) and 0 in data[len(mark) :]:
            return _told(data[len(mark) :].decode(encoding, errors="replace"))
    data = data.removeprefix(UTF_8).removeprefix(WIDE[2][0]).removeprefix(WIDE[3][0])
    if wide := _wide_encoding(data[:SNIFFED]):
        return _told(data.decode(wide, errors="replace"))
    if (text := _as_utf_8(data)) is not None:
        return _told(text)
    if data.count(0) * 200 > len(data):
        return None, []
    guess = _guessed(data[:SNIFFED])
    return _told(data.decode(guess, errors="replace")) if guess else (None, [])


def _told(text: str) -> tuple[str, list[str]]:
    broken = text.count(BROKEN)
    characters = counted(broken, "character that was", "characters that were")
    return text, [f"{characters} broken in the file already; {BROKEN} stands for them."] if broken else []


def _as_utf_8(data: bytes) -> str | None:
    """Return the text as UTF-8, also where a few of its characters are broken."""
    try:
        return data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    sound = sum(1 for letter in text if letter > "\x7f" and letter != BROKEN)
    return text if text.count(BROKEN) * 10 < sound else None


def _guessed(start: bytes) -> str | None:
    rows = re.findall(rb"[\x80-\xff]+", start)
    high = sum(map(len, rows))
    is_lone = high < len(rows) * 1.5 and high * 3 < len(start)
    matches = from_bytes(start, cp_isolation=LONE if is_lone else ROWS)
    likely = [match for match in matches if match.chaos <= matches[0].chaos]
    if not likely:
        return LONE[0] if is_lone else getattr(from_bytes(start).best(), "encoding", None)
    best = max(likely, key=lambda match: match.coherence)
    fitting = {match.encoding: str(match) for match in likely}
    if not best.coherence and LONE[0] in fitting:
        return LONE[0]
    if best.encoding in COMMON and COMMON.keys() <= fitting.keys():
        return max(COMMON, key=lambda name: sum(fitting[name].count(letter) for letter in COMMON[name]))
    return best.encoding


def _wide_encoding(start: bytes) -> str | None:
    """Return the UTF-16 form of text that has no byte order mark: most of every other byte is zero."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = max(len(start) // 2, 1)
    if len(start) < 4 or max(even, odd) < half * 0.4 or min(even, odd) > half * 0.1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"

"""A note's lines: bullets, boxes and markers taken off, boilerplate left out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1200  # characters of a line that are read; a sentence is shorter

_MARKERS = (
    # English
    r"promised?|to-? ?dos?|follow[- ]?ups?|action(?: ?items?| ?points?)?s?|ais?|aps?|next steps?|"
    r"tasks?|reminders?|my tasks|homework|"
    r"still to do|"
    r"still open|outstanding|commitments?|deliverables|"
    # German
    r"versprechen|versprochen|zu erledigen|noch zu erledigen|aufgaben?|to-?do-?liste|nachfassen|"
    r"ma(?:ß|ss)nahmen?|offene punkte|n[aä]chste schritte|erledigen|zu tun|noch zu tun|noch offen|"
    # Spanish
    r"promesas?|prometido|por hacer|para hacer|pendientes?|tareas?|acci[oó]n(?:es)?|seguimiento|"
    r"pr[oó]ximos pasos|cosas por hacer|compromisos?|"
    # French
    r"promesses?|promis|[aà] faire|t[aâ]ches?|actions? [aà] mener|suivi|relances?|"
    r"prochaines [eé]tapes|engagements?|reste [aà] faire|"
    # Portuguese
    r"promessas?|a fazer|por fazer|para fazer|pendentes?|pend[eê]ncias?|tarefas?|"
    r"a[cç][cç]?(?:ão|ao|ões|oes)|acompanhamento|pr[oó]ximos passos|afazeres|"
    # Italian
    r"promesse|promesso|da fare|cose da fare|azion[ei]|compit[oi]|prossimi passi|impegni|"
    r"attivit[aà]|in sospeso"
)
_SAID = (
    r"on me|on my (?:plate|list|side)|my (?:job|part|turn|actions?)|i owe|note to self|remember|"
    r"(?:please )?(?:do not|don['’]?t) forget|nicht vergessen|merken|von mir|no olvidar|me toca|"
    r"must(?: ?n[o'’]t| not) forget|"
    r"recordar|(?:[aà] )?ne pas oublier|pour moi|n[aã]o esquecer|non dimenticare|tocca a me"
)
_AWAITED = (
    r"waiting(?: for| on)?|awaiting|expect(?:ing|ed)?|owed to (?:me|us)|warte auf|wartet|erwarte|"
    r"esperando|espero|en attente|j'attends|[aà] recevoir|aguardo|aspetto|in attesa|"
    r"still missing|missing|fehlt(?: noch)?|fehlen(?: noch)?|steht(?: noch)? aus|faltan?|faltam?|"
    r"manque(?:nt)?|il manque|mancano?"
)
_MARKER = re.compile(
    rf"(?i:(?P<word>{_MARKERS}|{_SAID}|{_AWAITED})"
    r"(?: ?\((?P<paren>[^()]{1,40})\)| (?P<named>@?\w[\w.]{0,30}))?)"
    r"[ \t\u00a0\u202f]*(?:[:：]|[-–—=]?>|→|[–—-](?= )|"
    r"(?= (?:for|für|para|pour|per) [^:]{1,40}:))[ \t\u00a0]*"
    r"|(?:TODO|TO-DO|TO DO)\b[ \t]*"
)
_POINTING = re.compile("[:：>→–—-]|(?i:^to)")
# Read in lower case: patterns that mind no case take three times as long.
_HEADING = re.compile(
    rf"(?:(?:(?:my|our|meine|mis|mes|minhas|le mie|open|offene|key|agreed) )?(?:{_MARKERS})"
    rf"(?:(?: ?/ ?| & | \+ )(?:{_MARKERS}))?"
    r"(?: (?:list|from|of|for|after|aus|vom|von|de|da|di|du|del|à|zu|liste)\b"
    r"[^:]{0,40})?)(?: ?\([^()]{1,40}\))?[ \t]*[:：]?"
)
_AWAITING = re.compile(rf"(?i:{_AWAITED})[ \t]*[:：]")
_TITLED = re.compile(r"(?:#{1,6} .{1,80}|\S[^:：]{0,60}[:：]|\*\*[^*]{1,60}\*\*:?)")
_AGENDA = re.compile(
    r"(?:(?:#+ |\*\*)?(?:(?:draft|today's|meeting|proposed|preliminary) )?"
    r"(?:agenda|tagesordnung|ablauf|programme?|programma?|programm|schedule|timetable|topics?|"
    r"orden del d[ií]a|temario|ordre du jour|ordem (?:de trabalhos|do dia)|pauta|"
    r"ordine del giorno|scaletta|themen|learning (?:goals|objectives)|what you('| wi)ll learn|"
    r"you will learn|lernziele|objectifs|objetivos|obiettivi|rules|house rules|how to join|"
    r"instructions|anfahrt|steps|recipe|rezept|quotes?|zitate?|tips?|tipps)\b"
    r"(?:[^:]{0,30}:|(?: (?:for|of|from|day|tag|vom|am|für|du|de|del|di|do|da|[(\d])[^:]{0,28})?)"
    r"(?:\*\*)?)"
)
_BULLET = re.compile(r"(?:[-*•‣◦·▪●○–—+»✗✘➤►▶.]+|[-=]*>|→|➜|⇒|⮕|↳)[ \t\u00a0]+|[•‣◦▪●→➜⇒↳]")
_LEAD = re.compile(
    rf"(?P<bullet>{_BULLET.pattern})"
    r"|(?P<step>(?:\(?\d{1,2}[.)]|[a-z]\))[ \t\u00a0]+|\d{1,2}[:.h]\d{2}\b(?: ?(?:am|pm|uhr|h)\b)?)"
    r"|(?P<box>\[[ _]?\]|☐|□|⬜|◻️?|🔲|⃞|▢)"
    r"|(?P<tick>\[(?:[xX✓✔]|done|ok|erledigt|hecho|fait|feito|fatto)\])|(?P<check>[☑✅✓✔☒✖🗹]\ufe0f?)"
    r"|~~?(?P<struck>[^~]+)~~?[^\w~]*$",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?i)(?:\((?:done|sent|erledigt|hecho|fait|feito|fatto|ok)[^()]{0,20}\)|[✓✔✅☑]\ufe0f?|"
    r"[-–—:>,] ?(?:all )?(?:done|erledigt|hecho|fait|feito|fatto))[.! ]*"
)
_ENDINGS = ("done", "erledigt", "hecho", "fait", "feito", "fatto", *").! ✓✔✅☑\ufe0f")
_BOILER = re.compile(
    r"https?://\S+|\b(?:meeting id|passcode|pass code|dial[- ]?in|one tap mobile|"
    r"join (?:zoom|the meeting|on your|with google|webex|by phone|from|microsoft|meeting|via|us)|"
    r"pin ?[:#]? ?\d+|access code|meeting number|webex|conference id|local number|toll[- ]free|"
    r"do not edit this section|learn more|microsoft teams|kenncode|besprechungs|einwahl|"
    r"intended recipient|confidential\w*|vertraulich\w*|confidentiel\w*|confidencial\w*|"
    r"confidenzial\w*|riservat[oei]|unsubscribe\w*|abmelden|désinscri\w+|privacy policy|disclaimer|"
    r"all rights reserved|received (?:it|this|them) (?:in error|by mistake)|rsvp|u\.?a\.?w\.?g\.?|"
    r"invitation from|going\?|view (?:your|this) event|sent from my|gesendet von|envoyé de mon|"
    r"enviado desde|enviado do|inviato da|número de reunión|id de (?:la )?reuni|id da reuni|"
    r"id (?:de )?réunion|id riunione|code secret|haga clic|cliquez|clique|fare clic|klicken sie)"
    r"\b|©"
)
# Words of organisers, which others use as well: "I pay his registration".
_NOTICE = re.compile(
    r"\b(?:confirmar (?:presença|asistencia)|confirmer (?:sa |votre )?présence|"
    r"confermare (?:la )?presenza|teilnahme bestätigen|"
    r"contraseña|senha|click|anklicken|register (?:here|now|by|at|via)|tickets? (?:at|via)|"
    r"anmeldung|inscripci[oó]n(?:es)?|inscription|iscrizion[ei]|inscriç(?:ão|ões))\b"
)
_DONE = re.compile(
    r"(?i)(?:(?:already |all )?(?:done|sent|finished|completed|sorted)|erledigt|gemacht|geschafft|"
    r"hecho|enviado|fait|envoyé|feito|fatto|inviato)(?: \w+)? ?[:：]"
)
_GENERAL = re.compile(
    r"(?i)(?:(?:[a-z]+ )?(?:rules|values|goals|tips|lessons|menu|steps|prep|training plan|agenda)|"
    r"programm?e?|recipe|rezept|receta|recette|receita|ricetta|instructions|regeln|normas|menü)\b"
    r"[^:]{0,20}:"
)
_FENCE = re.compile(r"[_─━═~:\-*=]{10,}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a note that may hold a promise."""

    text: str  # without bullets and boxes, spaces made single
    body: str  # what stands after the marker
    word: str = ""  # the marker: "todo", "ai", "box", "list" under a heading, or nothing
    owner: str = ""  # a name that stands with the marker
    done: bool = False
    arrow: bool = False  # what follows from the lines above
    step: bool = False  # numbered or timed: an agenda's item rather than a task
    break_: bool = False  # a blank line or heading: earlier lines say nothing about it

    @property
    def marked(self) -> bool:
        """Does a marker stand here, or a heading above?"""
        return bool(self.word)


BREAK = Line("", "", break_=True)


def lines(text: str) -> Iterator[Line]:
    """The lines that may hold a promise; `BREAK` stands for a blank line."""
    under = ""  # "list" below a heading of tasks, "agenda" below one of other things, "done"
    fresh = False
    rows = list(_rows(text))
    for before, raw, after in zip(["", *rows], rows, [*rows[1:], ""], strict=False):
        answers = before[:1] != ">" and after[:1] != ">" and before.rstrip()[-1:] not in ("", ":")
        line = " ".join(raw[:LONGEST].split())
        if raw.startswith("-- ") or raw == "--":
            return
        if not line or (line[0] in "_─━═~:-*=" and _FENCE.match(line)):
            under = under if fresh else ""
            yield BREAK
            continue
        heading = _heading(line)
        fresh = heading in ("list", "follow", "agenda", "done", "awaited")
        under = under if heading is None else heading
        quoted = line[0] == ">" and not (raw[0].isspace() or answers)
        if fresh or quoted:
            continue
        found = _line(line, "" if under == "agenda" else under)
        if found.marked or under != "agenda":
            yield found


def _rows(text: str) -> Iterator[str]:
    """The lines, cut before the boxes that stand in them."""
    for row in text.splitlines():
        boxed = ("[" in row or not row.isascii()) and _BOXED.search(row, 1, LONGEST)
        yield from _BOX.split(row[:LONGEST]) if boxed else (row,)


_BOX = re.compile(r"(?<=[\w.,;!?)])\s+(?=(?:\[[ _]?\]|[☐□⬜🔲])\s)")
_BOXED = re.compile(r"\[[ _]?\]|[☐□⬜🔲]")
_FOLLOW = frozenset({"follow", "nachfa", "seguim", "suivi", "suivi:", "relanc", "acompa"})


def is_boilerplate(line: Line) -> bool:
    """Was this written by a conference system, a lawyer or an organiser?"""
    return not line.marked and bool(_BOILER.search(line.text.lower()))


def is_notice(line: Line) -> bool:
    """Does an organiser speak here, unless the writer says I?"""
    return not line.marked and bool(_NOTICE.search(line.text.lower()))


def _heading(line: str) -> str | None:
    """What follows below this line: a "list" of tasks, an "agenda", anything; None: no heading."""
    bare = line.strip("#*_ ")
    if bare.endswith((":", "：")) and (said := _said_above(bare)):
        return said
    if _HEADING.fullmatch(bare.lower()):
        return "follow" if bare[:6].lower() in _FOLLOW else "list"
    if _AGENDA.fullmatch(line.lower()):
        return "agenda"
    titled = (line[0] == "#" or line[-1] in ":：*") and _TITLED.fullmatch(line)
    return "" if titled and not _BULLET.match(line) else None


def _said_above(bare: str) -> str:
    """Whether a heading with a colon says that what follows is awaited or done."""
    if _AWAITING.fullmatch(bare):
        return "awaited"
    return "done" if _DONE.fullmatch(bare) else ""


def _line(line: str, under: str) -> Line:
    seen: set[str] = set()
    body = line
    while found := _LEAD.match(body):
        seen.add(found.lastgroup or "")
        body = (found.group("struck") or body[found.end() :]).strip()
    text = body.strip("*_` ")
    body = _ended(text) or text
    ticked = bool(seen & {"tick", "check", "struck"}) or body != text
    ticked = ticked or under == "done" or (":" in body and bool(_DONE.match(body)))
    word = "box" if seen & {"box", "tick"} else under.removeprefix("done")
    marker = _MARKER.match(body) if _POINTING.search(body) else None
    if marker is None:
        general = "step" in seen or (":" in body and bool(_GENERAL.match(body)))
        arrow = line[0] in "→➜⇒⮕↳-=" and line.lstrip("-=")[:1] in "→➜⇒⮕↳>"
        return Line(text, body, word, done=ticked, step=general, arrow=arrow)
    return Line(
        text,
        body[marker.end() :].strip("*_ "),
        (marker.group("word") or "todo").lower(),
        marker.group("paren") or marker.group("named") or "",
        done=ticked,
        step="step" in seen,
    )


def _ended(body: str) -> str:
    """The words before a closing tick or "(done)", or nothing."""
    if not body.lower().endswith(_ENDINGS):
        return ""
    tail = body[-40:]
    for found in _ENDED.finditer(tail):
        listed = tail[found.start()] in "-–—:>," and "," in body
        if found.end() == len(tail) and not listed:
            return body[: len(body) - len(tail) + found.start()].rstrip()
    return ""

"""The grammar of clock times. Pure.

Written like `due_rules`; HALVES says more of the times found by TIMES.
"""

from __future__ import annotations

from calsync import due_clocks as clocks
from calsync import due_meanings as means
from calsync.due_rules import Rule

TIMES = (
    Rule("at? N PM", clocks.clock_part, "at three pm", "2026-10-08 15:00"),
    Rule("at? D:n PM", clocks.clock_pm, "at 1 pm", "2026-10-08 13:00"),
    Rule("at? ONE:n PM", clocks.clock_pm, "at one pm", "2026-10-08 13:00"),
    Rule("at? N OCLOCK", clocks.clock, "um 15 Uhr", "2026-10-08 15:00"),
    Rule("at? N N:minute PM", clocks.clock_minute_pm, "six fifteen pm", "2026-10-08 18:15"),
    Rule(
        "at N N:minute", clocks.clock_minute, "at ten fifteen", "2026-10-08 10:15", after="clause"
    ),
    Rule("at? N oclock PM", clocks.clock_pm, "7 o'clock pm", "2026-10-08 19:00"),
    Rule("at? N OCLOCK N:minute", clocks.clock, "um 15 Uhr 30", "2026-10-08 15:30"),
    Rule("at D:n", clocks.clock, "call Ana at 1", "2026-10-08 13:00", after="clause"),
    Rule("at N", clocks.clock_at, "call Ana at 3", "2026-10-08 15:00", after="clause"),
    Rule("atum D:n", clocks.clock, "um 11 abholen", "2026-10-08 11:00", after="lower"),
    Rule("at N TENS:minute", clocks.clock, "call Ana at ten thirty", "2026-10-08 10:30"),
    Rule("at? N TENS:minute PM", clocks.clock_minute_pm, "five thirty pm", "2026-10-08 17:30"),
    Rule("at? LENGTH past N", clocks.length_past, "20 minutes past 5", "2026-10-08 17:20"),
    Rule("at? LENGTH til N", clocks.length_to, "ten minutes to six", "2026-10-08 17:50"),
    Rule("atby N", clocks.clock_at, "call Ana by 3", "2026-10-08 15:00", after="clause"),
    Rule("ath LENGTH", clocks.clock_of_length, "a las 15 horas", "2026-10-08 15:00"),
    Rule("atbyh LENGTH", clocks.clock_of_length, "avant 15 heures", "2026-10-08 15:00"),
    Rule("ath LENGTH N:minute", clocks.clock_of_length, "à 15 h 30", "2026-10-08 15:30"),
    Rule("at N andhalf", clocks.clock_half, "a las tres y media", "2026-10-08 15:30"),
    Rule("at? FRACTION past N", clocks.clock_past, "at half past three", "2026-10-08 15:30"),
    Rule("at? FRACTION til N", clocks.clock_to, "at quarter to four", "2026-10-08 15:45"),
    Rule("at? FRACTION pastus N", clocks.clock_past, "a quarter after six", "2026-10-08 18:15"),
    Rule("at? NEAR:fraction pastus N", clocks.clock_past, "ten after six", "2026-10-08 18:10"),
    Rule("at? LENGTH pastus N", clocks.length_past, "15 minutes after 5", "2026-10-08 17:15"),
    Rule(
        "at? FRACTION of N",
        clocks.clock_quarter_of,
        "quarter of six",
        "2026-10-08 17:45",
        after="clause",
    ),
    Rule("at? N:fraction past N", clocks.clock_past, "at twenty past three", "2026-10-08 15:20"),
    Rule("at N:fraction til N", clocks.clock_near, "at ten to six", "2026-10-08 17:50"),
    Rule("atby NEAR:fraction til N", clocks.clock_to, "by ten to six", "2026-10-08 17:50"),
    Rule("NEAR:fraction til N", clocks.clock_to, "Fri ten to six", "2026-10-09 17:50", level=0),
    Rule("at FRACTION N", clocks.clock_half_of, "at half three", "2026-10-08 15:30"),
    Rule("FRACTION N PM:pm", clocks.clock_half_of, "half three pm", "2026-10-08 15:30"),
    Rule("FRACTION N PART:pm", clocks.clock_half_of, "half six in the evening", "2026-10-08 18:30"),
    Rule("FRACTION N tonight", clocks.clock_half_tonight, "half seven tonight", "2026-10-08 19:30"),
    Rule("at? halb N", clocks.clock_halb, "um halb vier", "2026-10-08 15:30"),
    Rule("at? N:fraction past halb N", clocks.past_halb, "fünf nach halb vier", "2026-10-08 15:35"),
    Rule("at? N:fraction vor halb N", clocks.to_halb, "fünf vor halb vier", "2026-10-08 15:25"),
    Rule("at? N:fraction vor N", clocks.clock_near, "fünf vor vier", "2026-10-08 15:55"),
    Rule("at? dreiviertel N", clocks.clock_quarter_to, "um dreiviertel vier", "2026-10-08 15:45"),
    Rule("at? N QUARTERS:more", clocks.clock_more, "a las diez y cuarto", "2026-10-08 10:15"),
    Rule(
        "at N and N:minute",
        clocks.clock_minute,
        "alle 15 e 30",
        "2026-10-08 15:30",
        after="clause",
    ),
    Rule("at N MINUTELY:more", clocks.clock_more, "alle dieci e venti", "2026-10-08 10:20"),
    Rule(
        "ath? LENGTH QUARTERS:more", clocks.length_more, "dix heures et quart", "2026-10-08 10:15"
    ),
    Rule(
        "ath? LENGTH MINUTELY:more",
        clocks.length_more,
        "à dix heures moins dix",
        "2026-10-08 09:50",
    ),
    Rule("at? NOON", clocks.noon, "by noon", "2026-10-08 12:00"),
    Rule("atby CLOCK", means.same, "antes de las 18:00", "2026-10-08 18:00"),
    Rule("atby DOTCLOCK", means.same, "entro le 18.30", "2026-10-08 18:30"),
    Rule("ath CLOCK", means.same, "à 15h", "2026-10-08 15:00"),
    Rule("ath NOON", clocks.noon, "à midi", "2026-10-08 12:00"),
    Rule("at CLOCK", means.same, "at 15:30", "2026-10-08 15:30"),
    Rule("at DOTCLOCK", means.same, "alle 15.30", "2026-10-08 15:30"),
    Rule("at? CLOCK oclock", means.same, "um 15:30 Uhr", "2026-10-08 15:30"),
    Rule("at? DOTCLOCK oclock", means.same, "um 15.30 Uhr", "2026-10-08 15:30"),
    Rule("at? DOTCLOCK:clock PM", clocks.clock_half_day, "at 3.30 pm", "2026-10-08 15:30"),
    Rule("at? N oclock? PART:pm", clocks.clock_part, "6 in the evening", "2026-10-08 18:00"),
    Rule("at? D:n oclock? PART:pm", clocks.clock_pm, "Fri 1 in the afternoon", "2026-10-09 13:00"),
    Rule("at? FRACTION past NOON", clocks.noon_past, "quarter past noon", "2026-10-08 12:15"),
    Rule("at? FRACTION til NOON", clocks.noon_to, "quarter to noon", "2026-10-08 11:45"),
    Rule("N tonight", clocks.clock_tonight, "at 8 tonight", "2026-10-08 20:00"),
    Rule(
        "at? CLOCK dash CLOCK:end", clocks.clock_first, "Friday 13:00 - 16:00", "2026-10-09 13:00"
    ),
    Rule("at? CLOCK to CLOCK:end", clocks.clock_first, "Friday 1pm to 3pm", "2026-10-09 13:00"),
    Rule("SPAN PM", clocks.clock_span_pm, "Friday 3-4 PM", "2026-10-09 15:00"),
    Rule("N to CLOCK:end", clocks.clock_from, "Friday 9 to 11am", "2026-10-09 09:00"),
    Rule("between N to CLOCK:end", clocks.clock_from, "Friday from 9 to 11am", "2026-10-09 09:00"),
    Rule("N to N:last PM", clocks.clock_from_pm, "Friday 9 to 11 am", "2026-10-09 09:00"),
    Rule(
        "between CLOCK to CLOCK:end",
        clocks.clock_first,
        "Friday from 1pm to 3pm",
        "2026-10-09 13:00",
    ),
    Rule(
        "between N to N:last",
        clocks.clock_from_to,
        "Friday from 9 to 11",
        "2026-10-09 09:00",
        after="clause",
    ),
    Rule(
        "between N to N:last PM", clocks.clock_from_pm, "Friday from 2 to 4 pm", "2026-10-09 14:00"
    ),
)

HALVES = (
    Rule("tom ~ CLOCK", clocks.clock_tomorrow, "tom 3pm", "2026-10-09 15:00", after="bare"),
    Rule("LENGTH before ~ CLOCK", clocks.clock_before, "an hour before noon", "2026-10-08 11:00"),
    Rule("LENGTH after ~ CLOCK", clocks.clock_after, "2 hours after noon", "2026-10-08 14:00"),
    Rule("CLOCK PM", clocks.clock_half_day, "at half past 3 pm", "2026-10-08 15:30"),
    Rule("CLOCK PART:pm", clocks.clock_half_day, "um halb vier nachmittags", "2026-10-08 15:30"),
    Rule("CLOCK tonight", clocks.clock_night, "quarter to eight tonight", "2026-10-08 19:45"),
)

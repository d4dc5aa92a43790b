"""The grammar of due dates: one rule a row, with an example of what it reads. Pure.

A pattern names kinds of words: capitals are handed to the meaning under their name (`N:d` under
another one), small letters only have to be there, `?` may be missing, `~` stands for up to two
little words such as "of the". `after` says what may follow. The examples are read on Thursday,
8 October 2026, at 9:30, by someone who writes the day first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from calsync import due_clocks as clocks
from calsync import due_days as days
from calsync import due_meanings as means
from calsync import due_periods as periods


class Rule(NamedTuple):
    """A row: what it looks like, what it means, an example, and what that comes to."""

    pattern: str
    means: Callable[..., days.Value | None]
    example: str
    comes_to: str
    level: int = 4  # below that it wants company, as in due_words
    after: str = ""  # "clause": the clause ends here, or goes on with a word we know


COUNTING = (
    Rule("TENS dash? N", clocks.tens, "in twenty five days", "2026-11-02"),
    Rule("TENS dash? NTH", clocks.tens_th, "by the twenty-first of November", "2026-11-21"),
)

NUMBERS = (
    Rule("N UNIT", clocks.length, "in three days", "2026-10-11"),
    Rule("N:low to N:high UNIT", clocks.length_between, "in two or three days", "2026-10-11"),
    Rule("N:low dash N:high UNIT", clocks.length_between, "in 2 - 3 days", "2026-10-11"),
    Rule("N:low UNIT or N:high", clocks.length_between, "in a week or two", "2026-10-22"),
    Rule("SPAN UNIT", clocks.length_span, "in 2-3 days", "2026-10-11"),
    Rule("N nexts UNIT", clocks.length, "dans les 3 prochains jours", "2026-10-11"),
    Rule("ANDAHALF:n UNIT", clocks.length_and_half, "in 1.5 hours", "2026-10-08"),
    Rule("N andhalf UNIT", clocks.length_and_half, "in two and a half months", "2026-12-23"),
    Rule("N UNIT andhalf", clocks.length_and_half, "in a year and a half", "2028-04-08"),
    Rule("half dash? UNIT", clocks.length_half, "in half an hour", "2026-10-08"),
    Rule("inone UNIT", clocks.length, "numa semana", "2026-10-15"),
    Rule("N half UNIT", clocks.length_half, "in einer halben Stunde", "2026-10-08"),
    Rule("MINUTES", clocks.minutes, "in a quarter of an hour", "2026-10-08"),
    Rule("DAYSLONG", clocks.days_long, "dans quinze jours", "2026-10-22"),
)

DAYS = (
    Rule("N this PART:pm", clocks.clock_pm, "7 this evening", "2026-10-08 19:00"),
    Rule(
        "LENGTH:first and? LENGTH:second", clocks.length_sum, "in 1 week and 2 days", "2026-10-17"
    ),
    Rule("LENGTH:first comma LENGTH:second", clocks.length_sum, "in 1 month, 2 days", "2026-11-10"),
    Rule("about LENGTH", means.same, "about two weeks from Friday", "2026-10-23"),
    Rule("last LENGTH", means.lately, "in the last 3 days", "2026-10-07"),
    Rule("LENGTH ago", means.ago, "3 days ago", "2026-10-05"),
    Rule("LENGTH ago from? REL", means.ago_from, "a week ago yesterday", "2026-09-30"),
    Rule("LENGTH ago on? WEEKDAY", means.weekday_ago, "a week ago Monday", "2026-09-28"),
    Rule("agopre LENGTH", means.ago, "il y a 3 jours", "2026-10-05"),
    Rule("REL", means.relative, "tomorrow", "2026-10-09"),
    Rule("sametime next UNIT", means.same_time, "this time next year", "2027-10-08"),
    Rule("last HOLIDAY", means.last_feast, "last Christmas", "2025-12-25"),
    Rule("tonight", means.tonight, "tonight", "2026-10-08"),
    Rule("now", periods.eod, "now", "2026-10-08", level=-1),
    Rule("this PART", means.this_part, "this afternoon", "2026-10-08"),
    Rule("eod", periods.eod, "by close of business", "2026-10-08"),
    Rule("WEEKDAY", means.weekday, "by Friday", "2026-10-09"),
    Rule("indef WEEKDAY", periods.vague, "a Friday", ""),
    Rule("this WEEKDAY", means.this_weekday, "this Thursday", "2026-10-08"),
    Rule("NEXT WEEKDAY", means.next_weekday, "next Friday", "2026-10-16"),
    Rule("WEEKDAY NEXT", means.next_weekday, "lundi prochain", "2026-10-12", after="alone"),
    Rule("coming WEEKDAY", means.weekday, "this coming Friday", "2026-10-09"),
    Rule("WEEKDAY coming", means.weekday, "Friday coming", "2026-10-09"),
    Rule("afternext WEEKDAY", means.weekday_week, "übernächsten Freitag", "2026-10-16"),
    Rule("WEEKDAY afternext", means.weekday_after_next, "Friday after next", "2026-10-23"),
    Rule("WEEKDAY INWEEKS", means.weekday_in_weeks, "vendredi en huit", "2026-10-16"),
    Rule("WEEKDAY whole", means.weekday_week, "Friday week", "2026-10-16"),
    Rule("N WEEKDAYS:weekday fromnow", means.weekdays_on, "two Fridays from now", "2026-10-16"),
    Rule("det? D dot? ~ MONTH", means.month_day, "el 5 de diciembre", "2026-12-05"),
    Rule("D dot? ~ MONTH comma? from? YEAR", means.month_day, "5. Dezember 2027", "2027-12-05"),
    Rule("artday D ~ MONTH", means.month_day, "dia 5 de dezembro", "2026-12-05"),
    Rule("artday D ~ MONTH from? YEAR", means.month_day, "dia 5 de dezembro de 2027", "2027-12-05"),
    Rule("N:d from MONTH", means.month_day, "el cinco de diciembre", "2026-12-05"),
    Rule("det N:d from MONTH", means.month_day, "el cinco de diciembre", "2026-12-05"),
    Rule("D dash MONTH dash D:short", means.month_day_short, "5-Dec-27", "2027-12-05"),
    Rule("D dash MONTH dash YEAR", means.month_day, "5-Dec-2027", "2027-12-05"),
    Rule("D slash MONTH", means.month_day, "3/nov", "2026-11-03"),
    Rule("D slash MONTH slash YEAR", means.month_day, "3/nov/2027", "2027-11-03"),
    Rule("D slash MONTH slash D:short", means.month_day_short, "3/nov/27", "2027-11-03"),
    Rule("D dash MONTH", means.month_day, "5-Dec", "2026-12-05"),
    Rule("det? NTH ~ MONTH", means.month_nth, "the 5th of December", "2026-12-05"),
    Rule("det? NTH dayword ~ MONTH", means.month_nth, "the fifth day of December", "2026-12-05"),
    Rule("det? NTH ~ MONTH comma? from? YEAR", means.month_nth, "5th December 2027", "2027-12-05"),
    Rule("EMONTH:month D", means.month_day, "by Oct 24", "2026-10-24"),
    Rule("EMONTH:month dash D", means.month_day, "by Oct-24", "2026-10-24"),
    Rule("EMONTH:month ~ NTH", means.month_nth, "October the 24th", "2026-10-24"),
    Rule("EMONTH:month D comma? YEAR", means.month_day, "October 24, 2027", "2027-10-24"),
    Rule("EMONTH:month ~ NTH comma? YEAR", means.month_nth, "Oct 24th, 2027", "2027-10-24"),
    Rule("EMONTH:month dash DAYYEAR", means.month_day_year, "Nov-02-2026", "2026-11-02"),
    Rule("YEAR EMONTH:month D", means.month_day, "2027 October 24", "2027-10-24"),
    Rule(
        "EMONTH:month D CLOCK YEAR",
        means.month_day_clock,
        "Tue Nov 3 14:00:00 2026",
        "2026-11-03 14:00",
    ),
    Rule("EMONTH:month SPAN", means.month_days, "July 13-15", "2027-07-15"),
    Rule("SPAN ~ MONTH", means.month_days, "13-15 July", "2027-07-15"),
    Rule("SPAN ~ MONTH from? YEAR", means.month_days, "13-15 July 2028", "2028-07-15"),
    Rule("D:low dot? dash D dot? ~ MONTH", means.month_day_until, "13 - 15 July", "2027-07-15"),
    Rule("D:low dot? to D dot? ~ MONTH", means.month_day_until, "13. bis 15. Juli", "2027-07-15"),
    Rule("EMONTH:month D:low to D", means.month_day_until, "July 13 to 15", "2027-07-15"),
    Rule("EMONTH:month D:low dash D", means.month_day_until, "July 13 - 15", "2027-07-15"),
    Rule("art D", means.numbered, "avant le 15", "2026-10-14", after="dated"),
    Rule("artday D", means.numbered, "até dia 5", "2026-11-05", after="dated"),
    Rule("artday NTHD:nth", means.numbered_nth, "até o dia 1º", "2026-11-01", after="dated"),
    Rule("am D dot", means.numbered, "am 5. melde ich mich", "2026-11-05", after="lower"),
    Rule("the NTH", means.numbered_nth, "by the 5th", "2026-11-05", after="day"),
    Rule("art NTHD:nth", means.numbered_nth, "le 1er", "2026-11-01", after="day"),
    Rule("NTHD:nth", means.numbered_nth, "by 5th", "2026-11-05", level=0, after="day"),
    Rule(
        "UNIT afternext WEEKDAY", means.unit_after_next, "the day after next Monday", "2026-10-13"
    ),
    Rule("WEEKDAY comma? ~ NTH", means.weekday_numbered, "Tuesday the 13th", "2026-10-13"),
    Rule(
        "WEEKDAY comma? D dot?", means.weekday_numbered, "martes 13", "2026-10-13", after="no clock"
    ),
    Rule("WEEKDAY comma? ~ artday D", means.weekday_numbered, "terça, dia 13", "2026-10-13"),
    Rule("WEEKDAY comma? am D dot", means.weekday_numbered, "Dienstag, den 13.", "2026-10-13"),
    Rule("HOLIDAY", means.feast, "before Halloween", "2026-10-30"),
    Rule("HOLIDAY from? YEAR", means.feast, "Christmas 2027", "2027-12-25"),
    Rule("holidays", means.holidays, "after the holidays", "2027-01-04", level=-2),
)

TIMES = (
    Rule("at? N PM", clocks.clock_pm, "at 3 pm", "2026-10-08 15:00"),
    Rule("at? N OCLOCK", clocks.clock, "um 15 Uhr", "2026-10-08 15:00"),
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
    Rule("at? FRACTION past N PM", clocks.clock_past, "at half past 3 pm", "2026-10-08 15:30"),
    Rule("at? N:fraction past N", clocks.clock_past, "at twenty past three", "2026-10-08 15:20"),
    Rule("at? halb N", clocks.clock_halb, "um halb vier", "2026-10-08 15:30"),
    Rule("at? NOON", clocks.noon, "by noon", "2026-10-08 12:00"),
    Rule("atby CLOCK", means.same, "antes de las 18:00", "2026-10-08 18:00"),
    Rule("atby DOTCLOCK", means.same, "entro le 18.30", "2026-10-08 18:30"),
    Rule("ath CLOCK", means.same, "à 15h", "2026-10-08 15:00"),
    Rule("ath NOON", clocks.noon, "à midi", "2026-10-08 12:00"),
    Rule("at CLOCK", means.same, "at 15:30", "2026-10-08 15:30"),
    Rule("at DOTCLOCK", means.same, "alle 15.30", "2026-10-08 15:30"),
    Rule("at? CLOCK oclock", means.same, "um 15:30 Uhr", "2026-10-08 15:30"),
    Rule("at? DOTCLOCK oclock", means.same, "um 15.30 Uhr", "2026-10-08 15:30"),
    Rule("at? CLOCK PM", clocks.clock_half_day, "at 3:30 p.m.", "2026-10-08 15:30"),
    Rule("at? DOTCLOCK:clock PM", clocks.clock_half_day, "at 3.30 pm", "2026-10-08 15:30"),
    Rule("at? CLOCK PART:pm", clocks.clock_half_day, "6:30 in the evening", "2026-10-08 18:30"),
    Rule("at? N oclock? PART:pm", clocks.clock_part, "6 in the evening", "2026-10-08 18:00"),
    Rule("at? D:n oclock? PART:pm", clocks.clock_pm, "Fri 1 in the afternoon", "2026-10-09 13:00"),
    Rule("at? FRACTION past NOON", clocks.noon_past, "quarter past noon", "2026-10-08 12:15"),
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

PERIODS = (
    Rule("NEXT MANY", periods.vague, "in the next days", ""),
    Rule("MANY NEXT", periods.vague, "en los días siguientes", ""),
    Rule("coming MANY", periods.vague, "over the coming weeks", ""),
    Rule("this UNIT", periods.this_period, "this week", "2026-10-09", after="alone"),
    Rule("NEXT UNIT", periods.next_period, "next month", "2026-11-30"),
    Rule("UNIT NEXT", periods.next_period, "la semaine prochaine", "2026-10-16", after="alone"),
    Rule("coming UNIT", periods.coming_period, "kommende Woche", "2026-10-16"),
    Rule("afternext UNIT", periods.period_after_next, "übernächste Woche", "2026-10-23"),
    Rule("UNIT afternext", periods.period_after_next, "the week after next", "2026-10-23"),
    Rule("UNIT", periods.weekend, "over the weekend", "2026-10-11", level=0),
    Rule("MONTH", periods.month, "in January", "2027-01-31", level=-2),
    Rule(
        "MONTH comma? from? YEAR", periods.month_of_year, "in January 2028", "2028-01-31", level=0
    ),
    Rule("last WEEKDAY", means.last_weekday, "last Monday", "2026-10-05", after="whole"),
    Rule("WEEKDAY last", means.last_weekday, "lundi dernier", "2026-10-05", after="whole"),
    Rule("last UNIT", periods.last_period, "last week", "2026-10-02", after="whole"),
    Rule("UNIT last", periods.period_last, "la semaine dernière", "2026-10-02", after="whole"),
    Rule("UNIT beforelast", periods.period_before_last, "the week before last", "2026-09-25"),
    Rule("beforelast UNIT", periods.period_before_last, "vorletzte Woche", "2026-09-25"),
    Rule("earlier this UNIT", periods.vague, "earlier this week", ""),
    Rule("last MONTH", periods.last_month, "last November", "2025-11-30"),
    Rule("MONTH last", periods.last_month, "novembre dernier", "2025-11-30", after="whole"),
    Rule("SEASON", periods.season, "summer", "2027-09-22", level=-1),
    Rule("this SEASON", periods.season, "this autumn", "2026-12-20", level=-1),
    Rule("next SEASON", periods.season, "next spring", "2027-06-20", level=-1),
    Rule("last SEASON", periods.last_season, "last summer", "2026-09-22", level=-1),
    Rule("SEASON from? YEAR", periods.season, "winter 2027", "2028-03-19", level=-1),
    Rule("this MONTH", periods.this_month, "this November", "2026-11-30"),
    Rule("next MONTH", periods.next_month, "next March", "2027-03-31"),
    Rule("MONTH next", periods.next_month, "en mars prochain", "2027-03-31", after="alone"),
    Rule("coming MONTH", periods.next_month, "kommenden März", "2027-03-31"),
    Rule("QUARTER", periods.quarter, "in Q1", "2027-03-31", level=-2),
    Rule("QUARTER slash? from? YEAR", periods.quarter, "in Q1 2028", "2028-03-31", level=0),
    Rule("YEAR QUARTER", periods.quarter, "2027 Q3", "2027-09-30", level=0),
    Rule("HALFYEAR", periods.half, "in H1", "2027-06-30", level=-2),
    Rule("HALFYEAR slash? from? YEAR", periods.half, "in H2 2027", "2027-12-31", level=0),
    Rule("YEAR", periods.year, "in 2027", "2027-12-31", level=-2, after="clause"),
    Rule("UNIT YEAR", periods.year_named, "in the year 2027", "2027-12-31", level=0),
    Rule("weekno N", periods.week_number, "in KW 48", "2026-11-27"),
    Rule("weekno N from? YEAR", periods.week_number, "KW 2 2027", "2027-01-15"),
    Rule("weekno PAIR", periods.week_pair, "KW 2/2027", "2027-01-15"),
    Rule("PAIR", periods.month_pair, "by 11/2026", "2026-11-30", level=0),
    Rule("YEAR dash? WEEKNUMBER:n", periods.week_number, "2026-W48", "2026-11-27"),
    Rule("WEEKNUMBER:n", periods.week_number, "bis KW48", "2026-11-27"),
    Rule("UNITNEXT:unit", periods.next_period, "para a semana", "2026-10-16"),
    Rule("UNITTHIS:unit", periods.this_period, "in settimana", "2026-10-09"),
    Rule("EDGE", periods.edge, "by EOM", "2026-10-31"),
    Rule("end ~ UNIT", periods.end_unit, "by the end of the week", "2026-10-09", after="alone"),
    Rule("UNIT poss? dash? end", periods.end_unit, "by year end", "2026-12-31"),
    Rule("UNIT ends", periods.ended, "before the week is out", "2026-10-09"),
    Rule(
        "start ~ UNIT",
        periods.start_unit,
        "at the beginning of the month",
        "2026-11-01",
        after="alone",
    ),
    Rule("mid dash? ~ UNIT", periods.middle_unit, "mid-month", "2026-10-15", after="alone"),
    Rule(
        "rest ~ UNIT", periods.this_period, "over the rest of the week", "2026-10-09", after="alone"
    ),
    Rule("CLOCK", clocks.clock_today, "by 3pm", "2026-10-08 15:00"),
)

JOINED = (
    Rule("DAY comma? by ~ CLOCK", clocks.day_clock, "Friday by 5pm", "2026-10-09 17:00"),
    Rule("DAY comma? before ~ CLOCK", clocks.day_clock, "Friday before 5pm", "2026-10-09 17:00"),
    Rule("DAY comma? after ~ CLOCK", clocks.day_clock, "Friday after 5pm", "2026-10-09 17:00"),
    Rule("in ~ LENGTH poss? time?", means.in_length, "in two weeks' time", "2026-10-22"),
    Rule("in ~ next LENGTH", means.in_length, "within the next two weeks", "2026-10-22"),
    Rule("in ~ LENGTH next", means.in_length, "dans les 3 jours à venir", "2026-10-11"),
    Rule("before ~ LENGTH", means.in_length, "avant 3 jours", "2026-10-11"),
    Rule("after ~ LENGTH", means.in_length, "after 3 days", "2026-10-11"),
    Rule("LENGTH poss? time", means.in_length, "3 days' time", "2026-10-11"),
    Rule("coming LENGTH", means.in_length, "the upcoming two weeks", "2026-10-22", level=0),
    Rule("in ~ coming LENGTH", means.in_length, "in the coming 3 days", "2026-10-11"),
    Rule("next LENGTH", means.in_length, "over the next 3 days", "2026-10-11", level=0),
    Rule("in? LENGTH fromnow", means.in_length, "3 days from now", "2026-10-11"),
    Rule("LENGTH", means.in_length_alone, "3 days", "2026-10-11", level=-1),
    Rule("in? LENGTH from ~ WHEN", means.length_from, "two weeks from Friday", "2026-10-23"),
    Rule("UNIT leaving ~ WHEN", means.unit_from, "week from Monday", "2026-10-19"),
    Rule("MANY fromnow", periods.vague, "several weeks from now", ""),
    Rule("UNIT fromnow", means.unit_from_now, "fortnight from today", "2026-10-22"),
    Rule("LENGTH on ~ WHEN", means.length_on, "a week on Friday", "2026-10-16"),
    Rule("LENGTH WHEN", means.length_on, "a week today", "2026-10-15"),
    Rule("LENGTH after ~ WHEN", means.length_from, "a week after Halloween", "2026-11-07"),
    Rule("LENGTH before ~ WHEN", means.length_before, "2 days before Halloween", "2026-10-29"),
    Rule("DAY:when in ~ LENGTH", means.length_from, "Freitag in einer Woche", "2026-10-16"),
    Rule("DAY whole", means.day_week, "tomorrow week", "2026-10-16"),
    Rule("UNIT before ~ WHEN", means.unit_before, "the week before Halloween", "2026-10-23"),
    Rule("UNIT after ~ WHEN", means.unit_after, "the day after Halloween", "2026-11-01"),
    Rule("WEEKDAY before ~ WHEN", means.weekday_before, "Friday before Halloween", "2026-10-30"),
    Rule("WEEKDAY after ~ WHEN", means.weekday_after, "the Monday after Halloween", "2026-11-02"),
    Rule(
        "NTH WEEKDAY after ~ WHEN",
        means.nth_weekday_after,
        "second Monday after Halloween",
        "2026-11-09",
    ),
    Rule("UNIT fill DAY", periods.week_of, "in the week of 19 October", "2026-10-23"),
    Rule("UNIT fill PERIOD", periods.named, "in the month of May", "2027-05-31"),
    Rule("end ~ PERIOD", periods.end, "end of next month", "2026-11-30"),
    Rule("start ~ PERIOD", periods.start, "early next week", "2026-10-12"),
    Rule("mid dash? ~ PERIOD", periods.middle, "by mid-November", "2026-11-15"),
    Rule("rest ~ PERIOD", means.same, "the rest of this week", "2026-10-09"),
    Rule("EDGE ~ PERIOD", periods.edge_in, "EOM November", "2026-11-30"),
    Rule("PERIOD dash? end", periods.end, "by July end", "2027-07-31", level=0),
    Rule("end ~ DAY", periods.eod_of, "end of Friday", "2026-10-09"),
    Rule("eod comma? ~ DAY", periods.eod_of, "EOD Friday", "2026-10-09"),
    Rule("DAY comma? ~ eod", periods.eod_of, "Friday EOD", "2026-10-09"),
    Rule("DAY comma? ~ CLOCK", clocks.day_clock, "Monday at 8:15", "2026-10-12 08:15"),
    Rule("PERIOD comma? ~ CLOCK", means.period_clock, "next week at 3pm", "2026-10-16 15:00"),
    Rule("last DAY", means.last_dated, "last November 5", "2025-11-05"),
    Rule("DAY PM:part", means.day_part, "Monday a.m.", "2026-10-12"),
    Rule("CLOCK comma? ~ DAY", clocks.day_clock, "3pm on Monday", "2026-10-12 15:00"),
    Rule("DAY comma? ~ PART", means.day_part, "Friday morning", "2026-10-09"),
    Rule("PART comma? ~ DAY", means.day_part, "first thing on Monday", "2026-10-12"),
    Rule("WEEKDAY comma? ~ DAY", means.day_day, "Monday, 12 October", "2026-10-12"),
    Rule("DAY comma? WEEKDAY", means.day_day, "12 October, Monday", "2026-10-12"),
    Rule("WEEKDAY comma? ~ PERIOD", means.weekday_in, "Friday next week", "2026-10-16"),
    Rule("PERIOD comma? ~ WEEKDAY", means.weekday_in, "next week on Tuesday", "2026-10-13"),
    Rule("HOLIDAY ~ PERIOD", means.feast_in, "Thanksgiving next year", "2027-11-25"),
    Rule("DAY comma? ~ PERIOD", means.day_in, "the 5th of next month", "2026-11-05"),
    Rule("PERIOD comma? ~ DAY", means.day_in, "next month on the 5th", "2026-11-05"),
    Rule("MONTH ~ PERIOD", periods.month_in, "March next year", "2027-03-31"),
    Rule("QUARTER ~ PERIOD", periods.part_in, "Q1 next year", "2027-03-31"),
    Rule("HALFYEAR ~ PERIOD", periods.part_in, "H1 of next year", "2027-06-30"),
    Rule("NTH ~ WEEKDAY ~ PERIOD", periods.nth_weekday, "first Monday in January", "2027-01-04"),
    Rule(
        "NTH ~ WEEKDAY ~ UNIT", periods.nth_weekday_unit, "last Friday of the month", "2026-10-30"
    ),
    Rule("D:nth dot? WEEKDAY ~ PERIOD", periods.nth_weekday, "2. Montag im März", "2027-03-08"),
    Rule("NTH fill UNIT", periods.nth_day_unit, "first of month", "2026-11-01"),
    Rule("NTH fill fill UNIT", periods.nth_day_unit, "the last of the month", "2026-10-31"),
    Rule("NTH ~ PERIOD", periods.nth_day, "first of next month", "2026-11-01"),
    Rule("NTH ~ UNIT ~ PERIOD", periods.nth_in, "the first week of December", "2026-12-04"),
    Rule("NTH ~ UNIT ~ UNIT:whole", periods.nth_in_unit, "last day of the month", "2026-10-31"),
    Rule("D:nth dot? UNIT ~ PERIOD", periods.nth_in, "1. Woche im Dezember", "2026-12-04"),
    Rule("NTH UNIT", periods.nth_unit, "in the first quarter", "2027-03-31", level=-2),
    Rule("D:nth dot? UNIT", periods.nth_unit, "im 1. Quartal", "2027-03-31", level=-2),
    Rule("NTH UNIT from? YEAR", periods.nth_unit, "first quarter of 2028", "2028-03-31", level=0),
    Rule("between ~ WHEN to ~ WHEN:end", means.later_of, "from Monday to Friday", "2026-10-16"),
    Rule("WEEKDAY to WEEKDAY:end ~ PERIOD", means.until_in, "Mon to Wed next week", "2026-10-14"),
    Rule("WEEKDAY dash WEEKDAY:end ~ PERIOD", means.until_in, "Mon-Wed next week", "2026-10-14"),
    Rule("WHEN to ~ WHEN:end", means.later_of, "Monday or Tuesday", "2026-10-13"),
    Rule("WHEN slash WHEN:end", means.later_of, "Mon/Tue", "2026-10-13"),
    Rule("WHEN dash WHEN:end", means.later_of, "12 Oct - 14 Oct", "2026-10-14"),
)

LATE = (
    Rule("in fill MANY", periods.vague, "in the years to come", ""),
    Rule("in fill UNIT", periods.within, "within the month", "2026-10-31"),
)

STAGES = (COUNTING, NUMBERS, DAYS, TIMES, PERIODS)

ROLES = (
    Rule("since ~ WHEN", means.same, "since Friday", ""),
    Rule("from ~ WHEN", means.same, "slides from Friday", ""),
    Rule("not ~ WHEN", means.same, "not tomorrow", ""),
    Rule("every ~ WHEN", means.same, "every Friday", ""),
    Rule("the WEEKDAY", means.weekday, "intro to the Monday group", "", after="noun"),
    Rule("WHEN poss", means.same, "Friday's slides", ""),
    Rule("by ~ WHEN latest?", means.same, "no later than Friday", "2026-10-09"),
    Rule("WHEN comma? latest", means.same, "Friday at the latest", "2026-10-09"),
    Rule("before ~ WHEN", means.before, "before Friday", "2026-10-08"),
    Rule("after ~ WHEN", means.after, "after the weekend", "2026-10-12"),
    Rule("on ~ WHEN", means.same, "on Friday", "2026-10-09"),
    Rule("inmonth ~ WHEN", means.same, "a gennaio", "2027-01-31"),
    Rule("in ~ WHEN", means.same, "in January", "2027-01-31"),
    Rule("for ~ WHEN", means.same, "for Friday", "2026-10-09"),
    Rule("~ WHEN", means.same, "the day after tomorrow", "2026-10-10"),
)

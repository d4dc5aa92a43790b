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
from calsync import due_festive as festive
from calsync import due_meanings as means
from calsync import due_past as past
from calsync import due_periods as periods
from calsync import due_ranges as ranges


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
    Rule("N UNIT working", clocks.workdays, "entro 3 gg lavorativi", "2026-10-13"),
    Rule("N:low to N:high UNIT", clocks.length_between, "in two or three days", "2026-10-11"),
    Rule("N:low dash N:high UNIT", clocks.length_between, "in 2 - 3 days", "2026-10-11"),
    Rule("N:low comma N:high UNIT", clocks.length_between, "in zwei, drei Tagen", "2026-10-11"),
    Rule("N:low UNIT or N:high", clocks.length_between, "in a week or two", "2026-10-22"),
    Rule("SPAN UNIT", clocks.length_span, "in 2-3 days", "2026-10-11"),
    Rule("N nexts UNIT", clocks.length, "dans les 3 prochains jours", "2026-10-11"),
    Rule("ANDAHALF:n UNIT", clocks.length_and_half, "in 1.5 hours", "2026-10-08"),
    Rule("N andhalf UNIT", clocks.length_and_half, "in two and a half months", "2026-12-23"),
    Rule("N UNIT andhalf", clocks.length_and_half, "in a year and a half", "2028-04-08"),
    Rule("half dash? UNIT", clocks.length_half, "in half an hour", "2026-10-08"),
    Rule("inone UNIT", clocks.length, "numa semana", "2026-10-15"),
    Rule("UNIT andhalf", clocks.length_and_half, "en hora y media", "2026-10-08"),
    Rule("N half UNIT", clocks.length_half, "in einer halben Stunde", "2026-10-08"),
    Rule("MINUTES", clocks.minutes, "in a quarter of an hour", "2026-10-08"),
    Rule("in N sett", means.in_weeks, "tra 2 sett", "2026-10-22"),
    Rule("DAYSLONG", clocks.days_long, "dans quinze jours", "2026-10-22"),
)

DAYS = (
    Rule("N this PART:pm", clocks.clock_pm, "7 this evening", "2026-10-08 19:00"),
    Rule(
        "LENGTH:first and? LENGTH:second", clocks.length_sum, "in 1 week and 2 days", "2026-10-17"
    ),
    Rule("LENGTH:first comma LENGTH:second", clocks.length_sum, "in 1 month, 2 days", "2026-11-10"),
    Rule("about LENGTH", means.same, "about two weeks from Friday", "2026-10-23"),
    Rule("last LENGTH", past.lately, "in the last 3 days", "2026-10-07"),
    Rule("LENGTH ago", past.ago, "3 days ago", "2026-10-05"),
    Rule("LENGTH beforelast WEEKDAY", past.weekday_ago, "a week before last Friday", "2026-09-25"),
    Rule("UNIT beforelast WEEKDAY", past.unit_before_last, "day before last Friday", "2026-10-01"),
    Rule("N WEEKDAYS:weekday ago", past.weekdays_ago, "two Fridays ago", "2026-09-25"),
    Rule("WEEKDAY LENGTH ago", past.weekday_of_ago, "Friday a fortnight ago", "2026-09-25"),
    Rule("LENGTH ago from? REL", past.ago_from, "a week ago yesterday", "2026-09-30"),
    Rule("LENGTH ago on? WEEKDAY", past.weekday_ago, "a week ago Monday", "2026-09-28"),
    Rule("agopre LENGTH", past.ago, "il y a 3 jours", "2026-10-05"),
    Rule("REL", means.relative, "tomorrow", "2026-10-09"),
    Rule("sametime next UNIT", means.same_time, "this time next year", "2027-10-08"),
    Rule("sametime last UNIT", past.same_time_last, "this time last year", "2025-10-08"),
    Rule("WEEKDAY beforelast", past.weekday_before_last, "Monday before last", "2026-09-28"),
    Rule("last HOLIDAY", past.last_feast, "last Christmas", "2025-12-25"),
    Rule("tonight", means.tonight, "tonight", "2026-10-08"),
    Rule("now", periods.eod, "now", "2026-10-08", level=-1),
    Rule("this PART", means.this_part, "this afternoon", "2026-10-08"),
    Rule("eod", periods.eod, "by close of business", "2026-10-08"),
    Rule("LATEDAY:weekday", means.weekday_late, "Samstagabend um 8", "2026-10-10 20:00"),
    Rule("WEEKDAY", means.weekday, "by Friday", "2026-10-09"),
    Rule("indef WEEKDAY", periods.vague, "a Friday", ""),
    Rule("this WEEKDAY", means.this_weekday, "this Thursday", "2026-10-08"),
    Rule(
        "not this WEEKDAY comma? stop? fill? next",
        means.next_but_this,
        "not this Friday but the next",
        "2026-10-16",
    ),
    Rule(
        "not this WEEKDAY comma? stop? oneafter",
        means.next_but_this,
        "not this Friday, the one after",
        "2026-10-16",
    ),
    Rule("FEIRANTH:weekday", means.weekday, "mando até 5ª", "2026-10-15", level=0, after="clause"),
    Rule("FEIRANTH:weekday NEXT", means.next_weekday, "2ª que vem", "2026-10-12"),
    Rule("FEIRANTH:weekday dash? feira", means.weekday, "2ª feira", "2026-10-12"),
    Rule("NEXT WEEKDAY", means.next_weekday, "next Friday", "2026-10-16"),
    Rule("WEEKDAY NEXT", means.next_weekday, "lundi prochain", "2026-10-12", after="alone"),
    Rule("coming WEEKDAY", means.weekday, "this coming Friday", "2026-10-09"),
    Rule("WEEKDAY coming", means.weekday, "Friday coming", "2026-10-09", after="alone"),
    Rule("afternext WEEKDAY", means.weekday_week, "übernächsten Freitag", "2026-10-16"),
    Rule("WEEKDAY afternext", means.weekday_after_next, "Friday after next", "2026-10-23"),
    Rule("WEEKDAY INWEEKS", means.weekday_in_weeks, "Friday fortnight", "2026-10-23"),
    Rule(
        "from? WEEKDAY ineight N",
        means.weekday_in_eight,
        "vendredi en huit",
        "2026-10-16",
        after="alone",
    ),
    Rule("from REL ineight LENGTH", means.length_off, "de hoje a 15 dias", "2026-10-23"),
    Rule("from? REL ineight N", means.in_eight, "de hoy en ocho", "2026-10-15", after="alone"),
    Rule("WEEKDAY whole", means.weekday_week, "Friday week", "2026-10-16"),
    Rule("N WEEKDAYS:weekday fromnow", means.weekdays_on, "two Fridays from now", "2026-10-16"),
    Rule("LENGTH afternext WEEKDAY", means.after_next, "a week after next Monday", "2026-10-19"),
    Rule("det? D dot? ~ MONTH", means.month_day, "el 5 de diciembre", "2026-12-05"),
    Rule("D dot? ~ MONTH comma? from? YEAR", means.month_day, "5. Dezember 2027", "2027-12-05"),
    Rule("artday D ~ MONTH", means.month_day, "dia 5 de dezembro", "2026-12-05"),
    Rule("artday D ~ MONTH from? YEAR", means.month_day, "dia 5 de dezembro de 2027", "2027-12-05"),
    Rule("N:d from MONTH", means.month_day, "el cinco de diciembre", "2026-12-05"),
    Rule("le N:d MONTH", means.month_day, "le vingt-trois octobre", "2026-10-23"),
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
    Rule("EMONTH:month SPAN", ranges.month_days, "July 13-15", "2027-07-15"),
    Rule("SPAN ~ MONTH", ranges.month_days, "13-15 July", "2027-07-15"),
    Rule("SPAN ~ MONTH from? YEAR", ranges.month_days, "13-15 July 2028", "2028-07-15"),
    Rule("D:low dot? dash D dot? ~ MONTH", ranges.month_day_until, "13 - 15 July", "2027-07-15"),
    Rule(
        "between? D:low dot? to D dot? ~ MONTH",
        ranges.month_day_until,
        "de 13 a 15 de julho",
        "2027-07-15",
    ),
    Rule("EMONTH:month D:low to D", ranges.month_day_until, "July 13 to 15", "2027-07-15"),
    Rule("EMONTH:month D:low dash D", ranges.month_day_until, "July 13 - 15", "2027-07-15"),
    Rule(
        "EMONTH:month ~ NTH:low to ~ NTH:d", ranges.month_day_until, "Oct 9th to 12th", "2026-10-12"
    ),
    Rule(
        "EMONTH:month ~ NTH:low to ~ NTH:d comma? YEAR",
        ranges.month_day_until,
        "Oct 9th to 12th, 2026",
        "2026-10-12",
    ),
    Rule(
        "between? art D to art? D", means.numbered, "entre el 14 y 16", "2026-10-16", after="dated"
    ),
    Rule(
        "between artdays D to D", means.numbered, "entre dias 14 e 16", "2026-10-16", after="dated"
    ),
    Rule("between am? D dot? to am? D dot", means.numbered, "zwischen 14. und 16.", "2026-10-16"),
    Rule("am D dot? to am? D dot", means.numbered, "am 14. oder 15.", "2026-10-15"),
    Rule(
        "UNIT art artday? D",
        periods.week_of_numbered,
        "la semana del 19",
        "2026-10-23",
        after="dated",
    ),
    Rule("UNIT from D dot", periods.week_of_numbered, "Woche vom 19.", "2026-10-23", after="lower"),
    Rule("art D", means.numbered, "avant le 15", "2026-10-14", after="dated"),
    Rule("art N:d", means.numbered_word, "rendre le quinze", "2026-10-15", after="closed"),
    Rule("artday N:d", means.numbered, "até dia dez", "2026-10-10", after="closed"),
    Rule("artday D", means.numbered, "até dia 5", "2026-11-05", after="dated"),
    Rule("artday NTHD:nth", means.numbered_nth, "até o dia 1º", "2026-11-01", after="dated"),
    Rule("vorm D dot", means.before_numbered, "vorm 15.", "2026-10-14", after="lower"),
    Rule("am D dot", means.numbered, "am 5. melde ich mich", "2026-11-05", after="lower"),
    Rule("am NTH NTH:month", means.month_nth, "am dritten zwölften", "2026-12-03"),
    Rule("am NTH", means.numbered_far, "am siebten melde ich mich", "2026-11-07", after="lower"),
    Rule("am NTH", means.numbered_nth, "am dreiundzwanzigsten", "2026-10-23", after="closed"),
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
    Rule("WEEKDAY D ath CLOCK", means.numbered_clock, "martes 13 a las 14:30", "2026-10-13 14:30"),
    Rule("WEEKDAY D ath LENGTH", means.numbered_hours, "jeudi 15 à 10 heures", "2026-10-15 10:00"),
    Rule("WEEKDAY comma? ~ artday D", means.weekday_numbered, "terça, dia 13", "2026-10-13"),
    Rule("WEEKDAY comma? am D dot", means.weekday_numbered, "Dienstag, den 13.", "2026-10-13"),
    Rule("HOLIDAY UNIT", festive.feast_weekend, "Thanksgiving weekend", "2026-11-29"),
    Rule("HOLIDAY", festive.feast, "before Halloween", "2026-10-30"),
    Rule("det? NTH advent", festive.advent, "erster Advent", "2026-11-29"),
    Rule("det? D:nth dot? advent", festive.advent, "am 2. Advent", "2026-12-06"),
    Rule("det? NTH xmasday", festive.christmas_day, "zweiter Weihnachtstag", "2026-12-26"),
    Rule("det? D:nth dot? xmasday", festive.christmas_day, "2. Weihnachtstag", "2026-12-26"),
    Rule("HOLIDAY from? YEAR", festive.feast, "Christmas 2027", "2027-12-25"),
    Rule("holidays", festive.holidays, "after the holidays", "2027-01-04", level=-2),
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
    Rule("weekends", periods.vague, "on weekends", ""),
    Rule(
        "not this UNIT comma? stop? fill? next",
        periods.coming_period,
        "not this week but next",
        "2026-10-16",
    ),
    Rule("NTH MONTHWEEK:month", periods.nth_month_week, "erste Novemberwoche", "2026-11-06"),
    Rule("UNIT", periods.weekend, "over the weekend", "2026-10-11", level=0),
    Rule("MONTH", periods.month, "in January", "2027-01-31", level=-2),
    Rule(
        "MONTH comma? from? YEAR", periods.month_of_year, "in January 2028", "2028-01-31", level=0
    ),
    Rule("last WEEKDAY", past.last_weekday, "last Monday", "2026-10-05", after="whole"),
    Rule("WEEKDAY last", past.last_weekday, "lundi dernier", "2026-10-05", after="whole"),
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
    Rule("N dot? weeknr", periods.week_number, "in der 48. KW", "2026-11-27"),
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
    Rule("UNIT dash? end YEAR", periods.end_of_year, "year end 2027", "2027-12-31"),
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

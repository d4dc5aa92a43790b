"""How due dates are joined to others, and what brings them in. Pure.

Written like `due_rules`: after the STAGES, JOINED goes on while it finds something, LATE comes
after it, and ROLES say what a date is there for.
"""

from __future__ import annotations

from calsync import due_clocks as clocks
from calsync import due_festive as festive
from calsync import due_hours
from calsync import due_meanings as means
from calsync import due_past as past
from calsync import due_periods as periods
from calsync import due_ranges as ranges
from calsync import due_rules
from calsync.due_rules import Rule

STAGES = (
    due_rules.COUNTING,
    due_rules.NUMBERS,
    due_rules.DAYS,
    due_hours.TIMES,
    due_hours.HALVES,
    due_rules.PERIODS,
)

JOINED = (
    Rule("DAY comma? by ~ CLOCK", clocks.day_clock, "Friday by 5pm", "2026-10-09 17:00"),
    Rule("DAY comma? before ~ CLOCK", clocks.day_clock, "Friday before 5pm", "2026-10-09 17:00"),
    Rule("DAY comma? after ~ CLOCK", clocks.day_clock, "Friday after 5pm", "2026-10-09 17:00"),
    Rule("DAY comma? starting ~ CLOCK", clocks.day_clock, "Fri starting 5pm", "2026-10-09 17:00"),
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
    Rule("in LENGTH on? WEEKDAY", means.in_length_on, "in 2 weeks on Friday", "2026-10-23"),
    Rule("in? LENGTH from ~ WHEN", means.length_from, "two weeks from Friday", "2026-10-23"),
    Rule("in HOURMIN:length", means.in_length, "in 1h30", "2026-10-08"),
    Rule("in? UNIT poss? time", means.unit_from_now, "fortnight's time", "2026-10-22"),
    Rule("WEEKDAY LENGTH fromnow", means.in_length_on, "Fri 2 weeks from now", "2026-10-23"),
    Rule("UNIT leaving ~ WHEN", means.unit_from, "week from Monday", "2026-10-19"),
    Rule("MANY fromnow", periods.vague, "several weeks from now", ""),
    Rule("UNIT fromnow", means.unit_from_now, "fortnight from today", "2026-10-22"),
    Rule("LENGTH on ~ WHEN", means.length_on, "a week on Friday", "2026-10-16"),
    Rule("UNIT on? WHEN", means.unit_on, "fortnight tomorrow", "2026-10-23", after="bare"),
    Rule("LENGTH WHEN", means.length_on, "a week today", "2026-10-15"),
    Rule("LENGTH after ~ WHEN", means.length_from, "a week after Halloween", "2026-11-07"),
    Rule("LENGTH before ~ WHEN", means.length_before, "2 days before Halloween", "2026-10-29"),
    Rule("CLOCK in ~ LENGTH", means.clock_in, "at 9am in four days", "2026-10-12 09:00"),
    Rule("DAY:when in ~ LENGTH", means.length_from, "Freitag in einer Woche", "2026-10-16"),
    Rule("DAY whole", means.day_week, "tomorrow week", "2026-10-16"),
    Rule("dayafter ~ WHEN", means.day_after, "le lendemain de Noël", "2026-12-26"),
    Rule("daybefore ~ WHEN", means.day_before, "la víspera de Navidad", "2026-12-24"),
    Rule("UNIT before ~ WHEN", means.unit_before, "the week before Halloween", "2026-10-23"),
    Rule("UNIT after ~ WHEN", means.unit_after, "the day after Halloween", "2026-11-01"),
    Rule(
        "N WEEKDAYS:weekday before ~ WHEN",
        means.weekday_before,
        "two Fridays before Christmas",
        "2026-12-11",
    ),
    Rule(
        "N WEEKDAYS:weekday after ~ WHEN",
        means.weekday_after,
        "two Fridays after Christmas",
        "2027-01-08",
    ),
    Rule(
        "NTH WEEKDAY before ~ WHEN",
        means.nth_weekday_before,
        "the last Friday before Christmas",
        "2026-12-18",
    ),
    Rule(
        "NTH UNIT before ~ WHEN",
        means.nth_unit_before,
        "last working day before Christmas",
        "2026-12-24",
    ),
    Rule("WEEKDAY before ~ WHEN", means.weekday_before, "Friday before Halloween", "2026-10-30"),
    Rule("WEEKDAY after ~ WHEN", means.weekday_after, "the Monday after Halloween", "2026-11-02"),
    Rule(
        "NTH WEEKDAY after ~ WHEN",
        means.nth_weekday_after,
        "second Monday after Halloween",
        "2026-11-09",
    ),
    Rule("UNIT fill DAY", periods.week_of, "in the week of 19 October", "2026-10-23"),
    Rule("weekof ~ DAY", periods.week_starting, "week commencing 19 October", "2026-10-23"),
    Rule("weekof ~ weekday ~ DAY", periods.week_starting, "w/c Mon 19 October", "2026-10-23"),
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
    Rule("FRACTION N ~ DAY", clocks.day_half, "half three on Friday", "2026-10-09 15:30"),
    Rule("DAY comma? FRACTION N", clocks.day_half, "Friday half three", "2026-10-09 15:30"),
    Rule("PERIOD comma? ~ CLOCK", means.period_clock, "next week at 3pm", "2026-10-16 15:00"),
    Rule("last DAY", past.last_dated, "last November 5", "2025-11-05"),
    Rule("DAY PM:part", means.day_part, "Monday a.m.", "2026-10-12"),
    Rule("DAY comma? ~ LOOSE:part", means.day_part, "Friday late", "2026-10-09"),
    Rule("LOOSE:part comma? ~ DAY", means.day_part, "early on Monday", "2026-10-12"),
    Rule(
        "CLOCK ~ DAY PART:late", clocks.day_part_clock, "at 7 on Monday night", "2026-10-12 19:00"
    ),
    Rule("DAY N", clocks.day_military, "tomorrow 1430", "2026-10-09 14:30", after="bare"),
    Rule("N on? DAY", clocks.day_military, "0900 tomorrow", "2026-10-09 09:00", after="bare"),
    Rule("CLOCK comma? ~ DAY", clocks.day_clock, "3pm on Monday", "2026-10-12 15:00"),
    Rule("DAY comma? ~ PART", means.day_part, "Friday morning", "2026-10-09"),
    Rule("PART comma? ~ DAY", means.day_part, "first thing on Monday", "2026-10-12"),
    Rule("WEEKDAY comma? ~ DAY", means.day_day, "Monday, 12 October", "2026-10-12"),
    Rule("DAY dash CLOCK", clocks.day_clock, "tomorrow - 3pm", "2026-10-09 15:00"),
    Rule("DAY paren WEEKDAY", means.day_day, "12 October (Monday)", "2026-10-12"),
    Rule("DAY comma? WEEKDAY", means.day_day, "12 October, Monday", "2026-10-12"),
    Rule("WEEKDAY comma? ~ PERIOD", means.weekday_in, "Friday next week", "2026-10-16"),
    Rule("PERIOD comma? ~ WEEKDAY", means.weekday_in, "next week on Tuesday", "2026-10-13"),
    Rule("HOLIDAY ~ PERIOD", festive.feast_in, "Thanksgiving next year", "2027-11-25"),
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
    Rule("between ~ WHEN to ~ WHEN:end", ranges.until, "from Monday to Friday", "2026-10-16"),
    Rule("WEEKDAY to WEEKDAY:end ~ PERIOD", ranges.until_in, "Mon to Wed next week", "2026-10-14"),
    Rule("WEEKDAY dash WEEKDAY:end ~ PERIOD", ranges.until_in, "Mon-Wed next week", "2026-10-14"),
    Rule("WHEN or ~ WHEN:end", ranges.later_of, "Monday or tomorrow", "2026-10-12"),
    Rule("WHEN to ~ WHEN:end", ranges.until, "Monday and Tuesday", "2026-10-13"),
    Rule("WHEN slash WHEN:end", ranges.later_of, "Mon/Tue", "2026-10-13"),
    Rule("WHEN dash WHEN:end", ranges.later_of, "12 Oct - 14 Oct", "2026-10-14"),
)

LATE = (
    Rule("in fill MANY", periods.vague, "in the years to come", ""),
    Rule("by ~ PART", means.by_part, "by lunchtime", "2026-10-08", after="clause"),
    Rule("in fill UNIT", periods.within, "within the month", "2026-10-31"),
)

ROLES = (
    Rule("since ~ WHEN", means.same, "since Friday", ""),
    Rule("from ~ WHEN", means.same, "slides from Friday", ""),
    Rule("not ~ WHEN", means.same, "not tomorrow", ""),
    Rule("every ~ WHEN", means.same, "every Friday", ""),
    Rule("the WEEKDAY", means.weekday, "intro to the Monday group", "", after="noun"),
    Rule("WHEN poss", means.same, "Friday's slides", ""),
    Rule("by ~ WHEN latest?", means.same, "no later than Friday", "2026-10-09"),
    Rule("WHEN comma? latest", means.same, "Friday at the latest", "2026-10-09", after="no day"),
    Rule("before ~ WHEN", means.before, "before Friday", "2026-10-08"),
    Rule("after ~ WHEN", means.after, "after the weekend", "2026-10-12"),
    Rule("on ~ WHEN", means.same, "on Friday", "2026-10-09"),
    Rule("starting ~ CLOCK", periods.vague, "drinks starting 18:30", ""),
    Rule("starting ~ WHEN", means.same, "starting Monday", "2026-10-12"),
    Rule("inmonth ~ WHEN", means.same, "a gennaio", "2027-01-31"),
    Rule("in ~ WHEN", means.same, "in January", "2027-01-31"),
    Rule("for ~ WHEN", means.same, "for Friday", "2026-10-09"),
    Rule("~ WHEN", means.same, "the day after tomorrow", "2026-10-10"),
)

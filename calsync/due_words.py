"""The words of due dates in six languages, as data. Pure.

A row is `KIND=value language: word, phrase, ...`, indented where it goes on; a value with `..`
counts up at each comma and takes words apart at blanks. A mark before a word says how much
company it needs to be taken for a date: `~` a number, a preposition of its language, or a capital
at the end of a clause; `+` a number or a preposition; `^` nothing after it; `!` a preposition;
`=` likewise, and a capital. Accents and case do not matter otherwise.
"""

from __future__ import annotations

GERMAN_ORDINALS = """
viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt
siebzehnt achtzehnt neunzehnt zwanzigst einundzwanzigst zweiundzwanzigst dreiundzwanzigst
vierundzwanzigst fünfundzwanzigst sechsundzwanzigst siebenundzwanzigst achtundzwanzigst
neunundzwanzigst dreißigst einunddreißigst
"""
WORDS = """
WEEKDAY=0.. en: monday ^mon, tuesday tue tues, wednesday wed weds wensday wendesday wensd, thursday
  thu thur thurs thrs thurd, friday fri, saturday ~sat, sunday ~sun
WEEKDAY=0.. de: montag =mo, dienstag =di, mittwoch =mi, donnerstag =do, freitag =fr, samstag =sa,
  sonntag =so
WEEKDAY=5.. de: sonnabend
WEEKDAY=0.. es: lunes ^lun, martes +mar, miércoles +mié, jueves ~jue, viernes +vie, sábado ~sáb,
  domingo +dom
WEEKDAY=0.. fr: lundi ^lun, mardi +mar, mercredi !mer, jeudi !jeu, vendredi ^ven, samedi !sam,
  dimanche +dim
WEEKDAY=2.. es: miérc, juev
WEEKDAY=2.. fr: ^merc, jeud, ^vend
WEEKDAY=0.. pt: segunda-feira ^segunda +seg, terça-feira ^terça +ter, quarta-feira ^quarta +qua,
  quinta-feira ^quinta +qui, sexta-feira ^sexta !sex, sábado +sáb, domingo +dom
WEEKDAY=0.. it: lunedì ^lun, martedì +mar, mercoledì !mer, giovedì +gio, venerdì ^ven, sabato +sab,
  domenica +dom
WEEKDAY=1 it: ^mart
WEEKDAY=2.. it: ^merc, giov, ^vener
FEIRA pt: feira
MONTH=1.. en: january jan, february feb, march mar, april apr, may, june jun, july jul, august aug,
  september sept sep, october oct, november nov, december dec
MONTH=1.. de: januar januars jänner jaenner jan, februar februars feber feb, märz maerz mär mrz,
  april aprils apr, mai, juni jun, juli jul, august augusts aug, september septembers sept sep,
  oktober oktobers okt, november novembers nov, dezember dezembers dez
MONTH=1.. es: enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto
  !ago, septiembre setiembre sept sep !set, octubre oct, noviembre nov, diciembre dic
MONTH=1.. fr: janvier janv jan, février févr fév, mars, avril avr, mai, juin, juillet juil, août,
  septembre sept, octobre oct, novembre nov, décembre déc
MONTH=1.. pt: janeiro jan, fevereiro fev, março mar, abril abr, maio mai, junho jun, julho jul,
  agosto !ago, setembro !set, outubro !out, novembro nov, dezembro dez
MONTH=1.. it: gennaio !gen, febbraio feb, marzo !mar, aprile apr, maggio !mag, giugno giu, luglio
  lug, agosto !ago, settembre sett !set, ottobre ott, novembre nov, dicembre dic
N=1.. en: one a an, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen,
  fourteen, fifteen, sixteen, seventeen, eighteen, nineteen
N=1.. de: ein eins eine einen einem einer eines ner nem ne, zwei zwo, drei, vier, fünf fuenf, sechs,
  sieben, acht, neun, zehn, elf, zwölf zwoelf, dreizehn, vierzehn, fünfzehn
N=1.. es: un una uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce, trece,
  catorce, quince
N=1.. fr: un une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize,
  quatorze, quinze
N=1.. pt: um uma, dois duas, três, quatro, cinco, seis, sete, oito, nove, dez, onze, doze, treze,
  catorze quatorze, quinze
N=1.. it: un uno una, due, tre, quattro, cinque, sei, sette, otto, nove, dieci, undici, dodici,
  tredici, quattordici, quindici
N=20: twenty, zwanzig, veinte, vingt, vinte, venti
N=30: thirty, dreißig, treinta, trente, trinta, trenta
N=40: forty, vierzig, cuarenta, quarante, quarenta, quaranta
N=45: fünfundvierzig, quarantacinque, quarante-cinq, quarenta e cinco
N=48: achtundvierzig, quarantotto, quarante-huit, quarenta e oito
N=16..: sechzehn dieciséis seize dezesseis dezasseis sedici, siebzehn diecisiete dezessete dezassete
  diciassette, achtzehn dieciocho dezoito diciotto, neunzehn diecinueve dezenove dezanove diciannove
N=17: dix-sept
N=18: dix-huit
N=19: dix-neuf
N=21: einundzwanzig, veintiuno, veintiún, vingt et un, vinte e um, ventuno
N=22: zweiundzwanzig, veintidós, vingt-deux, vinte e dois, ventidue
N=23: dreiundzwanzig, veintitrés, vingt-trois, vinte e três, ventitré
N=24: vierundzwanzig, veinticuatro, vingt-quatre, vinte e quatro, ventiquattro
N=25: fünfundzwanzig, veinticinco, vingt-cinq, vinte e cinco, venticinque
N=26: sechsundzwanzig, veintiséis, vingt-six, vinte e seis, ventisei
N=27: siebenundzwanzig, veintisiete, vingt-sept, vinte e sete, ventisette
N=28: achtundzwanzig, veintiocho, vingt-huit, vinte e oito, ventotto
N=29: neunundzwanzig, veintinueve, vingt-neuf, vinte e nove, ventinove
N=31: einunddreißig, treinta y uno, trente et un, trinta e um, trentuno
N=50: fifty, fünfzig, cincuenta, cinquante, cinquenta, cinquanta
N=60: sixty, sechzig, sesenta, soixante, sessenta, sessanta
N=90: ninety, neunzig, noventa, quatre-vingt-dix, novanta
N=100: a hundred, one hundred, hundert, cien, cent, cem, cento
N=2 en: a couple, couple, a couple of, couple of, another two, a pair of
N=2: un par de, um par de, un paio di, une couple de, une couple d, couple de
N=3 en: a few, few, a few more
N=3 de: ein paar, paar, einige, einigen
N=3: qq, qques, qlc, qualke
N=3: unos, unas, unos pocos, unos cuantos, algunos, algunas, pocos, quelques, alguns, algumas, uns,
  umas, uns poucos, qualche, alcuni, alcune, pochi
N=1: another
N=6 en: half a dozen
N=12: a dozen, dozen, ein dutzend, una docena, une douzaine, une douzaine de, uma dúzia, uma dúzia
  de, una docena de, una dozzina di
N=10: une dizaine de, une dizaine d, una decina di, una decena de, uma dezena de
N=15: una quindicina di
N=20: une vingtaine de, una ventina di, una veintena de
WEEKDAYS=0.. en: mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays
NTH=1.. en: first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh,
  twelfth, thirteenth, fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth,
  twentieth
NTH=1.. de: erste ersten erster erstes, zweite zweiten zweiter zweites, dritte dritten dritter
  drittes
NTH=1.. es: primer primero primera, segundo segunda, tercer tercero tercera, cuarto cuarta, quinto
  quinta
NTH=1.. fr: premier première, deuxième second seconde, troisième, quatrième
NTH=1.. pt: primeiro primeira, segundo segunda, terceiro terceira, quarto quarta
NTH=1.. it: primo prima, secondo seconda, terzo terza, quarto quarta
NTH=-1 en: last, final
NTH=-1 de: letzte, letzten, letzter, letztes
NTH=-1: último, última, dernier, dernière, ultimo, ultima
NTH=-2: second last, second to last, next to last, penultimate, vorletzte, vorletzten, penúltimo,
  avant-dernier, penultimo
TENS=20 en: twenty
TENS=30 en: thirty
TENS=40 en: forty
TENS=50 en: fifty
TENS=60 en: sixty
TENS=90 en: ninety
DAYSLONG=7 fr: huitaine, une huitaine, une huitaine de jours, huitaine de jours
DAYSLONG=14 fr: quinze jours, une quinzaine, une quinzaine de jours, quinzaine
SETT it: sett
WORKING: lavorativi, lavorativo, lav, feriali, ouvrés, ouvré, ouvrables, hábiles, háb, laborables,
  laborales, úteis, útil
SEASON=1.. en: spring springtime, summer summertime, autumn fall, winter wintertime
SEASON=1.. de: frühling frühjahr, sommer, herbst, winter
SEASON=1.. es: primavera, verano, otoño, invierno
SEASON=1.. fr: printemps, été, automne, hiver
SEASON=1.. pt: primavera, verão, outono, inverno
SEASON=1.. it: primavera, estate, autunno, inverno
HALF en: half a, half an, half
HALF de: einer halben, halben
HALF: media, medio, une demi, demi, meia, meio, mezz, mezza, mezzo
ANDAHALF=1 de: anderthalb, eineinhalb, einundeinhalb
ANDAHALF=2 de: zweieinhalb
ANDHALF: and a half, y media, y medio, et demi, et demie, e meia, e meio, e mezza, e mezzo
UNIT=second: second, seconds, sec, secs, sekunde, sekunden, segundo, segundos, seconde, secondes,
  secondo, secondi
UNIT=minute: minute, minutes, min, mins, minuten, minuto, minutos, minuti
UNIT=hour: hour, hours, hr, hrs, stunde, stunden, std, hora, horas, hs, heure, heures, ora, ore, h,
  oretta, orette, horita, horitas, horinha, horinhas, stündchen
UNIT=day: day, days, tag, tage, tagen, día, días, jour, jours, dia, dias, giorno, giorni, gg,
  calendar days, kalendertage, kalendertagen, natürliche tage, días naturales, dias corridos, jours
  calendaires, journée, jornada, giornata, jrs, tg
UNIT=week: work week, workweek, working week, business week, arbeitswoche, semana laboral, week,
  weeks, wk, wks, woche, wochen, semana, semanas, semaine, semaines, settimana, settimane, semanita,
  semanitas, semaninha, semaninhas, settimanella, sem
UNIT=fortnight: fortnight, fortnights, quincena, quinzaine, quinzena, quindicina
UNIT=month: mth, mths, mnth, mnths, month, months, mos, monat, monate, monaten, monats, mes, meses,
  mois, mês, mese, mesi, calendar month, mesetto, mesecito, mesito, mesezinho
UNIT=quarter: quarter, quarters, quartal, quartale, quartalen, quartals, trimestre, trimestres,
  trimestri, qtr
UNIT=half: half, halbjahr, semestre, semestri
UNIT=year: year, years, yr, yrs, jahr, jahre, jahren, jahres, año, años, année, ano, anos, anno,
  anni, calendar year
UNIT=year fr: an, ans
UNIT=decade: decade, decades, jahrzehnt, jahrzehnten, década, décadas, décennie, decennio
UNIT=workday: working day, working days, workday, workdays, business day, business days, weekday,
  weekdays, werktag, werktage, werktagen, arbeitstag, arbeitstage, arbeitstagen, bankarbeitstage,
  bankarbeitstagen, día hábil, días hábiles, día laborable, días laborables, día laboral, días
  laborales, jour ouvré, jours ouvrés, jour ouvrable, jours ouvrables, jours de travail, dia útil,
  dias úteis, dias de trabalho, giorno lavorativo, giorni lavorativi, giorno feriale, giorni
  feriali, working-days
UNIT=weekend: wknd, wkend, w e, weekend, week-end, weekends, wochenende, wochenendes, finde, fin de
  semana, fines de semana, fim de semana, final de semana, fine settimana, fds, wkend, wochenend
UNIT=weekend de: =we
UNIT=weekend fr: =we
MANY: days, weeks, months, tage, tagen, wochen, monate, monaten, días, semanas, meses, jours,
  semaines, dias, giorni, settimane, mesi, years, jahre, jahren, años, anos, anni, années, ans,
  hours, stunden, horas, heures, ore, minutes
SAMETIME: this time, same time, the same time, this day, same day, the same day, this date
MINUTES=15: a quarter of an hour, quarter of an hour, viertelstunde, un quart d'heure, un cuarto de
  hora, un quarto d'ora, um quarto de hora
MINUTES=45: three quarters of an hour, dreiviertelstunde, trois quarts d'heure, tre quarti d'ora
REL=0 en: 2day, tdy, today, later today, today's date, by today, in the afternoon, in the evening
REL=0 de: heit, heute, heut, heute noch, noch heute, am heutigen tag
REL=0: hj, ajd, auj, ajd'hui, stamattina, stamani, stamane, hoy, hoy mismo, aujourd'hui, dès
  aujourd'hui, hoje, hoje mesmo, ainda hoje, oggi, oggi stesso, logo à noite, logo à tarde, logo
  mais, el día de hoy, día de hoy
REL=0: !depois do almoço, !después de comer, !después del almuerzo, !dopo pranzo, !après le
  déjeuner, !nach dem mittagessen, !nel pomeriggio, !in serata, !am nachmittag, !am abend, !dans
  l'après-midi, !dans la soirée, !en soirée, !por la tarde, !por la noche, !à tarde, !à noite
REL=1 en: in the morning, first thing in the morning, tomorrow, tmrw, tmr, tmw, tmmrw, 2moro,
  2morrow, 2mrw, tommorow, tmo, tomoz, tomoro, morrow, tomorrow's
REL=1 de: morgen, morgigen tag
DAYAFTER: lendemain, le lendemain, au lendemain, el día siguiente, al día siguiente, il giorno dopo,
  o dia seguinte, no dia seguinte
DAYBEFORE: eve of, the eve of, veille, la veille, à la veille, vigilia, la vigilia, víspera, la
  víspera, véspera, a véspera, vorabend
REL=1: mañana, mñn, mñna, amnh, mrgn, mañana mismo, demain, amanhã, domani, domattina, le lendemain,
  el día siguiente, am nächsten tag, am folgenden tag, the next day, the following day, next day,
  following day, il giorno dopo, no dia seguinte, morn, 2m1, 2main, dmn, dmni, mñana, mnñ, amanha,
  amñ, amanh, el día de mañana, día de mañana
REL=1 fr: !dem
REL=2: day after tomorrow, overmorrow, übermorgen, uebermorgen, pasado mañana, après-demain, depois
  de amanhã, dopodomani, dopo domani, day after tmrw, pasado-mañana, depois d'amanhã, dps de amanhã,
  übermorn, pasao mañana, domani l'altro, domanl'altro
REL=3: überübermorgen
REL=-1: yesterday, gestern, ayer, hier, ontem, ieri, last night, last nite, anoche, gestrigen
REL=-2: day before yesterday, two nights ago, 2 nights ago, night before last, vorgestern, anteayer,
  antier, antes de ayer, avant-hier, anteontem, antes de ontem, l'altro ieri, avantieri
TOM en: tom
TONIGHT=0: tonight, tonite, 2nite, 2night, tonigth, tonght, stasera, stanotte, later tonight, ce
  soir, cette nuit, à soir
NOW=0: now, right now, right away, jetzt, ahora, maintenant, agora, adesso, ora
PART=0 en: morning, the morning, in the morning, of the morning, early morning, first thing, first
  thing in the morning, late morning, mid morning
PART=1 en: arvo, afternoon, evening, in the afternoon, in the evening, at night, night, early
  afternoon, late afternoon, early evening, lunchtime, lunch time, after lunch, before lunch, after
  work, before work, over lunch
LOOSE=0 en: early
LOOSE=1 en: late
PART=0 de: früh, vormittag, vormittags, morgens, am morgen, am vormittag, in der früh, in der frühe,
  frühmorgens, als erstes, gleich früh, ~morgen
PART=1 de: auf d'nacht, auf die nacht, nachmittag, abend, nacht, nachmittags, abends, nachts, am
  nachmittag, am abend, in der nacht, spätnachmittag, nach dem mittagessen
PART=1 de: nachm
PART=0 es: x la mañana
PART=1 es: x la tarde, x la noche, después de comer, después del almuerzo
PART=0 es: por la mañana, de la mañana, en la mañana, a primera hora, temprano, a la mañana, de
  madrugada, ~mañana, a primera hora de la mañana
PART=1 es: por la tarde, de la tarde, en la tarde, tarde, por la noche, de la noche, en la noche,
  noche, a la noche, a la tarde, a última hora, a última hora de la tarde
PART=0 fr: matin, au matin, le matin, du matin, dans la matinée, matinée, en matinée, à la première
  heure, en fin de matinée, en début de matinée
PART=1 fr: après-midi, l'après-midi, de l'après-midi, soir, le soir, du soir, soirée, dans la
  soirée, en soirée, dans l'après-midi, en fin d'après-midi, en fin de journée, en début
  d'après-midi, fin de journée, aprem, en début de soirée, nuit, au soir, après le déjeuner
PART=0 pt: de manhã, pela manhã, da manhã, na parte da manhã, manhã, cedo, logo cedo, bem cedo, à
  primeira hora, logo de manhã, de manhã cedo, de madrugada
PART=1 pt: à tarde, de tarde, da tarde, tarde, na parte da tarde, à noite, de noite, da noite,
  noite, ao fim da tarde, ao final do dia, ao fim do dia, no fim do dia, no final do dia, fim da
  tarde, depois do almoço
PART=0 it: mattina, mattino, di mattina, della mattina, del mattino, al mattino, in mattinata,
  mattinata, la mattina, presto, di buon'ora, per prima cosa
PART=1 it: pomeriggio, di pomeriggio, del pomeriggio, nel pomeriggio, il pomeriggio, sera, di sera,
  la sera, in serata, serata, notte, a fine giornata, nel tardo pomeriggio, tardo pomeriggio, alla
  sera, dopo pranzo, pome, dopo cena
EOD: im laufe des tages, tagsüber, dans la journée, in giornata, en el día, durante el día, ao longo
  do dia, no decorrer do dia, during the day, in the course of the day, over the course of the day,
  nel corso della giornata, a lo largo del día, en el transcurso del día
EOD en: end of my day, end of the work day, end of day, end of the day, eod, cob, close of business,
  eob, close of play, end of business, end of play, end of business day, end of the working day,
  day's end, end of the business day, end of the workday, end of work, the day is out, close of day,
  end of today
EOD de: feierabend, tagesende, ende des tages, geschäftsschluss, dienstschluss, büroschluss, ende
  des arbeitstages, arbeitsende, ende des arbeitstags
EOD es: que acabe el día, que termine el día, fin del día, final del día, fin de la jornada, final
  de la jornada, fin de día, cierre del día, última hora del día, fin de jornada, final de día
EOD fr: fin de journée, en fin de journée, fin de la journée, fin du jour, la fin de la journée
EOD pt: que acabe o dia, fim do dia, final do dia, fim do expediente, final do expediente, fim de
  dia, ao fim do dia, ao final do dia, no fim do dia, no final do dia
EOD it: fine giornata, a fine giornata, fine della giornata, fine del giorno, fine giorno
EDGE=end-week: eow, end week, wochenschluss, week's end, fine sett
EDGE=end-month: eom, monatsende, monatsletzten, monatsletzter, letzten des monats, ultimo del mese,
  monatsultimo, día último, el día último, último de mes, el último de mes
EDGE=end-quarter: eoq, quartalsende
EDGE=end-year: eoy, turn of the year, jahresende, year's end, jahresschluss, heuer, heuer noch, noch
  heuer, virada do ano, virada de ano, fin de l'année
EDGE=start-week: wochenstart, wochenanfang, wochenbeginn
EDGE=start-month: monatsanfang, monatsbeginn, beginning-of-month, monatsersten, monatserster
EDGE=start-year: jahresanfang, jahresbeginn
EDGE=start-quarter: quartalsanfang, quartalsbeginn, quartalsersten
EDGE=mid-week: midweek, mid-week, wochenmitte
EDGE=mid-month: monatsmitte
EDGE=mid-year: jahresmitte, mid-year
ADVENT: advent, adventssonntag, sunday of advent, sunday in advent, dimanche de l'avent, domingo de
  adviento, domingo do advento, domenica di avvento, domenica d'avvento
ONE=1 en: one
ONE=1 es: una
NEAR=5 en: five
NEAR=10 en: ten
NEAR=20 en: twenty
WEEKENDS: weekends, wochenenden, week-ends, fines de semana, fins de semana
WHOLE: week, woche, wk
INWEEKS=2: fortnight
INEIGHT fr: en
INEIGHT es: en
INEIGHT pt: a
INEIGHT it: a
UNITNEXT=week pt: para a semana
UNITNEXT=week es: la otra semana
UNITNEXT=week it: sett prox, prox sett, prossima sett, sett prossima
UNITNEXT=week fr: semaine pro, sem pro, semaine proch
UNITNEXT=month fr: mois pro, mois proch
UNITTHIS=weekend fr: ce we, le we
UNITNEXT=week de: nä woche, näch woche, nächst woche
UNITTHIS=week de: noch die woche, die woche noch
UNITTHIS=week it: questa sett, in sett, qst sett
UNITTHIS=weekend it: questo we, nel we, qst we
UNITTHIS=week it: in settimana
INONE pt: num, numa
NOON=12 en: ^noon, ^noontime, ^noonish, ^midday
NOON=12: !mittag, !mittags, !mediodía, !medio día, !midi, !meio-dia, !mezzogiorno, !am mittag, !high
  noon, !12 noon, !al mediodía
NOON=24: midnight, mitternacht, medianoche, minuit, meia-noite, mezzanotte
FRACTION=30 en: half
FRACTION=15 en: quarter, a quarter
FRACTION=15 de: viertel
HALB de: halb
DREIVIERTEL de: dreiviertel, drei viertel
QUARTERS=15: y cuarto, et quart, e um quarto, e un quarto
QUARTERS=-15: menos cuarto, moins le quart, moins un quart, menos um quarto, meno un quarto
MINUTELY=-5: menos cinco, moins cinq, meno cinque
MINUTELY=-10: menos diez, moins dix, meno dieci
MINUTELY=-20: menos veinte, moins vingt, meno venti
MINUTELY=-25: menos veinticinco, moins vingt-cinq, meno venticinque
MINUTELY=5: y cinco, e cinque, e cinco
MINUTELY=10: y diez, e dieci, e dez
MINUTELY=15: e quinze, e quindici
MINUTELY=20: y veinte, e venti, e vinte
MINUTELY=25: y veinticinco, e venticinque, e vinte e cinco
WEEKNO en: +week, +wk, calendar week, cw
WEEKNR: kw, kalenderwoche, calendar week
WEEKNO: kw, kalenderwoche, semaine, semana, settimana, woche
DAYWORD: día, dia, giorno, jour, tag, day
VORM de: vorm, noch vorm
HOLIDAYS: the holidays, holidays, christmas holidays, xmas holidays, holiday season, feiertage,
  feiertagen, weihnachtsferien, weihnachtsfeiertagen, fêtes, les fêtes, fiestas, las fiestas,
  festas, feste, le feste, feriados, vacances de noël, vacaciones de navidad, férias de natal,
  vacanze di natale, winter break, christmas break, holiday break
"""

"""The words of due dates in six languages, as data: class, value, language, words. Pure.

A mark before a word says how much company it needs to be taken for a date: `~` a number, a
preposition of its language, or a capital at the end of a clause; `+` a number or a preposition;
`!` a preposition. Accents do not matter. `series` rows count their value up at each comma.
"""

from __future__ import annotations

SERIES: tuple[tuple[str, int, str, str], ...] = (
    ("WEEKDAY", 0, "en", "monday ~mon, tuesday tue tues, wednesday wed weds, thursday thu thur "
        "thurs, friday fri, saturday ~sat, sunday ~sun"),
    ("WEEKDAY", 0, "de", "montag +mo, dienstag !di +die, mittwoch !mi +mit, donnerstag !do +don, "
        "freitag !fr +fre, samstag !sa, sonntag !so"),
    ("WEEKDAY", 5, "de", "sonnabend"),
    ("WEEKDAY", 0, "es", "lunes ~lun, martes +mar, miércoles +mié, jueves ~jue, viernes +vie, "
        "sábado ~sáb, domingo +dom"),
    ("WEEKDAY", 0, "fr", "lundi ~lun, mardi +mar, mercredi !mer, jeudi !jeu, vendredi !ven, "
        "samedi !sam, dimanche +dim"),
    ("WEEKDAY", 0, "pt", "segunda-feira +segunda +seg, terça-feira +terça +ter, "
        "quarta-feira +quarta +qua, quinta-feira +quinta +qui, sexta-feira +sexta !sex, "
        "sábado +sáb, domingo +dom"),
    ("WEEKDAY", 0, "it", "lunedì ~lun, martedì +mar, mercoledì !mer, giovedì +gio, "
        "venerdì !ven, sabato +sab, domenica +dom"),
    ("MONTH", 1, "en", "january jan, february feb, march mar, april apr, may, june jun, july jul, "
        "august aug, september sept sep, october oct, november nov, december dec"),
    ("MONTH", 1, "de", "januar jänner jaenner jan, februar feber feb, märz maerz mär mrz, "
        "april apr, mai, juni jun, juli jul, august aug, september sept sep, oktober okt, "
        "november nov, dezember dez"),
    ("MONTH", 1, "es", "enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, "
        "julio jul, agosto !ago, septiembre setiembre sept sep !set, octubre oct, noviembre nov, "
        "diciembre dic"),
    ("MONTH", 1, "fr", "janvier janv jan, février févr fév, mars, avril avr, mai, juin, "
        "juillet juil, août, septembre sept, octobre oct, novembre nov, décembre déc"),
    ("MONTH", 1, "pt", "janeiro jan, fevereiro fev, março mar, abril abr, maio mai, junho jun, "
        "julho jul, agosto !ago, setembro !set, outubro !out, novembro nov, dezembro dez"),
    ("MONTH", 1, "it", "gennaio !gen, febbraio feb, marzo !mar, aprile apr, maggio !mag, "
        "giugno giu, luglio lug, agosto !ago, settembre sett !set, ottobre ott, novembre nov, "
        "dicembre dic"),
    ("N", 1, "en", "one a an, two, three, four, five, six, seven, eight, nine, ten, eleven, "
        "twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen"),
    ("N", 1, "de", "ein eine einen einem einer eines, zwei zwo, drei, vier, fünf fuenf, sechs, "
        "sieben, acht, neun, zehn, elf, zwölf zwoelf, dreizehn, vierzehn, fünfzehn"),
    ("N", 1, "es", "un una uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, "
        "doce, trece, catorce, quince"),
    ("N", 1, "fr", "un une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, "
        "treize, quatorze, quinze"),
    ("N", 1, "pt", "um uma, dois duas, três, quatro, cinco, seis, sete, oito, nove, dez, onze, "
        "doze, treze, catorze quatorze, quinze"),
    ("N", 1, "it", "un uno una, due, tre, quattro, cinque, sei, sette, otto, nove, dieci, "
        "undici, dodici, tredici, quattordici, quindici"),
    ("WEEKDAYS", 0, "en", "mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays"),
    ("NTH", 1, "en", "first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, "
        "eleventh, twelfth, thirteenth, fourteenth, fifteenth, sixteenth, seventeenth, "
        "eighteenth, nineteenth, twentieth"),
    ("NTH", 1, "de", "erste ersten erster erstes, zweite zweiten zweiter zweites, dritte dritten "
        "dritter drittes, vierte vierten vierter viertes, fünfte fünften"),
    ("NTH", 1, "es", "primer primero primera, segundo segunda, tercer tercero tercera, "
        "cuarto cuarta, quinto quinta"),
    ("NTH", 1, "fr", "premier première, deuxième second seconde, troisième, quatrième"),
    ("NTH", 1, "pt", "primeiro primeira, segundo segunda, terceiro terceira, quarto quarta"),
    ("NTH", 1, "it", "primo prima, secondo seconda, terzo terza, quarto quarta"),
)  # fmt: skip

PHRASES: tuple[tuple[str, object, str, str], ...] = (
    # numbers beyond the series
    ("TENS", 20, "en", "twenty"), ("TENS", 30, "en", "thirty"), ("TENS", 40, "en", "forty"),
    ("TENS", 50, "en", "fifty"), ("TENS", 60, "en", "sixty"), ("TENS", 90, "en", "ninety"),
    ("N", 20, "", "twenty, zwanzig, veinte, vingt, vinte, venti"),
    ("N", 30, "", "thirty, dreißig, treinta, trente, trinta, trenta"),
    ("N", 40, "", "forty, vierzig, cuarenta, quarante, quarenta, quaranta"),
    ("N", 45, "", "fünfundvierzig, quarantacinque, quarante-cinq, quarenta e cinco"),
    ("N", 48, "", "achtundvierzig, quarantotto, quarante-huit, quarenta e oito"),
    ("N", 24, "", "vierundzwanzig, veinticuatro, vingt-quatre, vinte e quatro, ventiquattro"),
    ("N", 21, "", "einundzwanzig, veintiún, vingt et un"),
    ("N", 50, "", "fifty, fünfzig, cincuenta, cinquante, cinquenta, cinquanta"),
    ("N", 60, "", "sixty, sechzig, sesenta, soixante, sessenta, sessanta"),
    ("N", 90, "", "ninety, neunzig, noventa, quatre-vingt-dix, novanta"),
    ("N", 100, "", "a hundred, one hundred, hundert, cien, cent, cem, cento"),
    ("N", 2, "en", "a couple, couple, a couple of, couple of, another two, a pair of"),
    ("N", 2, "", "un par de, um par de, un paio di"),
    ("N", 3, "en", "a few, few, a few more"),
    ("N", 3, "", "ein paar, paar, einige, einigen, unos, unas, unos pocos, unos cuantos, algunos, "
        "algunas, pocos, quelques, alguns, algumas, uns, umas, uns poucos, qualche, alcuni, "
        "alcune, pochi"),
    ("N", 1, "", "another"),
    ("N", 12, "", "a dozen, dozen, ein dutzend, una docena, une douzaine, uma dúzia"),
    ("NTH", -1, "en", "last, final"), ("NTH", -1, "de", "letzte, letzten, letzter, letztes"),
    ("NTH", -1, "", "último, última, dernier, dernière, ultimo, ultima"),
    ("NTH", -2, "", "second to last, next to last, penultimate, vorletzte, vorletzten, penúltimo, "
        "avant-dernier, penultimo"),
    ("QUINZE", None, "fr", "quinze jours, une quinzaine, une quinzaine de jours, quinzaine"),
    ("HALF", None, "en", "half a, half an, half"), ("HALF", None, "de", "einer halben, halben"),
    ("HALF", None, "", "media, medio, une demi, demi, meia, meio, mezz, mezza, mezzo"),
    ("ANDHALF", None, "", "and a half, y media, y medio, et demi, et demie, e meia, e meio, "
        "e mezza, e mezzo"),
    # units
    ("UNIT", "second", "", "second, seconds, sec, secs, sekunde, sekunden, segundo, segundos, "
        "seconde, secondes, secondo, secondi"),
    ("UNIT", "minute", "", "minute, minutes, min, mins, minuten, minuto, minutos, minuti"),
    ("UNIT", "hour", "", "hour, hours, hr, hrs, stunde, stunden, std, hora, horas, heure, heures, "
        "ora, ore, h"),
    ("UNIT", "day", "", "day, days, tag, tage, tagen, día, días, jour, jours, dia, dias, giorno, "
        "giorni, gg, calendar days, kalendertage, kalendertagen, natürliche tage, días naturales, "
        "dias corridos, jours calendaires, journée, jornada, giornata"),
    ("UNIT", "week", "", "week, weeks, wk, wks, woche, wochen, semana, semanas, semaine, semaines, "
        "settimana, settimane, wo"),
    ("UNIT", "fortnight", "", "fortnight, fortnights, quincena, quinzaine, quinzena"),
    ("UNIT", "month", "", "month, months, mo, mos, monat, monate, monaten, monats, mes, meses, "
        "mois, mês, mese, mesi, calendar month"),
    ("UNIT", "quarter", "", "quarter, quarters, quartal, quartale, quartalen, quartals, trimestre, "
        "trimestres, trimestri, qtr"),
    ("UNIT", "half", "", "halbjahr, semestre, semestri"),
    ("UNIT", "year", "", "year, years, yr, yrs, jahr, jahre, jahren, jahres, año, años, an, ans, "
        "année, ano, anos, anno, anni, calendar year"),
    ("UNIT", "workday", "", "working day, working days, workday, workdays, business day, "
        "business days, weekday, weekdays, werktag, werktage, werktagen, arbeitstag, arbeitstage, "
        "arbeitstagen, bankarbeitstage, bankarbeitstagen, día hábil, días hábiles, día laborable, "
        "días laborables, día laboral, días laborales, jour ouvré, jours ouvrés, jour ouvrable, "
        "jours ouvrables, jours de travail, dia útil, dias úteis, dias de trabalho, "
        "giorno lavorativo, giorni lavorativi, giorno feriale, giorni feriali, working-days"),
    ("UNIT", "weekend", "", "weekend, week-end, weekends, wochenende, wochenendes, finde, "
        "fin de semana, fines de semana, fim de semana, final de semana, fine settimana, we"),
    # days seen from today
    ("REL", 0, "en", "today, this day, later today, today's date, by today"),
    ("REL", 0, "de", "heute, heute noch, noch heute, am heutigen tag"),
    ("REL", 0, "", "hoy, hoy mismo, aujourd'hui, dès aujourd'hui, hoje, hoje mesmo, ainda hoje, "
        "oggi, oggi stesso, in giornata, en el día, dans la journée"),
    ("TONIGHT", 0, "", "tonight, tonite, stasera, stanotte, later tonight, ce soir, cette nuit"),
    ("REL", 1, "en", "tomorrow, tmrw, tmr, tomorow, tommorow, tommorrow, tomorrow's"),
    ("REL", 1, "de", "morgen, morgigen tag"),
    ("REL", 1, "", "mañana, mañana mismo, demain, amanhã, domani, domattina, le lendemain, "
        "el día siguiente, am nächsten tag, am folgenden tag, the next day, the following day, "
        "next day, following day, il giorno dopo, no dia seguinte"),
    ("REL", 2, "", "day after tomorrow, overmorrow, übermorgen, uebermorgen, pasado mañana, "
        "après-demain, depois de amanhã, dopodomani, dopo domani, day after tmrw, "
        "pasado-mañana, depois d'amanhã"),
    ("REL", 3, "", "überübermorgen"),
    ("REL", -1, "", "yesterday, gestern, ayer, hier, ontem, ieri, last night, anoche, gestrigen"),
    ("REL", -2, "", "day before yesterday, vorgestern, anteayer, antier, antes de ayer, "
        "avant-hier, anteontem, antes de ontem, l'altro ieri, avantieri"),
    ("NOW", 0, "", "now, right now, right away, jetzt, ahora, maintenant, agora, adesso, ora"),
    # parts of a day: the value says whether bare hours are after noon
    ("PART", False, "en", "morning, the morning, in the morning, of the morning, a m, "
        "early morning, first thing, "
        "first thing in the morning, am, early, late morning, mid morning"),
    ("PART", True, "en", "afternoon, evening, in the afternoon, in the evening, at night, night, "
        "early afternoon, late afternoon, early evening, late, pm, eve, p m, lunchtime, "
        "lunch time, after lunch, before lunch, after work, before work, over lunch"),
    ("PART", False, "de", "früh, vormittag, vormittags, morgens, am morgen, am vormittag, "
        "in der früh, in der frühe, frühmorgens, als erstes, gleich früh, ~morgen"),
    ("PART", True, "de", "nachmittag, abend, nacht, nachmittags, abends, nachts, am nachmittag, "
        "am abend, in der nacht, spätnachmittag"),
    ("PART", False, "es", "por la mañana, de la mañana, en la mañana, a primera hora, temprano, "
        "a la mañana, de madrugada, ~mañana, a primera hora de la mañana"),
    ("PART", True, "es", "por la tarde, de la tarde, en la tarde, tarde, por la noche, de la noche, "
        "en la noche, noche, a la noche, a la tarde, a última hora, a última hora de la tarde"),
    ("PART", False, "fr", "matin, au matin, le matin, du matin, dans la matinée, matinée, "
        "en matinée, à la première heure, en fin de matinée, en début de matinée"),
    ("PART", True, "fr", "après-midi, l'après-midi, de l'après-midi, soir, le soir, du soir, soirée, "
        "dans la soirée, en soirée, dans l'après-midi, en fin d'après-midi, en fin de journée, "
        "en début d'après-midi, fin de journée, aprem, en début de soirée, nuit, au soir"),
    ("PART", False, "pt", "de manhã, pela manhã, da manhã, na parte da manhã, manhã, cedo, "
        "logo cedo, bem cedo, à primeira hora, logo de manhã, de manhã cedo, de madrugada"),
    ("PART", True, "pt", "à tarde, de tarde, da tarde, tarde, na parte da tarde, à noite, de noite, "
        "da noite, noite, ao fim da tarde, ao final do dia, ao fim do dia, no fim do dia, "
        "no final do dia, fim da tarde"),
    ("PART", False, "it", "mattina, mattino, di mattina, della mattina, del mattino, al mattino, "
        "in mattinata, mattinata, la mattina, presto, di buon'ora, per prima cosa"),
    ("PART", True, "it", "pomeriggio, di pomeriggio, del pomeriggio, nel pomeriggio, "
        "il pomeriggio, sera, di sera, la sera, in serata, serata, notte, a fine giornata, "
        "nel tardo pomeriggio, tardo pomeriggio, alla sera"),
    ("EOD", None, "en", "end of day, end of the day, eod, cob, close of business, cop, eob, "
        "close of play, end of business, end of play, end of business day, end of the working day, "
        "day's end, end of the business day, end of the workday, end of work, the day is out, "
        "close of day, end of today"),
    ("EOD", None, "de", "feierabend, tagesende, ende des tages, geschäftsschluss, dienstschluss, "
        "büroschluss, ende des arbeitstages, arbeitsende, ende des arbeitstags"),
    ("EOD", None, "es", "fin del día, final del día, fin de la jornada, final de la jornada, "
        "fin de día, cierre del día, última hora del día, fin de jornada, final de día"),
    ("EOD", None, "fr", "fin de journée, fin de la journée, fin du jour, la fin de la journée"),
    ("EOD", None, "pt", "fim do dia, final do dia, fim do expediente, final do expediente, "
        "fim de dia, o fim do dia"),
    ("EOD", None, "it", "fine giornata, fine della giornata, fine del giorno, fine giorno"),
    # periods and their edges
    ("EDGE", ("end", "week"), "", "eow, end week, wochenschluss, week's end"),
    ("EDGE", ("end", "month"), "", "eom, monatsende, ultimo del mese, monatsultimo"),
    ("EDGE", ("end", "quarter"), "", "eoq, quartalsende"),
    ("EDGE", ("end", "year"), "", "eoy, jahresende, year's end, jahresschluss"),
    ("EDGE", ("start", "week"), "", "wochenanfang, wochenbeginn"),
    ("EDGE", ("start", "month"), "", "monatsanfang, monatsbeginn, beginning-of-month"),
    ("EDGE", ("start", "year"), "", "jahresanfang, jahresbeginn"),
    ("EDGE", ("start", "quarter"), "", "quartalsanfang, quartalsbeginn"),
    ("EDGE", ("mid", "week"), "", "midweek, mid-week, wochenmitte"),
    ("EDGE", ("mid", "month"), "", "monatsmitte"),
    ("EDGE", ("mid", "year"), "", "jahresmitte, mid-year"),
    ("END", None, "en", "end, late, late in, tail end, close, latter part, back end, later"),
    ("END", None, "de", "ende, spät"),
    ("END", None, "es", "fin, fines, final, finales, a fines, a finales, a final"),
    ("END", None, "fr", "fin, la fin"),
    ("END", None, "pt", "fim, final, finais, fins"),
    ("END", None, "it", "fine, la fine"),
    ("START", None, "en", "early, early in, beginning, start, first part, top, the beginning"),
    ("START", None, "de", "anfang, beginn, start"),
    ("START", None, "es", "principios, comienzos, inicios, principio, inicio, comienzo, primeros, "
        "primeros días"),
    ("START", None, "fr", "début, le début, au début, tout début"),
    ("START", None, "pt", "início, começo, princípio, inícios, princípios"),
    ("START", None, "it", "inizio, inizi, primi, ai primi, principio"),
    ("MID", None, "", "mid, middle, mitte, mediados, a mediados, mitad, mi, milieu, meados, "
        "meio, metà, la metà"),
    ("REST", None, "", "rest, remainder, course, rest of, laufe, im laufe, resto, curso, reste, "
        "courant, decorrer, corso"),
    # which one
    ("THIS", None, "en", "this, current, later this, sometime this, some time this"),
    ("THIS", None, "de", "diese, dieser, diesen, diesem, dieses, noch diese, noch diesen, "
        "laufenden, laufende"),
    ("THIS", None, "es", "este, esta, esta misma, este mismo, actual"),
    ("THIS", None, "fr", "ce, cet, cette, courant"),
    ("THIS", None, "pt", "este, esta, esse, essa, neste, nesta, nesse, nessa, deste, desta, desse, "
        "dessa, ainda este, ainda esta, ainda nesta"),
    ("THIS", None, "it", "questo, questa, quest, corrente"),
    ("NEXT", True, "en", "next, the next, following, the following, next week's"),
    ("NEXT", False, "de", "nächste, nächsten, nächster, nächstes, nächstem, naechste, naechsten, "
        "naechster, naechstes, folgenden, folgende, nächst"),
    ("NEXT", True, "es", "próximo, próxima, próximos, próximas, que viene, que entra, siguiente, "
        "siguientes, entrante, que vienen"),
    ("NEXT", False, "fr", "prochain, prochaine, prochains, prochaines, qui vient, suivant, "
        "suivante, à venir"),
    ("NEXT", True, "pt", "próximo, próxima, próximos, próximas, que vem, seguinte, que vêm"),
    ("NEXT", True, "it", "prossimo, prossima, prossimi, prossime, che viene, entrante, seguente, "
        "venturo, ventura"),
    ("COMING", None, "", "coming, upcoming, this coming, this next, this upcoming, kommende, "
        "kommenden, kommender, kommendes, kommendem, este próximo, esta próxima, "
        "questo prossimo, ce prochain"),
    ("AFTERNEXT", None, "", "after next, übernächste, übernächsten, übernächster, übernächstes, "
        "uebernaechste, uebernaechsten"),
    ("LAST", None, "en", "last, past, previous, this past"),
    ("LAST", None, "de", "letzte, letzten, letzter, letztes, letztem, vergangene, vergangenen, "
        "vorige, vorigen, voriger"),
    ("LAST", None, "", "pasado, pasada, dernier, dernière, passé, passée, passado, passada, "
        "scorso, scorsa, passato, passata, anterior"),
    ("EVERY", None, "", "every, each, jede, jeden, jeder, jedes, cada, todos los, todas las, los, "
        "chaque, tous les, toutes les, todo, toda, todos os, todas as, ogni, tutti i, tutte le, "
        "immer, sempre, siempre, toujours, always"),
    # what stands before a date, and after it
    ("BY", None, "en", "by, until, till, til, no later than, not later than, latest by, due, due by, "
        "due on, by latest, on or before, before or on, deadline, up to, up until, "
        "by no later than, at the latest by, at the latest on, latest on, due date, deadline is"),
    ("BY", None, "de", "bis, bis spätestens, spätestens, spätestens bis, fällig, frist, "
        "bis einschließlich, bis inklusive, längstens, "
        "deadline"),
    ("BY", None, "es", "hasta, a más tardar, como muy tarde, como máximo, no más tarde, "
        "vence, plazo, plazo hasta, de aquí a, "
        "fecha límite, de acá a, vencimiento"),
    ("BY", None, "fr", "d'ici, jusqu, jusque, "
        "au plus tard, pour le, échéance, dernier délai, date limite, d'ici là"),
    ("BY", None, "pt", "até, o mais tardar, no máximo, no máximo até, "
        "no mais tardar, prazo, prazo até, vence, o mais tardar até, impreterivelmente até"),
    ("BY", None, "it", "entro, entro e non oltre, non oltre, al più tardi, fino, "
        "scadenza, al massimo, al massimo entro, entro al massimo, sino a"),
    ("LATEST", None, "", "latest, at the latest, at latest, the latest, tops, spätestens, "
        "a más tardar, como muy tarde, como máximo, au plus tard, dernier délai, max, maximum, "
        "o mais tardar, no máximo, no mais tardar, al più tardi, al massimo"),
    ("BEFORE", None, "en", "before, ahead of, prior to, in time for"),
    ("BEFORE", None, "de", "vor, noch vor"),
    ("BEFORE", None, "es", "antes"),
    ("BEFORE", None, "fr", "avant"),
    ("BEFORE", None, "pt", "antes"),
    ("BEFORE", None, "it", "prima"),
    ("AFTER", None, "en", "after, following"), ("AFTER", None, "de", "nach"),
    ("AFTER", None, "es", "después de, después del, tras, luego de, pasado, pasada, pasadas"),
    ("AFTER", None, "fr", "après"),
    ("AFTER", None, "pt", "depois de, depois do, depois da, após, passado"),
    ("AFTER", None, "it", "dopo"),
    ("SINCE", None, "", "since, seit, depuis, desde, as of, da quando, ever since"),
    ("FROM", None, "", "from, of, von, vom, de, del, du, d, do, di, della, dell, da, dal, dalla, starting, starting from, a partir de, "
        "a partir del, a partir da, à partir de, à partir du, à compter de, a partire da"),
    ("ON", None, "en", "on, around, about, sometime, some time, no earlier than"),
    ("ON", None, "de", "am, an, zum, gegen, ab, gleich, noch"),
    ("ON", None, "es", "el, al, el día, mismo, ya el, sobre el"),
    ("ON", None, "fr", "le, dès, au, vers, courant, dès le, pas avant"),
    ("ON", None, "pt", "na, no, no dia, já na, em"),
    ("ON", None, "it", "il, già, verso, per"),
    ("FOR", None, "", "for, für, para, para el, para la, pour, per"),
    ("IN", None, "en", "in, within, during, over, inside, in under, inside of, within the space of, "
        "no later than, in less than, in about, in around, in another, throughout, by"),
    ("IN", None, "de", "in, innerhalb, innerhalb von, binnen, im, im laufe, während, in etwa, "
        "innert, in spätestens, spätestens in, bis in, übers, über, über das"),
    ("IN", None, "es", "en, dentro de, en el plazo de, durante, en un plazo de, en menos de, "
        "a lo largo de, en el transcurso de, en el curso de, de aquí a, de acá a, en unos, "
        "en el plazo máximo de, antes de, a lo largo"),
    ("IN", None, "fr", "dans, sous, d'ici, en, dans un délai de, au cours, pendant, "
        "dans un délai maximum de, d'ici à, avant, dans les, sous un délai de, durant, en l'espace "
        "de, dans environ"),
    ("IN", None, "pt", "em, daqui a, dentro de, no prazo de, em até, durante, ao longo, daqui, "
        "no prazo máximo de, em menos de, num prazo de, d'aqui a, num"),
    ("IN", None, "it", "in, fra, tra, entro, nel giro di, nell'arco di, durante, nel corso, "
        "entro i, in meno di, fra circa, tra circa, nel, nei, nello spazio di, a"),
    ("FROMNOW", None, "", "from now, from today, hence, later, out, away, ab heute, von heute an, "
        "von jetzt an, ab jetzt, desde hoy, a partir de hoy, à partir d'aujourd'hui, "
        "à compter d'aujourd'hui, a partir de hoje, a partir de agora, da oggi, da adesso, "
        "a partire da oggi, from this moment, a partir de ahora, depois, más tarde, plus tard, "
        "dopo, mais tarde, später, today"),
    ("TIME", None, "", "time, s time"),
    ("AGO", None, "", "ago, back, atrás, fa, her, zuvor, earlier"),
    ("AGOPRE", None, "", "vor, hace, il y a, há, faz"),
    ("TO", None, "", "to, and, or, through, thru, bis, bis zum, und, oder, y, o, u, a, al, et, ou, "
        "au, à, e, ao, até, and or, all, alla, hasta el"),
    ("AND", None, "", "and, und, y, et, e, plus"),
    ("BETWEEN", None, "", "between, from, zwischen, von, vom, entre, de, du, del, tra, fra, dal, "
        "dalla, da, either, desde"),
    ("WHOLE", None, "", "week, woche"),
    # clock
    ("AT", None, "en", "at, at about, at around, around, by, before, until, till"),
    ("AT", None, "de", "um, gegen, ab, bis, vor, bis um, so gegen, spätestens um"),
    ("AT", None, "es", "a las, a la, sobre las, antes de las, hasta las, hacia las, para las, "
        "antes de la, de las, a eso de las, como a las"),
    ("AT", None, "fr", "à, vers, avant, dès, jusqu'à, d'ici, pour"),
    ("AT", None, "pt", "às, à, até às, até as, antes das, pelas, por volta das, lá pelas, ao"),
    ("AT", None, "it", "alle, all, entro le, prima delle, verso le, per le, fino alle, dalle, ore, "
        "alle ore, entro le ore, a"),
    ("OCLOCK", None, "", "o'clock, oclock, uhr, horas, heures, heure, ore, hrs, hours, h, em ponto, "
        "en punto, sharp, precise"),
    ("PM", False, "en", "a m, am"), ("PM", True, "en", "p m, pm"),
    ("NOON", 12, "", "noon, midday, mittag, mittags, mediodía, medio día, midi, meio-dia, "
        "mezzogiorno, am mittag, high noon, 12 noon, al mediodía"),
    ("NOON", 24, "", "midnight, mitternacht, medianoche, minuit, meia-noite, mezzanotte"),
    ("PAST", 0, "en", "past"), ("PAST", 0, "de", "nach"),
    ("TIL", 0, "en", "to, til, before"), ("TIL", 0, "de", "vor"),
    ("FRACTION", 30, "en", "half"), ("FRACTION", 15, "en", "quarter, a quarter"),
    ("FRACTION", 15, "de", "viertel"), ("HALB", None, "de", "halb"),
    ("QUARTERPAST", 15, "", "y cuarto, et quart, e um quarto, e un quarto, e quindici"),
    ("WEEKNO", None, "en", "+week, +wk, calendar week, cw"),
    ("WEEKNO", None, "", "kw, kalenderwoche, semaine, semana, settimana, woche"),
    ("DAYWORD", None, "", "día, dia, giorno, jour, tag, day"),
    ("HOLIDAYS", None, "", "the holidays, holidays, christmas holidays, xmas holidays, "
        "holiday season, feiertage, feiertagen, weihnachtsferien, weihnachtsfeiertagen, fêtes, "
        "les fêtes, fiestas, las fiestas, festas, feste, le feste, feriados, vacances de noël, "
        "vacaciones de navidad, férias de natal, vacanze di natale, winter break, "
        "christmas break, holiday break"),
    # articles that make a bare number a day, and words that only join
    ("ART", None, "es", "el, !del, !al"), ("ART", None, "fr", "le, !du, !au, !l"),
    ("ART", None, "it", "il, !del, !al, !l, !dell, !all, !dal"), ("ART", None, "pt", "!ao"),
    ("ARTDAY", None, "", "dia, día, giorno"),
    ("AM", None, "de", "am, zum, bis, den, dem"),
    ("THE", None, "en", "the"),
    ("FILL", None, "", "the"),
    ("FILL", None, "en", "of, in, on, at, for"),
    ("FILL", None, "de", "der, die, das, den, dem, des, am, im, zum, zur, von, vom, um, in, gegen"),
    ("FILL", None, "es", "el, la, los, las, de, del, en, al, a"),
    ("FILL", None, "fr", "le, la, les, l, de, du, des, d, en, au, aux, à, dans"),
    ("FILL", None, "pt", "o, a, os, as, de, do, da, dos, das, no, na, nos, nas, em, ao, à, pelo, "
        "pela"),
    ("FILL", None, "it", "il, lo, la, i, gli, le, l, di, del, della, dello, dell, dei, delle, nel, "
        "nella, nell, nello, in, a, al, alla, alle, all, e, dal"),
    ("STOP", None, "", "to, for, with, and, i, we, so, if, then, or, please, und, mit, an, für, "
        "ich, wir, y, con, para, et, avec, à, pour, je, e, com, por, per, at, but, because, via"),
)  # fmt: skip

HOLIDAYS: tuple[tuple[str, str], ...] = (
    ("12-25", "christmas, christmas day, xmas, xmas day, x-mas, weihnachten, navidad, noël, natal, "
        "natale, día de navidad, jour de noël, dia de natal, erster weihnachtstag, weihnachtstag"),
    ("12-24", "christmas eve, xmas eve, heiligabend, heilig abend, heiliger abend, nochebuena, "
        "veille de noël, véspera de natal, vigilia di natale, réveillon de noël"),
    ("12-26", "boxing day, zweiter weihnachtstag, santo stefano, st stephen's day"),
    ("12-31", "new year's eve, new years eve, nye, silvester, sylvester, nochevieja, "
        "saint-sylvestre, réveillon, véspera de ano novo, san silvestro, fin d'année"),
    ("01-01", "new year, new years, new year's, new year's day, new years day, neujahr, "
        "neuen jahr, jahreswechsel, año nuevo, nouvel an, jour de l'an, ano novo, capodanno"),
    ("01-06", "epiphany, three kings, dreikönig, dreikönigstag, heilige drei könige, epifanía, "
        "día de reyes, reyes, épiphanie, dia de reis, epifania, befana"),
    ("02-02", "groundhog day, candlemas, chandeleur"),
    ("02-14", "valentine's, valentines, valentine's day, valentines day, valentinstag, "
        "san valentín, saint-valentin, san valentino, valentine"),
    ("03-08", "women's day, international women's day, weltfrauentag, frauentag"),
    ("03-17", "st patrick's day, saint patrick's day, st patricks day, paddy's day, "
        "st paddy's day, saint patricks day"),
    ("04-01", "april fools, april fools day, april fool's, april fool's day, april fools' day"),
    ("04-22", "earth day"),
    ("04-25", "festa della liberazione, dia da liberdade"),
    ("05-01", "may day, labour day, tag der arbeit, maifeiertag, día del trabajo, "
        "día del trabajador, fête du travail, dia do trabalhador, festa dei lavoratori"),
    ("06-19", "juneteenth"),
    ("07-04", "independence day"),
    ("07-14", "bastille day, fête nationale"),
    ("08-15", "assumption day, mariä himmelfahrt, assomption, ferragosto"),
    ("10-03", "tag der deutschen einheit"),
    ("10-31", "halloween, reformationstag, hallowe'en"),
    ("11-01", "all saints, all saints day, allerheiligen, todos los santos, toussaint, "
        "todos os santos, ognissanti, día de todos los santos"),
    ("11-02", "all souls, all souls day, día de muertos, finados"),
    ("11-05", "guy fawkes, guy fawkes night, bonfire night"),
    ("11-11", "veterans day, veteran's day, armistice day, remembrance day, martinstag"),
    ("12-06", "nikolaustag, st nicholas day, saint-nicolas, san nicolás"),
    ("12-08", "immacolata, la inmaculada"),
    ("12-13", "santa lucia"),
    ("E+0", "easter, easter sunday, ostern, ostersonntag, pascua, pâques, páscoa, pasqua, "
        "domingo de pascua, domingo de páscoa"),
    ("E-2", "good friday, karfreitag, viernes santo, vendredi saint, sexta-feira santa, "
        "venerdì santo"),
    ("E-3", "maundy thursday, gründonnerstag, jueves santo, giovedì santo"),
    ("E+1", "easter monday, ostermontag, lundi de pâques, lunes de pascua, pasquetta, "
        "lunedì di pasqua, segunda-feira de páscoa"),
    ("E-7", "palm sunday, palmsonntag, domingo de ramos, rameaux, domenica delle palme"),
    ("E-46", "ash wednesday, aschermittwoch, miércoles de ceniza, mercredi des cendres, "
        "quarta-feira de cinzas, mercoledì delle ceneri"),
    ("E-47", "shrove tuesday, pancake day, mardi gras, faschingsdienstag, carnaval, carnevale, "
        "terça-feira de carnaval, martedì grasso, fat tuesday, martes de carnaval"),
    ("E-48", "rosenmontag"),
    ("E+39", "ascension day, ascension, himmelfahrt, christi himmelfahrt, ascensione"),
    ("E+49", "pentecost, whitsun, pfingsten, pfingstsonntag, pentecôte, pentecostés, pentecoste"),
    ("E+50", "whit monday, pfingstmontag, lundi de pentecôte"),
    ("E+60", "corpus christi, fronleichnam"),
    ("N01-0-3", "martin luther king day, martin luther king jr day, mlk day, "
        "martin luther king's day, martin luther king jr's day"),
    ("N02-0-3", "presidents day, president's day, presidents' day, washington's birthday"),
    ("N05-6-2", "mother's day, mothers day, muttertag"),
    ("N05-0--1", "memorial day"),
    ("N06-6-3", "father's day, fathers day"),
    ("N09-0-1", "labor day"),
    ("N10-0-2", "columbus day, indigenous peoples day"),
    ("N11-3-4", "thanksgiving, thanksgiving day, thxgiving"),
    ("N11-3-4+1", "black friday"),
    ("N11-3-4+4", "cyber monday"),
)  # fmt: skip

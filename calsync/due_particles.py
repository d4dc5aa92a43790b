"""The little words around due dates in six languages: by, before, next, every. Pure.

Written like `due_words`.
"""

from __future__ import annotations

PARTICLES = """
END en: close of, the close of, end, late, late in, tail end, latter part, back end, later, back
  half, latter half
END de: ende, spät
END es: finalizar, terminar, acabar, fin, fines, final, finales, a fines, a finales, a final
END fr: fin, la fin
END pt: fim, final, finais, fins, finalzinho, fimzinho
END it: fine, la fine
END: que acabe, que termine, que finalice, che finisca, que acabe o
START en: early, early in, beginning, start, first part, top, the beginning
START de: anfang, beginn, start, anfangs, zu beginn, zu anfang
START es: principios, comienzos, inicios, principio, inicio, comienzo, primeros, primeros días
START fr: début, le début, au début, tout début
START pt: início, começo, princípio, inícios, princípios, comecinho
START it: inizio, inizi, primi, ai primi, principio
MID en: mid, middle, the middle
MID de: mitte
MID es: mediados, a mediados, mitad
MID fr: mi, milieu, la mi
MID pt: meados, meio
MID it: metà, la metà
WEEKOF: week commencing, week starting, week beginning, week starting on, week beginning on, w c,
  wc, w b, wb, woche ab, woche ab dem, woche beginnend, semana que empieza, semana que comienza,
  semaine commençant, semana que começa, settimana che inizia
REST: lo que queda, o que resta, rest, remainder, course, rest of, laufe, im laufe, resto, curso,
  reste, courant, decorrer, corso
THIS en: this, current, later this, sometime this, some time this
THIS de: diese, dieser, diesen, diesem, dieses, noch diese, noch diesen, laufenden, laufende
THIS es: este, esta, esta misma, este mismo, actual
THIS fr: ce, cet, cette, courant
THIS pt: este, esta, esse, essa, neste, nesta, nesse, nessa, deste, desta, desse, dessa, ainda este,
  ainda esta, ainda nesta
THIS it: questo, questa, quest, corrente, qst, qsto, qsta, sta
NEXT=1 en: next, nxt, the next, following, the following, next week's, after this one
NEXT=0 de: nächste, nächsten, nächster, nächstes, nächstem, naechste, naechsten, naechster,
  naechstes, folgenden, folgende, nächst
NEXT=1 es: próximo, próxima, próximos, próximas, que viene, que entra, siguiente, siguientes,
  entrante, que vienen, q viene, k viene, ke viene, q entra, prox
NEXT=0 fr: prochain, prochaine, prochains, prochaines, qui vient, suivant, suivante, à venir, pro,
  proch, d'après, après celui-ci, après celle-ci
NEXT=1 pt: próximo, próxima, próximos, próximas, que vem, seguinte, que vêm, q vem, k vem, prox
NEXT=1 it: prossimo, prossima, prossimi, prossime, che viene, entrante, seguente, venturo, ventura,
  prox
ONEAFTER: the one after, the one after that, el siguiente, o seguinte, le suivant, la suivante,
  quello dopo, quella dopo, der danach, den danach, die danach
NEXTS: prochains, prochaines, próximos, próximas, prossimi, prossime, nächsten
COMING: coming, upcoming, this coming, this next, this upcoming, kommende, kommenden, kommender,
  kommendes, kommendem, este próximo, esta próxima, questo prossimo, ce prochain
AFTERNEXT: after next, übernächste, übernächsten, übernächster, übernächstes, uebernaechste,
  uebernaechsten
LAST en: last, past, previous, this past, the past, this last, most recent, just gone, just past,
  just passed
LAST de: letzte, letzten, letzter, letztes, letztem, vergangene, vergangenen, vorige, vorigen,
  voriger, voriges, vorigem, vergangenes, vergangenem
LAST: pasado, pasada, dernier, dernière, passé, passée, passado, passada, scorso, scorsa, passato,
  passata, anterior
EVERY: every other, every second, every single, every few, alle paar, every, each, jede, jeden,
  jeder, jedes, cada, todos los, todas las, los, chaque, tous les, toutes les, toda, todos os, todas
  as, ogni, tutti i, tutte le, immer, sempre, siempre, toujours, always
BY en: not after, not past, not beyond, wait past, wait beyond, by, until, till, til, no later than,
  not later than, latest by, due, due by, due on, by latest, on or before, before or on, deadline,
  up to, up until, by no later than, at the latest by, at the latest on, latest on, due date,
  deadline is, nlt
BY de: bis, bis spätestens, spätestens, spätestens bis, fällig, frist, bis einschließlich, bis
  inklusive, längstens, deadline
BY es: hasta, a más tardar, como muy tarde, como máximo, no más tarde, vence, plazo, plazo hasta, de
  aquí a, fecha límite, de acá a, vencimiento, hsta, asta
BY fr: d'ici, jusqu, jusque, au plus tard, échéance, dernier délai, date limite, d'ici là
BY pt: até, o mais tardar, no máximo, no máximo até, no mais tardar, prazo, prazo até, vence, o mais
  tardar até, impreterivelmente até
BY it: entro, entro e non oltre, non oltre, al più tardi, fino, scadenza, al massimo, al massimo
  entro, entro al massimo, sino a
LATEST: latest, at the latest, at latest, the latest, tops, spätestens, a más tardar, como muy
  tarde, como máximo, au plus tard, dernier délai, max, maximum, o mais tardar, no máximo, no mais
  tardar, al più tardi, al massimo
BEFORE en: before, ahead of, prior to, in time for, b4
BEFORE de: vor, noch vor, vorm, noch vorm
BEFORE es: antes
BEFORE fr: avant, avt
BEFORE pt: antes
BEFORE it: prima
AFTER en: after, following
AFTER de: nach
AFTER es: después, tras, luego, pasado, pasada, pasadas, dsp, dps, después de las, pasadas las
AFTER fr: après
AFTER pt: depois, dps, após, passado, depois das
AFTER it: dopo, dopo le
SINCE: since, seit, depuis, desde, as of, da quando, ever since
FROM: about, regarding, concerning, wegen, bezüglich, acerca, concernant, riguardo, from, of, von,
  vom, de, del, du, d, di, della, dell, da, dal, dalla
FROM pt: do
LEAVING en: from
ON en: not before, some day, any day, at some point, on, around, sometime, some time, no earlier
  than, on or about, on or around, on or near
ON de: nicht vor, frühestens, frühestens am, am, an, zum, gegen, ab, gleich, noch
ON es: no antes de, no antes del, el, al, mismo, ya, sobre
ON fr: pas avant, le, dès, au, vers, courant
ON pt: não antes de, na, no, já, em
ON it: non prima di, il, già, verso, per
STARTING en: starting, starting from, starting on
STARTING es: a partir de, a partir del, a partir de las
STARTING fr: à partir de, à partir du, à compter de, à compter du
STARTING pt: a partir de, a partir da, a partir do, a partir das
STARTING it: a partire da, a partire dal
FOR en: for
FOR de: für, fürs
FOR es: para, pa, pal, pa l, pa el, x, p
FOR fr: pour, pr
FOR pt: para, pra, pro, p
FOR it: per, x
IN en: in roughly, in exactly, in approximately, in approx, in, within, during, over, inside, in
  under, inside of, within the space of, no later than, in less than, in about, in around,
  throughout, in like, in maybe, in say
IN de: in ungefähr, in genau, in, innerhalb, innerhalb von, binnen, im, im laufe, während, in etwa,
  innert, in spätestens, spätestens in, bis in, übers, über, über das
IN es: en, dentro de, en el plazo de, durante, en un plazo de, en menos de, a lo largo de, en el
  transcurso de, en el curso de, de aquí a, de acá a, en el plazo máximo de, a lo largo
IN fr: dans, sous, d'ici, en, dans un délai de, au cours, pendant, dans un délai maximum de, d'ici
  à, dans les, sous un délai de, durant, en l'espace de, dans environ, ds
IN pt: nos, nas, em, daqui a, dentro de, no prazo de, em até, durante, ao longo, daqui, no prazo
  máximo de, em menos de, num prazo de, d'aqui a
IN it: nelle, negli, in, fra, tra, entro, nel giro di, nell'arco di, durante, nel corso, entro i, in
  meno di, fra circa, tra circa, nel, nei, nello spazio di
INMONTH it: a
FROMNOW: from now, from today, hence, later, out, away, ab heute, von heute an, von jetzt an, ab
  jetzt, desde hoy, a partir de hoy, à partir d'aujourd'hui, à compter d'aujourd'hui, a partir de
  hoje, a partir de agora, da oggi, da adesso, a partire da oggi, from this moment, a partir de
  ahora, depois, más tarde, plus tard, dopo, mais tarde, später, today
TIME: time, s time
AGO: ago, back, atrás, fa, her, zuvor, earlier
AGOPRE: vor, hace, il y a, há, faz
TO: to, and, or, through, thru, bis, und, oder, y, o, u, a, al, et, ou, au, à, e, ao, até, and or,
  all, alla
OR: or, oder, o, ou, u
ABOUT de: gut, knapp
ABOUT: ca, unos, unas, uns, umas, about, approximately, approx, roughly, exactly, around, circa,
  ungefähr, etwa, environ
NOT: not, nicht, pas, não, non
AND: and, und, y, et, e, plus
BETWEEN: between, from, zwischen, von, vom, entre, de, du, del, tra, fra, dal, dalla, da, either,
  desde
AT en: at, at about, at around, around
AT de: um, gegen, so gegen
ATUM de: um
OF en: of
EARLIER en: earlier, earlier on
BEFORELAST en: before last
BEFORELAST es: antepasado, antepasada
BEFORELAST pt: retrasado, retrasada
BEFORELAST de: vorletzte, vorletzten, vorletzter, vorletztes
AT es: a las, a la, sobre las, hacia las, de las, a eso de las, como a las
ATH fr: à, vers
ATH es: a las, a la, sobre las, hacia las
ATH pt: às, pelas
ATH it: alle, a
ATBYH es: antes de las, hasta las, para las
ATBYH fr: avant, jusqu'à
ATBYH pt: até às, até as, antes das
ATBYH it: entro le, prima delle, fino alle
AT pt: às, pelas, por volta das
AT it: alle, all, verso le, ore, alle ore
ATBY en: by, before, until, till, til
ATBY es: antes de las, hasta las, para las, antes de la, hasta la, después de las, pasadas las, a
  partir de las
ATBY fr: avant, jusqu'à, avt
ATBY pt: até às, até as, antes das, depois das, a partir das
ATBY it: entro le, prima delle, per le, fino alle, entro le ore, dopo le, dopo le ore
FILL es: a la, a las, de las, el, la, los, las, de, del, en, al, a, d
FILL: the
FILL en: of, in, on, at, for
FILL de: der, die, das, den, dem, des, am, im, zum, zur, von, vom, um, in, gegen
FILL fr: le, la, les, l, de, du, des, d, en, au, aux, à, dans
FILL pt: o, a, os, as, de, do, da, dos, das, no, na, nos, nas, em, ao, à, pelo, pela, d, q
FILL it: il, lo, la, i, gli, le, l, di, del, della, dello, dell, dei, delle, nel, nella, nell,
  nello, in, a, al, alla, alle, all, e, dal
ENDS en: is out, is over, ends, is up, is done, closes, 's out, 's over, 's up
OCLOCK=13 en: o'clock, oclock, sharp
OCLOCK=7 de: uhr
OCLOCK=7: horas, hs, heures, heure, ore, hrs, hours, h, em ponto, en punto
PM=0 en: a m, am
PM=1 en: p m, pm
PAST=0 en: past
PASTUS en: after
PAST=0 de: nach
TIL=0 en: to, til, before
TIL=0 de: vor
VOR de: vor
VOR pt: para as, para a, pras, pra
ART es: el, !del, !al, pal, pa l
ART fr: le, !du, !au, !l
ART it: il, !del, !al, !l, !dell, !all, !dal
ART pt: !ao
ARTDAY: dia, día, giorno
ARTDAYS: dias, os dias, días, los días, giorni, i giorni
AM de: am, zum, bis, den, dem
INDEF en: a, an
INDEF de: einem, einen
INDEF: un, une, uma, um, una
THE en: the
LE fr: le
LE it: il
DET: the, el, le, il, l, am, den, dem, zum, der, o
DID en: met, saw, talked, spoke, chatted, was, were, had, discussed, visited, went, came, presented,
  attended
DID de: traf, trafen, war, waren, hatte, hatten, sprach, sprachen, sah
DID es: conocí, hablé, vi, fue, estuve, hablamos, vimos, estuvimos, conocimos, era, comí, comimos
DID fr: rencontré, vu, parlé, était, étions, discuté, déjeuné, vus, rencontrés
DID pt: conheci, falei, vi, foi, estive, falámos, estivemos, conhecemos, era, almocei, almoçámos
DID it: incontrato, visto, parlato, era, stato, stata, conosciuto, conosciuta, incontrata, pranzato,
  visti
DONE de: getroffen, gesprochen, gesehen, kennengelernt, gegessen, unterhalten, geredet
WILL: to, ll, will, d, would, should, must, can, could, shall, owe, need, promised, zu, werde, wird,
  soll, muss, dass, que, che, voy, va, vais, vou, vai, devo, dois, tengo, tenho
TITLE en: mr, mrs, ms, sir, with
TITLE de: herr, herrn, frau, mit
TITLE es: señor, señora, sr, sra, don, doña, con
TITLE=a es: a
TITLE=a pt: a
TITLE=a it: a
TITLE=m fr: =m
TITLE fr: mr, mme, mlle, monsieur, madame, avec
TITLE pt: senhor, senhora, sr, sra, dona, com
TITLE it: signor, signora, sig, con
STOP fr: au courant
STOP en: any day now, any time now, any time soon, chinese new year, lunar new year, jewish new
  year, islamic new year, orthodox easter, orthodox christmas, orthodox new year, school year,
  fiscal year, new year's resolutions
STOP: sin falta, sem falta, senza falta, sans faute, without fail, pls, to, for, with, and, i, we,
  so, if, then, or, please, und, mit, an, für, ich, wir, y, con, para, et, avec, à, pour, je, e,
  com, por, per, at, but, because, via, sino, sondern, mais, mas, ma, eu, io, yo, te, ti
"""

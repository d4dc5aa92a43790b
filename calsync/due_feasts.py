"""The feasts of due dates in six languages, as data. Pure.

Written like `due_words`; a value is a month and day, days from Easter (`E-2`), or an nth weekday
of a month and days from it (`N11-3-4+1`: the day after the fourth Thursday of November).
"""

from __future__ import annotations

FEASTS = """
HOLIDAY=12-25: christmas, christmas day, xmas, xmas day, x-mas, x-mas day, chrismas, christmastime,
  weihnachten, navidad, noël, !natal, natale, día de navidad, jour de noël, dia de natal,
  weihnachtstag
XMASDAY: weihnachtstag, weihnachtsfeiertag, weihnachtsfeiertages, christmas day
HOLIDAY=12-24: christmas eve, xmas eve, x-mas eve, heiligabend, heilig abend, heiliger abend,
  nochebuena, veille de noël, véspera de natal, vigilia di natale, réveillon de noël
HOLIDAY=12-26: boxing day, kwanzaa, saint stephen's day, second christmas day, santo stefano, st
  stephen's day
HOLIDAY=12-31: new year's eve, new years eve, new year eve, nye, hogmanay, silvester, !sylvester,
  nochevieja, saint-sylvestre, réveillon, véspera de ano novo, san silvestro, zwischen den jahren,
  entre les fêtes, tra le feste, ultimo dell'anno
HOLIDAY=01-01: new year, new years, new year day, new year's, new year's day, new years day,
  neujahr, neuen jahr, jahreswechsel, año nuevo, nouvel an, jour de l'an, ano novo, capodanno
HOLIDAY=01-06: epiphany, three kings, three kings day, three kings' day, little christmas,
  dreikönig, dreikönigstag, heilige drei könige, epifanía, día de reyes, !reyes, épiphanie, dia de
  reis, epifania, befana
HOLIDAY=02-02: groundhog day, candlemas, chandeleur
HOLIDAY=02-14: valentine's, valentines, st valentine's day, saint valentine's day, valentine day,
  valentine's day, valentines day, valentinstag, san valentín, saint-valentin, san valentino,
  !valentine
HOLIDAY=03-08: women's day, international women's day, weltfrauentag, frauentag
HOLIDAY=03-17: st patrick's day, st patty's day, saint paddy's day, st pat's day, saint patrick's
  day, st patricks day, paddy's day, st paddy's day, saint patricks day
HOLIDAY=04-01: april fools, april fools day, april fool's, april fool's day, april fools' day
HOLIDAY=04-22: earth day
HOLIDAY=01-05: !twelfth night
HOLIDAY=01-25: burns night, burns' night
HOLIDAY=01-26: australia day
HOLIDAY=03-01: st david's day, saint david's day
HOLIDAY=03-14: pi day
HOLIDAY=03-15: the ides of march, ides of march
HOLIDAY=04-15: tax day
HOLIDAY=04-23: st george's day, saint george's day
HOLIDAY=04-25: anzac day
HOLIDAY=05-04: star wars day
HOLIDAY=05-05: cinco de mayo
HOLIDAY=06-14: flag day
HOLIDAY=06-24: midsummer day, midsummer's day, st john's day
HOLIDAY=07-01: canada day
HOLIDAY=09-11: patriot day
HOLIDAY=09-17: constitution day, citizenship day
HOLIDAY=10-16: boss's day, boss day, bosses day
HOLIDAY=10-24: united nations day
HOLIDAY=11-30: st andrew's day, saint andrew's day
HOLIDAY=12-07: pearl harbor day, pearl harbor remembrance day
HOLIDAY=04-25: festa della liberazione, dia da liberdade
HOLIDAY=05-01: may day, tag der arbeit, maifeiertag, día del trabajo, día del trabajador, fête du
  travail, dia do trabalhador, festa dei lavoratori
HOLIDAY=06-19: juneteenth, emancipation day
HOLIDAY=07-04: independence day
HOLIDAY=07-14: bastille day, fête nationale
HOLIDAY=08-15: assumption day, mariä himmelfahrt, assomption, ferragosto
HOLIDAY=10-03: tag der deutschen einheit
HOLIDAY=10-31: halloween, all hallows eve, all hallows' eve, haloween, holloween, reformationstag,
  hallowe'en
HOLIDAY=11-01: all saints, all saints day, all saints' day, all hallows day, allerheiligen, todos
  los santos, toussaint, todos os santos, ognissanti, día de todos los santos
HOLIDAY=11-02: all souls, all souls day, all souls' day, day of the dead, día de muertos, finados,
  allerseelen
HOLIDAY=11-05: guy fawkes, guy fawkes night, guy fawkes day, bonfire night
HOLIDAY=11-11: veterans day, veterans' day, veteran's day, armistice day, remembrance day,
  martinstag
HOLIDAY=12-06: !nikolaus, nikolaustag, st nicholas day, saint-nicolas, san nicolás
HOLIDAY=12-08: immacolata, la inmaculada
HOLIDAY=12-13: santa lucia
HOLIDAY=E+0: easter, easter sunday, ostern, ostersonntag, !pascua, pâques, pasqua, domingo de pascua
HOLIDAY=E-0: pascua de resurrección, páscoa, domingo de páscoa
HOLIDAY=E-1: sábado santo, samedi saint, sabato santo, sábado de aleluia
HOLIDAY=E-2: vendredi-saint
HOLIDAY=E+0: domingo de resurrección
HOLIDAY=E+1: lunedì dell'angelo
HOLIDAY=E+39: vatertag, jeudi de l'ascension, !ascensión
HOLIDAY=03-19: san giuseppe, festa del papà, dia do pai
HOLIDAY=04-01: poisson d'avril, primeiro de abril, pesce d'aprile
HOLIDAY=04-21: tiradentes, dia de tiradentes
HOLIDAY=04-30: walpurgisnacht
HOLIDAY=05-15: san isidro
HOLIDAY=06-02: festa della repubblica
HOLIDAY=06-10: dia de portugal
HOLIDAY=06-12: dia dos namorados
HOLIDAY=06-21: fête de la musique
HOLIDAY=06-24: !san juan, noche de san juan, !são joão, !saint-jean, !san giovanni, johannistag
HOLIDAY=08-01: bundesfeier, fête du premier août
HOLIDAY=08-15: la asunción, día de la asunción, !assunção
HOLIDAY=09-07: independência do brasil, sete de setembro
HOLIDAY=10-12: día de la hispanidad, fiesta nacional, virgen del pilar, !el pilar, día del pilar,
  dia das crianças, nossa senhora aparecida
HOLIDAY=10-26: österreichischer nationalfeiertag
HOLIDAY=11-11: armistice, l'armistice, !são martinho, !san martino
HOLIDAY=11-15: proclamação da república
HOLIDAY=11-20: consciência negra, dia da consciência negra
HOLIDAY=12-06: día de la constitución
HOLIDAY=12-08: immacolata concezione, inmaculada concepción, imaculada conceição, festa
  dell'immacolata
HOLIDAY=12-12: virgen de guadalupe, día de la virgen
HOLIDAY=N05-6-2: dia das mães, festa della mamma
HOLIDAY=N05-6-1: dia da mãe
HOLIDAY=N05-6--1: fête des mères
HOLIDAY=N06-6-3: fête des pères
HOLIDAY=N06-0-1: june bank holiday
HOLIDAY=N08-6-2: dia dos pais
HOLIDAY=N10-6-1: erntedank, erntedankfest
HOLIDAY=N11-3--1+-8: und bettag
HOLIDAY=N11-3--1+-11: volkstrauertag
HOLIDAY=N11-3--1+-4: totensonntag, ewigkeitssonntag
HOLIDAY=01-26: republic day
HOLIDAY=02-01: st brigid's day
HOLIDAY=02-06: waitangi day
HOLIDAY=04-27: !freedom day
HOLIDAY=06-16: !youth day
HOLIDAY=09-24: heritage day
HOLIDAY=12-16: day of reconciliation
HOLIDAY=03-19: !san josé, día de san josé
HOLIDAY=06-13: !santo antónio
HOLIDAY=06-29: !são pedro
HOLIDAY=07-07: !san fermín
HOLIDAY=12-24: !la vigilia, !vigilia, la vigilia di natale
HOLIDAY=12-26: s stefano
HOLIDAY=12-31: s silvestro
HOLIDAY=01-02: berchtoldstag
HOLIDAY=12-05: krampus
HOLIDAY=12-08: mariä empfängnis
HOLIDAY=12-26: stefanitag, stephanstag
HOLIDAY=12-28: santos inocentes, día de los inocentes
HOLIDAY=02-02: la candelaria, día de la candelaria
HOLIDAY=02-14: s valentino, st valentin
HOLIDAY=E-07: semana santa, settimana santa, semaine sainte, karwoche, holy week
HOLIDAY=E-2: sexta santa
HOLIDAY=E-3: quinta santa
HOLIDAY=E-46: quarta de cinzas
HOLIDAY=E-47: terça de carnaval
HOLIDAY=N05-0--1+-7: victoria day
HOLIDAY=N08-0-1: civic holiday
HOLIDAY=N10-0--1: october bank holiday
HOLIDAY=N11-1-1: melbourne cup day
HOLIDAY=E-2: good friday, karfreitag, viernes santo, vendredi saint, sexta-feira santa, venerdì
  santo
HOLIDAY=E-21: mothering sunday
HOLIDAY=E-1: holy saturday, karsamstag, black saturday, easter saturday, easter eve
HOLIDAY=E-2: holy friday, great friday
HOLIDAY=E-3: maundy thursday, holy thursday, covenant thursday, sheer thursday, gründonnerstag,
  jueves santo, giovedì santo
HOLIDAY=E+1: easter monday, ostermontag, lundi de pâques, lunes de pascua, pasquetta, lunedì di
  pasqua, segunda-feira de páscoa
HOLIDAY=E-7: palm sunday, palmsonntag, domingo de ramos, !rameaux, domenica delle palme
HOLIDAY=E-46: ash wednesday, aschermittwoch, miércoles de ceniza, mercredi des cendres, quarta-feira
  de cinzas, mercoledì delle ceneri
HOLIDAY=E-47: shrove tuesday, pancake tuesday, !carnival, pancake day, mardi gras,
  faschingsdienstag, !carnaval, carnevale, terça-feira de carnaval, martedì grasso, fat tuesday,
  martes de carnaval
HOLIDAY=E-48: rosenmontag, clean monday, shrove monday
HOLIDAY=E+39: ascension day, ascension thursday, !ascension, himmelfahrt, christi himmelfahrt,
  ascensione
HOLIDAY=E+49: pentecost, whitsun, whit sunday, whitsunday, pfingsten, pfingstsonntag, pentecôte,
  pentecostés, pentecoste
HOLIDAY=E+56: trinity sunday
HOLIDAY=E+50: whit monday, pentecost monday, monday of the holy spirit, pfingstmontag, lundi de
  pentecôte
HOLIDAY=E+60: corpus christi, feast of corpus christi, fronleichnam
HOLIDAY=N01-0-3: martin luther king day, martin luther king jr, !mlk, martin luther king jr day, mlk
  day, martin luther king's day, martin luther king jr's day
HOLIDAY=N02-6-2: super bowl sunday, !super bowl, !superbowl
HOLIDAY=N02-0-3: presidents day, president day, presidents's day, president's day, presidents' day,
  washington's birthday
HOLIDAY=N05-6-2: mother's day, mothers day, muttertag
HOLIDAY=N05-0--1: memorial day, decoration day, spring bank holiday
HOLIDAY=N05-0-1: early may bank holiday, may bank holiday
HOLIDAY=N05-5-3: armed forces day
HOLIDAY=N04-4--1: arbor day
HOLIDAY=N07-6-4: parents' day, parents day
HOLIDAY=N08-0--1: august bank holiday, summer bank holiday, late summer bank holiday
HOLIDAY=N09-0-1+6: grandparents day, grandparents' day, grandparent's day
HOLIDAY=N10-5-3: sweetest day
HOLIDAY=N10-0-2: canadian thanksgiving
HOLIDAY=N11-0-1+1: election day
HOLIDAY=N11-6-2: remembrance sunday
HOLIDAY=N06-6-3: father's day, fathers day
HOLIDAY=N09-0-1: labor day, labour day
HOLIDAY=N10-0-2: columbus day, indigenous people's day, indigenous peoples' day, indigenous peoples
  day
HOLIDAY=N11-3-4+2: small business saturday
HOLIDAY=N11-3-4+5: giving tuesday
HOLIDAY=N11-3-4: thanksgiving, turkey day, thanksgiving day, thxgiving
HOLIDAY=N11-3-4+1: black friday
HOLIDAY=N11-3-4+4: cyber monday
"""

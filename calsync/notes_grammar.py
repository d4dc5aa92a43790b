"""What a language is to a promise: the form of the word tables. Pure.

All words are lower case and without accents, as `fold` makes them; a cue is words in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Cue(StrEnum):
    """What a run of words says about the clause that follows."""

    WILL = "will"  # I'll, ich werde, vou: a verb follows
    NEED = "need"  # must, muss, tengo que: likewise
    VOW = "vow"  # promised, habe versprochen: whom, what, or a verb
    TOLD = "told"  # told X I'd
    OWE = "owe"  # owe X: whom and what
    YES = "yes"  # said yes (to ...)
    KEEP = "keep"  # don't forget to ...
    WAIT = "wait"  # waiting for ... from ...
    SOFT = "soft"  # should, try to: at most a question
    NOT = "not"  # negations, wishes, things done


@lru_cache(maxsize=2_000)
def fold(word: str) -> str:
    """The word in lower case, without accents, with a straight apostrophe."""
    word = word.casefold().replace("’", "'")
    if word[1:2].isalpha():
        word = word.removeprefix("-")
    if word.isascii():
        return word
    marks = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in marks if not unicodedata.combining(sign))


def words(*tables: str) -> frozenset[str]:
    """A set of folded words out of strings of words."""
    return frozenset(fold(word) for table in tables for word in table.split())


def rows(phrases: str) -> frozenset[tuple[str, ...]]:
    """A set of rows of folded words, out of phrases that commas part."""
    return frozenset(tuple(fold(word) for word in row.split()) for row in phrases.split(","))


Cues = Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's words; `first`, `third` and `base` are the forms of verbs that promise."""

    name: str
    usual: frozenset[str]  # frequent words, which give the language away
    i: frozenset[str]
    we: frozenset[str]
    he: frozenset[str]
    me: frozenset[str]  # to me, to us
    her: frozenset[str]  # to her, him, them
    you: frozenset[str]
    it: frozenset[str]  # objects that say nothing without the words before
    base: frozenset[str]
    weak: frozenset[str]  # base forms that are nouns as well
    first: frozenset[str]
    third: frozenset[str]
    idle: frozenset[str]  # verbs that promise nothing: be, believe, come
    own: Cues  # after I, we or nobody
    other: Cues  # after he, she or a name
    fill: frozenset[str]  # and, then, also: skipped before and between
    join: frozenset[str]  # and, but: a new clause may begin
    no: frozenset[str]
    hedge: frozenset[str]
    if_: frozenset[str]
    to: frozenset[str]  # before the one it is for
    from_: frozenset[str]  # before the one it comes from
    with_: frozenset[str]  # before the one who was met
    the: frozenset[str]  # articles and what else opens a thing
    small: frozenset[str]  # prepositions and conjunctions, which end a name
    asks: frozenset[str]  # wants, asked: a request, not yet a promise
    habit: frozenset[str]
    dative: frozenset[str]  # pronouns before a verb that can only be the one it is for
    polite: frozenset[str]  # please: speaks to somebody else
    forms: frozenset[str]  # verb forms that give the language away
    late: bool = False  # the infinitive stands at the end of the clause


def cues(table: Mapping[Cue, str]) -> Cues:
    """Rows of words by their first word, longest first; phrases are parted by commas."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue, phrases in table.items():
        for phrase in phrases.split(","):
            row = tuple(fold(word) for word in re.sub(r"-(me|lhes?|nos)\b", r" \1", phrase).split())
            found.setdefault(row[0], []).append((row, cue))
    return {
        first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()
    }


Forms = tuple[frozenset[str], frozenset[str], frozenset[str]]


def conjugated(regular: str, odd: str, endings: Mapping[str, str]) -> Forms:
    """Infinitives, first-person and third-person forms.

    `endings` maps an infinitive's ending to `I,I he,he`, where + stands for the whole infinitive;
    a row of `odd` is `infinitive I,I he,he`.
    """
    base: set[str] = set()
    first: set[str] = set()
    third: set[str] = set()
    for verb in words(regular):
        ending = next(end for end in endings if verb.endswith(end))
        mine, theirs = fold(endings[ending]).split()
        stem = verb.removesuffix(ending)
        base.add(verb)
        for forms, ends in ((first, mine), (third, theirs)):
            forms.update(e.replace("+", verb) if "+" in e else stem + e for e in ends.split(","))
    for row in odd.strip().splitlines():
        verb, mine, theirs = fold(row).split()
        base.add(verb)
        first.update(mine.split(","))
        third.update(theirs.split(","))
    return frozenset(base), frozenset(first), frozenset(third)


# What is made by doing nothing.
OFF = words("blau frei urlaub pause feierabend schluss sport")
# Titles before a name; a name needs none of the other rules when one stands there.
TITLES = words("""
    dr prof mr mrs ms hr fr fam herr herrn frau sr sra signora signor dona don doña señor señora m
    mme mlle sig dott dottoressa ing coach uncle aunt auntie father sister brother chef firma
    familie family famille sig.ra sigra dott.ssa prof.ssa sr.ª dr.ª
    familia família famiglia company tante onkel onkel tio tía tío tia oncle zio zia maestro""")
# People without a name.
PEOPLE = words("""
    group team school landlord landlady boss office class club committee board neighbours
    neighbors neighbour neighbor mother mum mom dad father sister brother parents client customer
    vendor supplier bank shop hr accounting finance legal organiser organizer organisers
    organizers host hosts speaker speakers editor teacher students residents colleagues everyone
    all crew choir attendees participants volunteers sponsors sponsor members guests panel jury
    journalist photographer developer developers designers designer devs management support dad's
    investor investors investoren notary solicitor electrician carpenter gardener mechanic vet
    pharmacist optician
    surgeon nurse midwife physio therapist priest pastor vicar headmaster headteacher janitor
    caretaker receptionist courier babysitter nanny tenant tenants broker architect engineer
    bookkeeper translator interpreter publisher florist baker butcher tailor hairdresser barber
    videographer dj curator librarian secretary treasurer chairman chairwoman mayor registrar
    referee intern apprentice director producer
    notar notarin elektriker elektrikerin schreiner gärtner gärtnerin tierarzt tierärztin hebamme
    pfarrer pfarrerin hausarzt rektor rektorin schulleiterin makler maklerin architekt architektin
    bäcker metzger friseur friseurin sekretariat kassier kassierer kassiererin präsidentin
    bürgermeister
    notaire électricien menuisier jardinier vétérinaire pharmacien infirmière directeur directrice
    architecte fleuriste boulanger coiffeur coiffeuse photographe trésorier trésorière assureur
    notario electricista carpintero jardinero veterinario veterinaria enfermera directora
    arquitecto arquitecta traductor traductora panadero peluquera fotógrafo fotógrafa tesorero
    tesorera alcalde gestor asesor
    notário eletricista carpinteiro jardineiro veterinário enfermeira diretora diretor arquiteto
    arquiteta tradutor tradutora padeiro fotógrafo tesoureiro
    notaio elettricista falegname giardiniere veterinario infermiera parroco direttrice direttore
    architetto architetta traduttore traduttrice fioraio parrucchiera fotografo tesoriere sindaco
    geometra
    choir chor plombier fontanero idraulico klempner handwerker hausmeister médecin médico medico
    traiteur avocat abogado avvocato encanador dentista dentiste zahnarzt arzt anwalt tischler
    maler nachbarschaft orchester redaktion agentur vermieters mieter gäste teilnehmer sponsoren
    imprenta gráfica tipografia imprimeur concierge portinaia portera zelador familie familia
    família famille famiglia doctor dentist plumber caterer lawyer accountant recruiter agency
    insurance library council printer manager wife husband son daughter grandma grandpa band
    partner tutor mentor trainer gruppe team schule vermieter vermieterin chef chefin büro klasse
    verein vorstand nachbarn nachbar nachbarin mutter mama papa vater schwester bruder eltern
    kunde kunden kundin bank versicherung steuerberater steuerberaterin vertrieb buchhaltung
    personalabteilung alle allen kollegen kollege kollegin veranstalter runde hausverwaltung
    behörde amt oma opa lehrerin lehrer grupo equipo escuela casero casera jefe jefa oficina club
    comité vecinos vecino vecina madre mamá papá padre hermana hermano padres cliente clientes
    banco todos organizadores gestoría groupe équipe école propriétaire bureau comité voisins
    voisin voisine mère maman papa père soeur frère parents client clients banque tous
    organisateurs comptable mairie syndic equipa equipe escola senhorio senhoria chefe escritório
    clube comissão vizinhos vizinho vizinha mãe mamãe pai irmã irmão pais cliente clientes turma
    contador contabilista gruppo squadra scuola padrone capo ufficio comitato vicini vicino vicina
    madre mamma papà padre sorella fratello genitori cliente clienti banca tutti commercialista
    amministratore""")
# Words that start with a capital and are nobody.
NOBODY = words("""
    i happy glad sorry ready able free keen easy hard hi hello hey dear hallo liebe lieber hola
    bonjour olá ciao nobody someone somebody anyone voicemail email
    niemand jemand nadie alguien personne quelqu'un ninguém alguém nessuno qualcuno monday tuesday
    wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january
    february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec christmas easter xmas halloween english german french spanish
    italian portuguese american european european british google zoom teams slack github gitlab
    linkedin twitter youtube python java javascript linux windows excel powerpoint word kubernetes
    docker aws azure android wi-fi wifi pdf cv ok okay montag dienstag mittwoch donnerstag freitag
    samstag sonntag sonnabend januar februar märz mai juni juli oktober dezember weihnachten
    ostern lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi
    vendredi samedi dimanche segunda terça quarta quinta sexta lunedì martedì mercoledì giovedì
    venerdì sabato domenica great good nice note notes lunch dinner coffee call meeting meetup
    talk talks training workshop conference day session todo fyi ps nb btw asap eod eow eom q1 q2
    q3 q4 cfp faq slides budget agenda venue catering website logistics marketing sales planning
    it location keynote speaker slide stage panel quote conf tba tbc booth hall thursdays mondays
    tuesdays wednesdays fridays date time when where who what topic topics summary next also
    thanks thank idea ideas question questions decision decisions home work private kaffee
    mittagessen essen treffen gespräch vortrag schulung danke budget ort raum thema ergebnis café
    comida cena almuerzo reunión charla curso gracias déjeuner dîner réunion atelier formation
    merci almoço jantar café reunião palestra obrigado obrigada pranzo cena caffè riunione corso
    grazie bescheid rückmeldung unterlagen infos fotos geld feedback link folien daten termin
    vertrag angebot rechnung protokoll rückruf danke-karte schlüssel rezept buch bericht einladung
    entwurf getränke kuchen flyer karten tickets plan liste raum zelt text mail anruf adresse
    nummer interview invoice flight course class session parking project party
    bilder video unterschrift steuer noten zahlen geschenk bewerbung antrag auto fahrrad
    schrank dokument dokumente formular beleg belege got had was were did does has have been
    maybe perhaps then there here just still also very really today tomorrow tonight yesterday
    release brille bohrmaschine poster sign sticker banner billboard mug house""")
# Days and times, and the small words between them: a leading date is skipped to reach the clause.
DAYS = words("""
    tomorrow today tonight morning afternoon evening noon monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thurs fri sat sun january february march april june july
    august september october november december jan feb apr jun jul aug sep sept oct nov dec eod
    eow eom week month weekend lunch morgen heute abend montag dienstag mittwoch donnerstag
    freitag samstag sonntag januar februar märz mai juni juli oktober dezember woche übermorgen
    nachmittag monat lunes martes miércoles jueves viernes sábado domingo mañana hoy semana mes
    lundi mardi mercredi jeudi vendredi samedi dimanche demain aujourd'hui semaine mois soir
    segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira
    sexta-feira amanhã hoje lunedì martedì mercoledì giovedì venerdì sabato domenica domani oggi
    settimana mese stasera""")
DAY_GLUE = words("""
    by on until till before next this the of at am pm in within end latest after early mid late
    days weeks later bis im nächste nächsten nächster früh ende mitte anfang spätestens vor dem
    nach diese dieser el próxima próximo antes del de que viene para este esta tarde fin finales
    por la le prochaine prochain avant d'ici ce matin até na no feira entro prossima prossimo
    prima il fine a partir uhr h nel am zum""")
# A full stop after these ends no sentence.
SHORTENED = words("""
    dr prof mr mrs ms hr fr fam wg st re z b ca bzw ggf evtl inkl nr tel str sr sra sig dott ing no
    approx ch cap kap vol fig pp e g i etc vs min max jan feb mar apr jun jul aug sep sept oct okt
    nov dec dez mme""")
# Verbs that take the one they are for straight after them.
GIVING = words("""
    send resend give show lend loan mail email e-mail text tell get bring forward pay owe pass
    hand write ship buy find print refund repay teach offer promise promised told let make cook
    bake read transfer wire whatsapp dm order book message invite remind ask call phone ping chase
    thank brief introduce intro nudge ring help inform notify update contact""")
# Romance verbs whose object is a person: what follows the name is another thing.
CALLING = words("""
    rappeler appeler contacter relancer prévenir inviter remercier demander recontacter
    llamar avisar preguntar escribir invitar recordar contactar
    ligar telefonar lembrar perguntar convidar agradecer
    chiamare richiamare avvisare ringraziare sentire contattare invitare""")
# Verbs whose object is a person, named or not: "ask the nurse".
ADDRESSING = words("ask tell call phone email message remind thank chase ping invite inform notify")
# Things that are given as appearances, not as promises.
SHOWS = words(
    "talk keynote lecture speech presentation workshop vortrag charla palestra conferenza"
)
MINE_LABEL = words("me i myself ich mich yo moi je eu io self us we wir nous nosotros nós noi")
NOTHING = words("""
    nothing none nichts keine nada rien niente nulla nessuno tbd tba n/a na ninguno aucun aucune
    nenhum no nix open empty""")
MESSAGES = words("""
    mail email e-mail text message msg sms note dm whatsapp letter voicemail call nachricht anruf
    rückruf mensaje correo courriel mensagem messaggio""")
# Guests of an event that somebody else runs.
GUESTS = words("""
    attendees participants speakers guests students members volunteers all everyone teilnehmer
    teilnehmende gäste alle allen asistentes participantes todos participants invités tous ospiti
    partecipanti tutti""")
# Verbs that say nothing without the thing: "I'll send it", "je lui envoie ce soir".
SENDS = words("""
    send forward give bring share schicke schick schicken sende senden gebe geben bringe leite
    maile mando envío envoie apporte donne transmets passe dou invio envio entrego paso doy giro
    porto do llevo traigo levo trago mail email do it""")
# Words before the name of somebody who was met or written to.
MEETINGS = words("""
    met saw gave told lent sold got sent ran spoke asked thanked called hi hello hey dear hallo
    liebe lieber hola bonjour ola ciao visited helped chatted talked cc recontré vu getroffen
    conocí conheci incontrato traf gesehen lunch brunch breakfast coffee dinner drinks tea déj
    déjeuner dîner café comida almuerzo almoço jantar pranzo cena caffè mittag mittagessen
    kaffee""")
# Things that change hands: "draft to legal by Monday" needs no verb.
THINGS = words("""
    slides deck draft photos pictures keys key invoice quote offer report contract link links intro
    reply answer copy copies notes minutes list cv resume letter card form forms receipt receipts
    file files numbers figures sheet spreadsheet book books parcel money cheque check plan recipe
    template brochure flyer flyers proposal feedback comments schedule programme program summary
    write-up samples sample drawings sketch sketches mock-ups pics video recording data address
    details contact contacts number email mail note thank-you apology apologies congratulations
    dates outline abstract bio paper papers article budget estimate logo poster posters tickets
    ticket badge application reference testimonial handout handouts agenda roster rota quotes
    code script repo dataset results back reminder update confirmation invitation invites
    aushang plakat plakate einladung einladungen handout angebot rechnung folien protokoll
    unterlagen entwurf vertrag muster liste bericht konzept
    kostenvoranschlag zusammenfassung bilder fotos kontakt kontaktdaten zahlen bescheid
    rückmeldung antwort feedback devis facture photos compte-rendu rapport contrat brouillon
    planning maquette échantillons coordonnées attestation présentation dossier presupuesto
    factura fotos informe contrato borrador propuesta acta muestras planos orçamento fatura
    relatório contrato proposta rascunho ata amostras apresentação preventivo fattura foto
    relazione contratto bozza proposta verbale campioni misure presentazione""")
# People among whom the writer may be.
GROUPS = words("""
    group team class committee board everyone all crew choir band members family gruppe team runde
    klasse verein vorstand alle allen familie grupo equipo clase todos groupe équipe classe tous
    equipe equipa turma gruppo squadra classe tutti""")

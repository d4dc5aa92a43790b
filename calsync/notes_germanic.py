"""The words by which English and German make a promise. Pure."""

from __future__ import annotations

from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import cues
from calsync.notes_grammar import fold
from calsync.notes_grammar import words


def _s_form(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + "s"


_EN_STRONG = words("""
    send resend forward give get buy bring lend loan return refund repay remind ask tell write fix
    repair prepare introduce intro invite pick upload finish submit reply respond arrange organise
    organize thank chase translate hand deliver provide confirm connect pass transfer wire
    reimburse collect fetch pay settle reserve renew cancel compile collate assemble ensure handle
    circulate distribute install draft proofread verify clarify complete publish investigate find
    inform notify recommend refer nominate donate hook dig pull follow descale feed replace attach
    enquire inquire mock forage
    summarise summarize congratulate apologise apologize recharge vet sew mend mow
    borrow mentor let deposit append transcribe migrate configure finalise finalize rewrite
    reschedule rebook wrap sketch put let sort
    accompany acknowledge acquire activate adapt adjust adopt advertise advise allocate alter
    amend annotate announce anonymise anonymize apply archive assess assign assist authorise
    authorize babysit calculate carry certify choose compare compensate compose consult
    contribute convert convey correct cosign countersign crochet deactivate debug decide declare
    decline decorate deduct defrost delegate demonstrate deputise describe determine dictate
    digitise digitize disable disclose discuss dismantle dispatch drain dust enable endorse
    enlarge enrol enroll escalate estimate evaluate examine extract facilitate fold foster fry
    gather glue greet grill groom guarantee hem hoover identify illustrate inflate inspect
    insure jot knit laminate liaise locate manage mediate mention modify mop mount mow negotiate
    obtain outline oversee pester photograph poke polish postpone procure prod prolong prune
    purchase raise rake re-read reapply reassure reboot recommend reconcile reconnect recycle
    redeem redo reduce refill refine reformat refurbish register rehearse reimburse relay
    relocate remit replace repot reread reset resolve restart restock restore resubmit retrieve
    revise revoke rework rinse scrape scribble scrub select sharpen shorten shortlist shred
    simplify sow staple stitch straighten subscribe substitute supervise swap sweep tackle
    tighten trace troubleshoot tutor tweak unblock unfreeze unload unlock unpack unscrew
    delete erase remove unsubscribe vacuum validate varnish venmo vouch weigh whip wipe withdraw""")
_EN_WEAK = words("""draw redraw read hire lease count promote
    highlight wash repaint trim
    mail email e-mail call phone text message ping book show share print order check note review
    update test list report post quote contact brief invoice drop run schedule copy scan research
    design record edit measure ship sign answer help host document file clean dm whatsapp nudge
    ring type plan bake cook water walk drive teach train demo present set make take do look push
    merge deploy add lead keep rent paint fill build speak talk push explain tidy sell
    approve coordinate""")
ENGLISH = Grammar(
    name="en",
    usual=words("""
        the a an and to of for with on by is was are be he she they i i'm we it that this his her
        him them me my our will 'll 'd has have had not if at from but so who what when need must
        promised told said owe owes no"""),
    i=words("i"),
    we=words("we"),
    he=words("he she they"),
    me=words("me us"),
    her=words("her him them everyone everybody all"),
    you=words("you your yours u ya"),
    it=words("it that this them those these one ones"),
    base=_EN_STRONG | _EN_WEAK,
    weak=_EN_WEAK,
    first=_EN_STRONG | _EN_WEAK,
    third=frozenset(_s_form(verb) for verb in _EN_STRONG | _EN_WEAK) - words("asks enquires"),
    idle=words("""
        be believe see miss think have go come stay sleep eat arrive leave travel fly remember
        know need want love like wait never pass skip start live survive die retire sit attend
        join meet drink hope wish enjoy feel stick become end watch listen spend wonder admit say
        moderate speak worry move always still only probably not visit learn understand relax land
        turn head regret bet work laugh smile cry rest breathe dance swim hike rather"""),
    own=cues(
        {
            Cue.WILL: """'ll, ill, will, gonna, going to, 'm going to, am going to, 're going to,
                are going to, shall, 'm to, am to, 're to, are to, 'll go and, can, could also,
                    'm gonna""",
            Cue.NEED: """need to, must, have to, gotta, got to, have got to, 've got to, 've to,
                still need to, still have to, still must, need, better, 'd better, ought to,
                supposed to, 'm supposed to, am supposed to, want to make sure to, it 's on me to,
                on me to, my job to, my turn to, my task to, up to me to,
                still got to, it 's my job to, it 's my turn to, it 's up to me to, it 's on us to,
                on us to, up to us to, our job to, our turn to, gonna have to,
                'll have to, will have to, 'll need to, will need to, have still to, do need to,
                really need to, really must, really have to, i 've got to""",
            Cue.VOW: """
                promised, did promise, do promise, did agree to, did offer to, have promised,
                've promised, promised to, promise to, agreed
                to, agreed, volunteered to, volunteered, offered to, offered, committed to,
                pledged to, pledged, undertook to, took on, gave my word, have agreed to, 've
                agreed to, 'm on the hook for, on the hook for, am on the hook for, 'm responsible
                for, vowed to, was asked and agreed to, accepted to, accepted, 'm committed
                to, made a promise to, signed up to, signed up for, 've signed up for, 've signed
                up to, pinky-promised, gave her my
                word, gave him my word, gave them my word, let myself be talked into, got roped
                into, was roped into, got talked into, was talked into, talked into, roped into,
                put my hand up to, raised my hand to, put myself down to,
                'm down for, down
                for, 'm in charge of, swore to, count on me for, leave it to me to,
                you can count on me for, you can count on me to, count on me to, rely on me for,
                rely on me to, put me down for, sign me up for""",
            Cue.TOLD: """told, said, did tell, did say, assured, have told, 've told, said to,
            swore, texted, wrote,
                emailed, mailed, messaged, reassured, replied, answered, mentioned,
                insisted, informed, 'd told, 'd said, confirmed to, confirmed""",
            Cue.OWE: "owe, still owe, do owe, iou, 'll owe, also owe, now owe",
            Cue.YES: """said yes to, said yes, replied ok, replied yes,
                replied sure, answered yes, wrote back yes, texted back yes, said ok, said okay,
                said sure, said ok to,
                said i would, said fine, will do, 'll do it, 'm on it, am on it, on it, agreed,
                said no problem, said of course, accepted, said i 'd do it, said i will, can do,
                consider it
                done, gladly agreed, happily agreed, said yep, 'm in, 'm game, count me in, yes
                from me, my pleasure, nodded, said absolutely, said deal,
                said gladly""",
            Cue.KEEP: """
                don't forget to, don't let me forget to, don't let me forget, don't forget,
                do not forget to, do not forget, remember to,
                remember, make sure to, make sure, be sure to, 'll make sure to, mustn't forget
                to, must not forget to, must remember to, not to forget, never forget to, note to
                self, dont forget to, dont forget""",
            Cue.WAIT: """
                waiting for, waiting on, waiting to hear from, 'm waiting to hear from,
                waiting to hear back from, 'm waiting for, 'm waiting on, am waiting for, still
                waiting for, still waiting on, awaiting, expecting, 'm expecting, await, expect,
                am expecting, am waiting on, 'm still waiting for, 'm still waiting on, iou from,
                promised by, owed by,
                still expecting, outstanding from, due from, pending from, still owed by, still
                outstanding from""",
            Cue.SOFT: """should, 'd better try, try to, 'll try to, will try to, let's, let us,
                might, may, 'll probably, will probably, 'll maybe, could, can maybe""",
            Cue.NOT: """
                won't, don't, do not, did not, didn't, can't, cannot, will not, 'll not, don't
                have to, don't need to, need not, needn't, never, want to, 'd like to, would like
                to, would love to, 'd love to, hope to, wish, 'd quite like to, no need, not, was
                told, was going to, used to, 'm not, am not, 'll never, 'd, would, wanted to, had
                to,   sent, have sent, 've sent, should have,
                could have, let's see, have, must have, must be, must say, need more, need a, need
                less, mustn't, shouldn't, must-see, 'll believe, said no, thinking of""",
        }
    ),
    other=cues(
        {
            Cue.WILL: """'ll, will, is going to, are going to, gonna, 's going to, 're going to,
                is to, 's to, to, 2, is gonna, 's gonna, 're gonna, shall""",
            Cue.NEED: """hasn't, haven't, still hasn't, has yet to, still has to, still needs to,
                has to, have to, must, needs to, need to, 's got to, is supposed to,
                's supposed to, are supposed to""",
            Cue.VOW: """
                promised to, promised, promises, promises to, promise, promise to, has promised,
                have promised, 's promised, agreed to, volunteered to, volunteered, offered to,
                offered, offers to, committed to, agreed, is happy to, pledged, pledged to,
                undertook to, volunteers to, is on the hook for, is responsible for, signed up
                to, 'd promised to, gave her word to, gave his word to, swore to, vowed to, has
                agreed to, have agreed to, has offered to, agrees to, undertakes to, insisted on,
                insists on,
                is committed to, has committed to""",
            Cue.TOLD: "said, says, told, assured, wrote, texted, confirmed",
            Cue.OWE: "owes, owe, still owes, still owe, has owed, have owed, 's owed",
            Cue.SOFT: """might, may, should, wants to, could, will try to, 'll try to, tries to,
                wanted to, hopes to, can""",
            Cue.NOT: """
                won't, doesn't, didn't, will not, can't, cannot, never, will be, 'll be, is, are,
                was, were, has, had, would, 'd, does not, don't, need not, 'll see, will see,
                to be""",
        }
    ),
    fill=words("""and already also then but so oh ok okay well btw plus still just now later
        therefore hence
        both otherwise first next yes sure finally definitely quickly personally gladly happily
        afterwards anyway eventually to-do afternoon thereafter meanwhile todo"""),
    join=words("and but then so & plus while whereas"),
    no=words(
        """not no never nothing nobody none don't won't doesn't didn't neither nor without can't
        cannot couldn't wouldn't"""
    ),
    hedge=words("maybe perhaps possibly probably hopefully someday sometime ideally might"),
    if_=words("if unless whether in-case"),
    to=words("to for with w/ w"),
    from_=words("from"),
    with_=words("with w/ met w & mit"),
    the=words("""
        the a an my his her their our your some any this that these those all two three four five
        six seven eight nine ten both another more every each its no new old poor dear"""),
    small=words("""
        to for with w/ w from at in on by of about re and or but the a an if when once since until
        till before after into onto over under as than because that who which whether is was per
        via up out back off down how what where why so then & + tomorrow today tonight next this
        asap soon his her my our your their some any end eod eow me us it him them early late
        within no later last latest around between during both she he they we i"""),
    asks=words(
        "wants wanted want asked asks expects expected needs needed requested requests ask needs"
    ),
    habit=words("""
        every always usually often sometimes normally mondays tuesdays wednesdays thursdays
        fridays saturdays sundays weekly monthly"""),
    dative=words(""),
    polite=words("please pls kindly"),
    forms=_EN_STRONG | _EN_WEAK,
)


PARTICLES = [
    "zurück",
    "zusammen",
    "weiter",
    "vorbei",
    "herunter",
    "durch",
    "nach",
    "raus",
    "rein",
    "rauf",
    "rum",
    "runter",
    "rüber",
    "hoch",
    "fest",
    "frei",
    "fertig",
    "bereit",
    "bei",
    "aus",
    "auf",
    "mit",
    "ein",
    "her",
    "hin",
    "vor",
    "los",
    "an",
    "ab",
    "um",
    "zu",
]


def _german(table: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Infinitives, first-person and third-person forms; a row is `inf` or `inf=he`."""
    base: set[str] = set()
    first: set[str] = set()
    third: set[str] = set()
    for row in table.split():
        verb, _, he = row.partition("=")
        stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
        base.add(fold(verb))
        first.update((fold(stem + "e"), fold(stem)))
        third.add(fold(he or stem + "t"))
    parted = {fold(part) + zu + verb for verb in base for part in PARTICLES for zu in ("", "zu")}
    return frozenset(base | parted), frozenset(first), frozenset(third)


_DE_BASE, _DE_FIRST, _DE_THIRD = _german("""
    schicken senden=sendet geben=gibt leiten=leitet bringen leihen rufen melden=meldet schreiben
    mailen zeigen buchen reservieren organisieren besorgen kaufen holen zahlen bezahlen
    überweisen=überweist prüfen klären fragen sagen erinnern bereiten=bereitet vorbereiten=x
    machen stellen vermitteln antworten=antwortet korrigieren drucken übersetzen=übersetzt
    unterschreiben teilen laden=lädt suchen kümmern liefern reichen informieren bestätigen
    erstellen entwerfen=entwirft reparieren nehmen=nimmt telefonieren checken testen=testet
    aktualisieren backen empfehlen=empfiehlt verbinden=verbindet kontaktieren beantragen füllen
    legen tauschen erstatten=erstattet danken verschicken schauen lesen=liest sehen=sieht bauen
    hängen begleiten verlängern formulieren übernehmen=übernimmt präsentieren moderieren
    veröffentlichen beantworten verteilen sammeln räumen putzen waschen spülen streichen schneiden
    scannen kopieren posten vereinbaren recherchieren finden=findet kündigen erledigen beschaffen
    bestellen faxen hinterlegen weitergeben=x simsen texten pingen tippen ausrichten
    richten=richtet zusagen=x beheben=behebt fixen dokumentieren=dokumentiert erneuern
    ersetzen=ersetzt setzen=setzt bringe=x heben=hebt kochen packen spenden=spendet einreichen=x
    werfen=wirft tragen=trägt starten=x abgleichen=x gleichen=gleicht zusammenfassen=x
    fassen=fasst verfassen=verfasst ändern überarbeiten=überarbeitet
    bearbeiten=bearbeitet schleifen feilen ölen löten
    reden=x aufhängen=x einkaufen=x abholen=x""")
GERMAN = Grammar(
    name="de",
    usual=words("""
        der die das den dem des ein eine einen einem und ich wir er sie es mit von bis für zu zum
        zur im am nicht kein keine ist sind hat habe hab war mir mich uns ihm ihr ihnen bei auf an
        aus noch nach vor über wird werde will muss soll dass wenn heute morgen montag dienstag
        mittwoch donnerstag freitag samstag sonntag woche nächste erledigt zurück wegen danke noch
        schon mehr gegen ohne euro"""),
    i=words("ich"),
    we=words("wir"),
    he=words("er sie"),
    me=words("mir mich uns"),
    her=words("ihr ihm ihnen sie ihn denen euch dir dich allen jedem"),
    you=words("dir dich euch du deine dein euer"),
    it=words("es 's das sie ihn diese dies davon alles"),
    base=_DE_BASE,
    weak=frozenset(),
    first=_DE_FIRST,
    third=_DE_THIRD,
    idle=words("""
        sein haben gehen schlafen kommen bleiben fahren fliegen glauben denken wissen los weg
        essen sehen warten werden müssen hin teilnehmen treffen anfangen lachen mögen nachdenken
        überlegen aufpassen ausschlafen leben wohnen arbeiten lernen sagen=x raus heim hören
        laufen umziehen aufhören"""),
    own=cues(
        {
            Cue.WILL: "werde, werden",
            Cue.NEED: """muss, müssen, muß, sollte noch, darf nicht vergessen, habe noch zu,
            muss noch,
                soll, habe zu""",
            Cue.VOW: """versprochen, zugesagt, versprach, verspreche, habe angeboten, hab angeboten,
                zugesichert, angeboten""",
            Cue.TOLD: """habe gesagt, hab gesagt, hab ihm gesagt, hab ihr gesagt, habe ihm gesagt,
                habe ihr gesagt, gesagt""",
            Cue.OWE: "schulde, schulden, schuld",
            Cue.YES: """habe zugesagt, hab zugesagt, zugesagt, hab ja gesagt, habe ja gesagt,
                ja gesagt, mach ich, mache ich, ok gesagt, hab ok gesagt, habe ok gesagt""",
            Cue.KEEP: "nicht vergessen, daran denken, dran denken, denk dran, denke daran, merken",
            Cue.WAIT: """warte auf, warten auf, warte noch auf, warten noch auf, erwarte, warte
            immer noch
                auf, bekomme, kriege""",
            Cue.SOFT: "sollte, sollten, könnte, könnten, müsste, müssten, versuche, versuchen",
            Cue.NOT: """
                würde, würden, möchte, möchten, wollte, wollten, hätte, hätten, musste, mussten,
                will, wollen, bin, sind, war, waren, kann nicht, brauche nicht, muss nicht, habe
                schon, hab schon, habe bereits, nicht, kein, keine, wäre, wünsche, hoffe, glaube,
                freue""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "wird, werden, will",
            Cue.NEED: "muss, müssen, soll, sollen",
            Cue.VOW: """versprach, verspricht, hat versprochen, hat zugesagt, hat angeboten,
                bietet an""",
            Cue.TOLD: "sagt, sagte, meint, meinte, schreibt, schrieb",
            Cue.OWE: "schuldet, schulden",
            Cue.SOFT: "könnte, möchte, würde, sollte, wollte, kann, versucht, darf",
            Cue.NOT: "ist, sind, war, waren, hatte, wäre, hätte, kommt, geht, arbeitet, sucht",
        }
    ),
    fill=words("""
        und auch dann aber so ok okay also ja noch jetzt später danach außerdem gerne gern dafür
        sonst zudem natürlich selbst beide bitte mal eben gleich nochmal schnell kurz dazu sicher
        bestimmt unbedingt"""),
    join=words("und aber dann sowie"),
    no=words("nicht kein keine keinen keinem nie niemals nichts niemand weder ohne"),
    hedge=words(
        "vielleicht eventuell evtl möglicherweise irgendwann hoffentlich vllt gegebenenfalls"
    ),
    if_=words("wenn falls ob sofern"),
    to=words("an für bei beim mit zu"),
    from_=words("von vom"),
    with_=words("mit bei"),
    the=words("""
        der die das den dem des ein eine einen einem einer mein meine meinen meiner meinem sein
        seine seinen ihr ihre ihren unser unsere unseren dein alle zwei drei vier fünf sechs diese
        dieses diesen jede noch im zum zur am kein keine"""),
    small=words("""
        an für bei mit zu von vom bis am im in auf um über unter nach vor aus und oder aber der
        die das den dem des ein eine einen einem einer wenn dass ob wegen zum zur ist sind hat
        noch heute morgen übermorgen nächste nächsten nächster diese diesen dieser wieder zurück
        ab ich wir er sie es ihm ihr mir uns bescheid schon spätestens als wie was wo nicht & +
        per via gerade gleich mal seine ihre meine seinen ihren meinen auch dann doch nur so da
        euch dir mich wg betr zw"""),
    asks=words("wollte möchte braucht bat fragt fragte will hätte bittet"),
    habit=words("immer jeden jede jedes meistens oft manchmal normalerweise"),
    dative=words("ihm ihr ihnen denen"),
    polite=words("bitte"),
    forms=_DE_BASE | _DE_THIRD | {form for form in _DE_FIRST if form.endswith("e")},
    late=True,
)

"""The words by which French and Italian make a promise. Pure."""

from __future__ import annotations

from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import conjugated
from calsync.notes_grammar import cues
from calsync.notes_grammar import words

_FR_BASE, _FR_FIRST, _FR_THIRD = conjugated(
    """
        passer prêter préparer chercher confirmer présenter inviter acheter apporter réserver
        organiser partager contacter aviser relancer signer terminer achever poster donner
        demander consulter imprimer proposer rédiger corriger montrer rembourser régler virer
        aider réparer publier informer commenter enregistrer occuper charger téléphoner relever
        vérifier regarder noter recommander expliquer copier scanner caler fixer planifier
        commander changer renouveler renvoyer remercier retrouver déposer ramener amener emmener
        rapporter garder trouver laisser traiter tester transmettre= compléter retourner nettoyer
        mailer texter facturer créer diffuser distribuer livrer coordonner valider finaliser
        finir= remonter monter poser intégrer renseigner dessiner cuisiner féliciter déclarer
        dépanner comparer négocier récupérer assembler échanger arroser couper laver ranger
        télécharger archiver joindre communiquer
        signaler annuler résilier photocopier cuire peindre""".replace("transmettre=", "").replace(
        "finir=", ""
    ),
    """envoyer envoie,enverrai,envoyons,enverrons envoie,enverra,envoient,enverront
    renvoyer renvoie,renverrai,renvoyons renvoie,renverra
    appeler appelle,appellerai,appelons appelle,appellera
    rappeler rappelle,rappellerai,rappelons rappelle,rappellera
    faire fais,ferai,faisons,ferons fait,fera,font,feront
    rendre rends,rendrai,rendons rend,rendra
    écrire écris,écrirai,écrivons écrit,écrira
    dire dis,dirai dit,dira
    prendre prends,prendrai,prenons prend,prendra
    mettre mets,mettrai,mettons met,mettra
    transmettre transmets,transmettrai,transmettons transmet,transmettra
    remettre remets,remettrai remet,remettra
    répondre réponds,répondrai,répondons répond,répondra
    tenir tiens,tiendrai tient,tiendra
    prévenir préviens,préviendrai,prévenons prévient,préviendra
    fournir fournis,fournirai,fournissons fournit,fournira
    finir finis,finirai,finissons finit,finira
    remplir remplis,remplirai remplit,remplira
    revenir reviendrai reviendra
    relire relis,relirai,relisons relit,relira
    traduire traduis,traduirai,traduisons traduit,traduira
    payer paie,paye,paierai,payerai,payons paie,paye,paiera
    obtenir obtiens,obtiendrai obtient,obtiendra
    recontacter recontacte,recontacterai recontacte,recontactera
    acheter achète,achèterai,achetons achète,achètera
    voir xx verra""",
    {"er": "e,+ai,ons,+ons e,+a,ent,+ont", "ir": "is,+ai it,+a", "re": "s,rai t,ra"},
)
FRENCH = Grammar(
    name="fr",
    usual=words("""
        le la les l' un une des du de d' et que qu' en avec pour par à au aux est sont je j' me m'
        lui leur il elle on nous vous ne n' pas se s' ce c' mon son sa ses mais chez dans sur
        demain lundi mardi mercredi jeudi vendredi samedi dimanche semaine avant ai dois vais rien
        très encore"""),
    i=words("je j'"),
    we=words("nous on"),
    he=words("il elle ils elles"),
    me=words("me m' moi nous"),
    her=words("lui leur le la les l' y tous"),
    you=words("te t' toi vous votre vos tu ton tes"),
    it=words("le la les l' ça cela"),
    base=_FR_BASE,
    weak=frozenset(),
    first=_FR_FIRST,
    third=_FR_THIRD,
    idle=words("""
        être avoir aller venir voir croire penser dormir manger sortir partir arriver vivre
        travailler savoir attendre rester assister revenir rentrer apprendre devenir reposer"""),
    own=cues(
        {
            Cue.WILL: "vais, allons, va, vas",
            Cue.NEED: """dois, devons, il faut que je, il faut que j', il faut, faut, doit, reste à,
                il me reste à, j' ai à, ai à, il faut qu' on, faut que je, faut que j'""",
            Cue.VOW: """
                ai promis, promis, avons promis, promets, me suis engagé à, me suis engagée à, m'
                engage à, ai accepté de, ai accepté, me suis proposé pour, ai proposé de, ai
                proposé, me charge de, m' occupe de, nous occupons de, me suis porté volontaire
                pour, lui ai promis, leur ai promis, a promis, lui ai proposé de, ai proposé, s'
                est engagé à, s' est engagés à, s' occupe de, me suis proposée pour""",
            Cue.TOLD: "ai dit, lui ai dit, leur ai dit, avons dit, a dit, lui ai assuré",
            Cue.OWE: "lui dois, leur dois, dois, devons",
            Cue.YES: """ai dit oui à, ai dit oui, ai dit ok, ai dit d'accord, ai accepté, lui ai
            dit oui,
                ai dit que oui, dit oui, ai dit d' accord, lui ai dit ok""",
            Cue.KEEP: """ne pas oublier de, ne pas oublier d', ne pas oublier, penser à, pense-bête,
                ne pas oublier que, surtout ne pas oublier de, me rappeler de, n' oublie pas de""",
            Cue.WAIT: "attends, en attente de, en attente du, en attente d', attendons, j' attends",
            Cue.SOFT: "devrais, devrions, devrait, vais essayer de, essaie de, pourrais, pourrait",
            Cue.NOT: """
                ne, n', pas, aimerais, m' appelle, aimerait, voudrais, voudrait, veux, espère,
                suis, sommes,
                rien, plus, jamais, ai envoyé, ai déjà, a, est, ai dû, il faudrait, faudrait""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "va, vont",
            Cue.NEED: "doit, doivent",
            Cue.VOW: """
                a promis, promet, s' est engagé à, s' est engagée à, s' engage à, ont promis, m' a
                promis, nous a promis, a accepté de, a proposé de, s' occupe de, se charge de, s'
                est proposé pour, s' est proposée pour, avait promis""",
            Cue.TOLD: "a dit, dit, m' a dit, nous a dit, m' a assuré, a confirmé",
            Cue.OWE: "me doit, nous doit, me doivent, nous doivent, doit",
            Cue.SOFT: "pourrait, aimerait, voudrait, veut, devrait, peut, essaie",
            Cue.NOT: "ne, n', est, sont, était, a, ont, avait, travaille, vient, habite, cherche",
        }
    ),
    fill=words("""et aussi puis mais donc alors ensuite ok oui après encore là en-plus bien juste
        également vite sinon"""),
    join=words("et mais puis donc"),
    no=words("ne n' pas jamais rien personne aucun aucune sans ni"),
    hedge=words("peut-être éventuellement un-jour sans-doute"),
    if_=words("si s'il quand"),
    to=words("à au aux pour avec chez"),
    from_=words("de d' du par"),
    with_=words("avec chez"),
    the=words("""
        le la les l' un une des mon ma mes son sa ses leur leurs notre nos votre ce cet cette ces
        deux trois quatre cinq quelques tous toutes du de d' au aux"""),
    small=words("""
        à au aux pour avec chez de d' du par en dans sur et ou mais que qu' le la les l' un une
        des mon son sa si quand jusqu' avant après depuis demain prochain prochaine ce cette d'ici
        aujourd'hui est sont a ai ne n' pas se s' me m' lui leur nous vous il elle on je j' y & +
        via ses mes dès sans entre ici vers"""),
    asks=words("veut voulait demande demandé besoin voudrait souhaite"),
    habit=words("toujours chaque souvent d'habitude"),
    dative=words("lui leur"),
    polite=words("merci veuillez"),
    forms=_FR_BASE | _FR_FIRST | _FR_THIRD,
)

_IT_BASE, _IT_FIRST, _IT_THIRD = conjugated(
    """
        mandare inviare passare prestare chiamare telefonare preparare confermare presentare
        invitare comprare portare prenotare organizzare condividere avvisare rispondere
        controllare verificare firmare consegnare stampare completare terminare prendere mettere
        chiedere aggiornare aiutare recuperare trovare ringraziare ricordare segnalare sistemare
        versare ritirare scrivere rivedere correggere inoltrare girare informare pubblicare
        commentare registrare occupare caricare compilare ordinare cambiare rinnovare annullare
        riparare aggiustare regalare lasciare mostrare indicare consigliare contattare cucinare
        copiare scannerizzare fissare chiudere coordinare procurare raccogliere richiamare
        spostare sentire risolvere restituire= ritornare riportare rimandare abbozzare impostare
        montare postare leggere rileggere tagliare pulire lavare pubblicizzare disdire scaricare
        archiviare allegare riscrivere comunicare riferire proporre= rendere provare inserire=
        stendere rimborsare bonificare""".replace("restituire=", "")
    .replace("proporre=", "")
    .replace("inserire=", ""),
    """fare faccio,farò,facciamo,faremo fa,farà,fanno
    dare do,darò,diamo,daremo dà,darà,danno
    ridare ridò,ridarò ridà,ridarà
    dire dico,dirò dice,dirà
    pagare pago,pagherò,paghiamo paga,pagherà
    cercare cerco,cercherò,cerchiamo cerca,cercherà
    restituire restituisco,restituirò restituisce,restituirà
    spedire spedisco,spedirò,spediamo spedisce,spedirà
    finire finisco,finirò finisce,finirà
    fornire fornisco,fornirò fornisce,fornirà
    tradurre traduco,tradurrò traduce,tradurrà
    proporre propongo,proporrò propone,proporrà
    inserire inserisco,inserirò inserisce,inserirà
    tenere tengo,terrò tiene,terrà
    raccogliere raccolgo,raccoglierò raccoglie
    inviare invio,invierò,inviamo invia,invierà
    mandare mando,manderò,mandiamo manda,manderà
    girare giro,girerò gira,girerà
    vedere xx vedrà""",
    {
        "are": "o,erò,iamo,eremo a,erà,ano,eranno",
        "ere": "o,erò,iamo,eremo e,erà,ono,eranno",
        "ire": "o,irò,iamo,iremo e,irà,ono,iranno",
    },
)
ITALIAN = Grammar(
    name="it",
    usual=words("""
        il lo la i gli le un uno una l' d' e di del della dei che in con per da dal a al alla è
        sono mi gli si mio suo non ma come molto ha ho io noi entro domani oggi lunedì martedì
        mercoledì giovedì venerdì sabato domenica settimana prima niente nessun devo fare anche su
        nel nella dall' all' dell' ancora"""),
    i=words("io"),
    we=words("noi"),
    he=words("lui lei loro"),
    me=words("mi ci me"),
    her=words("gli le lo la li glielo gliela gliene glieli gliele l'"),
    you=words("ti vi tu voi tuo vostro te"),
    it=words("lo la li le l' glielo gliela gliene glieli gliele questo quello ciò ne"),
    base=_IT_BASE,
    weak=frozenset(),
    first=_IT_FIRST,
    third=_IT_THIRD,
    idle=words("""
        essere avere andare venire vedere credere pensare dormire mangiare uscire partire arrivare
        vivere lavorare sapere aspettare restare stare tornare assistere imparare riposare"""),
    own=cues(
        {
            Cue.WILL: "sto per, vado a",
            Cue.NEED: """devo, dobbiamo, bisogna, ho da, mi tocca, resta da, rimane da, manca da,
                ho bisogno di, tocca a me, c' è da, abbiamo da""",
            Cue.VOW: """
                ho promesso, promesso, abbiamo promesso, prometto, mi sono impegnato a, mi sono
                impegnata a, mi impegno a, ho accettato di, ho accettato, mi sono offerto di, mi
                sono offerta di, gli ho promesso, le ho promesso, mi occupo di, mi incarico di,
                promesso di, ci siamo impegnati a, ho promesso di, mi sono proposto per""",
            Cue.TOLD: "ho detto, gli ho detto, le ho detto, abbiamo detto, ho assicurato",
            Cue.OWE: "gli devo, le devo, devo, dobbiamo",
            Cue.YES: """ho detto di sì, ho detto sì, ho detto ok, ho accettato, gli ho detto di sì,
                le ho detto di sì, detto di sì, ho detto che va bene, ho detto va bene""",
            Cue.KEEP: """non dimenticare di, non dimenticare, ricordarsi di, ricordarmi di,
            ricordare di,
                ricordati di, da ricordare""",
            Cue.WAIT: """aspetto, in attesa di, in attesa del, in attesa della, aspettiamo, attendo,
                sto aspettando, attendiamo, in attesa che, aspettando, in attesa dell'""",
            Cue.SOFT: "dovrei, dovremmo, proverò a, cercherò di, cerco di, provo a, potrei",
            Cue.NOT: """non, vorrei, mi chiamo, mi piacerebbe, ci piacerebbe, voglio, magari,
            spero, già, mai,
                bisognerebbe, ho inviato, ho già, sono, niente, nessun, dovevo, volevo, senza""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "va a",
            Cue.NEED: "deve, devono",
            Cue.VOW: """
                ha promesso, promette, si è impegnato a, si è impegnata a, si impegna a, hanno
                promesso, mi ha promesso, ci ha promesso, ha accettato di, si è offerto di, si è
                offerta di, si occupa di, si incarica di""",
            Cue.TOLD: "ha detto, dice, mi ha detto, ci ha detto, assicura, mi dice",
            Cue.OWE: "mi deve, ci deve, mi devono, ci devono, deve",
            Cue.SOFT: "potrebbe, vorrebbe, vuole, dovrebbe, può, proverà a, voleva",
            Cue.NOT: "non, è, sono, era, ha, aveva, viene, vive, lavora, cerca, già",
        }
    ),
    fill=words("""e anche poi ma quindi allora dopo inoltre ok ancora adesso ora bene pure entrambi
        intanto"""),
    join=words("e ed ma poi"),
    no=words("non mai niente nulla nessuno nessun nessuna senza né"),
    hedge=words("forse magari eventualmente chissà"),
    if_=words("se qualora"),
    to=words("a ad al allo alla ai agli alle all' per con x"),
    from_=words("da dal dallo dalla dai dall' di del della"),
    with_=words("con da c/"),
    the=words("""
        il lo la i gli le l' un uno una un' mio mia miei suo sua tuo nostro nostra due tre quattro
        cinque questo questa questi tutti ogni altro altra dei delle degli del"""),
    small=words("""
        a ad al allo alla ai agli alle all' per con di d' del della dei da dal dalla dall' in nel
        nella su e o ma che il lo la i gli le l' un una mio suo se quando entro fino prima dopo
        oggi domani prossimo prossima questo questa come molto non mi ti si ci è sono ha ho senza
        tra fra & + via x già lui lei io anche poi sul sulla più"""),
    asks=words("vuole voleva chiede chiesto serve vorrebbe"),
    habit=words("sempre ogni spesso di-solito"),
    dative=words("gli le glielo gliela gliele glieli gliene"),
    polite=words("si-prega"),
    forms=_IT_BASE | _IT_FIRST | _IT_THIRD,
)

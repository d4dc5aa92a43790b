"""The words by which Spanish, French, Portuguese and Italian make a promise. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import cues
from calsync.notes_grammar import fold
from calsync.notes_grammar import words

Forms = tuple[frozenset[str], frozenset[str], frozenset[str]]


def _forms(regular: str, odd: str, endings: Mapping[str, str]) -> Forms:
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


_ES_BASE, _ES_FIRST, _ES_THIRD = _forms(
    """mandar pasar prestar llamar preparar buscar confirmar presentar invitar comprar llevar
    reservar organizar pagar compartir avisar contestar responder revisar firmar entregar terminar
    acabar subir dejar preguntar consultar imprimir facilitar proporcionar redactar actualizar
    cobrar ingresar regalar ayudar arreglar publicar informar comentar grabar acercar encargar ocupar
    adelantar tramitar gestionar adjuntar escribir recordar conectar rellenar completar anotar pedir
    enseñar solicitar investigar mirar apuntar montar limpiar cambiar renovar cancelar
    comprobar verificar quedar recomendar felicitar agradecer localizar diseñar copiar sacar cocinar
    explicar difundir repartir tomar probar validar cerrar coordinar leer releer limpiar ordenar devolver descargar archivar renovar planchar cortar fotocopiar escanear comunicar transmitir reescribir corregir convocar editar""",
    """enviar envio,enviare,enviamos,enviaremos envia,enviara,envian
    reenviar reenvio,reenviare reenvia,reenviara
    dar doy,dare,damos,daremos da,dara,dan
    hacer hago,hare,hacemos,haremos hace,hara,hacen
    decir digo,dire dice,dira,dicen
    traer traigo,traere,traemos trae,traera,traen
    poner pongo,pondre,ponemos pone,pondra
    conseguir consigo,conseguire consigue,conseguira
    devolver devuelvo,devolvere,devolvemos devuelve,devolvera,devuelven
    contar cuento,contare cuenta,contara
    traducir traduzco,traducire traduce,traducira
    recoger recojo,recogere recoge,recogera
    corregir corrijo,corregire corrige,corregira
    transferir transfiero,transferire transfiere,transferira
    recomendar recomiendo,recomendare recomienda,recomendara
    resolver resuelvo,resolvere resuelve,resolvera
    mostrar muestro,mostrare muestra,mostrara
    recordar recuerdo,recordare recuerda,recordara
    pedir pido,pedire pide,pedira
    comprobar compruebo,comprobare comprueba
    encontrar encuentro,encontrare encuentra
    ver xx vera""",
    {
        "ar": "o,+é,amos,+emos a,+á,an,+án",
        "er": "o,+é,emos,+emos e,+á,en,+án",
        "ir": "o,+é,imos,+emos e,+á,en,+án",
    },
)
SPANISH = Grammar(
    name="es",
    usual=words("""el la los las un una unos y de del que en con para por a al es son está me le les
        lo se mi su no si pero como muy hay ha he yo nos te hoy mañana lunes martes miércoles jueves
        viernes sábado domingo semana antes nada tengo debo voy más sobre"""),
    i=words("yo"),
    we=words("nosotros nosotras"),
    he=words("él ella ellos ellas"),
    me=words("me nos"),
    her=words("le les lo la los las se"),
    you=words("te os vosotros usted ustedes tu su sus"),
    it=words("lo la los las esto eso"),
    base=_ES_BASE,
    weak=frozenset(),
    first=_ES_FIRST,
    third=_ES_THIRD,
    idle=words("""ser estar ir venir ver creer pensar dormir comer salir volver llegar viajar vivir
        trabajar asistir ser tener saber esperar quedar decir haber descansar aprender pasar estudiar"""),
    own=cues(
        {
            Cue.WILL: "voy a, vamos a",
            Cue.NEED: """tengo que, tenemos que, debo, debemos, hay que, necesito, necesitamos,
                me toca, nos toca, tengo pendiente, falta, faltaría, me falta, queda, queda por""",
            Cue.VOW: """prometí, he prometido, prometido, prometo, quedé en, quedé de, he quedado en,
                quedamos en, me comprometí a, me comprometí, me comprometo a, me he comprometido a, acepté,
                me ofrecí a, ofrecí, me ofrecí para, prometimos, hemos prometido, me encargo de,
                nos encargamos de, me ocupo de, le prometí, les prometí, le he prometido,
                le prometo, me encargué de, quedo en""",
            Cue.TOLD: """le dije, les dije, dije, le he dicho, les he dicho, he dicho, le aseguré,
                hemos dicho, dijimos""",
            Cue.OWE: "le debo, les debo, debo, le debemos, debemos",
            Cue.YES: """dije que sí, dije que si a, le dije que sí, he dicho que sí, le he dicho que sí,
                dije que vale, acepté""",
            Cue.KEEP: """no olvidar, no olvidarme de, no olvidarse de, acordarme de, recordar, acordarse de,
                que no se me olvide, no me olvide de, sin falta""",
            Cue.WAIT: """espero, esperando, a la espera de, pendiente de que, esperamos, estoy esperando,
                pendiente de recibir, a la espera de que, sigo esperando, pendiente de""",
            Cue.SOFT: "debería, deberíamos, intentaré, a ver si, podría, podríamos",
            Cue.NOT: """no, habría que, me gustaría, quiero, quería, nos gustaría, ojalá, quisiera, ya,
                nunca, he enviado, tuve que, espero que, tenía que, nada, sin""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "va a, van a",
            Cue.NEED: "tiene que, tienen que, debe, deben",
            Cue.VOW: """prometió, ha prometido, promete, quedó en, quedó de, se comprometió a,
                se compromete a, ha quedado en, me prometió, me ha prometido, se ofreció a, se encarga de,
                se ocupa de, quedaron en, se ha comprometido a, nos prometió, aceptó, queda en""",
            Cue.TOLD: "dijo, dice, me dijo, ha dicho, me dice, aseguró, me ha dicho, nos dijo",
            Cue.OWE: "me debe, nos debe, me deben, nos deben, debe",
            Cue.SOFT: "podría, quiere, debería, puede, quería, intentará, querría",
            Cue.NOT: "no, es, son, está, están, era, fue, tiene, tenía, viene, vive, trabaja, ya",
        }
    ),
    fill=words("""y también entonces pero así luego además después ahora ok vale bueno pues aún todavía
        ambos mismo que sin-falta"""),
    join=words("y e pero luego además"),
    no=words("no nunca nada nadie ningún ninguna sin tampoco"),
    hedge=words("quizás quizá tal-vez ojalá algún acaso"),
    if_=words("si cuando-pueda"),
    to=words("a al para con"),
    from_=words("de del por"),
    with_=words("con"),
    the=words("""el la los las un una unos unas mi mis su sus tu nuestro nuestra dos tres cuatro cinco
        algunos este esta estos ese esa todo todos cada otro otra"""),
    small=words("""a al para con de del por en sobre y e o pero que el la los las un una mi su si
        cuando hasta antes después desde hoy mañana próximo próxima este esta como muy no lo le se me
        nos más es son está ha he sin entre & + vía ya ella él yo pronto sus mis luego también"""),
    asks=words("quiere quería pidió pide necesita pregunta preguntó"),
    habit=words("siempre cada suele normalmente"),
    dative=words("le les se"),
    polite=words("por-favor"),
    forms=_ES_BASE | _ES_FIRST | _ES_THIRD,
)

_FR_BASE, _FR_FIRST, _FR_THIRD = _forms(
    """passer prêter préparer chercher confirmer présenter inviter acheter apporter réserver organiser
    partager contacter aviser relancer signer terminer achever poster donner demander consulter
    imprimer proposer rédiger corriger montrer rembourser régler virer aider réparer publier informer
    commenter enregistrer occuper charger téléphoner relever vérifier regarder noter recommander
    expliquer copier scanner caler fixer planifier commander changer renouveler renvoyer remercier
    retrouver déposer ramener amener emmener rapporter garder trouver laisser traiter tester
    transmettre= compléter retourner nettoyer mailer texter facturer créer diffuser
    distribuer livrer coordonner valider finaliser finir= remonter monter poser intégrer
    renseigner dessiner cuisiner féliciter déclarer dépanner échanger arroser couper laver ranger télécharger archiver joindre communiquer signaler annuler résilier photocopier cuire peindre""".replace(
        "transmettre=", ""
    ).replace("finir=", ""),
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
    usual=words("""le la les l' un une des du de d' et que qu' en avec pour par à au aux est sont je j'
        me m' lui leur il elle on nous vous ne n' pas se s' ce c' mon son sa ses mais chez dans sur
        demain lundi mardi mercredi jeudi vendredi samedi dimanche semaine avant ai dois vais rien
        très"""),
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
    idle=words("""être avoir aller venir voir croire penser dormir manger sortir partir arriver vivre
        travailler savoir attendre rester assister revenir rentrer apprendre devenir reposer"""),
    own=cues(
        {
            Cue.WILL: "vais, allons, va, vas",
            Cue.NEED: """dois, devons, il faut que je, il faut que j', il faut, faut, doit, reste à,
                il me reste à, j' ai à, ai à, il faut qu' on, faut que je, faut que j'""",
            Cue.VOW: """ai promis, promis, avons promis, promets, me suis engagé à, me suis engagée à,
                m' engage à, ai accepté de, ai accepté, me suis proposé pour, ai proposé de, ai proposé,
                me charge de, m' occupe de, nous occupons de, me suis porté volontaire pour,
                lui ai promis, leur ai promis, a promis, lui ai proposé de, ai proposé, s' est engagé à,
                s' est engagés à, s' occupe de, me suis proposée pour""",
            Cue.TOLD: "ai dit, lui ai dit, leur ai dit, avons dit, a dit, lui ai assuré",
            Cue.OWE: "lui dois, leur dois, dois, devons",
            Cue.YES: """ai dit oui à, ai dit oui, ai dit ok, ai dit d'accord, ai accepté, lui ai dit oui,
                ai dit que oui, dit oui, ai dit d' accord, lui ai dit ok""",
            Cue.KEEP: """ne pas oublier de, ne pas oublier d', ne pas oublier, penser à, pense-bête,
                ne pas oublier que, surtout ne pas oublier de, me rappeler de, n' oublie pas de""",
            Cue.WAIT: "attends, en attente de, en attente du, en attente d', attendons, j' attends",
            Cue.SOFT: "devrais, devrions, devrait, vais essayer de, essaie de, pourrais, pourrait",
            Cue.NOT: """ne, n', pas, aimerais, aimerait, voudrais, voudrait, veux, espère, suis, sommes,
                rien, plus, jamais, ai envoyé, ai déjà, a, est, ai dû, il faudrait, faudrait""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "va, vont",
            Cue.NEED: "doit, doivent",
            Cue.VOW: """a promis, promet, s' est engagé à, s' est engagée à, s' engage à, ont promis,
                m' a promis, nous a promis, a accepté de, a proposé de, s' occupe de, se charge de,
                s' est proposé pour, s' est proposée pour, avait promis""",
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
    the=words("""le la les l' un une des mon ma mes son sa ses leur leurs notre nos votre ce cet cette ces
        deux trois quatre cinq quelques tous toutes du de d' au aux"""),
    small=words("""à au aux pour avec chez de d' du par en dans sur et ou mais que qu' le la les l' un une
        des mon son sa si quand jusqu' avant après depuis demain prochain prochaine ce cette d'ici
        aujourd'hui est sont a ai ne n' pas se s' me m' lui leur nous vous il elle on je j' y & + via
        ses mes dès sans entre ici vers"""),
    asks=words("veut voulait demande demandé besoin voudrait souhaite"),
    habit=words("toujours chaque souvent d'habitude"),
    dative=words("lui leur"),
    polite=words("merci veuillez"),
    forms=_FR_BASE | _FR_FIRST | _FR_THIRD,
)

_PT_BASE, _PT_FIRST, _PT_THIRD = _forms(
    """enviar mandar passar emprestar ligar telefonar preparar confirmar apresentar convidar comprar
    levar pagar devolver escrever partilhar compartilhar reenviar encaminhar avisar responder revisar
    assinar entregar terminar acabar buscar recomendar perguntar marcar reservar organizar ajudar
    tratar verificar procurar mostrar atualizar actualizar preencher arranjar resolver publicar informar
    retornar conectar indicar deixar combinar tirar anotar contactar contatar consultar lembrar
    tentar testar limpar trocar renovar cancelar reparar consertar agradecer cozinhar imprimir
    explicar agendar checar conferir digitalizar copiar fechar coordenar editar baixar subir
    disponibilizar divulgar gravar completar finalizar concluir pegar depositar cuidar cortar lavar arrumar baixar arquivar anexar comunicar reler digitalizar fotocopiar pintar regar""",
    """trazer trago,trarei,trazemos traz,trará
    dar dou,darei,damos dá,dará
    fazer faço,farei,fazemos faz,fará
    dizer digo,direi diz,dirá
    corrigir corrijo,corrigirei corrige,corrigirá
    traduzir traduzo,traduzirei traduz,traduzirá
    conseguir consigo,conseguirei consegue,conseguirá
    transferir transfiro,transferirei transfere,transferirá
    pedir peço,pedirei pede,pedirá
    rever revejo,reverei revê,reverá
    conferir confiro,conferirei confere,conferirá
    pôr ponho,porei põe,porá
    ver xx verá
    ler leio,lerei lê,lerá""",
    {
        "ar": "o,+ei,amos,+emos a,+á,am,+ão",
        "er": "o,+ei,emos,+emos e,+á,em,+ão",
        "ir": "o,+ei,imos,+emos e,+á,em,+ão",
    },
)
PORTUGUESE = Grammar(
    name="pt",
    usual=words("""o a os as um uma uns e de do da dos das que em no na nos nas com para por ao à é são
        está me lhe lhes se meu minha seu sua não mas como muito tem há eu ele ela nós você amanhã hoje
        segunda terça quarta quinta sexta sábado domingo semana até antes nada tenho vou ficou fiquei
        pra pro"""),
    i=words("eu"),
    we=words("nós a-gente"),
    he=words("ele ela eles elas"),
    me=words("me nos mim"),
    her=words("lhe lhes o a os as"),
    you=words("te vos você vocês teu tua ti"),
    it=words("o a os as isso isto"),
    base=_PT_BASE,
    weak=frozenset(),
    first=_PT_FIRST,
    third=_PT_THIRD,
    idle=words("""ser estar ir vir ver crer pensar dormir comer sair voltar chegar viajar viver
        trabalhar assistir ter saber esperar ficar haver descansar aprender poder estudar"""),
    own=cues(
        {
            Cue.WILL: "vou, vamos, irei, hei de",
            Cue.NEED: """tenho de, tenho que, temos de, temos que, preciso de, preciso, precisamos de,
                precisamos, devo, devemos, falta, falta-me, tenho a, é preciso, há que, cabe-me""",
            Cue.VOW: """prometi, prometemos, prometo, fiquei de, ficámos de, ficamos de, combinei de,
                combinei, me comprometi a, comprometi-me a, ofereci-me para, me ofereci para, aceitei,
                fico de, tinha prometido, lhe prometi, prometi-lhe, fiquei com, encarrego-me de,
                fiquei encarregado de, fiquei responsável por, me encarrego de, comprometemo-nos a""",
            Cue.TOLD: "disse, eu disse, disse-lhe, lhe disse, falei, disse-lhes, dissemos, avisei",
            Cue.OWE: "devo, devemos, devo-lhe, lhe devo",
            Cue.YES: "disse que sim, disse sim, disse que sim a, aceitei, disse-lhe que sim, topei",
            Cue.KEEP: """não esquecer de, não esquecer, lembrar de, lembrar-me de, não me esquecer de,
                lembrar, não posso esquecer de, não esqueça de""",
            Cue.WAIT: """espero, esperando, à espera de, aguardo, aguardando, à espera que, aguardamos,
                à espera do, à espera da, estou à espera de, estou esperando, a aguardar""",
            Cue.SOFT: "deveria, devia, devíamos, vou tentar, tentarei, poderia, podia",
            Cue.NOT: """não, gostaria, gostava, quero, queria, tomara, oxalá, já, nunca, enviei, tive de,
                tive que, espero que, nada, sem, tinha de, tinha que""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "vai, vão, irá",
            Cue.NEED: "tem de, tem que, têm de, têm que, deve, devem, precisa de, precisa",
            Cue.VOW: """prometeu, promete, ficou de, ficaram de, comprometeu-se a, se comprometeu a,
                ofereceu-se para, se ofereceu para, me prometeu, prometeu-me, ficou com,
                fica de, aceitou, ficou encarregado de, ficou responsável por, prometeram, vai ficar de""",
            Cue.TOLD: "disse, diz, me disse, disse-me, falou, garantiu, disse-nos",
            Cue.OWE: "me deve, deve-me, nos deve, deve-nos, devem-me, me devem, deve",
            Cue.SOFT: "poderia, quer, deveria, pode, queria, vai tentar, devia",
            Cue.NOT: "não, é, são, está, estão, era, foi, tem, tinha, vem, mora, trabalha, já, nunca",
        }
    ),
    fill=words("""e também então mas assim depois além agora ok bom pois ainda sim ambos mesmo já-agora
        logo lá aí"""),
    join=words("e mas depois"),
    no=words("não nunca nada ninguém nenhum nenhuma sem nem"),
    hedge=words("talvez quiçá eventualmente tomara oxalá algum"),
    if_=words("se caso"),
    to=words("a à ao aos às para pra pro com"),
    from_=words("de do da dos das por pelo pela"),
    with_=words("com"),
    the=words("""o a os as um uma uns umas meu minha meus seu sua teu nosso nossa dois duas três quatro
        este esta esse essa estes todos cada outro outra"""),
    small=words("""a à ao aos às para pra pro com de do da dos das por em no na nos nas sobre e ou mas que
        o os as um uma meu seu se quando até antes depois desde hoje amanhã próximo próxima este esta
        como muito não me lhe nos mais é são está sem entre & + via já ele ela eu minha sua logo
        também ainda"""),
    asks=words("quer queria pediu pede precisa perguntou"),
    habit=words("sempre cada costuma normalmente"),
    dative=words("lhe lhes"),
    polite=words("por-favor favor"),
    forms=_PT_BASE | _PT_FIRST | _PT_THIRD,
)

_IT_BASE, _IT_FIRST, _IT_THIRD = _forms(
    """mandare inviare passare prestare chiamare telefonare preparare confermare presentare invitare
    comprare portare prenotare organizzare condividere avvisare rispondere controllare verificare
    firmare consegnare stampare completare terminare prendere mettere chiedere aggiornare aiutare
    recuperare trovare ringraziare ricordare segnalare sistemare versare ritirare scrivere rivedere
    correggere inoltrare girare informare pubblicare commentare registrare occupare caricare
    compilare ordinare cambiare rinnovare annullare riparare aggiustare regalare lasciare mostrare
    indicare consigliare contattare cucinare copiare scannerizzare fissare chiudere coordinare
    procurare raccogliere richiamare spostare sentire risolvere restituire= ritornare riportare
    rimandare abbozzare impostare montare postare leggere rileggere tagliare pulire lavare pubblicizzare disdire scaricare archiviare allegare riscrivere comunicare riferire proporre= rendere provare inserire= stendere
    rimborsare bonificare""".replace("restituire=", "")
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
    usual=words("""il lo la i gli le un uno una l' d' e di del della dei che in con per da dal a al alla è
        sono mi gli si mio suo non ma come molto ha ho io noi entro domani oggi lunedì martedì mercoledì
        giovedì venerdì sabato domenica settimana prima niente nessun devo fare anche su nel nella
        dall' all' dell'"""),
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
    idle=words("""essere avere andare venire vedere credere pensare dormire mangiare uscire partire
        arrivare vivere lavorare sapere aspettare restare stare tornare assistere imparare riposare"""),
    own=cues(
        {
            Cue.WILL: "sto per, vado a",
            Cue.NEED: """devo, dobbiamo, bisogna, ho da, mi tocca, resta da, rimane da, manca da,
                ho bisogno di, tocca a me, c' è da, abbiamo da""",
            Cue.VOW: """ho promesso, promesso, abbiamo promesso, prometto, mi sono impegnato a,
                mi sono impegnata a, mi impegno a, ho accettato di, ho accettato, mi sono offerto di,
                mi sono offerta di, gli ho promesso, le ho promesso, mi occupo di, mi incarico di,
                promesso di, ci siamo impegnati a, ho promesso di, mi sono proposto per""",
            Cue.TOLD: "ho detto, gli ho detto, le ho detto, abbiamo detto, ho assicurato",
            Cue.OWE: "gli devo, le devo, devo, dobbiamo",
            Cue.YES: """ho detto di sì, ho detto sì, ho detto ok, ho accettato, gli ho detto di sì,
                le ho detto di sì, detto di sì, ho detto che va bene, ho detto va bene""",
            Cue.KEEP: """non dimenticare di, non dimenticare, ricordarsi di, ricordarmi di, ricordare di,
                ricordati di, da ricordare""",
            Cue.WAIT: """aspetto, in attesa di, in attesa del, in attesa della, aspettiamo, attendo,
                sto aspettando, attendiamo, in attesa che, aspettando, in attesa dell'""",
            Cue.SOFT: "dovrei, dovremmo, proverò a, cercherò di, cerco di, provo a, potrei",
            Cue.NOT: """non, vorrei, mi piacerebbe, ci piacerebbe, voglio, magari, spero, già, mai,
                bisognerebbe, ho inviato, ho già, sono, niente, nessun, dovevo, volevo, senza""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "va a",
            Cue.NEED: "deve, devono",
            Cue.VOW: """ha promesso, promette, si è impegnato a, si è impegnata a, si impegna a,
                hanno promesso, mi ha promesso, ci ha promesso, ha accettato di, si è offerto di,
                si è offerta di, si occupa di, si incarica di""",
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
    to=words("a ad al allo alla ai agli alle all' per con"),
    from_=words("da dal dallo dalla dai dall' di del della"),
    with_=words("con da"),
    the=words("""il lo la i gli le l' un uno una un' mio mia miei suo sua tuo nostro nostra due tre quattro
        cinque questo questa questi tutti ogni altro altra dei delle degli del"""),
    small=words("""a ad al allo alla ai agli alle all' per con di d' del della dei da dal dalla dall' in nel
        nella su e o ma che il lo la i gli le l' un una mio suo se quando entro fino prima dopo oggi
        domani prossimo prossima questo questa come molto non mi ti si ci è sono ha ho senza tra fra
        & + via già lui lei io anche poi sul sulla più"""),
    asks=words("vuole voleva chiede chiesto serve vorrebbe"),
    habit=words("sempre ogni spesso di-solito"),
    dative=words("gli le glielo gliela gliele glieli gliene"),
    polite=words("si-prega"),
    forms=_IT_BASE | _IT_FIRST | _IT_THIRD,
)

"""The words by which Spanish and Portuguese make a promise. Pure."""

from __future__ import annotations

from calsync.notes_grammar import Cue
from calsync.notes_grammar import Grammar
from calsync.notes_grammar import conjugated
from calsync.notes_grammar import cues
from calsync.notes_grammar import words

_ES_BASE, _ES_FIRST, _ES_THIRD = conjugated(
    """
        mandar pasar prestar llamar preparar buscar confirmar presentar invitar comprar llevar
        reservar organizar pagar compartir avisar contestar responder revisar firmar entregar
        terminar acabar subir dejar preguntar consultar imprimir facilitar proporcionar redactar
        actualizar cobrar ingresar regalar ayudar arreglar publicar informar comentar grabar
        acercar encargar ocupar adelantar tramitar gestionar adjuntar escribir recordar conectar
        rellenar completar anotar pedir enseñar solicitar investigar mirar apuntar montar limpiar
        cambiar renovar cancelar comprobar verificar quedar recomendar felicitar agradecer
        localizar diseñar copiar sacar cocinar explicar difundir repartir tomar probar validar
        cerrar coordinar leer releer limpiar ordenar devolver descargar archivar renovar planchar
        cortar fotocopiar escanear comunicar transmitir reescribir corregir convocar editar""",
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
    usual=words("""
        el la los las un una unos y de del que en con para por a al es son está me le les lo se mi
        su no si pero como muy hay ha he yo nos te hoy mañana lunes martes miércoles jueves
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
    idle=words("""
        ser estar ir venir ver creer pensar dormir comer salir volver llegar viajar vivir trabajar
        asistir ser tener saber esperar quedar decir haber descansar aprender pasar estudiar"""),
    own=cues(
        {
            Cue.WILL: "voy a, vamos a",
            Cue.NEED: """tengo que, tenemos que, tengo q, tenemos q, debo, debemos, hay que,
                necesito, necesitamos,
                me toca, nos toca, tengo pendiente, falta, faltaría, me falta, queda, queda por""",
            Cue.VOW: """
                prometí, he prometido, prometido, prometo, quedé en, quedé de, he quedado en,
                quedamos en, me comprometí a, me comprometí, me comprometo a, me he comprometido
                a, acepté, me ofrecí a, ofrecí, me ofrecí para, prometimos, hemos prometido, me
                encargo de, nos encargamos de, me ocupo de, le prometí, les prometí, le he
                prometido, le prometo, me encargué de, quedo en, quedé con, he quedado con""",
            Cue.TOLD: """le dije, les dije, dije, le he dicho, les he dicho, he dicho, le aseguré,
                hemos dicho, dijimos""",
            Cue.OWE: "le debo, les debo, debo, le debemos, debemos",
            Cue.YES: """dije que sí, dije que si a, le dije que sí, he dicho que sí, le he dicho
            que sí,
                dije que vale, acepté""",
            Cue.KEEP: """
                no olvidar, no olvidarme de, no olvidarse de, acordarme de, recordar, acordarse
                de, que no se me olvide, no me olvide de, sin falta""",
            Cue.WAIT: """
                espero, esperando, a la espera de, pendiente de que, esperamos, estoy esperando,
                pendiente de recibir, a la espera de que, sigo esperando, pendiente de""",
            Cue.SOFT: "debería, deberíamos, intentaré, a ver si, podría, podríamos",
            Cue.NOT: """no, habría que, me gustaría, me llamo, quiero, quería, nos gustaría, ojalá,
            quisiera, ya,
                nunca, he enviado, tuve que, espero que, tenía que, nada, sin""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "va a, van a",
            Cue.NEED: "tiene que, tienen que, debe, deben",
            Cue.VOW: """
                prometió, ha prometido, promete, quedó en, quedó de, se comprometió a, se
                compromete a, ha quedado en, me prometió, me ha prometido, se ofreció a, se
                encarga de, se ocupa de, quedaron en, se ha comprometido a, nos prometió, aceptó,
                queda en""",
            Cue.TOLD: "dijo, dice, me dijo, ha dicho, me dice, aseguró, me ha dicho, nos dijo",
            Cue.OWE: "me debe, nos debe, me deben, nos deben, debe",
            Cue.SOFT: "podría, quiere, debería, puede, quería, intentará, querría",
            Cue.NOT: "no, es, son, está, están, era, fue, tiene, tenía, viene, vive, trabaja, ya",
        }
    ),
    fill=words("""
        y también entonces pero así luego además después ahora ok vale bueno pues aún todavía
        ambos mismo que sin-falta"""),
    join=words("y e pero luego además"),
    no=words("no nunca nada nadie ningún ninguna sin tampoco"),
    hedge=words("quizás quizá tal-vez ojalá algún acaso"),
    if_=words("si cuando-pueda"),
    to=words("a al para con p/ x"),
    from_=words("de del por"),
    with_=words("con c/"),
    the=words("""
        el la los las un una unos unas mi mis su sus tu nuestro nuestra dos tres cuatro cinco
        algunos este esta estos ese esa todo todos cada otro otra"""),
    small=words("""
        a al para con de del por en sobre y e o pero que el la los las un una mi su si cuando
        hasta antes después desde hoy mañana próximo próxima este esta como muy no lo le se me nos
        más es son está ha he sin entre & + vía ya ella él yo pronto sus mis luego también"""),
    asks=words("quiere quería pidió pide necesita pregunta preguntó"),
    habit=words("siempre cada suele normalmente"),
    dative=words("le les se"),
    polite=words("por-favor"),
    forms=_ES_BASE | _ES_FIRST | _ES_THIRD,
)

_PT_BASE, _PT_FIRST, _PT_THIRD = conjugated(
    """
        enviar mandar passar emprestar ligar telefonar preparar confirmar apresentar convidar
        comprar levar pagar devolver escrever partilhar compartilhar reenviar encaminhar avisar
        responder revisar assinar entregar terminar acabar buscar recomendar perguntar marcar
        reservar organizar ajudar tratar verificar procurar mostrar atualizar actualizar preencher
        arranjar resolver publicar informar retornar conectar indicar deixar combinar tirar anotar
        contactar contatar consultar lembrar tentar testar limpar trocar renovar cancelar reparar
        consertar agradecer cozinhar imprimir explicar agendar checar conferir digitalizar copiar
        fechar coordenar editar baixar subir disponibilizar divulgar gravar completar finalizar
        concluir pegar depositar cuidar cortar lavar arrumar baixar arquivar anexar comunicar
        reler digitalizar fotocopiar pintar regar""",
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
    usual=words("""
        o a os as um uma uns e de do da dos das que em no na nos nas com para por ao à é são está
        me lhe lhes se meu minha seu sua não mas como muito tem há eu ele ela nós você amanhã hoje
        segunda terça quarta quinta sexta sábado domingo semana até antes nada tenho vou ficou
        fiquei pra pro"""),
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
            Cue.NEED: """
                tenho de, tenho que, tenho q, temos q, temos de, temos que, preciso de,
                preciso, precisamos de,
                precisamos, devo, devemos, falta, falta-me, tenho a, é preciso, há que, cabe-me""",
            Cue.VOW: """
                prometi, prometemos, prometo, fiquei de, ficámos de, ficamos de, combinei de,
                combinei, me comprometi a, comprometi-me a, ofereci-me para, me ofereci para,
                aceitei, fico de, tinha prometido, lhe prometi, prometi-lhe, fiquei com,
                encarrego-me de, fiquei encarregado de, fiquei responsável por, me encarrego de,
                comprometemo-nos a""",
            Cue.TOLD: "disse, eu disse, disse-lhe, lhe disse, falei, disse-lhes, dissemos, avisei",
            Cue.OWE: "devo, devemos, devo-lhe, lhe devo",
            Cue.YES: "disse que sim, disse sim, disse que sim a, aceitei, disse-lhe que sim, topei",
            Cue.KEEP: """não esquecer de, não esquecer, lembrar de, lembrar-me de, não me
            esquecer de,
                lembrar, não posso esquecer de, não esqueça de""",
            Cue.WAIT: """
                espero, esperando, à espera de, aguardo, aguardando, à espera que, aguardamos, à
                espera do, à espera da, estou à espera de, estou esperando, a aguardar""",
            Cue.SOFT: "deveria, devia, devíamos, vou tentar, tentarei, poderia, podia",
            Cue.NOT: """não, gostaria, me chamo, chamo-me, gostava, quero, queria, tomara,
            oxalá, já, nunca, enviei,
            tive de,
                tive que, espero que, nada, sem, tinha de, tinha que""",
        }
    ),
    other=cues(
        {
            Cue.WILL: "vai, vão, irá",
            Cue.NEED: "tem de, tem que, têm de, têm que, deve, devem, precisa de, precisa",
            Cue.VOW: """
                prometeu, promete, ficou de, ficaram de, comprometeu-se a, se comprometeu a,
                ofereceu-se para, se ofereceu para, me prometeu, prometeu-me, ficou com, fica de,
                aceitou, ficou encarregado de, ficou responsável por, prometeram, vai ficar de""",
            Cue.TOLD: "disse, diz, me disse, disse-me, falou, garantiu, disse-nos",
            Cue.OWE: "me deve, deve-me, nos deve, deve-nos, devem-me, me devem, deve",
            Cue.SOFT: "poderia, quer, deveria, pode, queria, vai tentar, devia",
            Cue.NOT: """não, é, são, está, estão, era, foi, tem, tinha, vem, mora, trabalha, já,
                nunca""",
        }
    ),
    fill=words("""
        e também então mas assim depois além agora ok bom pois ainda sim ambos mesmo já-agora logo
        lá aí"""),
    join=words("e mas depois"),
    no=words("não nunca nada ninguém nenhum nenhuma sem nem"),
    hedge=words("talvez quiçá eventualmente tomara oxalá algum"),
    if_=words("se caso"),
    to=words("a à ao aos às para pra pro com p/ x"),
    from_=words("de do da dos das por pelo pela"),
    with_=words("com c/"),
    the=words("""
        o a os as um uma uns umas meu minha meus seu sua teu nosso nossa dois duas três quatro
        este esta esse essa estes todos cada outro outra"""),
    small=words("""
        a à ao aos às para pra pro com de do da dos das por em no na nos nas sobre e ou mas que o
        os as um uma meu seu se quando até antes depois desde hoje amanhã próximo próxima este
        esta como muito não me lhe nos mais é são está sem entre & + via já ele ela eu minha sua
        logo também ainda"""),
    asks=words("quer queria pediu pede precisa perguntou"),
    habit=words("sempre cada costuma normalmente"),
    dative=words("lhe lhes"),
    polite=words("por-favor favor"),
    forms=_PT_BASE | _PT_FIRST | _PT_THIRD,
)

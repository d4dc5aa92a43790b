"""Public mail providers: whoever shares one of their domains is no colleague. Pure."""

from __future__ import annotations

import re

DOMAINS = """
    163.com 126.com a1.net alice.it aliceadsl.fr aon.at arcor.de att.net bbox.fr bk.ru bluewin.ch
    bol.com.br btinternet.com chello.at comcast.net cox.net daum.net disroot.org duck.com email.com
    email.it fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com googlemail.com
    globo.com hanmail.net hey.com hispeed.ch home.nl hushmail.com icloud.com ig.com.br inbox.lv
    inbox.ru keemail.me kpnmail.nl laposte.net libero.it list.ru mac.com mail.com mail.de mail.ru
    mailbox.org mailfence.com me.com msn.com naver.com neuf.fr numericable.fr o2.pl onet.pl
    online.de orange.fr pm.me posteo.at posteo.ch posteo.de posteo.eu posteo.net posteo.org
    protonmail.ch qq.com rambler.ru rediffmail.com riseup.net rocketmail.com sapo.pt sbcglobal.net
    seznam.cz sfr.fr sina.com skynet.be sky.com sunrise.ch t-online.de telefonica.net telenet.be
    terra.com terra.com.br terra.es tin.it tiscali.it tuta.com tuta.io tutamail.com tutanota.com
    tutanota.de uol.com.br verizon.net virgilio.it virginmedia.com wanadoo.fr web.de wp.pl
    xs4all.nl ya.com ya.ru ymail.com ziggo.nl zohomail.com zohomail.eu
"""
PUBLIC = frozenset(DOMAINS.split())
# These stand before any country's ending: yahoo.co.uk, live.com.mx, gmx.at.
EVERYWHERE = re.compile(
    r"(aol|gmx|hotmail|live|outlook|proton|protonmail|yahoo|yandex|zoho)"
    r"\.((com?|net|org)\.)?[a-z]{2,3}"
)


def is_public(domain: str) -> bool:
    """Is this the domain of a public mail provider, in lower case?"""
    return domain in PUBLIC or EVERYWHERE.fullmatch(domain) is not None

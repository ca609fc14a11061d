from models import Sentence, Signal
from services.spam.case import Case

_HOSTS = """
    0rz.tw 2u.pw adf.ly alturl.com b.link bc.vc bit.do bit.ly bitly.com bl.ink buff.ly cli.re clck.ru clk.sh cutt.ly
    cutt.us da.gd dub.sh dwz.cn exe.io fc.lc goo.gl goo.su gg.gg hyperurl.co is.gd j.mp kutt.it linktr.ee lnk.bio
    lnkd.in lstu.fr metamark.net mcaf.ee ouo.io ow.ly q.gs qr.ae rb.gy rebrand.ly s.id s.yam.com short.gy short.io
    shorte.st shorturl.at shrtco.de snip.ly soo.gd su.pr surl.li t.cn t.ly t2m.io tiny.cc tiny.one tinyurl.com
    tny.im tr.im u.to urlz.fr v.gd v.ht vk.cc wa.link x.co youcu.be yourls.org zpr.io
"""
SHORTENERS = frozenset(_HOSTS.split())


def examine(case: Case) -> Signal | None:
    """A link goes by way of a service that hides where it leads."""
    hidden_by = next((host for host in case.hosts if host in SHORTENERS), None)
    if hidden_by is None:
        return None
    reason = Sentence("It links by way of %(host)s, which hides where the link leads", host=hidden_by)
    return case.signal("shorteners", 1.0, 0.3, reason)

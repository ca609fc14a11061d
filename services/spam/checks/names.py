import re

from models import Sentence, Signal
from services.spam.case import Case
from services.text import plain
from services.text.domains import registered

# What a name has that sells something. Two of them are needed: Mr Price and Ms Shopper are people.
_SELLING = """
    agency backlinks bet betting bitcoin bonus bonuses buy buying casino casinos cbd cheap cheapest coins company
    consulting coupon coupons credit crypto deals delivery dentist discount download escort escorts essay fitness
    followers forex free gambling hosting insurance invest investment jackpot jobs judi lawyer lawyers loan loans
    marketing massage mod money mortgage movers nearby nursing office online outlet payday pharmacy pills plumber
    plumbers poker price prices product products promo promotion provider rent rental repair replica review reviews
    roofing sale sales seo service services shop shopping slot slots software solutions store streaming supplement
    supplements supplier taxi tickets togel trading translation tutor vapes viagra vpn watches wholesale website
    weight comprar barato tienda kaufen günstig billig acheter comprare acquista prestito kredit купить заказать
    цена дешево скачать казино кредит ставки продвижение сайтов услуги ремонт
"""
_COMMERCE = frozenset(_SELLING.split())
_LITTLE = "al bin da das de del den der di do dos du e el ibn la las le los o of the van von y zu"
_PARTICLES = frozenset(_LITTLE.split())
_ADDRESS = re.compile(
    r"https?://|www\.|\b[a-z0-9-]{1,63}\.(?:com|net|org|info|biz|shop|store|online|site|xyz|top|club|io|co|ru|de|uk|in|it|fr|es)\b"
)
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PHONE = re.compile(r"(?:\d[\s().+-]{0,3}){7,}")


def examine(case: Case) -> Signal | None:
    """The author's name is none that a person has: an address, a telephone number, words that sell, too many words."""
    name = plain.fold(case.comment.author_name)
    words = _WORDS.findall(name)
    shown = case.comment.author_name[:60]
    if _ADDRESS.search(name):
        return case.signal("names", 1.0, 0.35, Sentence("The name “%(name)s” is a web address", name=shown))
    if _PHONE.search(name):
        return case.signal("names", 1.0, 0.3, Sentence("A telephone number stands in the name “%(name)s”", name=shown))
    if sum(word in _COMMERCE for word in words) >= 2:
        sells = Sentence("The name “%(name)s” is made of words that sell something", name=shown)
        return case.signal("names", 1.0, 0.35, sells)
    if len(words) > 2 and _is_its_website(case, words):
        return case.signal("names", 1.0, 0.25, Sentence("The name “%(name)s” is its website's", name=shown))
    if sum(word not in _PARTICLES for word in words) > 4:
        long = Sentence("The name “%(name)s” has more words than names have", name=shown)
        return case.signal("names", 1.0, 0.3, long)
    return None


def _is_its_website(case: Case, words: list[str]) -> bool:
    """The words, written as one, are the name that the website's owner registered."""
    if not case.comment.author_website or not case.hosts:
        return False
    label = registered(case.hosts[0]).partition(".")[0]
    return label.replace("-", "") == "".join(words)

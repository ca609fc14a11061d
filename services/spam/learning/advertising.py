"""Words that sellers use everywhere. How many of them a comment has is one feature of its shape.

It is what the filter has to begin with; a site where people speak of prices and courses soon teaches it that they are
harmless there. The lists come from general knowledge of such texts, not from a collection of comments.
"""

_BY_LANGUAGE = {
    "en": """agency airdrop app bet betting bitcoin bonus btc business buy cash casino channel cheap check checkout
        cialis click clients code company contact credit crypto customers daily delivery deposit discount dm
        dollars download earn earning earnings email expert experts follow followers forex free gift giveaway
        gmail guaranteed hacker hire inbox income invest investment jackpot likes link loan loans marketing money
        offer offers online order pills presale price prices prize profit profits promo quality recover sale sales
        sell selling seo service services shop site slot slots store subscribe subscribed subscribing telegram
        token trader trading training viagra visit website weekly whatsapp win winner""",
    "id": """agen beli bio cek cuan daftar dana depo diskon endorse gacor gratis grosir harga hub hubungi ig jual
        jualan jp klik kualitas kunjungi langganan maxwin minat modal murah olshop ongkir pelangsing pemutih
        penghasilan peninggi pesan pinjaman produk ready situs stok terpercaya testimoni toko untung wa wd""",
    "ru": """арбитраж бесплатно бонус бонусы вакансия деньги день доход дохода долларов займ заказать заработать
        заработка заработок зарабатывать инвестиции интересует казино канал канале кредит крипта криптовалюта
        купить личку личные лс набираем неделю обучаем обучение оплата партнеров партнёров пишите подписаться
        подпишись подписывайтесь прибыль продам работа работу рублей скидка скидки сотрудничества сотрудничество
        ссылка ссылке ссылку ставки удаленная удаленно удаленную удалённая удалённо удалённую цена цены""",
    "it": """acquista acquistare assicurazione canale clicca clienti compra contattami contattatemi gratis guadagna
        guadagnare guadagni guadagno investimento iscriviti offerta offerte ordina prestiti prestito preventivo
        prezzi prezzo sconti sconto scommesse sito soldi spedizione vincere""",
    "de": """abonniere angebot bestellen darlehen geld gewinn gewinnen gutschein kanal kaufen klick klicken kostenlos
        kredit kunden preis preise rabatt verdienen versand webseite""",
    "fr": """abonnez acheter argent boutique bénéfice chaîne clic clients cliquez commander crédit gagner gratuit
        livraison offre prix promotion prêt prêts visitez""",
    "es": """canal clientes comprar crédito descuento dinero enlace envío ganancias ganar gratis oferta precio préstamo
        préstamos sitio suscríbete tienda visita""",
    "pt": "clientes comprar desconto dinheiro empréstimo frete ganhar inscreva loja lucro oferta preço visite",
    "nl": "aanbieding bestellen gratis geld klanten kopen korting lening prijs verdienen webwinkel winkel",
    "pl": "darmowe kredyt kup kupić oferta pieniądze pożyczka promocja rabat sklep zamów zarabiaj zarobić",
    "tr": "abone bahis bedava fiyat indirim kampanya kazan kazanç kredi para satın sipariş ücretsiz",
    "uk": """безкоштовно ваканція вакансія гроші дохід заробіток знижка казино канал кредит купити підпишись посилання
        ціна""",
    "zh": "優惠 优惠 兼职 兼職 代理 免費 免费 投資 投资 貸款 贷款 赚钱 賺錢 赌场 博彩 折扣 加微 微信 订购",
    "ja": "無料 副業 融資 投資 割引 送料 儲か 稼げ 通販 激安",
}
_WORDS = frozenset(" ".join(_BY_LANGUAGE.values()).split())


def advertising(spelt: set[str]) -> set[str]:
    """Those of a comment's words, or of its word parts, that are advertising."""
    return spelt & _WORDS

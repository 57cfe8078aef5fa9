"""The words of a counter, one small table per language: without accents or capitals, longest first where they overlap.

To add a language: one table here, one file of sentences in `tests/data/sentences`.
"""

from __future__ import annotations

from dataclasses import dataclass, field


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class Words:
    """What one language says. Comma lists of phrases; `dates` and `spans` are parts of regular expressions.

    `small` words mean nothing by themselves. `letter`, `parcel`, `registered` are mail; `hand` tells that it is taken
    away; `sent_by` and `given_to` turn mail and what was lent round; `prepaid` is a card of money, `prepaid_of` how it
    is called with its amount beside it (`#`); `endings` are what a language hangs on a name ("Odilerentzat").
    """

    book: str
    sell: str
    pay: str
    slate: str
    arrive: str
    leave: str
    give_back: str
    hand: str
    letter: str
    parcel: str
    registered: str
    passing: str
    cash: str
    card: str
    cheque: str
    prepaid: str
    prepaid_of: str
    small: str
    numbers: str
    weekdays: str
    months: str
    today: str
    tomorrow: str
    after_tomorrow: str
    next_one: str
    this_one: str
    morning: str
    afternoon: str
    evening: str
    whole_day: str
    noon: str
    before_noon: str
    after_noon: str
    at: str
    between: str
    during: str
    hours: str
    minutes: str
    half_hour: str
    in_days: str
    in_a_week: str
    eight_days_are_a_week: bool = False
    week_later: str = ""
    sent_by: str = ""
    given_to: str = ""
    endings: str = ""
    phrases: dict[str, tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lists = {name: _list(getattr(self, name)) for name in _LISTS}
        object.__setattr__(self, "phrases", lists)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.phrases[name]


_LISTS = tuple(
    name for name in Words.__annotations__ if name not in {"phrases", "eight_days_are_a_week", "in_days", "prepaid_of"}
)

FRENCH = Words(
    book="reserver, reserve, reservation, resa, booker",
    sell="vends, vendre, vend, vente",
    pay="paie, paye, payee, payer, paiement, regle, regler, reglee, solde, solder, soldee",
    slate="ardoise, sur l ardoise",
    arrive="arrive, arrivee, arrives, entree, est la, est arrive, est arrivee, vient d arriver, recu, recue",
    leave="depart, part, s en va, sort, sortie, est parti, est partie",
    give_back="rend, rendu, rendue, rendre, retour, ramene, rapporte, restitue, restituee",
    hand="prend, prends, recupere, retire, remettre, remis, remise, donner, vient chercher, emporte",
    letter="lettre, lettres, courrier, courriers, pli, plis",
    parcel="colis, paquet, paquets",
    registered="recommande, recommandes, lettre recommandee",
    passing="passage, passages, visiteur, visiteurs, passant, passants, visiteur de passage, visiteurs de passage",
    cash="espece, especes, liquide, cash",
    card="carte, cb, carte bleue, carte bancaire",
    cheque="cheque, cheques, chq",
    prepaid="carte prepayee, cartes prepayees, carte pre payee",
    prepaid_of=r"carte(?: de)? #",
    small="pour, de, du, des, d, l, le, la, les, a, au, aux, en, et, par, son, sa, ses, avec, sur, svp",
    numbers="un:1, une:1, deux:2, trois:3, quatre:4, cinq:5, six:6, sept:7, huit:8, neuf:9, dix:10, onze:11, douze:12,"
    " quinze:15, vingt:20",
    weekdays="lundi lun, mardi, mercredi, jeudi jeu, vendredi ven, samedi sam, dimanche dim",
    months="janvier janv, fevrier fev, mars, avril avr, mai, juin, juillet juil, aout, septembre sept, octobre oct,"
    " novembre nov, decembre dec",
    today="aujourd hui, ce jour, auj",
    tomorrow="demain, dem",
    after_tomorrow="apres demain",
    next_one="prochain, prochaine",
    this_one="ce, cet, cette",
    morning="matin, matinee, le matin",
    afternoon="apres midi, aprem, aprm, l apres midi",
    evening="soir, soiree, le soir",
    whole_day="toute la journee, la journee, journee entiere, journee",
    noon="midi",
    before_noon="du matin",
    after_noon="de l apres midi, du soir",
    at="a, des, vers, a partir de",
    between="a, jusqu a, au, et, jusque",
    during="pendant, durant, pour",
    hours="heure, heures, h",
    minutes="min, minute, minutes, mn",
    half_hour="demi heure, une demi heure",
    in_days=r"dans (\d+) jours?",
    in_a_week="dans une semaine",
    given_to="a, au",
    eight_days_are_a_week=True,
    week_later="en huit",
)
ENGLISH = Words(
    book="book, reserve, booking, reservation",
    sell="sell, sells, sale of",
    pay="pay, pays, paid, settle, settles, clears, clear, payment",
    slate="slate, tab, on the slate, on the tab",
    arrive="arrives, arrived, arrive, check in, checks in, is here, arrival, came, received",
    leave="leaves, leave, left, check out, checks out, goes home, departure",
    give_back="returned, returns, return, gives back, gave back, brings back, back from, back, given back",
    hand="collects, collect, hand over, picks up, pick up, takes, handed over, collected",
    letter="letter, letters, mail, post",
    parcel="parcel, parcels, package, packages",
    registered="registered, registered letter, registered letters",
    passing="passer by, passers by, passerby, passersby, visitor, visitors",
    cash="cash",
    card="card, by card, credit card",
    cheque="cheque, check, cheques",
    prepaid="prepaid card, pre paid card, prepaid",
    prepaid_of=r"card(?: of| for)? #|# card",
    small="for, of, the, to, on, in, by, with, his, her, their, at, and, s, put, please, from",
    numbers="a:1, an:1, one:1, two:2, three:3, four:4, five:5, six:6, seven:7, eight:8, nine:9, ten:10, eleven:11,"
    " twelve:12, fifteen:15, twenty:20",
    weekdays="monday mon, tuesday tue tues, wednesday wed, thursday thu thurs, friday fri, saturday sat, sunday",
    months="january jan, february feb, march, april apr, may, june jun, july jul, august aug, september sept sep,"
    " october oct, november nov, december dec",
    today="today",
    tomorrow="tomorrow, tmrw, tmw",
    after_tomorrow="day after tomorrow, the day after tomorrow",
    next_one="next",
    this_one="this",
    morning="morning, in the morning",
    afternoon="afternoon, in the afternoon",
    evening="evening, in the evening, tonight",
    whole_day="all day, whole day, the whole day, full day",
    noon="noon, midday",
    before_noon="am, a m",
    after_noon="pm, p m",
    at="at, from",
    between="to, till, until, til",
    during="for",
    hours="hour, hours, h, hr, hrs",
    minutes="min, mins, minute, minutes",
    half_hour="half an hour, half hour",
    in_days=r"in (\d+) days?",
    in_a_week="in a week, in one week",
    sent_by="from",
    given_to="to",
)
SPANISH = Words(
    book="reservar, reserva, reservo",
    sell="vender, vende, vendo, venta",
    pay="paga, pagar, pagada, pagado, pago, liquida, liquidar, salda",
    slate="cuenta, a la cuenta, apuntar, apunta, a cuenta",
    arrive="llega, llegada, llegado, llego, ha llegado, esta aqui, entra, entrada, recibido",
    leave="salida, sale, se va, se marcha, se ha ido",
    give_back="devuelve, devuelta, devuelto, devolucion, devolver",
    hand="recoge, recoger, entregar, entrega, se lleva, entregado, retira",
    letter="carta, cartas, correo",
    parcel="paquete, paquetes",
    registered="certificado, certificada, carta certificada, certificados",
    passing="de paso, visita de paso, visitas de paso, visitante, visitantes, visita, visitas",
    cash="efectivo, metalico, en efectivo, en metalico",
    card="tarjeta, con tarjeta",
    cheque="cheque, talon",
    prepaid="tarjeta prepago, tarjeta de prepago, prepago",
    prepaid_of=r"tarjeta(?: de)? #",
    small="para, de, del, el, la, los, las, a, al, con, en, su, sus, por, y, que",
    numbers="un:1, una:1, uno:1, dos:2, tres:3, cuatro:4, cinco:5, seis:6, siete:7, ocho:8, nueve:9, diez:10, once:11,"
    " doce:12, quince:15, veinte:20",
    weekdays="lunes lun, martes, miercoles mie, jueves jue, viernes vie, sabado sab, domingo",
    months="enero ene, febrero feb, marzo, abril abr, mayo, junio jun, julio jul, agosto ago, septiembre sept,"
    " octubre oct, noviembre nov, diciembre dic",
    today="hoy",
    tomorrow="manana",
    after_tomorrow="pasado manana",
    next_one="proximo, que viene, proxima",
    this_one="este, esta",
    morning="por la manana",
    afternoon="por la tarde, tarde",
    evening="por la noche, noche",
    whole_day="todo el dia, dia entero",
    noon="mediodia",
    before_noon="de la manana",
    after_noon="de la tarde, de la noche",
    at="a las, a la, las, la, desde las, desde la, de las, desde, a, de",
    between="a, a las, hasta las, hasta, a la, hasta la, y",
    during="durante, por",
    hours="hora, horas, h",
    minutes="min, minuto, minutos",
    half_hour="media hora",
    in_days=r"(?:en|dentro de|de aqui a) (\d+) dias?",
    in_a_week="en una semana, dentro de una semana, de aqui a una semana",
    given_to="a, al",
    eight_days_are_a_week=True,
)
CATALAN = Words(
    book="reservar, reserva, reservo",
    sell="vendre, ven, venc, venda",
    pay="paga, pagar, pagat, pagada, liquida, liquidar, salda",
    slate="compte, al compte, apuntar, apunta, a compte",
    arrive="arriba, arribada, arribat, es aqui, ha arribat, entra, entrada, rebut",
    leave="sortida, surt, se n va, marxa, ha marxat",
    give_back="torna, tornada, tornat, retorna, devolucio, retornada, retornat",
    hand="recull, recollir, lliurar, lliura, s emporta, lliurat, retira",
    letter="carta, cartes, correu",
    parcel="paquet, paquets",
    registered="certificat, certificada, carta certificada, certificats",
    passing="de pas, visita de pas, visites de pas, visitant, visitants, visita, visites",
    cash="efectiu, metallic, en efectiu, en metallic",
    card="targeta, amb targeta",
    cheque="xec, talo",
    prepaid="targeta de prepagament, targeta prepagament, targeta prepago",
    prepaid_of=r"targeta(?: de)? #",
    small="per, per a, per al, de, del, d, el, la, els, les, l, a, al, amb, en, seu, seva, i, s, que",
    numbers="un:1, una:1, dos:2, dues:2, tres:3, quatre:4, cinc:5, sis:6, set:7, vuit:8, deu:10, onze:11, dotze:12,"
    " quinze:15, vint:20",
    weekdays="dilluns dl, dimarts dt, dimecres dc, dijous dj, divendres dv, dissabte ds, diumenge dg",
    months="gener gen, febrer feb, marc, abril abr, maig, juny, juliol jul, agost ag, setembre set, octubre oct,"
    " novembre nov, desembre des",
    today="avui",
    tomorrow="dema",
    after_tomorrow="dema passat",
    next_one="vinent, que ve, proper",
    this_one="aquest, aquesta",
    morning="al mati, mati, el mati",
    afternoon="a la tarda, tarda",
    evening="al vespre, vespre, a la nit",
    whole_day="tot el dia, dia sencer",
    noon="migdia",
    before_noon="del mati",
    after_noon="de la tarda, del vespre",
    at="a les, a la, les, la, des de les, des de la, de les, des de, a, de",
    between="a, a les, fins a les, fins les, fins a, a la, i",
    during="durant, per",
    hours="hora, hores, h",
    minutes="min, minut, minuts",
    half_hour="mitja hora",
    in_days=r"(?:d aqui a|en|dins de) (\d+) dies?",
    in_a_week="d aqui a una setmana",
    given_to="a, al",
    eight_days_are_a_week=True,
)
BASQUE = Words(
    book="erreserbatu, erreserba, hartu, erreserbatuta",
    sell="saldu, salmenta",
    pay="ordaindu, ordaindu du, ordainduta, ordainketa, kitatu, kitatu du, ordaintzen du",
    slate="zorra, zorretan, kontura",
    arrive="etorri da, iritsi da, hemen dago, etorri, iritsi, heldu da, jaso da",
    leave="badoa, joan da, irten da, irteera",
    give_back="itzuli, itzulita, itzuli du, itzultzen du, bueltatu, bueltatu du, ekarri du",
    hand="jaso du, jaso, eman, hartu du, emateko, eraman du, jasotzen du",
    letter="gutun, gutuna, gutunak, posta",
    parcel="pakete, paketea, paketeak",
    registered="ziurtatua, ziurtatu, gutun ziurtatua, ziurtatuak",
    passing="bisitari, bisitaria, bisitariak, igarotzaile",
    cash="eskudirutan, eskudiruz, eskudirua",
    card="txartelaz, txartelarekin",
    cheque="txekez, txekea, txekearekin",
    prepaid="aurrez ordaindutako txartela, aurrez ordaindutako txartel, aurreordaindutako txartela",
    prepaid_of=r"#(?: ko)? txartela?",
    small="eta, da, du, bere, dira, dago, an, ean, ko, rako",
    numbers="bat:1, bi:2, hiru:3, lau:4, bost:5, sei:6, zazpi:7, zortzi:8, bederatzi:9, hamar:10, hamaika:11,"
    " hamabi:12, hamabost:15, hogei:20",
    weekdays="astelehena astelehenean astelehen, asteartea asteartean astearte, asteazkena asteazkenean asteazken,"
    " osteguna ostegunean ostegun, ostirala ostiralean ostiral, larunbata larunbatean larunbat,"
    " igandea igandean igande",
    months="urtarrila urtarrilaren, otsaila otsailaren, martxoa martxoaren, apirila apirilaren, maiatza maiatzaren,"
    " ekaina ekainaren, uztaila uztailaren, abuztua abuztuaren, iraila irailaren, urria urriaren,"
    " azaroa azaroaren, abendua abenduaren",
    today="gaur",
    tomorrow="bihar",
    after_tomorrow="etzi",
    next_one="datorren, hurrengo",
    this_one="honetan",
    morning="goizean, goizez, goiza",
    afternoon="arratsaldean, arratsaldez, arratsaldea",
    evening="iluntzean, gauean",
    whole_day="egun osoan, egun osoa, egun osorako",
    noon="eguerdi, eguerditik, eguerdira",
    before_noon="goizeko",
    after_noon="arratsaldeko, iluntzeko",
    at="",
    between="",
    during="",
    hours="ordu, orduz, h, orduko",
    minutes="min, minutu, minutuz",
    half_hour="ordu erdi, ordu erdiz",
    in_days=r"(?:hemendik )?(\d+) egun(?:era| barru)",
    in_a_week="astebete barru",
    endings="rentzat, entzat, arentzat, rendako, ri, ari, ren, aren, rekin, ek, k, ak",
)
LANGUAGES = {"fr": FRENCH, "es": SPANISH, "ca": CATALAN, "eu": BASQUE, "en": ENGLISH}
SUFFIXES = "etatik|etara|etan|tatik|tara|tik|ra|era|tan|an|ean|etako|rd|th|st|nd|er|o"
"""What is hung on a figure: "14:00etatik", "3rd", "1er"."""

"""English: the words that tell places from people, organisations and nationalities."""

from __future__ import annotations

from typing import Final

from mapper.languages.en_names import FIRST_NAMES as FIRST_NAMES
from mapper.languages.en_names import PLACES_AS_GIVEN_NAMES as PLACES_AS_GIVEN_NAMES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(text: str) -> dict[str, str]:
    """Read ``value: key key ...`` lines; underscores stand for spaces in a key."""
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        value, keys = line.split(":")
        table.update((key.replace("_", " "), value.strip()) for key in keys.split())
    return table


PLACE_NOUNS: Final = _table(
    """
    adm1: region oblast province governorate state krai republic canton voivodeship prefecture emirate department
    adm1: wilayat wilaya territory regions oblasts provinces governorates states prefectures republics departments
    adm2: county district raion municipality parish borough township hromada woreda counties districts raions
    adm2: municipalities parishes boroughs townships subdistrict subdivision tehsil upazila
    settlement: city town village settlement hamlet capital suburb neighbourhood neighborhood port cities towns
    settlement: villages settlements suburbs neighbourhoods neighborhoods resort community communities locality
    water: river lake sea ocean bay gulf strait channel canal reservoir creek estuary lagoon rivers lakes
    site: airport airfield airbase base camp bridge dam plant station island islands peninsula mountain mountains
    site: mount hill hills valley desert forest square avenue street hospital university crossing checkpoint port
    site: prison refinery stadium
    """
)
"""Nouns that say what kind of place a name beside them is."""

PEOPLES: Final = _words(
    """druze shia sunni alawi alawite muslim hindu sikh jewish kurd kurdish arab yazidi uyghur rohingya hutu tutsi
    hema lendu dinka nuer masalit zaghawa fur oromo amhara tigrayan fulani hausa tuareg houthi bedouin tatar roma"""
)
"""Peoples and faiths: "a Druze town" has no name."""

NAME_HEADS: Final = _words(
    """nova novyi novy nove novi stara staryi stary stare stari velyka velykyi velyki mala malyi mali verkhnia verkhnya
    verkhnii nyzhnia nyzhnya nyzhnii bilshaia bolshaya bolshoy malaya maly novaya novoye staraya staroye verkhnyaya
    nizhnyaya bani banu abu umm deir dayr tel kafr bab beit bayt ayn wadi jabal jebel qasr khirbet"""
)
"""Words that begin a village's name: Nova Kamianka is another village than Kamianka, Tel Hamis than Hamis."""

COMPASS: Final = {
    "north": 0.0,
    "northeast": 45.0,
    "north-east": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south-east": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "south-west": 225.0,
    "west": 270.0,
    "northwest": 315.0,
    "north-west": 315.0,
}
"""Compass points, degrees clockwise from north."""

PARTS: Final = _words(
    """northern southern eastern western central northeastern north-eastern northwestern north-western
    southeastern south-eastern southwestern south-western north south east west upper lower greater downtown
    inner outer mid"""
)
"""Words that name a part of the place that follows."""

NEAR_PHRASES: Final = (
    "near", "outside", "close to", "around", "in the vicinity of", "not far from", "outskirts of",
    "on the edge of", "the suburbs of", "suburbs of", "on the approaches to", "approaches to", "a few kilometres from",
    "in the outskirts of", "in the area of", "in the direction of", "off", "off the coast of",
    "just outside", "next to", "north of", "south of",
    "east of", "west of", "northeast of", "northwest of", "southeast of", "southwest of", "north-east of",
    "north-west of", "south-east of", "south-west of",
)  # fmt: skip
"""Phrases after which a point stands for its surroundings."""

IN_WORDS: Final = _words(
    "in at on inside within across throughout over into through against onto upon hit reached entered"
)
FROM_WORDS: Final = _words("from leaving left fled leave fleeing flee")
TO_WORDS: Final = _words("to toward towards into reach reached reaching")
VIA_WORDS: Final = _words("via through")

MONTHS_AND_DAYS: Final = _words(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed
    thu thur thurs fri sat sun easter christmas ramadan"""
)

TITLES: Final = _words(
    """mr mrs ms miss dr sir dame lord lady prof professor president vice-president premier chancellor minister
    senator sen rep representative congressman congresswoman gov governor mayor judge justice general gen lt
    lieutenant colonel col major maj captain capt sergeant sgt corporal cpl commander admiral adm brigadier
    marshal chief secretary ambassador pope bishop archbishop cardinal rev reverend father sister pastor imam
    sheikh ayatollah mullah rabbi king queen prince princess emir sultan spokesman spokeswoman spokesperson
    director chairman chairwoman chairperson detective officer deputy inspector constable coach attorney lawyer
    analyst author actor actress singer journalist reporter correspondent photographer activist leader oligarch
    dictator warlord envoy monsignor st saint hon herr frau monsieur madame señor señora don doña baron count
    duke earl comrade lawmaker mp congressmember commissioner"""
)
"""Words before a name that make it a person's."""

VESSELS: Final = _words(
    """ship warship cruiser frigate destroyer corvette battleship flagship submarine carrier vessel tanker ferry trawler
    freighter boat yacht liner patrol-boat gunboat icebreaker bulker minesweeper uss hms ins mv ss"""
)
"""Words before a name that make it a ship's."""

WARSHIPS: Final = _words("cruiser frigate destroyer corvette battleship flagship warship")
"""Words right behind a name that make it a ship's."""

UNIT_NOUNS: Final = _words("regiment battalion brigade fighters militants militiamen legion squadron")
"""Words behind a name that make it a military unit's; later the bare name is the unit."""

STRIKING_VERBS: Final = _words(
    """hit hits struck strikes shelled shelling bombed bombing bombarded bombarding attacked attacks attacking pounded
    rocked shook shaken fled flee fleeing left leave leaving entered enter entering reached reach reaching captured
    capture capturing seized seize seizing took take taking retook retake recaptured liberated liberate besieged besiege
    encircled encircle surrounded surround stormed storm storming raided evacuated evacuate evacuating abandoned cleared
    flooded devastated battered swept lashed targeted targeting"""
)
"""Verbs whose object is a place in reports of wars and disasters more often than not."""

FIGHT_NOUNS: Final = _words(
    """battle struggle fight fighting assault attack attacks offensive siege war push drive advance march raid strike
    strikes bombardment shelling bombing capture fall liberation control defence defense evacuation"""
)
"""Nouns before ``for``, ``on``, ``of``, ``over`` whose object is a place in reports of wars."""

EPONYM_NOUNS: Final = _words(
    """agreement agreements accord accords convention conventions treaty treaties protocol protocols declaration
    syndrome cocktail cocktails principles fleet flotilla scenario time"""
)
"""What is named after a place, or after a person named like one, and stands nowhere (``Moscow time``)."""

WEAPON_NOUNS: Final = _words(
    """missile missiles rifle rifles tank tanks drone drones rocket rockets gun guns howitzer howitzers jet jets bomber
    bombers launcher launchers helicopter helicopters torpedo torpedoes shell shells"""
)
"""Arms: what stands before them in the singular is their make."""

ORGANISATION_WORDS: Final = _words(
    """university college institute school academy ministry department agency office committee commission
    council party union association federation foundation organisation organization corporation corp company inc
    ltd llc plc gmbh group bank fund trust times post herald tribune gazette journal chronicle news press daily
    telegraph guardian observer independent review magazine cross crescent television tv radio broadcasting
    network fc united
    rovers wanderers athletic club hotel airlines airways air army brigade battalion regiment division corps
    police court parliament senate congress assembly legion front movement coalition alliance brotherhood
    society league cup championship festival games award prize act treaty accord agreement protocol summit
    conference convention forum hospital clinic church cathedral mosque museum library theatre theater stadium
    arena center centre services service systems motors industries electric energy oil gas petroleum airlines
    railway railways board authority bureau administration command fire patriots cowboys giants lakers bulls
    yankees dodgers red sox rangers kings raiders chargers saints falcons eagles bears lions tigers"""
)
"""Words inside a run of capitalised words that make it an organisation's name."""

PROPER_ORGANISATION_WORDS: Final = _words(
    """times post herald tribune gazette journal chronicle news press telegraph guardian observer independent magazine
    tv radio broadcasting network fc united rovers wanderers athletic corp inc ltd llc plc gmbh
    group bank airlines airways
    motors industries treaty accord agreement protocol convention award prize cup league fund foundation party"""
)
"""The part of `ORGANISATION_WORDS` whose bearers are nowhere in particular: a place name before one names no place."""

METONYMS: Final = {
    "kremlin": "RU", "white house": "US", "pentagon": "US", "capitol hill": "US", "wall street": "US",
    "downing street": "GB", "whitehall": "GB", "westminster": "GB", "elysee": "FR", "elysee palace": "FR",
    "quai d orsay": "FR", "bundestag": "DE", "duma": "RU", "state duma": "RU", "verkhovna rada": "UA", "rada": "UA",
    "knesset": "IL", "zhongnanhai": "CN", "blue house": "KR", "foggy bottom": "US", "hollywood": "US",
}  # fmt: skip
"""Names of buildings and streets that stand for a government or a trade, with its country."""

SPEECH_VERBS: Final = _words(
    """said says say told tells warned warns accused accuses denied denies claimed claims announced announces
    insisted insists rejected rejects demanded demands urged urges called calls condemned condemns vowed vows
    threatened threatens agreed agrees refused refuses wants wanted believes believed hopes hoped expects
    expected argues argued blamed blames confirmed confirms declared declares admitted admits pledged pledges
    promised promises responded responds reacted commented imposed imposes recognised recognized recognises
    recognizes sanctioned backed backs supported supports signed signs voted votes plans planned intends seeks
    sought considers considered sent sends supplied supplies invaded invades launched launches wages waged has
    had is was will would could may might must should does did can"""
)
"""Verbs whose subject is an actor: a place name right before one may stand for its government."""

ACTOR_VERBS: Final = _words(
    """said says told warned warns accused accuses denied denies claimed claims announced announces insisted
    insists rejected rejects demanded demands urged urges condemned condemns vowed vows threatened threatens
    agreed agrees refused refuses wants believes argues argued blamed blames confirmed confirms declared
    declares admitted admits pledged pledges promised promises responded recognised recognized recognises
    recognizes imposed imposes"""
)
"""The part of `SPEECH_VERBS` that a place as such can hardly be the subject of."""

DEMONYMS: Final = _table(
    """
    AF: afghan afghans
    AL: albanian albanians
    DZ: algerian algerians
    AO: angolan angolans
    AR: argentine argentinian argentines argentinians
    AM: armenian armenians
    AU: australian australians aussie
    AT: austrian austrians
    AZ: azerbaijani azerbaijanis azeri azeris
    BH: bahraini bahrainis
    BD: bangladeshi bangladeshis
    BY: belarusian belarusians belarussian
    BE: belgian belgians
    BJ: beninese
    BT: bhutanese
    BO: bolivian bolivians
    BA: bosnian bosnians
    BW: botswanan
    BR: brazilian brazilians
    GB: british briton britons english welsh scottish scots
    BG: bulgarian bulgarians
    BF: burkinabe burkinabé
    MM: burmese
    BI: burundian burundians
    KH: cambodian cambodians
    CM: cameroonian cameroonians
    CA: canadian canadians
    CF: central_african
    TD: chadian chadians
    CL: chilean chileans
    CN: chinese
    CO: colombian colombians
    CD: congolese
    CR: costa_rican costa_ricans
    HR: croatian croatians croat croats
    CU: cuban cubans
    CY: cypriot cypriots
    CZ: czech czechs
    DK: danish dane danes
    DO: dominican dominicans
    NL: dutch
    EC: ecuadorian ecuadorean ecuadorians
    EG: egyptian egyptians
    ER: eritrean eritreans
    EE: estonian estonians
    ET: ethiopian ethiopians
    PH: filipino filipinos philippine
    FI: finnish finn finns
    FR: french frenchman frenchmen
    GA: gabonese
    GM: gambian gambians
    GE: georgian georgians
    DE: german germans
    GH: ghanaian ghanaians
    GR: greek greeks
    GT: guatemalan guatemalans
    GN: guinean guineans
    HT: haitian haitians
    HN: honduran hondurans
    HU: hungarian hungarians
    IS: icelandic icelander
    IN: indian indians
    ID: indonesian indonesians
    IR: iranian iranians
    IQ: iraqi iraqis
    IE: irish
    IL: israeli israelis
    IT: italian italians
    CI: ivorian ivorians
    JM: jamaican jamaicans
    JP: japanese
    JO: jordanian jordanians
    KZ: kazakh kazakhs kazakhstani
    KE: kenyan kenyans
    XK: kosovar kosovars
    KW: kuwaiti kuwaitis
    KG: kyrgyz
    LA: laotian laotians lao
    LV: latvian latvians
    LB: lebanese
    LR: liberian liberians
    LY: libyan libyans
    LT: lithuanian lithuanians
    MK: macedonian macedonians
    MG: malagasy
    MW: malawian malawians
    MY: malaysian malaysians
    ML: malian malians
    MR: mauritanian mauritanians
    MX: mexican mexicans
    MD: moldovan moldovans
    MN: mongolian mongolians
    ME: montenegrin montenegrins
    MA: moroccan moroccans
    MZ: mozambican mozambicans
    NA: namibian namibians
    NP: nepali nepalese nepalis
    NZ: new_zealander
    NI: nicaraguan nicaraguans
    NE: nigerien nigeriens
    NG: nigerian nigerians
    KP: north_korean north_koreans
    NO: norwegian norwegians
    OM: omani omanis
    PK: pakistani pakistanis
    PS: palestinian palestinians gazan gazans
    PA: panamanian
    PG: papuan
    PY: paraguayan
    PE: peruvian peruvians
    PL: polish pole poles
    PT: portuguese
    QA: qatari qataris
    RO: romanian romanians
    RU: russian russians
    RW: rwandan rwandans
    SV: salvadoran salvadorans
    SA: saudi saudis
    SN: senegalese
    RS: serbian serbians serb serbs
    SL: sierra_leonean
    SG: singaporean singaporeans
    SK: slovak slovaks
    SI: slovenian slovenians
    SO: somali somalis
    ZA: south_african south_africans
    KR: south_korean south_koreans
    SS: south_sudanese
    ES: spanish spaniard spaniards catalan
    LK: sri_lankan sri_lankans
    SD: sudanese
    SE: swedish swede swedes
    CH: swiss
    SY: syrian syrians
    TW: taiwanese
    TJ: tajik tajiks
    TZ: tanzanian tanzanians
    TH: thai thais
    TG: togolese
    TN: tunisian tunisians
    TR: turkish turk turks
    TM: turkmen
    UG: ugandan ugandans
    UA: ukrainian ukrainians
    AE: emirati emiratis
    US: american americans
    UY: uruguayan
    UZ: uzbek uzbeks
    VE: venezuelan venezuelans
    VN: vietnamese
    YE: yemeni yemenis
    ZM: zambian zambians
    ZW: zimbabwean zimbabweans
    """
)
"""Nationality words with the country's ISO 3166-1 alpha-2 code. They help to resolve; they locate nothing."""

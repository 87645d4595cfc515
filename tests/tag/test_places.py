"""Which place an event has: invented places in brackets, Arda and Belmar in Nord, Corva and Dorn in Sud."""

from __future__ import annotations

import pytest

import mapper
from mapper.tag.capitals import capital_id
from tests.tag.simple import tag

_CASES = (
    # text, type, the places of its events (a country code where no name is licensed)
    ("Rockets hit [Arda] on Friday.", "shelling", "Arda"),
    ("In [Arda], rockets hit a school.", "shelling", "Arda"),
    ("Shelling killed two people in [Arda], [Belmar] and [Corva].", "shelling", "Arda Belmar Corva"),
    ("Shelling was heard in [Arda] and an air strike hit [Corva].", "airstrike", "Corva"),
    ("Shelling was heard in [Arda] and an air strike hit [Corva].", "shelling", "Arda"),
    ("Fighting went on near [Arda], [Nord].", "ground_fighting", "Arda"),
    ("Rebels in [Xandia] captured [Dorn].", "territory_change", "Dorn"),
    ("Floods swept through [Nord].", "flood_storm", "Nord"),
    ("[Yland] said its troops had captured [Arda].", "territory_change", "Arda"),
    ("[Yland] accused [Xandia] of shelling [Arda].", "shelling", "Arda"),
    ("The mayor of [Arda] said shelling had killed two people.", "shelling", "Arda"),
    ("[Corva] city council said nine people had died.", "casualties", "Corva"),
    ("Troops withdrew from [Arda] on Monday.", "troop_movement", "Arda"),
    ("The army fired rockets from [Corva] at [Arda].", "shelling", "Arda"),
    ("Protests were held in [Arda]. Police fired tear gas at the crowd.", "crackdown", "Arda"),
    ("Rebels hold [Arda]. Shelling of the city went on all night.", "shelling", "Arda"),
    ("A blast shook [Arda]. Rescuers reached [Corva]. Looting spread in the town.", "looting", "Corva"),
    ("Storms lashed [Nord] and [Arda]. Power is out across the region.", "shortage", "Nord"),
    (
        "Fighting went on near [Arda], and officials said shelling was blocking roads out of other towns.",
        "shelling",
        "XA",
    ),
    ("[Arda] is calm. Protests were held across the country.", "protest", "XA"),
    ("Protests were held in [Arda]. A bomb exploded in [Corva], police in [Arda] said.", "explosion_mine", "Corva"),
    ("[Dorn], which was shelled for days, is empty.", "shelling", "Dorn"),
    ("Residents of [Dorn] marched on Sunday.", "protest", "Dorn"),
    ("The blockade of [Belmar] began in May.", "siege_blockade", "Belmar"),
    ("If rockets hit [Arda], [Yland] will close its border.", "shelling", "Arda"),
    ("Two people died and four were wounded in a rocket attack in [Arda], the council said.", "casualties", "Arda"),
    ("Shelling hit [Arda]. In the town of Zork rebels met. Looting spread in the town.", "looting", "XA"),
    ("Shelling hit [Arda]. Rebels took control of Jirah airbase.", "territory_change", "XA"),
    ("During the battle, [Yland] stepped up its attacks on civilians. [Arda] is calm.", "violence_civilians", "XA"),
    ("They saw the aftermath of [Yland]'s war crimes. [Arda] is calm.", "violence_civilians", "XA"),
    ("Shelling hit [Arda]. The [Ymouth] government blamed rebels for a massacre.", "violence_civilians", "XA"),
    ("The [Arda] regional military administration said shelling killed nine.", "shelling", "XA"),
    ("Five people were killed in [Yland]'s shelling of [Arda].", "casualties", "Arda"),
    ("[Corva] paratroopers shot down a drone. [Arda] and [Belmar] are calm.", "air_defence", "XA"),
    ("The missile strike came during a conference in [Ymouth]. [Arda] is calm.", "shelling", "XA"),
    ("Shelling hit [Arda].\nHundreds of people fled the area on foot.", "displacement", "Arda"),
    ("[Arda] ([Nord] region, [Xandia]), which is controlled by rebels, is calm.", "territory_change", "Arda"),
    ("A bomb exploded on the road between [Arda] and [Belmar].", "explosion_mine", "Arda"),
    ("The bridge on the road from [Arda] to [Belmar] was blown up.", "explosion_mine", "Arda"),
    ("A mine exploded on the [Arda]-[Belmar] highway.", "explosion_mine", "Arda"),
    ("A bomb exploded on the road between [Arda] and [Ymouth].", "explosion_mine", "XA"),
    ("Shelling hit [Corva]. Residents of [Arda] reported artillery fire.", "shelling", "Arda Corva"),
    ("Shelling killed two people, officials said in [Ymouth]. [Arda] and [Corva] are calm.", "shelling", "XA"),
    ("A ceasefire will begin soon, mediators announced in [Ymouth]. [Arda] is calm.", "ceasefire", "XA"),
    ("[Nord]'s Kadarov claimed a missile strike on a barracks. [Corva] is calm.", "shelling", "XA"),
    ("The leader of [Nord] said his men had shelled [Corva].", "shelling", "Corva"),
    ("[Nord]'s leader said shelling had killed two people.", "shelling", "XA"),
    ("Shelling went on near [Arda], and the [Nord] separatists claimed to hold a zone.", "shelling", "Arda"),
    ("Fighting tired the [Ymouth] Regiment. [Arda] and [Corva] are calm.", "ground_fighting", "XA"),
    ("Troops began to arrive in [Xandia]'s ally [Yland] for military exercises.", "troop_movement", "Yland"),
    ("The invasion of [Xandia] and a wave of illness in [Ymouth] hurt trade.", "ground_fighting", "Xandia"),
    (
        "The army sent units from [Arda] to recapture a hill. [Corva] and [Dorn] are calm.",
        "territory_change",
        "XA",
    ),
    (
        "It was part of the long invasion of [Xandia] that took place a year ago around [Arda].",
        "ground_fighting",
        "Xandia",
    ),
    ("[Arda]'s mayor said shelling had killed two people.", "shelling", "Arda"),
    ("In [Ymouth], a sister mourns her brother killed on [Xandia]'s frontline.", "casualties", "Xandia"),
    ("While clashes took place in Unheardof, rebels tried to break through lines in [Arda].", "ground_fighting", "XA"),
    ("The embassy to [Yland] said two people were evacuated. [Arda] is calm.", "evacuation", "XA"),
    ("A truce agreed in [Ymouth] failed. Shelling was heard in the city. [Arda] is quiet.", "ceasefire", "XA"),
    ("[Yland] called on [Arda] to allow protests.", "protest", "XA"),
    ("The attack on [Xandia] went on for days.", "attack_unspecified", "Xandia"),
    (
        "Envoys put pressure on [Yland] to withdraw from the border. [Arda] and [Corva] are calm.",
        "troop_movement",
        "XA",
    ),
    ("Shells fell in Unheardof, near the border. [Arda] is calm.", "shelling", "XA"),
    ("[Arda] was shelled. In [Yland], a protest was held.", "protest", "Yland"),
    ("Nine people died, said Jo Bel, a nurse in [Arda].", "casualties", "Arda"),
    ("The release of the doctor is demanded by a club in [Arda]. [Corva] is calm.", "release_exchange", "XA"),
    ("Families in [Arda] demanded the release of the hostages. [Corva] is calm.", "release_exchange", "XA"),
    ("The union in [Ymouth] called for a ceasefire. [Arda] and [Corva] are calm.", "ceasefire", "XA"),
    ("Crowds in [Ymouth] demanded the withdrawal of troops from [Arda].", "troop_movement", "Arda"),
    ("Rebels in [Arda] could cut off water to [Corva].", "shortage", "Corva"),
    ("Civilians in [Arda] asked for evacuation. [Corva] is calm.", "evacuation", "Arda"),
    ("Troops advanced on [Corva], 25 kilometres west of [Dorn].", "troop_movement", "Corva"),
    ("Shelling hit [Corva], just south of [Dorn].", "shelling", "Corva"),
    ("Missiles were fired at [Arda] from a ship in [Ymouth].", "shelling", "Arda"),
    ("An offer from [Ymouth] to open humanitarian corridors was rejected in [Arda].", "humanitarian_corridor", "Arda"),
    (
        "They crossed the bridge, thus taking control of [Belmar] and cutting the road to the bases near [Dorn].",
        "territory_change",
        "Belmar",
    ),
    (
        "In the war of [Xandia], troops captured much of eastern [Nord], with the towns of [Arda] and [Belmar].",
        "territory_change",
        "Arda Belmar",
    ),
    ("Troops captured [Arda] along the coast of [Corva].", "territory_change", "Arda"),
    ("The mayor of [Arda] spoke. On Monday the army captured Gladosove.", "territory_change", "XA"),
    ("After the [Arda] agreements, shelling hit [Corva].", "shelling", "Corva"),
    ("[Arda] was under heavy shelling overnight, air strikes on [Corva] were recorded.", "shelling", "Arda"),
    ("In [Nord], dozens of villages were burnt and ruined.", "damage", "Nord"),
    ("The army seized control of Padar, Quma and Xil in [Nord].", "territory_change", "Nord"),
    ("In [Nord], soldiers raided [Arda] and detained nine people.", "abduction_detention", "Arda"),
    ("In [Nord], they saw the mayor of [Arda]. Rockets hit the waiting room.", "shelling", "Arda"),
    ("A planned evacuation of miners from [Arda] was called off after shelling.", "shelling", "Arda"),
    ("Guards hold [Arda] while planes bombed Minbaya.", "airstrike", "XA"),
    ("A fire broke out in [Arda]. A dam near the village of al-Taloul was destroyed.", "damage", "XA"),
    ("In [Ymouth], [Xandia] accused rebels of shelling [Arda].", "shelling", "Arda"),
    ("A strike on the [Arda] camp in central [Belmar] killed two.", "casualties", "Arda"),
    ("The Quram district of [Arda] was calm. On Monday rebels captured Quram.", "territory_change", "Arda"),
    ("In the village of Quma in [Nord] all was calm. Two were killed in Quma.", "casualties", "Nord"),
    ("Seven were killed due to the shelling of [Arda].", "casualties", "Arda"),
    (
        "Guards hold [Arda]. A brigade sent from [Corva] lost men during a siege.",
        "siege_blockade",
        "Arda",
    ),
    ("The village of Dabax fell. Rebels hold [Arda]. Shelling of the city went on.", "shelling", "Arda"),
    (
        "[Arda] lies on a hill. [Arda] is old. Rebels left men in [Corva] and [Arda]. The attack on the town began.",
        "attack_unspecified",
        "Arda",
    ),
    ("Police arrested protesters at rallies against the invasion of [Xandia] in [Ymouth].", "protest", "Ymouth"),
    ("On the first day of the invasion of [Xandia], the navy attacked [Arda].", "ground_fighting", "Arda Xandia"),
    ("[Arda] is old. [Nord] had lost control of the city.", "territory_change", "Arda"),
    ("Soldiers dislodged the rebels from the town of [Arda].", "territory_change", "Arda"),
    ("The ousting of the rebels from [Arda] took a week.", "territory_change", "Arda"),
    ("Listeners in [Ymouth] were asked what they think of the assault on [Xandia].", "attack_unspecified", "Xandia"),
    ("[Xandia] continues to fight a war against [Yland]. Rockets hit [Arda].", "ground_fighting", "XA"),
    (
        "Doctors in [Yland] tell of their fear after the army began its offensive. Rockets hit [Arda] and [Belmar].",
        "ground_fighting",
        "XA",
    ),
    ("Evacuations from [Arda] halted as rockets hit a convoy.", "shelling", "Arda"),
    ("[Arda], a regional center north of [Belmar], was shelled.", "shelling", "Arda"),
    ("The envoy spoke on humanitarian corridors at the talks in [Ymouth].", "humanitarian_corridor", "YL"),
    ("Rockets hit the house of a man whom [Yland] had decorated. [Arda] and [Belmar] wept.", "shelling", "XA"),
    ("When the army invaded [Xandia], [Arda] was among the first to be hit.", "ground_fighting", "Xandia"),
    ("Clashes in [Arda] ended with fire from [Yland] troops.", "ground_fighting", "Arda"),
    ("Prosecutors from the court in [Ymouth] spoke to refugees from [Xandia].", "displacement", "Xandia"),
    ("The [Nord] administration called life in [Arda] tense as fighting went on.", "ground_fighting", "Arda"),
    ("Troops in [Arda] sang. The battle of Hladosove was on the radio.", "ground_fighting", "XA"),
)


@pytest.mark.parametrize(("text", "event_type", "places"), _CASES)
def test_place(text: str, event_type: str, places: str) -> None:
    events = [event for event in tag(text) if event.event_type == event_type]
    found = [event.place.place.name if event.place and event.place.place else event.country for event in events]
    assert sorted(found) == sorted(places.split())


_PARAGRAPHS = (
    # text, where its last event is (a country code where no name is licensed)
    ("Rockets hit [Arda]. Two bombs exploded on Sunday.", "Arda"),
    ("Rockets hit [Arda]. [Corva] is calm.\n\nTwo bombs exploded on Sunday.", "XA"),
    ('Rockets hit [Arda].\n\n"They shelled the hospital," a doctor said. [Corva] and [Dorn] are calm.', "Arda"),
    ("Rockets hit [Arda].\n\nThey also shelled a hospital. [Corva] and [Dorn] are calm.", "Arda"),
    ("Rockets hit [Arda]. Snow fell in [Sud] and in [Nord].\n\nShelling of the city went on.", "Arda"),
    ("[Arda] is cold. Rockets hit [Arda].\n\nTwo bombs exploded on Sunday.", "Arda"),
    ("Fighting in [Arda]\n\nTwo bombs exploded on Sunday. [Corva] and [Dorn] are calm.", "Arda"),
    ("Rockets hit [Arda]. [Corva] and [Dorn] are calm.\n\nOther news\n\nThey shelled a hospital.", "XA"),
)


@pytest.mark.parametrize(("text", "where"), _PARAGRAPHS)
def test_a_place_is_carried_on_only_where_the_text_goes_on(text: str, where: str) -> None:
    event = tag(text)[-1]
    assert (event.place.mention.text if event.place else event.country) == where


def test_items_of_a_digest_have_nothing_to_do_with_each_other() -> None:
    items = ("Rockets hit [Arda]. Two died.", "They shelled a port. Fear is great.", "Markets fell. Shares sank.")
    events = tag("\n\n".join((*items, "Shelling shook the city. It is cold.", "[Arda] is cold. Snow fell.")))
    assert [event.place.mention.text if event.place else "" for event in events] == ["Arda", "Arda", "", ""]


_CAPITALS = (
    # text, where its last event is; no capital of these countries is known, so it is the largest town named
    ("[Corva] is calm. Two people were shot dead in the capital. [Arda] is cold.", "Corva"),
    ("Rockets hit [Corva]. The regional capital was shelled.", "XA"),
    ("Rockets hit [Corva]. Thousands fled to the capital.", "Corva"),
    ("Rockets hit [Corva]. Shelling shook the capital [Ymouth].", "Ymouth"),
    ("Rockets hit [Corva]. Shelling shook [Yland]'s capital.", "Yland"),
    ("Rockets hit [Corva]. [Dorn] is far from [Ymouth]. Shelling shook [Yland]'s capital.", "Ymouth"),
)


@pytest.mark.parametrize(("text", "where"), _CAPITALS)
def test_the_capital(text: str, where: str) -> None:
    event = tag(text)[-1]
    assert (event.place.mention.text if event.place else event.country) == where


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Analysts ask what follows if Ankara invades Cyprus.", {"Cyprus"}),
        ("Moscow has attacked Kharkiv.", {"Kharkiv"}),
        ("Victims of Ankara's war were killed in Aleppo.", {"Aleppo"}),
        ("Moscow launches cruise missiles at the depots.", {"RU"}),
        ("Damascus was attacked on Friday.", {"Damascus"}),
        ("Beirut strikes killed nine people.", {"Beirut"}),
    ],
)
def test_a_capital_that_strikes_another_place_is_a_government(text: str, places: set[str]) -> None:
    events = mapper.extract(text)
    assert {name or country for name, country in zip(events.place_name, events.country, strict=True)} == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The destruction of the Saratov large landing ship was confirmed.", set()),
        ("Two missiles hit the Odessa – the flagship of the fleet – on Friday.", set()),
        ("Officials told of the destruction of Moskva cruiser.", set()),
        ("The ship burned. An air strike hit the _Saratov_, which sank.", set()),
        ("A ferry burned in Saratov.", {"Saratov"}),
        ("The brigade of the Black Sea Fleet had 158 killed.", set()),
        ("At 5 a.m. Moscow time shelling stopped.", set()),
        ("The battle risked becoming a second Aleppo.", set()),
        ("Rockets hit another Aleppo hospital.", {"Aleppo"}),
        ("The International Court of Justice in The Hague ruled on the killings.", set()),
        ("A bomb went off in The Hague.", {"The Hague"}),
    ],
)
def test_what_bears_the_name_of_a_town_is_not_there(text: str, places: set[str]) -> None:
    events = mapper.extract(text)
    assert {name or country for name, country in zip(events.place_name, events.country, strict=True)} - {""} == places


def test_history_that_lasted_is_over() -> None:
    events = mapper.extract("He recalled the siege of Leningrad during World War II.")
    assert [*zip(events.event_type, events.status, events.background, strict=True)] == [
        ("siege_blockade", "happened", True)
    ]


def test_another_country_that_is_not_named_is_no_place_of_this_one() -> None:
    events = mapper.extract("Shells hit Asmara. The paper told of a military operation in the neighbouring country.")
    assert [(name, country) for name, country in zip(events.place_name, events.country, strict=True)] == [
        ("Asmara", "ER"), ("", "")
    ]  # fmt: skip


def test_capitals_are_known_by_their_geonames_id() -> None:
    assert (capital_id("HT"), capital_id("UA"), capital_id("XA")) == ("3718426", "703448", "")


def test_a_place_on_a_road_is_near_its_middle() -> None:
    event = tag("A bomb exploded on the road from [Arda] to [Belmar].")[0]
    assert event.precision == "near"
    assert event.place is not None
    assert event.place.longitude == pytest.approx(30.25)
    assert event.place.latitude == pytest.approx(50.1)
    assert 15_000 < event.place.radius_m < 25_000  # the ends lie 42 km apart


@pytest.mark.parametrize(
    "text",
    [
        "Fighting went on in the [Arda] direction.",
        "Clashes on the [Arda] and [Corva] axes.",
        "Fighting on the [Arda] frontline.",
        "Fighting in the [Arda] operational area.",
    ],
)
def test_a_direction_is_not_the_town(text: str) -> None:
    assert {event.precision for event in tag(text)} == {"near"}


@pytest.mark.parametrize(
    "text",
    [
        "Rockets hit cars on the road to [Arda].",
        "Clashes on the [Arda] highway.",
        "A raid on the road from [Arda] to Hladosove.",
    ],
)
def test_a_road_to_a_town_is_not_the_town(text: str) -> None:
    assert {event.precision for event in tag(text)} == {"near"}


def test_the_city_is_no_name_far_back() -> None:
    calm = "All was calm that day and nothing was told of it.\n\n" * 40
    event = tag("[Arda] and [Corva] are cold. [Dorn] is warm.\n\n" + calm + "Shelling of the city went on.")[-1]
    assert (event.place, event.country) == (None, "XA")


def test_items_told_far_apart_do_not_give_each_other_places() -> None:
    first = "Fighting killed nine people in [Xandia]. Snow fell.\n\nIt was cold.\n\nAll was calm.\n\n"
    events = tag(first + "The fighting in [Arda] went on.")
    assert events[0].country == "XA"
    assert events[0].precision == "country"


def test_a_place_between_a_known_and_an_unknown_one_is_near() -> None:
    event = tag("Gunmen ambushed a convoy between [Arda] and Unheardof.")[0]
    assert event.precision == "near"
    assert event.place is not None
    assert event.place.radius_m >= 30_000


_UNPLACED = (
    "The presidents of [Yland] and [Xandia] spoke by phone.",
    "[Yland] condemned the attack.",
    "[Yland] imposed sanctions on [Xandia].",
    "Negotiators from [Xandia] and [Yland] discussed a ceasefire.",
    "Mediation between [Xandia] and [Yland] went on.",
)


@pytest.mark.parametrize("text", _UNPLACED)
def test_talks_and_measures_have_no_place(text: str) -> None:
    for event in tag(text):
        assert event.place is None
        assert event.precision in {"none", "country"}


def test_talks_about_a_country_have_no_place() -> None:
    events = tag("The envoys held talks on [Xandia].")
    assert [event.place for event in events if event.event_type == "negotiation"] == [None]


def test_talks_have_the_venue_that_is_named() -> None:
    event = tag("The delegations held talks in [Ymouth] on Friday.")[0]
    assert event.place is not None
    assert event.place.mention.text == "Ymouth"


_MOVES = (
    # text, type, (from, to)
    ("Buses evacuated patients from [Arda] to [Corva].", "evacuation", [("Arda", "Corva")]),
    ("A humanitarian corridor from [Arda] to [Corva] opened.", "humanitarian_corridor", [("Arda", "Corva")]),
    ("Families fled from [Arda] to [Ymouth].", "displacement", [("Arda", "Ymouth")]),
    (
        "Corridors for civilians from [Arda] and [Belmar] to [Corva] are planned.",
        "humanitarian_corridor",
        [("Arda", "Corva"), ("Belmar", "Corva")],
    ),
    ("Rockets hit [Arda]. Thousands fled to [Ymouth].", "displacement", [("Arda", "Ymouth")]),
)


@pytest.mark.parametrize(("text", "event_type", "ends"), _MOVES)
def test_movements_have_two_ends(text: str, event_type: str, ends: list[tuple[str, str]]) -> None:
    found = [
        (event.place.mention.text if event.place else "", event.destination.mention.text if event.destination else "")
        for event in tag(text)
        if event.event_type == event_type
    ]
    assert found == ends


def test_a_dateline_is_no_place_of_events() -> None:
    event = tag("[Ymouth] (Agency) - Rockets hit a school, officials said. [Arda] and [Corva] are far away.")[0]
    assert event.place is None


def test_every_choice_has_a_reason() -> None:
    for event in tag("Rockets hit [Arda]. The city burned. Nine people died. [Yland] condemned the attack."):
        assert event.place_reason

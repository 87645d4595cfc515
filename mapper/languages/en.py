"""English: the words that tell places from people, organisations and nationalities."""

from __future__ import annotations

from typing import Final


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
    "north-west of", "south-east of", "south-west of", "nearby",
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

FIRST_NAMES: Final = _words(
    """aaron abbas abd abdallah abdel abdul abdullah abdulrahman abel abigail abraham abu adam adel aden adnan
    adrian ahmad ahmed aidan aisha akbar akira alan alana albert alberto aleksandar aleksander aleksandr aleksei
    aleksey alejandro alena alex alexander alexandra alexandre alexei alexey alexis alfred alfredo ali alice
    alicia alison allan allen alla alyssa amanda amber amelia amin amina amir amos amy ana anas anastasia
    anatolii anatoliy anatoly anders andrea andreas andrei andrej andres andrew andrey andrii andriy andrzej
    andy angel angela angelina anika anita ann anna anne annette annie anthony antoine anton antonio antony
    antonia anwar arash archie ariel arif arkady arkadiy armando arnold arsen arseniy artem arthur arturo asad
    asif ashley ashraf asma astrid audrey augusto austin ava avi avraham ayesha ayman aziz babar bader bahar
    barack barbara barry bart bashar bashir basil beatrice ben benazir benedict benjamin benny bernard bernardo
    bernie bert beth betty beverly bill billy binyamin bob bobby bohdan boris borys brad bradley brandon brenda
    brendan brent brett brian bridget britney bruce bruno bryan burak caitlin caleb calvin cameron camila carl
    carla carlo carlos carmen carol caroline carolyn casey catherine cathy cecilia cedric cesar chad charles
    charlie charlotte chelsea cheng cheryl chidi chloe chris christian christiane christina christine
    christopher christophe chuck cindy claire clara clarence clarissa claude claudia claudio clayton clement
    clifford clinton colin connor conor conrad constantin corey cory craig cristian cristina crystal curtis
    cynthia cyril daisy dale damian damien dan dana daniel daniela daniele danielle danil danny danylo daoud
    darren darryl darya dave david davit dawn dean deborah debra denis denise dennis denys derek diana diane
    diego dieter dilma dimitri dina dmitri dmitriy dmitry dmytro dominic dominique don donald donna dora doris
    dorothy doug douglas duncan dustin dwight dylan earl ed eddie edgar eduard eduardo edward edwin efraim ehud
    eileen elaine elena eli elias elijah elisabeth elizabeth ella ellen elliot elvira emanuel emil emilia emily
    emma emmanuel enrico enrique eric erica erich erik erin ernest ernesto esteban esther ethan eugene eva evan
    evelyn evgeny evo fabian fabio fadi fahd faisal farah farid farouk fatima fatou fatima federico felipe felix
    ferdinand fernando fidel florian florence fiona frances francesca francesco francis francisco franco
    francois françois frank frankie franz fred freddie frederic frederick fritz fuad gabriel gabriela gabrielle
    gail gareth gary gavin gennadii gennadiy gennady geoff geoffrey george georges georgi gerald gerard gerhard
    german gerry ghassan gianni gilbert gina giorgi giorgia giovanni gitanas giulia giuseppe glenn gloria gordon
    grace graham grant greg gregory greta grigory guillaume guillermo gunther gus gustavo guy hadi hafez haider
    hakan hakeem hakim hamad hamdi hamid hamza hana hank hannah hans harold harriet harris harry haruto hasan
    hashim hassan hazel heather hector heidi heinrich helen helena helmut henri henrik henry herbert herman
    hillary hiroshi hisham holly hosni howard hugh hugo hussein hussain ian ibrahim idris ignacio igor ihor ike
    ilan ilham ilia ilya iman imran ina ines ingrid inna iqbal ira irene irina iryna isaac isabel isabella
    isaiah ismail ismael issa ivan ivana ivanka ivo ivor jack jackie jackson jacob jacqueline jacques jade jaime
    jair jake jakob jalal jamal james jamie jan jane janet janice jared jasmine jason javad javier jay jean
    jeanne jeff jeffrey jen jenna jennifer jenny jens jeremiah jeremy jerome jerry jesse jessica jessie jesus
    jill jim jimmy jin jo joan joanna joanne joao joaquin joe joel joerg johan johann johannes john johnny jon
    jonas jonathan jordan jorge jose josé josef joseph josep josh joshua joyce juan juanita judith judy julia
    julian juliana julie juliet julio julius jun june jung justin justine kamal kamala karen karim karin karl
    karla kate katerina katharina katherine kathleen kathryn kathy katie katya kay kazuo keir keith kelly ken
    kenji kenneth kerry kevin khaled khalid khalil khan kieran kim kimberly kirill kirsten klaus kofi konstantin
    kostiantyn kris kristen kristin kristina kurt kwame kyle kyriakos lana larisa larry lars laszlo laura lauren
    laurent laurie lawrence leah lee leila leo leon leonard leonardo leonid leroy leslie lester lev lewis li
    liam liang lidia lila lillian linda lindsay lindsey ling lionel lisa liu liudmyla liz lloyd logan lois
    lorenzo lorraine louis louisa louise luca lucas lucia lucy ludmila luis luisa luiz luka lukas luke lydia
    lyubov lyudmyla macron madeleine madison maggie mahmoud mahmud majid maksim maksym malcolm malik malala
    manmohan manuel marat marc marcel marcelo marcia marco marcos marcus margaret margarita maria mariam marian
    mariana marianne marie marilyn marina mario marion marisa mark markus marlene marta martha martin martina
    marvin marwan mary maryam maryna masoud mathew mathias mathieu matt matteo matthew matthias maureen maurice
    mauricio mauro max maxim maxime maximilian may maya megan meghan mehdi mehmet mei melanie melissa melvin mia
    michael michel michele michelle miguel mihail mike mikhail mikael milan milos min ming mira miranda miriam
    mitch mitchell mitt mohamad mohamed mohammad mohammed mohsen moira molly mona monica monique morgan moshe
    muammar muhammad mukhtar munir murat mustafa mykhailo mykola mykyta nabil nadezhda nadia nadine naftali
    nancy naomi narendra nasser natalia natalie natalya nataliya natasha nathan nathaniel nawaz nayib ned neil
    nelson nicholas nick nicola nicolas nicolás nicole nigel nikita nikki nikol nikolai nikolay nils nina nizar
    noah noam noel noor nora norma norman nouri nuri oksana olaf oleg oleh oleksandr oleksandra oleksii oleksiy
    olena olga olha oliver olivia olivier omar oren orlando oscar osama osman oswaldo otto owen pablo pam pamela
    paola paolo pascal pat patricia patrick patti paul paula paulina paulo pavel pavlo pedro peggy penny pervez
    pete peter petr petro petra phil philip philippe phillip phyllis pierre pietro piotr prabowo pradeep priya
    qasem qassem rachel radek rafael rahul raj raja rajesh ralph ramiro ramon ramzan randall randy raphael
    rashid raul ravi ray raymond rebecca recep reem reinhard rena renata rene reuven rex rhonda ricardo riccardo
    richard rick ricky rishi rita rob robert roberta roberto robin rod roderick rodney rodrigo roger roland rolf
    roman ron ronald ronnie rosa rosario rose rosemary ross roy ruben rudy rupert ruslan russell rustam ruth
    ryan saad sabrina saddam sadiq saeed said saif sajid salah salem salim sally salman salvador sam samantha
    sameer sami samir sammy samuel sandra sandy sanjay santiago sara sarah sasha saul scott sean sebastian
    sebastien selim semyon serge sergei sergey serhii serhiy sergio seth shane shannon sharon shaun shawn sheila
    shelly shimon shinzo shirley sidney sigmar silvia silvio simon simone sinan sofia solomon sonia sophia
    sophie stacey stacy stan stanislav stanley stefan stefano stella stepan stephan stephane stephanie stephen
    sterling steve steven stewart stuart sue sultan suresh susan susanne suzanne svetlana svitlana sviatlana
    sylvia sylvie taha tamara tamir tanya taras tariq tatiana tatyana tayyip ted terence teresa terri terry
    tetiana thabo theo theodore theresa thierry thomas tiffany tim timothy tina todd tom tomas tommy toni tony
    tracy travis trevor tristan troy tyler ulrich umar ursula usman vadim vadym valentin valentina valentyn
    valeria valeriy valerii valerie valery vanessa vasily vasyl vera vernon veronica victor victoria vijay
    viktor viktoria vince vincent viola violeta virginia vitali vitalii vitaliy vitaly vivian vlad vladimir
    vladislav vladyslav volker volodymyr vsevolod vyacheslav wael walid walter wanda warren wayne wei wendy
    wesley wilfred wilhelm will willem william willie wilson winston wladimir wolfgang xavier xi yair yana yang
    yaroslav yasser yasir yevgeniy yevgeny yevhen yitzhak yoav yolanda yosef yoshihide yoweri yulia yuliya yuri
    yuriy yurii yusuf yves yvonne zachary zack zainab zhang zoe zoran florencia aung khin thein htet zaw nyi
    wai chinedu emeka ngozi chukwu oluwaseun babatunde folake amadou mamadou ousmane aminata kwabena kojo ama desta
    tesfaye haile abebe mulugeta selam bekele mwangi wanjiru otieno achieng odhiambo chantal jeanine espoir dieudonné
    patrice célestin fabrice guerline wilner jovenel mirlande ximena yolima leidy jhon edwin wilmer nidia rigoberto
    evaristo hernando gustavo paola rocío guadalupe lupita rubén ángel maría josé andrés óscar jesús sofía lucía
    nguyen tran pham siti budi agus joko widodo bongbong rodrigo imelda rashida nasir ijaz asghar bilal faiza sana
    sajida parveen ravi anil sunil suresh rekha pooja deepak sandeep arun
    abby adele alfonso alvin alyson angelo antoinette antwan ariana barney becky bethanne beyonce bianca bonnie
    brady brittany byron candice carrie cassandra cecil celeste cleo clark clyde cody colleen cornelius courtney damon
    danica darlene darnell daryl deandre deirdre delia denzel desmond devin dexter dolores donovan dorian doyle drew
    dwayne edith edmund edna elise elmer elsa elsie elton elvis emmett ernie esme estelle ethel eunice ezra felicia
    floyd forrest gabe gene genevieve geraldine gilberto gladys gretchen gwen hal hattie homer horace hubert
    humphrey ibrahima ida ignatius imani irma irving isabelle jabari jada janelle jarrod javon jeanette jermaine
    jocelyn jodi joey josefina josephine josiah kaitlyn kanye kareem katelyn kayla keisha kendall kendra kenny kirk
    kristy lamar lance latoya lebron leland lena lillie loretta lucille luther lyle mabel malia mallory mandy
    marcela marisol marjorie marlon marsha marty maxine melinda micah mildred millie minnie moses myra myron nellie
    noelle octavia ollie omari ophelia orville otis paige patty pearl percy phoebe priscilla quentin ramona raquel
    reggie reginald reuben rhoda rhys rico rihanna rodolfo rosalind rosie roxanne rufus sadie salvatore serena
    shaquille shari sheldon sherry silas sonja sylvester tabitha tasha terrance terrell tessa thelma theodora tobias
    tonya tracey tricia trina tyra tyrone tyson usain velma vicki vicky whitney wilbur wilfredo willa willard wilma
    winifred woody wyatt yasmin yvette zara zelda"""
)
"""Given names in common use, of many languages."""

PLACES_AS_GIVEN_NAMES: Final = _words(
    """paris sydney london israel jordan lincoln brooklyn austin dakota georgia florence victoria chad kent carolina
    savannah madison orlando santiago valencia lourdes chelsea ireland india china asia africa odessa geneva vienna
    verona siena troy preston clinton houston denver dallas bristol chester kingston virginia charlotte adelaide alberta
    regina lorraine bethany sharon salem trent milan rio cairo phoenix memphis kenya cuba tennessee montana nevada"""
)
"""Places that children are named after: before another capitalised word they are people."""

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

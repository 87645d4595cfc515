"""One case per famous ambiguity: which place is meant, or that none is. All texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

from mapper.model import Report, Resolution
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver


def wrong(*case: str, why: str) -> Any:
    """Mark a case that the product gets wrong."""
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=why))


# Text, the name in it, and "country admin1 kind" of the place meant; "-" where it does not matter or there is none.
NAMESAKES = [
    # Paris
    ("A storm hit Paris, Texas, on Tuesday.", "Paris", "US Texas settlement"),
    ("A storm hit Paris on Tuesday, French officials said.", "Paris", "FR - settlement"),
    ("The school board of Paris, Ky., voted to rebuild the gym.", "Paris", "US Kentucky settlement"),
    ("Police in Paris, Ontario, closed the bridge.", "Paris", "CA Ontario settlement"),
    # London
    ("Police in London, Ontario, closed the bridge.", "London", "CA Ontario settlement"),
    ("Thousands marched through London and Manchester.", "London", "GB England settlement"),
    ("The sheriff of London, Kentucky, retired.", "London", "US Kentucky settlement"),
    # Georgia
    ("Protesters gathered in Tbilisi, Georgia.", "Georgia", "GE - country"),
    ("A tornado struck Macon, Georgia, and Atlanta.", "Georgia", "US - adm1"),
    ("Russian troops crossed into Georgia and headed for Gori.", "Georgia", "GE - country"),
    ("Russia, Armenia and Georgia agreed on the transit of goods.", "Georgia", "GE - country"),
    ("Voters in Georgia, Alabama and Florida go to the polls.", "Georgia", "US - adm1"),
    ("Fighting broke out between Georgia and Abkhazia.", "Georgia", "GE - country"),
    # Jordan
    ("The king of Jordan returned to Amman.", "Jordan", "JO - country"),
    ("Refugees from Syria crossed into Jordan.", "Jordan", "JO - country"),
    # Lebanon
    ("Shells from Israel landed in southern Lebanon.", "Lebanon", "LB - country"),
    ("A fire broke out in Lebanon, Pa., early on Sunday.", "Lebanon", "US Pennsylvania settlement"),
    ("A fire broke out in Lebanon, Tennessee, on Sunday.", "Lebanon", "US Tennessee settlement"),
    # Ukraine: cities and regions of one name
    ("Troops entered Kherson on Wednesday and raised a flag over the city hall.", "Kherson", "UA Kherson settlement"),
    ("Villages across Kherson Oblast lost power.", "Kherson Oblast", "UA - adm1"),
    ("Villages across the Kherson region lost power.", "Kherson region", "UA - adm1"),
    ("Shelling killed two in Donetsk on Monday.", "Donetsk", "UA Donetsk settlement"),
    ("Shelling killed two in the Donetsk region on Monday.", "Donetsk region", "UA - adm1"),
    ("Shelling killed two in Donetsk and Luhansk oblasts.", "Donetsk", "UA - adm1"),
    ("Shelling killed two in Donetsk and Luhansk oblasts.", "Luhansk oblasts", "UA - adm1"),
    ("The Luhansk region lost its water supply.", "Luhansk region", "UA - adm1"),
    ("A market burned in Luhansk.", "Luhansk", "UA Luhansk settlement"),
    ("Kyiv Oblast reported six dead.", "Kyiv Oblast", "UA - adm1"),
    ("Six died in Kyiv.", "Kyiv", "UA Kyiv settlement"),
    ("A train derailed at Mykolaiv, and Odesa sent help.", "Mykolaiv", "UA Mykolaiv settlement"),
    ("Guns shelled Mykolaiv in Lviv Oblast.", "Mykolaiv", "UA Lviv settlement"),
    ("The Mykolaiv region was struck.", "Mykolaiv region", "UA - adm1"),
    ("A shell hit the village of Ivanivka in Kherson Oblast, Ukraine.", "Ivanivka", "UA Kherson settlement"),
    ("Odessa was struck; the port of Odessa and the town of Izmail in Ukraine burned.", "Odessa", "UA - settlement"),
    ("An oil worker from Odessa, Texas, was found.", "Odessa", "US Texas settlement"),
    ("Oil workers in Midland and Odessa, Texas, walked out.", "Odessa", "US Texas settlement"),
    ("Shells fell on Sloviansk and Mykolaivka in the Donetsk region.", "Mykolaivka", "UA Donetsk settlement"),
    ("Fighting went on at Pokrovsk and Myrnohrad in Ukraine.", "Pokrovsk", "UA Donetsk settlement"),
    ("The evacuation of Oleksandriia in Kirovohrad Oblast began.", "Oleksandriia", "UA Kirovohrad settlement"),
    ("Troops in Zaporizhzhia and Dnipro, Ukraine, were on alert.", "Dnipro", "UA Dnipropetrovsk settlement"),
    ("Russian forces shelled Nova Kakhovka and Kakhovka.", "Kakhovka", "UA Kherson settlement"),
    ("The rocket hit Rivne in western Ukraine.", "Rivne", "UA Rivne settlement"),
    ("Shells hit Orikhiv and Huliaipole.", "Orikhiv", "UA Zaporizhzhia settlement"),
    ("Ukraine's army withdrew from Lyman.", "Lyman", "UA Donetsk settlement"),
    ("The Ukrainian army counted nine strikes on Severodonetsk.", "Severodonetsk", "UA Luhansk settlement"),
    # Tripoli
    ("Clashes broke out in Tripoli, Libya.", "Tripoli", "LY - settlement"),
    ("Clashes broke out in Tripoli, Lebanon.", "Tripoli", "LB - settlement"),
    ("Lebanese soldiers closed the road from Beirut to Tripoli.", "Tripoli", "LB - settlement"),
    ("Militias from Misrata and Zawiya marched on Tripoli.", "Tripoli", "LY - settlement"),
    # Santiago
    ("A quake shook Santiago and Valparaíso in Chile.", "Santiago", "CL - settlement"),
    ("A hurricane struck Santiago de Cuba and Guantánamo.", "Santiago de Cuba", "CU - settlement"),
    ("A train crashed near Santiago de Compostela in Spain.", "Santiago de Compostela", "ES Galicia settlement"),
    ("Floods reached Santiago in the Dominican Republic.", "Santiago", "DO - settlement"),
    # San Jose
    ("A quake shook San Jose, Costa Rica.", "San Jose", "CR - settlement"),
    ("A gunman opened fire in San Jose, California.", "San Jose", "US California settlement"),
    ("Firms in San Jose and Sunnyvale, California, laid off staff.", "San Jose", "US California settlement"),
    # Birmingham
    ("Police in Birmingham, Alabama, made an arrest.", "Birmingham", "US Alabama settlement"),
    ("Police in Birmingham, England, made an arrest.", "Birmingham", "GB England settlement"),
    ("Riots spread from London to Birmingham and Leeds.", "Birmingham", "GB England settlement"),
    ("Schools in Birmingham and Tuscaloosa, Ala., closed.", "Birmingham", "US Alabama settlement"),
    # Cordoba
    ("Troops entered Cordoba and Seville in Spain.", "Cordoba", "ES - settlement"),
    ("Floods hit Cordoba and Rosario in Argentina.", "Cordoba", "AR - settlement"),
    ("A bus crashed in Cordoba, Veracruz, in Mexico.", "Cordoba", "MX Veracruz settlement"),
    # Hyderabad
    ("Floods hit Hyderabad and Sukkur in Pakistan's Sindh province.", "Hyderabad", "PK Sindh settlement"),
    ("Floods hit Hyderabad and Warangal in India.", "Hyderabad", "IN - settlement"),
    # Countries of like names
    ("Ebola was reported from Conakry, Guinea.", "Guinea", "GN - country"),
    ("Soldiers seized the palace in Guinea-Bissau.", "Guinea-Bissau", "GW - country"),
    ("Oil was found off Equatorial Guinea.", "Equatorial Guinea", "GQ - country"),
    ("A landslide buried a village in Papua New Guinea.", "Papua New Guinea", "PG - country"),
    ("Rebels took Goma in the Democratic Republic of the Congo.", "Democratic Republic of the Congo", "CD - country"),
    ("Voters in Brazzaville, Republic of the Congo, waited.", "Republic of the Congo", "CG - country"),
    ("Congo said rebels backed by Rwanda had entered Goma.", "Congo", "CD - country"),
    ("The army of Niger said it had left Niamey.", "Niger", "NE - country"),
    ("Cases in Kano and Sokoto, Nigeria; others were reported from Maradi in Niger.", "Niger", "NE - country"),
    ("Gunmen abducted pupils in Niger State, Nigeria.", "Niger State", "NG - adm1"),
    ("Cases in Kano and Sokoto, Nigeria, rose.", "Nigeria", "NG - country"),
    ("Clashes in Juba, South Sudan, went on.", "South Sudan", "SS - country"),
    ("Clashes in Khartoum, Sudan, went on.", "Sudan", "SD - country"),
    ("North Korea fired two missiles.", "North Korea", "KP - country"),
    ("South Korea scrambled its jets.", "South Korea", "KR - country"),
    ("A ferry sank off Dominica after the hurricane.", "Dominica", "DM - country"),
    ("A bridge fell in the Dominican Republic.", "Dominican Republic", "DO - country"),
    ("Mali and Burkina Faso closed their borders.", "Mali", "ML - country"),
    ("Chad sent troops to the border with Sudan.", "Chad", "TD - country"),
    ("A quake in Turkey and Syria killed thousands.", "Turkey", "TR - country"),
    ("Türkiye opened its border with Syria.", "Türkiye", "TR - country"),
    ("Missiles were fired at Israel from Gaza.", "Israel", "IL - country"),
    ("A coup was foiled in Guatemala.", "Guatemala", "GT - country"),
    ("The president of Mexico met the governor of New Mexico in Santa Fe.", "New Mexico", "US - adm1"),
    ("Panama closed the canal.", "Panama", "PA - country"),
    ("Luxembourg sent aid to Belgium.", "Luxembourg", "LU - country"),
    ("Ireland and France signed.", "Ireland", "IE - country"),
    # Victoria, Valencia and others
    ("Gangs fought in Victoria, Texas.", "Victoria", "US Texas settlement"),
    ("Bushfires in Victoria and New South Wales spread.", "Victoria", "AU - adm1"),
    ("A ferry from Vancouver to Victoria, British Columbia, was delayed.", "Victoria", "CA British settlement"),
    ("Floods devastated Valencia and Castellón in Spain.", "Valencia", "ES - settlement"),
    ("Looters broke into shops in Valencia, Venezuela.", "Valencia", "VE Carabobo settlement"),
    ("Students in Moscow, Idaho, held a vigil.", "Moscow", "US Idaho settlement"),
    ("A drone was shot down near Moscow, Russian officials said.", "Moscow", "RU Moscow settlement"),
    ("Students in Athens, Georgia, marched.", "Athens", "US Georgia settlement"),
    ("Fires near Athens, Greece, spread.", "Athens", "GR - settlement"),
    ("A bus crashed near Alexandria in Egypt.", "Alexandria", "EG - settlement"),
    ("Police in Alexandria, Virginia, made an arrest.", "Alexandria", "US Virginia settlement"),
    ("Gunmen attacked Cairo, Ill.", "Cairo", "US Illinois settlement"),
    ("Protesters filled the streets of Cairo.", "Cairo", "EG - settlement"),
    ("A tornado hit Springfield, Missouri.", "Springfield", "US Missouri settlement"),
    ("A tornado hit Springfield, Illinois.", "Springfield", "US Illinois settlement"),
    ("A tornado hit Springfield, Massachusetts.", "Springfield", "US Massachusetts settlement"),
    ("A storm hit Portland, Maine.", "Portland", "US Maine settlement"),
    ("A storm hit Portland, Oregon.", "Portland", "US Oregon settlement"),
    ("Two were shot in Columbus, Ohio.", "Columbus", "US Ohio settlement"),
    ("Two were shot in Columbus, Georgia.", "Columbus", "US Georgia settlement"),
    ("A blast rocked Manchester, New Hampshire.", "Manchester", "US New settlement"),
    ("A blast rocked Manchester and Liverpool in England.", "Manchester", "GB England settlement"),
    ("Crowds gathered in Melbourne, Florida.", "Melbourne", "US Florida settlement"),
    ("Crowds gathered in Melbourne and Sydney.", "Melbourne", "AU Victoria settlement"),
    ("The mayor of Naples, Florida, resigned.", "Naples", "US Florida settlement"),
    ("Refugees landed in Naples and Salerno, Italy.", "Naples", "IT - settlement"),
    ("Militants attacked Cambridge, Massachusetts.", "Cambridge", "US Massachusetts settlement"),
    ("Floods reached Cambridge and Norwich in England.", "Cambridge", "GB England settlement"),
    ("A lorry overturned in Newcastle, New South Wales.", "Newcastle", "AU New settlement"),
    ("A gas leak in Hamilton, New Zealand, hurt three.", "Hamilton", "NZ - settlement"),
    ("A gas leak in Hamilton, Ontario, hurt three.", "Hamilton", "CA Ontario settlement"),
    ("A gas leak in Hamilton, Bermuda, hurt three.", "Hamilton", "BM - settlement"),
    ("Police in Vancouver, Washington, shot a man.", "Vancouver", "US Washington settlement"),
    ("A landslide closed the road to Vancouver, British Columbia.", "Vancouver", "CA British settlement"),
    ("A fire in Toledo, Ohio, killed four.", "Toledo", "US Ohio settlement"),
    ("A fire in Toledo, Spain, killed four.", "Toledo", "ES - settlement"),
    ("Rebels shelled Barcelona in Anzoátegui, Venezuela.", "Barcelona", "VE - settlement"),
    ("Fans of both sides met in Barcelona.", "Barcelona", "ES - settlement"),
    ("A mine collapsed near La Paz, Bolivia.", "La Paz", "BO - settlement"),
    ("A hurricane struck La Paz and Los Cabos in Mexico.", "La Paz", "MX - settlement"),
    ("Gunmen killed a priest in León, Guanajuato, Mexico.", "León", "MX Guanajuato settlement"),
    ("A volcano near León, Nicaragua, erupted.", "León", "NI - settlement"),
    ("A prison riot in Trujillo, Peru, ended.", "Trujillo", "PE - settlement"),
    ("Gold miners clashed in Mérida, Venezuela.", "Mérida", "VE - settlement"),
    ("A hotel burned in Mérida, Yucatán.", "Mérida", "MX Yucat settlement"),
    ("Two died in Granada, Nicaragua.", "Granada", "NI - settlement"),
    ("Two died in Granada and Málaga, Spain.", "Granada", "ES - settlement"),
    ("Marines landed on Grenada.", "Grenada", "GD - country"),
    ("A bus fell into a ravine near Cartagena, Colombia.", "Cartagena", "CO - settlement"),
    ("Boats brought migrants to Cartagena and Murcia in Spain.", "Cartagena", "ES - settlement"),
    ("Soldiers killed four near Armenia, Colombia.", "Armenia", "CO - settlement"),
    ("Azerbaijan and Armenia exchanged fire.", "Armenia", "AM - country"),
    ("Rockets hit Salamanca, Guanajuato, in Mexico.", "Salamanca", "MX Guanajuato settlement"),
    ("A quake hit San Juan, Argentina.", "San Juan", "AR - settlement"),
    ("A quake hit San Juan, Puerto Rico.", "San Juan", "PR - settlement"),
    ("Gangs attacked San Salvador.", "San Salvador", "SV - settlement"),
    # Asia and Africa
    ("Militants attacked Salem, Oregon.", "Salem", "US Oregon settlement"),
    ("A bus fell off a bridge near Salem in Tamil Nadu, India.", "Salem", "IN Tamil settlement"),
    ("Gunmen attacked a bus in Kandahar, Afghanistan.", "Kandahar", "AF - settlement"),
    ("Bandits burned Gusau in Zamfara, Nigeria.", "Gusau", "NG Zamfara settlement"),
    ("The army took Al Hasakah in Syria.", "Al Hasakah", "SY - settlement"),
    ("Raqqa and Deir ez-Zor in Syria were bombed.", "Raqqa", "SY - settlement"),
    ("Syrian rebels took Hama and Homs.", "Hama", "SY - settlement"),
    ("The struggle for Azaz in northern Syria goes on.", "Azaz", "SY Aleppo settlement"),
    ("Two armies met at Al-Bab, east of Aleppo in Syria.", "Al-Bab", "SY Aleppo settlement"),
    ("Shells fell on Martuni in Nagorno-Karabakh, Azerbaijan said.", "Martuni", "AZ - settlement"),
    ("The Houthis fired on Aden and Taiz.", "Aden", "YE - settlement"),
    ("Drones struck Port Sudan.", "Port Sudan", "SD - settlement"),
    ("Fighters shelled Omdurman, across the Nile from Khartoum.", "Omdurman", "SD - settlement"),
    ("Gunmen attacked Goma in Congo.", "Goma", "CD - settlement"),
    ("The rebels took Mocha on Yemen's coast.", "Mocha", "YE - settlement"),
    ("Herders clashed at Wau in South Sudan.", "Wau", "SS - settlement"),
    ("A mob burned a bus in Victoria Island, Lagos.", "Lagos", "NG - settlement"),
    ("Police in Lagos, Portugal, found a boat.", "Lagos", "PT Faro settlement"),
    ("Police fired on a crowd in East London, South Africa.", "East London", "ZA Eastern settlement"),
    ("A blast struck Suez and Ismailia, Egypt.", "Suez", "EG - settlement"),
    ("A quake shook Sulawesi, Indonesia.", "Sulawesi", "ID - -"),
    ("A bomb went off in Zamboanga on Mindanao, the Philippines.", "Zamboanga", "PH - settlement"),
    ("Rohingya fled from Rakhine to Cox's Bazar in Bangladesh.", "Cox's Bazar", "BD - settlement"),
    ("Troops clashed in Punjab, Pakistan.", "Punjab", "PK - adm1"),
    ("Farmers in Punjab and Haryana, India, burned straw.", "Punjab", "IN - adm1"),
    # Regions and states
    ("Washington, Oregon and Idaho sent firemen.", "Washington", "US - adm1"),
    ("Snow fell in New York and Boston.", "New York", "US New settlement"),
    ("The flood hit Kansas City, Missouri.", "Kansas City", "US Missouri settlement"),
    ("Strikes hit Rafah and Khan Younis in the Gaza Strip.", "Rafah", "PS - settlement"),
    ("Settlers burned olive trees in the West Bank.", "West Bank", "PS - -"),
    ("Fighting spread through the Donbas.", "Donbas", "UA - area"),
    ("Drones hit Sevastopol in Crimea.", "Sevastopol", "- - settlement"),
    ("Residents fled El Fasher in North Darfur.", "North Darfur", "SD - adm1"),
    ("Idlib province was bombed.", "Idlib province", "SY - adm1"),
    ("Idlib was bombed, and Maarat al-Numan in Syria too.", "Idlib", "SY - settlement"),
    ("A cyclone struck Florence, Italy.", "Florence", "IT - settlement"),
    ("A cyclone struck Florence, South Carolina.", "Florence", "US South settlement"),
]

# The same for names that also are words: they are places here.
WORDS_THAT_ARE_PLACES = [
    ("A train from Reading to London was stopped.", "Reading", "GB England settlement"),
    ("A lorry drove into a crowd in Nice, France.", "Nice", "FR - settlement"),
    ("A shipyard in Mobile, Alabama, burned.", "Mobile", "US Alabama settlement"),
    ("Floods reached Bath and Bristol in England.", "Bath", "GB England settlement"),
    ("Iraqi troops entered Hit in Anbar province.", "Hit", "IQ - settlement"),
    ("Ferries left Split in Croatia.", "Split", "HR - settlement"),
    ("A flood hit Most in the Czech Republic.", "Most", "CZ - settlement"),
    ("The port of Bar in Montenegro was closed.", "Bar", "ME - settlement"),
    ("Protesters marched in Lima, Peru.", "Lima", "PE - settlement"),
    ("Tourists were flown out of Male, the capital of the Maldives.", "Male", "MV - settlement"),
    ("Traders in Ho, Ghana, closed their shops.", "Ho", "GH - settlement"),
    ("A fire burned a market in Orange, Texas.", "Orange", "US Texas settlement"),
    ("A blaze in Hope, Arkansas, was put out.", "Hope", "US Arkansas settlement"),
    ("Wildfires reached Enterprise, Oregon.", "Enterprise", "US Oregon settlement"),
    ("Mudslides closed the road to Leh in India.", "Leh", "IN - settlement"),
    ("A mine collapsed in Man, Ivory Coast.", "Man", "CI - settlement"),
    ("A boat sank off the Isle of Man.", "Isle of Man", "IM - -"),
    ("Rebels attacked Bor in South Sudan.", "Bor", "SS - settlement"),
    ("Boko Haram raided Bama in Nigeria.", "Bama", "NG - settlement"),
    ("Thousands were moved from Phoenix and Tucson, Arizona.", "Phoenix", "US Arizona settlement"),
]

# Text, and a word of it that names no place.
NO_PLACES = [
    # Persons
    ("George Washington crossed the river; Washington was 44.", "Washington"),
    ("Denzel Washington gave money to the refugees.", "Washington"),
    ("Paris Hilton visited the shelter.", "Paris"),
    ("Sydney Carter, 31, was shot in the leg.", "Sydney"),
    ("Prime Minister Naftali Bennett flew home. Bennett said nothing.", "Bennett"),
    ("Bennett said that Naftali Bennett's bureau was closed.", "Bennett"),
    ("President Vladimir Putin spoke.", "Vladimir"),
    ("Ivan Fedorov was led away. Fedorov had been the mayor.", "Fedorov"),
    ("Abraham Lincoln was shot. Lincoln died at dawn.", "Lincoln"),
    ("Whitney Houston sang there in 1994.", "Houston"),
    ("Mr Houston said that the fire was out.", "Houston"),
    ("Netanyahu's aide Israel Cohen resigned.", "Israel"),
    ("Jesse Jackson marched with them. Jackson was tired.", "Jackson"),
    ("Michael Jordan gave two million dollars.", "Jordan"),
    ("Gen. Lloyd Austin arrived on Monday. Austin met his colleagues.", "Austin"),
    ("Chad Miller, a farmer, lost his barn.", "Chad"),
    ("Clark Kent was the only witness.", "Kent"),
    ("Florence Nightingale nursed the wounded.", "Florence"),
    ("King Salman received the envoy.", "Salman"),
    ("Jack London wrote of it. London had been there.", "London"),
    ("Mr London said that he had seen nothing.", "London"),
    ("Hillary Clinton spoke; Clinton did not take questions.", "Clinton"),
    ("Troy Davis was executed.", "Troy"),
    ("Madison Keys won in two sets.", "Madison"),
    ("Queen Victoria died in 1901.", "Victoria"),
    ("Santiago Peña was sworn in.", "Santiago"),
    ("Colonel Alexander Bragg said that Bragg's own men had fired.", "Bragg"),
    ("Dakota Johnson wept.", "Dakota"),
    ("The suspect, Tyler Lancaster, fled. Lancaster was caught on Friday.", "Lancaster"),
    ("Charlotte Brown and Savannah Lee were found alive.", "Savannah"),
    ("Rosa Parks stayed in her seat.", "Parks"),
    ("Judge Orlando Garcia blocked the order.", "Orlando"),
    ("Lourdes Santos, a nurse, treated the wounded.", "Lourdes"),
    ("Secretary General Antonio Guterres appealed for a truce.", "Guterres"),
    ("The historian Niall Ferguson wrote about it; Ferguson disagreed.", "Ferguson"),
    ("Mayor Vitali Klitschko said the blast hurt two.", "Klitschko"),
    ("Sergei Lavrov and Liz Truss met.", "Lavrov"),
    ("Ramzan Kadyrov sent fighters.", "Kadyrov"),
    ("Denys Shmyhal, the prime minister, said so.", "Shmyhal"),
    ("Sheikh Hamad bin Khalifa arrived.", "Hamad"),
    # Words
    ("Reading the report took an hour.", "Reading"),
    ("Of the nine hurt, two died.", "Of"),
    ("Mobile phone networks were down.", "Mobile"),
    ("Nice weather brought out the crowds.", "Nice"),
    ("March was the deadliest month.", "March"),
    ("Troops arrived in March.", "March"),
    ("Bath towels were handed out.", "Bath"),
    ("Hit by shrapnel, he lost an eye.", "Hit"),
    wrong("Turkey and stuffing were served to the homeless.", "Turkey", why="the bird"),
    ("Man dies after fall from roof.", "Man"),
    ("Police said nothing.", "Police"),
    ("Central to the plan is a truce.", "Central"),
    ("Victory is near, he said.", "Victory"),
    ("Hope is fading for the miners.", "Hope"),
    ("Orange flames rose over the depot.", "Orange"),
    ("Same here, said the driver.", "Same"),
    ("Bar owners closed early.", "Bar"),
    ("Most of the houses were destroyed.", "Most"),
    ("Split into two groups, they fled.", "Split"),
    ("Male survivors were led away.", "Male"),
    ("Buy bread while you can, he said.", "Buy"),
    ("Along the front all was quiet.", "Along"),
    ("The trend is bad. Over 900 are dead.", "Over"),
    ("But nobody was hurt.", "But"),
    ("Many were hurt. Many more fled.", "Many"),
    ("Both sides claimed the hill.", "Both"),
    ("Two were hurt. Three died.", "Two"),
    ("Independence Day was marked with a parade.", "Independence"),
    ("Liberty and bread, they shouted.", "Liberty"),
    ("Normal life stopped.", "Normal"),
    wrong("Imperial rule ended in 1917.", "Imperial", why="an adjective at the start of a sentence"),
    ("Union leaders called a strike.", "Union"),
    ("Rescue teams dug on. Rescue came too late.", "Rescue"),
    ("Date of the attack: unknown.", "Date"),
    ("See the table below.", "See"),
    ("Best wishes came from all sides.", "Best"),
    ("God save us, she cried.", "God"),
    ("Friendship between the two ended.", "Friendship"),
    ("Media reports said otherwise. Media were kept away.", "Media"),
    ("Battle lines have not moved. Battle went on.", "Battle"),
    ("Commerce came to a halt.", "Commerce"),
    # Organisations, newspapers, teams, ships, weapons, books
    ("The Washington Post reported it.", "Washington"),
    ("She told the New York Times that it was over.", "New York"),
    ("The Kyiv Independent reported the strike.", "Kyiv"),
    ("The Boston Globe and the Chicago Tribune were sold.", "Chicago"),
    ("Manchester United beat Chelsea 2-0.", "Manchester"),
    ("Real Madrid won the final.", "Madrid"),
    ("Dynamo Kyiv played in exile.", "Kyiv"),
    ("The Dallas Cowboys lost again.", "Dallas"),
    ("The missile cruiser Moskva sank.", "Moskva"),
    ("The tanker Marlin Luanda burned.", "Luanda"),
    ("The frigate Admiral Essen fired eight missiles.", "Essen"),
    ("The destroyer USS Mason shot down a drone.", "Mason"),
    ("Deutsche Bank and the Bank of Moscow were sanctioned.", "Moscow"),
    ("The Minsk agreements are dead.", "Minsk"),
    ("The secretary of National Security and Defense Council spoke.", "National"),
    ("The trains run on Moscow time.", "Moscow"),
    ("Ships of the Black Sea Fleet left.", "Black"),
    ("The town became another Grozny.", "Grozny"),
    ("The Geneva Conventions forbid it.", "Geneva"),
    ("He breached the Treaty of Rome.", "Rome"),
    ("Soldiers fired Vulcan missiles at the hill.", "Vulcan"),
    ("A Javelin missile hit the tank.", "Javelin"),
    ("The Wagner group withdrew.", "Wagner"),
    ("Amazon shares fell; Amazon cut jobs.", "Amazon"),
    ("Human Rights Watch counted the dead.", "Human"),
    ("The Red Cross waited for safe passage.", "Red"),
    ("The Islamic State claimed the attack.", "State"),
    ("Doctors Without Borders closed the clinic.", "Doctors"),
    ("Oxford University Press published the book.", "Oxford"),
    ("The Stockholm syndrome was named after a robbery.", "Stockholm"),
    ("A Kalashnikov and two Molotov cocktails were found.", "Molotov"),
    # Demonyms as actors
    ("Russian forces shelled the town.", "Russian"),
    ("Israelis and Palestinians clashed.", "Israelis"),
    ("The French left; the Germans stayed.", "French"),
    ("German tanks arrived.", "German"),
    ("Turkish drones were used.", "Turkish"),
    ("A Georgian officer was hurt.", "Georgian"),
    ("Poles lined the road.", "Poles"),
    # Metonyms
    ("The Kremlin denied it.", "Kremlin"),
    ("The White House condemned the strike.", "White House"),
    ("Downing Street would not comment.", "Downing Street"),
    ("The Pentagon confirmed it.", "Pentagon"),
    ("The Knesset voted at night.", "Knesset"),
    ("Westminster is divided on the war.", "Westminster"),
]


@pytest.fixture(scope="module")
def recognizer() -> GazetteerRecognizer:
    return GazetteerRecognizer()


def covering(recognizer: GazetteerRecognizer, text: str, word: str) -> list[Resolution]:
    """Resolutions of the places that share a character with the last bearing of a word."""
    reports = [Report("r", text)]
    start = text.rindex(word)
    found = GazetteerResolver()(reports, recognizer(reports))[0]
    return [
        one
        for one in found
        if one.mention.kind == "place" and one.mention.start < start + len(word) and start < one.mention.end
    ]


@pytest.mark.parametrize(("text", "name", "expected"), NAMESAKES + WORDS_THAT_ARE_PLACES)
def test_the_place_meant(recognizer: GazetteerRecognizer, text: str, name: str, expected: str) -> None:
    country, admin1, kind = expected.split()
    [found] = covering(recognizer, text, name)
    place = found.place
    assert place is not None
    assert country in ("-", place.country)
    assert admin1 == "-" or place.admin1.startswith(admin1)
    assert kind in ("-", place.kind)


@pytest.mark.parametrize(("text", "word"), NO_PLACES)
def test_no_place_is_meant(recognizer: GazetteerRecognizer, text: str, word: str) -> None:
    assert [one.mention.text for one in covering(recognizer, text, word)] == []

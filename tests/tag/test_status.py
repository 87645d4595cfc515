"""In what state: the words that make an event planned, denied, demanded, or none at all."""

from __future__ import annotations

import pytest

from tests.tag.simple import tag

_CASES = (
    # sentence, type, status
    ("Rebels shelled the port.", "shelling", "happened"),
    ("The army is shelling the port.", "shelling", "ongoing"),
    ("Shelling of the port continued on Friday.", "shelling", "ongoing"),
    ("Fighting raged in the suburbs.", "ground_fighting", "ongoing"),
    ("Clashes are under way near the bridge.", "ground_fighting", "ongoing"),
    ("Heavy shelling was holding up the buses.", "shelling", "ongoing"),
    ("The town is still under siege.", "siege_blockade", "ongoing"),
    ("The island is under the control of the rebels.", "territory_change", "ongoing"),
    ("Flour is running out.", "shortage", "happened or ongoing"),
    ("Residents will be evacuated on Monday.", "evacuation", "planned"),
    ("The council plans to evacuate the hospital.", "evacuation", "planned"),
    ("The two sides agreed to open a humanitarian corridor.", "humanitarian_corridor", "planned"),
    ("A planned evacuation was announced.", "evacuation", "planned"),
    ("Talks are scheduled for Tuesday.", "negotiation", "planned"),
    ("The ministry said it would send troops to the coast.", "troop_movement", "planned"),
    ("An evacuation is due to begin at noon.", "evacuation", "planned"),
    ("The relief agency intends to deliver food to the camp.", "aid_delivery", "planned"),
    ("The approved corridors opened on Saturday.", "humanitarian_corridor", "happened"),
    ("Eight of the nine humanitarian corridors planned for Monday worked.", "humanitarian_corridor", "happened"),
    ("The green corridors in the south are planned along three routes.", "humanitarian_corridor", "planned"),
    ("We are opening humanitarian passages.", "humanitarian_corridor", "ongoing"),
    ("The attack was thwarted.", "attack_unspecified", "failed"),
    ("They stored bombs to destroy the bridge.", "damage", "planned"),
    ("The group announced a truce and said it would halt attacks if the blockade ended.", "ceasefire", "happened"),
    ("Up to ninety people may have died in the floods that swept away homes.", "flood_storm", "happened"),
    ("The sides were meant to swap prisoners.", "release_exchange", "planned"),
    ("Insurgents tried to capture the airfield.", "territory_change", "attempted"),
    ("Attempted evacuations were hit by mortar fire.", "evacuation", "attempted"),
    ("The envoy's efforts to mediate went on for days.", "negotiation", "attempted"),
    ("The militia threatened to bomb the dam.", "airstrike", "threatened"),
    ("Threats of air strikes kept people indoors.", "airstrike", "threatened"),
    ("The agency warned of flooding along the river.", "flood_storm", "threatened"),
    ("The general denied shelling the hospital.", "shelling", "denied"),
    ("The ministry rejected claims of torture.", "violence_civilians", "denied"),
    ("The army denied that it had bombed the school.", "airstrike", "denied"),
    ("The bishop called for a ceasefire.", "ceasefire", "demanded"),
    ("Families demanded the release of the hostages.", "release_exchange", "demanded"),
    ("Her release is demanded by the association.", "release_exchange", "demanded"),
    ("A ceasefire was urged by the mediators.", "ceasefire", "demanded"),
    ("The chancellor urged the generals to declare a truce.", "ceasefire", "demanded"),
    ("The opposition wants the army to withdraw from the city.", "troop_movement", "demanded"),
    ("An earlier truce, agreed on 2 March, was broken within hours.", "ceasefire", "failed"),
    ("The council said it was a drill and denied an attack.", "attack_unspecified", "denied"),
    ("It was an explosion at a depot, the council said, and denied an attack.", "attack_unspecified", "denied"),
    ("The union plans to host refugees.", "displacement", "happened"),
    ("The army attacked to cut the road, managing to capture the town.", "territory_change", "happened"),
    ("The uprising was, due to its poor planning, small.", "protest", "happened"),
    ("Clashes continued in the north, leaving nine people dead.", "casualties", "happened"),
    ("The council expects to evacuate the elderly today.", "evacuation", "planned"),
    ("It is considered one of the bloodiest battles.", "ground_fighting", "happened"),
    ("The mayor called for residents to leave due to recent shelling.", "shelling", "happened"),
    ("Elections can be held only when troops are withdrawn.", "troop_movement", "conditional"),
    ("They fired on a school where people were hiding, killing three.", "casualties", "happened"),
    ("One sailor was killed and 27 were missing.", "casualties", "happened"),
    ("Delegations to hold third round of talks.", "negotiation", "planned"),
    ("The army is holding talks with rebels on the exchange of prisoners.", "release_exchange", "planned"),
    ("The corridor failed to open.", "humanitarian_corridor", "failed"),
    ("The evacuation did not take place.", "evacuation", "failed"),
    ("The talks collapsed.", "negotiation", "failed"),
    ("The ceasefire was never observed.", "ceasefire", "failed"),
    ("The evacuation has been postponed.", "evacuation", "failed"),
    ("The premier accused the rebels of shelling the market.", "shelling", "alleged"),
    ("The troops allegedly looted the museum.", "looting", "alleged"),
    ("He was accused of ordering the massacre.", "violence_civilians", "alleged"),
    ("If the port is attacked, ships will leave.", "attack_unspecified", "conditional"),
    ("Evacuations go on as long as a ceasefire holds.", "ceasefire", "conditional"),
    ("The dam could collapse and flooding might follow.", "flood_storm", "conditional"),
    ("Gunfire could be heard all night.", "ground_fighting", "happened"),
    ("Two men were arrested after threats against the mayor.", "abduction_detention", "happened"),
    ("Ministers will meet on Monday after clashes in the capital.", "ground_fighting", "happened"),
    ("In a phone call the president urged calm.", "negotiation", "happened"),
    ("Officials ordered residents to evacuate.", "evacuation", "happened"),
)

_NONE = (
    ("WARNING!!!", "statement"),
    ("The council said it was a controlled detonation.", "explosion_mine"),
    ("The campaign (March–April 2015) was short.", "protest"),
    ("They want a land corridor to the coast.", "humanitarian_corridor"),
    ("The 3rd Assault Brigade is named after a river.", "ground_fighting"),
    ("The town had been captured by separatists.", "surrender_capture"),
    ("Occupiers took away aid that was sent to the town.", "territory_change"),
    ("The commission on prisoners and missing persons spoke.", "casualties"),
    ("Casualty figures could not be checked.", "casualties"),
    ("Should scholars cut ties with their colleagues?", "measure"),
    ("He was taken to Russian-occupied land.", "territory_change"),
    ("They fired anti-ship missiles.", "measure"),
    ("The assets of the oligarch were frozen and his yacht arrested.", "abduction_detention"),
    ("Rebels captured a pro-government journalist.", "territory_change"),
    ("None of the houses in the old quarter were damaged.", "damage"),
    ("Neither of the two towns was shelled.", "shelling"),
    ("The statement did not mention a ceasefire.", "ceasefire"),
    ("The sides exchanged letters rather than exchanging prisoners.", "release_exchange"),
    ("No injuries were reported.", "casualties"),
    ("Nobody was killed.", "casualties"),
    ("The town has not been shelled.", "shelling"),
    ("There were no protests on Sunday.", "protest"),
    ("Police ruled out sabotage.", "explosion_mine"),
    ("The levee averted flooding.", "flood_storm"),
    ("The march ended without violence or arrests.", "abduction_detention"),
)


@pytest.mark.parametrize(("sentence", "event_type", "status"), _CASES)
def test_status(sentence: str, event_type: str, status: str) -> None:
    found = [event.status for event in tag(sentence) if event.event_type == event_type]
    assert found
    assert set(found) <= set(status.split(" or "))


@pytest.mark.parametrize(("sentence", "event_type"), _NONE)
def test_absent(sentence: str, event_type: str) -> None:
    assert event_type not in {event.event_type for event in tag(sentence)}

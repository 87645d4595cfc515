"""English texts: given names, which tell people from places."""

from __future__ import annotations

from typing import Final

FIRST_NAMES: Final = frozenset(
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
    winifred woody wyatt yasmin yvette zara zelda""".split()
)
"""Given names in common use, of many languages."""

PLACES_AS_GIVEN_NAMES: Final = frozenset(
    """paris sydney london israel jordan lincoln brooklyn austin dakota georgia florence victoria chad kent carolina
    savannah madison orlando santiago valencia lourdes chelsea ireland india china asia africa odessa geneva vienna
    verona siena troy preston clinton houston denver dallas bristol chester kingston virginia charlotte adelaide alberta
    regina lorraine bethany sharon salem trent milan rio cairo phoenix memphis kenya cuba tennessee montana
    nevada""".split()
)
"""Places that children are named after: before another capitalised word they are people."""

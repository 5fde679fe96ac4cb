//! Number words, as tables that can be read: value, cardinals, and after a slash ordinals.

use super::lexicon::{DE, EN, ES, FR, IT, Langs, NL, PT, RU};

/// A table for each language. German, Dutch and Italian write compounds as one word; see
/// [`COMPOUNDS`].
pub(super) const TABLES: [(Langs, &str); 8] = [
    (EN, ENGLISH),
    (FR, FRENCH),
    (ES, SPANISH),
    (PT, PORTUGUESE),
    (DE, GERMAN),
    (NL, DUTCH),
    (IT, ITALIAN),
    (RU, RUSSIAN),
];

const ENGLISH: &str = "1 one / first
2 two / second
3 three / third
4 four / fourth
5 five / fifth
6 six / sixth
7 seven / seventh
8 eight / eighth
9 nine / ninth
10 ten / tenth
11 eleven / eleventh
12 twelve / twelfth
13 thirteen / thirteenth
14 fourteen / fourteenth
15 fifteen / fifteenth
16 sixteen / sixteenth
17 seventeen / seventeenth
18 eighteen / eighteenth
19 nineteen / nineteenth
20 twenty / twentieth
30 thirty / thirtieth
40 forty fourty / fortieth
50 fifty / fiftieth
60 sixty / sixtieth
70 seventy / seventieth
80 eighty / eightieth
90 ninety / ninetieth
100 hundred / hundredth
1000 thousand / thousandth";

const FRENCH: &str = "1 un une / premier première
2 deux / deuxième second
3 trois / troisième
4 quatre / quatrième
5 cinq / cinquième
6 six / sixième
7 sept / septième
8 huit / huitième
9 neuf / neuvième
10 dix / dixième
11 onze / onzième
12 douze / douzième
13 treize / treizième
14 quatorze / quatorzième
15 quinze / quinzième
16 seize / seizième
20 vingt vingts / vingtième
30 trente / trentième
40 quarante
50 cinquante
60 soixante
70 septante
80 octante huitante
90 nonante
100 cent cents
1000 mil mille";

const SPANISH: &str = "1 un uno una / primero primer primera
2 dos / segundo
3 tres / tercero tercer
4 cuatro / cuarto
5 cinco / quinto
6 seis / sexto
7 siete / séptimo
8 ocho / octavo
9 nueve / noveno
10 diez / décimo
11 once
12 doce
13 trece
14 catorce
15 quince
16 dieciséis
17 diecisiete
18 dieciocho
19 diecinueve
20 veinte
21 veintiuno veintiún
22 veintidós
23 veintitrés
24 veinticuatro
25 veinticinco
26 veintiséis
27 veintisiete
28 veintiocho
29 veintinueve
30 treinta
40 cuarenta
50 cincuenta
60 sesenta
70 setenta
80 ochenta
90 noventa
100 cien ciento
200 doscientos
300 trescientos
400 cuatrocientos
500 quinientos
600 seiscientos
700 setecientos
800 ochocientos
900 novecientos
1000 mil";

const PORTUGUESE: &str = "1 um uma / primeiro primeira
2 dois duas / segundo
3 três / terceiro
4 quatro / quarto
5 cinco / quinto
6 seis / sexto
7 sete / sétimo
8 oito / oitavo
9 nove / nono
10 dez / décimo
11 onze
12 doze
13 treze
14 catorze quatorze
15 quinze
16 dezesseis dezasseis
17 dezessete dezassete
18 dezoito
19 dezenove dezanove
20 vinte
30 trinta
40 quarenta
50 cinquenta
60 sessenta
70 setenta
80 oitenta
90 noventa
100 cem cento
200 duzentos
300 trezentos
400 quatrocentos
500 quinhentos
600 seiscentos
700 setecentos
800 oitocentos
900 novecentos
1000 mil";

const GERMAN: &str = "1 ein eins eine einem einen / erste ersten erster erstes
2 zwei / zweite zweiten zweiter
3 drei / dritte dritten dritter
4 vier
5 fünf
6 sechs
7 sieben / siebte siebten siebter siebente siebenten
8 acht / achte achten achter
9 neun
10 zehn
11 elf
12 zwölf
13 dreizehn
14 vierzehn
15 fünfzehn
16 sechzehn
17 siebzehn
18 achtzehn
19 neunzehn
20 zwanzig
30 dreißig dreissig
40 vierzig
50 fünfzig
60 sechzig
70 siebzig
80 achtzig
90 neunzig
100 hundert
1000 tausend";

const DUTCH: &str = "1 een één / eerste
2 twee / tweede
3 drie / derde
4 vier
5 vijf
6 zes
7 zeven
8 acht
9 negen
10 tien
11 elf
12 twaalf
13 dertien
14 veertien
15 vijftien
16 zestien
17 zeventien
18 achttien
19 negentien
20 twintig
30 dertig
40 veertig
50 vijftig
60 zestig
70 zeventig
80 tachtig
90 negentig
100 honderd
1000 duizend";

const ITALIAN: &str = "1 un uno una / primo prima
2 due / secondo
3 tre / terzo
4 quattro / quarto
5 cinque / quinto
6 sei / sesto
7 sette / settimo
8 otto / ottavo
9 nove / nono
10 dieci / decimo
11 undici
12 dodici
13 tredici
14 quattordici
15 quindici
16 sedici
17 diciassette
18 diciotto
19 diciannove
20 venti
30 trenta
40 quaranta
50 cinquanta
60 sessanta
70 settanta
80 ottanta
90 novanta
100 cento
1000 mille mila";

const RUSSIAN: &str = "1 один одна одного / первое первого
2 два две двух / второе второго
3 три трёх / третье третьего
4 четыре / четвёртое четвёртого
5 пять пяти / пятое пятого
6 шесть шести / шестое шестого
7 семь семи / седьмое седьмого
8 восемь / восьмое восьмого
9 девять / девятое девятого
10 десять десяти / десятое десятого
11 одиннадцать / одиннадцатое одиннадцатого
12 двенадцать / двенадцатое двенадцатого
13 тринадцать / тринадцатое тринадцатого
14 четырнадцать / четырнадцатое четырнадцатого
15 пятнадцать / пятнадцатое пятнадцатого
16 шестнадцать / шестнадцатое шестнадцатого
17 семнадцать / семнадцатое семнадцатого
18 восемнадцать / восемнадцатое восемнадцатого
19 девятнадцать / девятнадцатое девятнадцатого
20 двадцать двадцати / двадцатое двадцатого
30 тридцать тридцати / тридцатое тридцатого
40 сорок / сорокового
50 пятьдесят / пятидесятого
60 шестьдесят / шестидесятого
70 семьдесят / семидесятого
80 восемьдесят / восьмидесятого
90 девяносто / девяностого
100 сто
200 двести
300 триста
400 четыреста
500 пятьсот
600 шестьсот
700 семьсот
800 восемьсот
900 девятьсот
1000 тысяча тысячи";

/// The languages that write numbers as one word, each with the joint inside it and the endings of
/// its ordinals.
pub(super) const COMPOUNDS: [(Langs, &[&str], &[&str]); 3] = [
    (DE, &["und"], &["sten", "ster", "stes", "ste", "ten", "ter", "tes", "te"]),
    (NL, &["en"], &["ste", "de"]),
    (IT, &[], &["esimo"]),
];

/// Italian drops the last vowel of a ten before "uno" and "otto": "ventuno", "sessantotto".
pub(super) const ELIDED: [(&str, u16); 8] = [
    ("vent", 20),
    ("trent", 30),
    ("quarant", 40),
    ("cinquant", 50),
    ("sessant", 60),
    ("settant", 70),
    ("ottant", 80),
    ("novant", 90),
];

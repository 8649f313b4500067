package demo

// land is where some of the customers live, with what people and streets are
// called there. The people are made up; the cities are where they are.
type land struct {
	country string
	region  region
	share   int    // of the customers, in thousandths
	first   string // words
	last    string // words, "_" for a space within
	streets string // words; "#" is where the number goes
	cities  string // "City|region|postal code|latitude|longitude", separated by ";"
}

var lands = []land{
	{"DE", europe, 300, "Anke Jürgen Silke Thorsten Mareike Jonas Wiebke Henning Svenja Lukas Käthe Björn Antje Malte Friederike Özlem", "Achterberg Brüggemann Dreyhaus Feldkamp Großkopf Haverland Kranichau Lohwald Müllerhoff Oltmanns Petersholm Reetdach Steinwarder Weißenfels von_der_Heide-Schlüter", "Kiefernweg_# Lindenallee_# Mühlgasse_# Hafenstraße_# Brunnenring_# Am_Deich_#",
		"Berlin|BE|10247|52.52|13.45;Hamburg|HH|22767|53.55|9.94;München|BY|80469|48.13|11.57;Köln|NW|50823|50.95|6.92;Leipzig|SN|04109|51.34|12.37;Bremen|HB|28195|53.08|8.81;Freiburg im Breisgau|BW|79098|47.99|7.85"},
	{"AT", europe, 40, "Resi Leopold Vroni Xaver Magdalena Valentin", "Almgruber Brandstätter Hinterleitner Moosbrugger Schönauer", "Lindenstiege_# Almweg_# Kirchengasse_#", "Wien|9|1070|48.20|16.35;Graz|6|8010|47.07|15.44;Salzburg|5|5020|47.80|13.05"},
	{"CH", europe, 30, "Ueli Regula Reto Ladina Gian Annelies", "Aeschlimann Brülisauer Caduff Zgraggen Niederberger", "Seestrasse_# Bergweg_# Rütistrasse_#", "Zürich|ZH|8004|47.38|8.53;Bern|BE|3011|46.95|7.45;Basel|BS|4051|47.56|7.59"},
	{"FR", europe, 90, "Maëlle Loïc Élodie Théo Camille François Océane Gaël Zoé Hélène", "Beaulieu Chênevert Delacour-Morvan Lefèvre Montfaucon Saint-Rémy Vaugrenard", "#_rue_du_Moulin #_avenue_des_Tilleuls #_quai_de_la_Lune #bis_rue_de_l’Église", "Paris|IDF|75011|48.86|2.38;Lyon|ARA|69002|45.76|4.83;Nantes|PDL|44000|47.22|-1.55;Strasbourg|GES|67000|48.57|7.75"},
	{"NL", europe, 60, "Sanne Joost Fenna Wouter Lotte Bram Marijke Daan", "van_den_Berghof de_Wilde_Polder Hoogland Kuipersma Rietveen van_’t_Hek", "Brugstraat_# Molenkade_# Havenweg_#", "Utrecht|UT|3511 AB|52.09|5.12;Amsterdam|NH|1012 LG|52.37|4.90;Groningen|GR|9711 JB|53.22|6.57"},
	{"BE", europe, 25, "Lies Wout Amélie Thibault Joke", "Vandewalle Dewinter Mertensbosch Lambrechts", "Kerkstraat_# Rue_de_la_Source_#", "Gent|VOV|9000|51.05|3.72;Namur|WNA|5000|50.47|4.87"},
	{"DK", europe, 25, "Søren Åse Mads Freja Bjørn", "Ågård Nørrebæk Skovlund Østergaard-Holm", "Havnevej_# Birkealle_#", "Aarhus|82|8000|56.16|10.20;København|84|2200|55.69|12.55"},
	{"SE", europe, 25, "Åsa Göran Linnéa Örjan Maj", "Björklund-Ek Granström Sjöåker Öhrnfalk", "Björkvägen_# Storgatan_#", "Göteborg|O|411 05|57.71|11.97;Uppsala|C|753 20|59.86|17.64"},
	{"NO", europe, 12, "Øyvind Solveig Håkon Ragnhild", "Fjellheim Bråten Nordvåg", "Fjordveien_# Skogstien_#", "Bergen|46|5003|60.39|5.32;Tromsø|55|9008|69.65|18.96"},
	{"PL", europe, 30, "Łukasz Małgorzata Zbigniew Świętosława Jadwiga Krzysztof", "Brzęczyszczak Źródłowska Kowalicki Łąkowy Szczęsny", "ul._Lipowa_# ul._Źródlana_#", "Kraków|MA|31-042|50.06|19.94;Łódź|LD|90-001|51.77|19.46;Gdańsk|PM|80-822|54.35|18.65"},
	{"IT", europe, 25, "Niccolò Chiara Benedetta Lapo Serafina", "Montefiori Acquadolce Bellandi D’Ulivo", "Via_dei_Cipressi_# Corso_del_Sole_#", "Bologna|BO|40121|44.49|11.34;Torino|TO|10121|45.07|7.69"},
	{"ES", europe, 25, "Íñigo Begoña Núria José_María María_del_Carmen Peio", "Olivares_Peñaranda Muñozabal Etxeberri Castañeda_y_Robles de_la_Fuente-Barrientos_y_Montenegro", "Calle_del_Olmo_# Avenida_del_Mar_#", "Valencia|V|46001|39.47|-0.38;Bilbao|BI|48001|43.26|-2.93"},
	{"PT", europe, 10, "João Conceição Inês", "Ribeirinho Gonçalves_Pinhal", "Rua_das_Flores_#", "Porto|13|4000-322|41.15|-8.61"},
	{"GR", europe, 8, "Ελένη Γιώργος Αθηνά", "Παπαθαλασσίου Μαυροδάσος", "Οδός_Ελιάς_#", "Αθήνα|I|105 58|37.98|23.73"},
	{"CZ", europe, 10, "Jiří Žofie Bedřich", "Dvořáček Říhovský Šťastná", "Lipová_#", "Brno|64|602 00|49.20|16.61"},
	{"FI", europe, 8, "Väinö Päivi Aino", "Järvenlampi Mäkikoskela", "Koivukuja_#", "Turku|19|20100|60.45|22.27"},
	{"GB", britain, 100, "Imogen Alistair Niamh Rhys Beatrix Callum Harriet Siobhán Tobias Mei", "Thistlewood Ashcombe O’Dunmore Featherstone-Hale Pryce Blackmoor Wetherlow Okonjo Rowntree-Smythe", "#_Mill_Row #_Orchard_Lane #_Station_Terrace Flat_#,_The_Old_Brewery", "Leeds|LDS|LS1 4AP|53.80|-1.55;London|LND|E8 3RE|51.55|-0.06;Bristol|BST|BS1 5TR|51.45|-2.59;Edinburgh|EDH|EH6 6JJ|55.98|-3.17;Cardiff|CRF|CF10 1EP|51.48|-3.18"},
	{"IE", britain, 12, "Aoife Cillian Órla", "Ní_Bhrannáin Ó_Ceallacháin McIlvanie", "#_Quay_View", "Cork|CO|T12 X8N6|51.90|-8.47"},
	{"US", america, 90, "Juniper Wyatt Marisol DeShawn Eleanor Tucker Priya Xiomara Caleb Noor", "Abernathy Birchwood Castellanos Duvalier Hollingsworth McAllister Okafor Ramachandran Whitfield-Torres", "#_Orchard_Street #_Lakeview_Road #_Harbor_Lane,_Apt_4B #_Maple_Avenue", "Brooklyn|NY|11215|40.67|-73.98;Boston|MA|02118|42.34|-71.07;Chicago|IL|60614|41.92|-87.65;Oakland|CA|94607|37.80|-122.29;Austin|TX|78704|30.24|-97.77;Portland|OR|97214|45.51|-122.64;Savannah|GA|31401|32.08|-81.09"},
	{"CA", america, 30, "Étienne Rosalind Gordie Mackenzie", "Tremblay-Roy MacLeish Bouchardet", "#_Maple_Court #_rue_Saint-Ours", "Toronto|ON|M5V 2T6|43.65|-79.38;Montréal|QC|H2X 1Y4|45.51|-73.57;Halifax|NS|B3H 1A1|44.65|-63.58"},
	{"JP", asia, 20, "さくら 健太 美咲 大輔 陽菜", "森川 小野寺 青木原 東雲 白鳥沢", "緑町#丁目", "東京都世田谷区|13|154-0004|35.65|139.67;京都市|26|600-8001|35.00|135.77"},
	{"KR", asia, 8, "서연 민준 하윤", "한솔 백운 남궁", "소나무길_#", "서울특별시|11|03045|37.57|126.98"},
	{"CN", asia, 6, "晓雨 志远 若兰", "欧阳 林泉 司徒", "梧桐路#号", "上海市|SH|200031|31.21|121.44"},
	{"SG", asia, 4, "Wei_Ling Hakim Priscilla", "Tan_Lim Binte_Yusof-Rahman", "#_Banyan_Walk", "Singapore||059413|1.29|103.85"},
	{"AE", asia, 4, "ليلى عمر مريم", "الحمادي النخيل الساحلي", "شارع_النخيل_#", "دبي|DU|00000|25.20|55.27"},
	{"IL", asia, 3, "נועה איתן תמר", "בן־הרים אלוני", "רחוב_האלון_#", "תל אביב|TA|6512345|32.08|34.78"},
}

// companies are who buys to sell again.
var companies = []struct{ name, buyer, country, region, city, zip, street string }{
	{"Nordlicht Concept Store GmbH", "Hedda Ravn", "DE", "HH", "Hamburg", "20357", "Marktzeile 8"}, {"Papier & Moor oHG", "Enno Tiedemann", "DE", "NI", "Oldenburg", "26122", "Langer Gang 17"},
	{"Kontor Siebzehn KG", "Adele Warnke", "DE", "HL", "Lübeck", "23552", "Salzspeicherweg 17"}, {"Stube und Garten GmbH & Co. KG", "Ludwig Pfister", "DE", "BY", "Augsburg", "86150", "Fuggerstiege 3"},
	{"Atelier du Marais SARL", "Solène Marchais", "FR", "IDF", "Paris", "75003", "14 rue des Roseaux"}, {"Les Deux Rives", "Baptiste Quénard", "FR", "BRE", "Rennes", "35000", "2 place du Lavoir"},
	{"Wadden Wonen B.V.", "Tjitske Hoekstra", "NL", "FR", "Leeuwarden", "8911 AA", "Terpkade 5"}, {"Skovhus Interiør ApS", "Rikke Lyngby", "DK", "83", "Odense", "5000", "Klostervej 21"},
	{"Fells & Sons Outfitters Ltd", "Geoffrey Fells", "GB", "CMA", "Kendal", "LA9 4DH", "9 Packhorse Yard"}, {"The Dry Stone Shop", "Maud Arkwright", "GB", "NYK", "Skipton", "BD23 1JD", "3 Weaver Street"},
	{"Harbor & Heath LLC", "Dolores Pickering", "US", "ME", "Portland", "04101", "77 Wharf Street"}, {"Prairie Goods Co.", "Amos Lindgren", "US", "MN", "Minneapolis", "55401", "410 Grain Belt Way"},
}

package demo

const (
	fits    = "XS XS|S S|M M|L L|XL XL|XXL XXL"
	shoes   = "36 36|37 37|38 38|39 39|40 40|41 41|42 42|43 43|44 44|45 45"
	moor    = "PIN Pine|SLT Slate|OCH Ochre"
	natural = "SND Sand|INK Ink"
)

// products are what Quillmoor, a brand that exists nowhere else, sells: things
// for wet walks and warm rooms.
var products = []productLine{
	{"TEE", "Organic tee", "Clothing", "PT", "610910", "PIN Pine|SLT Slate|OCH Ochre|SND Sand|INK Ink", fits, 2490, 2700, 2200, 690, 180, 2.4},
	{"LONG", "Long-sleeve tee", "Clothing", "PT", "610910", moor, fits, 3290, 3600, 2900, 890, 230, 1.3},
	{"HOOD", "Moor hoodie", "Clothing", "PT", "611020", moor, fits, 6990, 7600, 5900, 2250, 620, 1.8},
	{"KNIT", "Lambswool jumper", "Clothing", "GB", "611011", natural, fits, 11900, 12900, 9900, 4300, 540, .8},
	{"RAIN", "Drizzle rain jacket", "Outerwear", "VN", "620140", moor, fits, 16900, 18500, 14500, 6100, 480, .9},
	{"VEST", "Quilted vest", "Outerwear", "VN", "620140", natural, fits, 9900, 10800, 8500, 3600, 390, .6},
	{"TROU", "Walking trousers", "Clothing", "TR", "620342", natural, "30 30|32 32|34 34|36 36|38 38", 8900, 9700, 7600, 3100, 450, .7},
	{"BOOT", "Fen boot", "Footwear", "PT", "640391", "TAN Tan|INK Ink", shoes, 18900, 20900, 16500, 7400, 1350, .7},
	{"WELL", "Short wellington", "Footwear", "PT", "640192", "PIN Pine", shoes, 6900, 7500, 5900, 2200, 1600, .6},
	{"SLIP", "Felt slipper", "Footwear", "HU", "640520", "SLT Slate", shoes, 4900, 5400, 4200, 1600, 420, .7},
	{"SOCK", "Walking socks", "Clothing", "IT", "611595", moor, "S 35–38|M 39–42|L 43–46", 1490, 1600, 1300, 390, 90, 2.6},
	{"BEAN", "Ribbed beanie", "Accessories", "IT", "650500", "PIN Pine|SLT Slate|OCH Ochre|INK Ink", "", 2490, 2700, 2200, 720, 80, 1.9},
	{"CAP", "Field cap", "Accessories", "TR", "650500", "PIN Pine|SLT Slate|SND Sand", "", 2690, 2900, 2300, 810, 110, 1.1},
	{"GLOV", "Wool gloves", "Accessories", "IT", "611691", natural, "S S|M M|L L", 2990, 3300, 2600, 980, 70, 1},
	{"SCAR", "Lambswool scarf", "Accessories", "GB", "611710", "PIN Pine|OCH Ochre|INK Ink|SND Sand", "", 4900, 5400, 4200, 1700, 190, 1.1},
	{"PACK", "Day pack", "Outdoors", "VN", "420292", moor, "18L 18 l|26L 26 l", 8900, 9700, 7600, 3300, 820, .9},
	{"TOTE", "Canvas tote", "Outdoors", "IN", "420222", "NAT Natural|INK Ink|OCH Ochre", "", 1690, 1800, 1500, 430, 220, 1.6},
	{"BOTT", "Steel bottle", "Outdoors", "CN", "961700", "INK Ink|SND Sand|PIN Pine", "500 0.5 l|750 0.75 l", 2790, 2990, 2400, 780, 340, 1.9},
	{"FLAS", "Thermos flask", "Outdoors", "CN", "961700", "SLT Slate|OCH Ochre", "1000 1 l", 3990, 4400, 3400, 1180, 610, .9},
	{"MUG", "Stoneware mug", "Kitchen", "PT", "691200", "WHT White|SPK Speckled|BLU Blue|OCH Ochre", "", 1590, 1700, 1400, 410, 390, 2.4},
	{"BOWL", "Stoneware bowl", "Kitchen", "PT", "691200", "WHT White|SPK Speckled|BLU Blue", "S Small|L Large", 1890, 2100, 1600, 520, 520, 1.2},
	{"PLAT", "Stoneware plate", "Kitchen", "PT", "691200", "WHT White|SPK Speckled|BLU Blue", "21 21 cm|27 27 cm", 1990, 2200, 1700, 560, 640, 1.1},
	{"TRAY", "Ash-wood tray", "Kitchen", "DE", "441990", "", "S Small|L Large", 3490, 3800, 3000, 1300, 850, .8},
	{"POT", "Tea pot", "Kitchen", "JP", "691200", "INK Ink|SND Sand", "", 5490, 5900, 4700, 1900, 980, .7},
	{"TEA", "Moorland tea", "Pantry", "DE", "210120", "MNT Mint|HTH Heather|SMK Smoky", "100 100 g", 990, 1100, 850, 260, 130, 2},
	{"HNY", "Heather honey", "Pantry", "DE", "040900", "", "250 250 g|500 500 g", 890, 990, 780, 320, 460, 1.2},
	{"BLNK", "Wool blanket", "Home", "GB", "630120", "SLT Slate|OCH Ochre|PIN Pine|SND Sand", "", 9900, 10800, 8500, 3900, 1450, .9},
	{"CUSH", "Linen cushion", "Home", "LT", "630492", "SND Sand|INK Ink|OCH Ochre|PIN Pine", "40 40 cm|50 50 cm", 3490, 3800, 3000, 1150, 520, 1},
	{"CNDL", "Soy candle", "Home", "DE", "340600", "FIG Fig|CDR Cedar|SEA Sea salt|PEA Peat", "", 1890, 2000, 1600, 480, 310, 2.2},
	{"TOWL", "Waffle towel", "Home", "PT", "630260", natural, "50 50 × 100|70 70 × 140", 2490, 2700, 2200, 760, 380, 1},
	{"SOAP", "Peat soap", "Home", "DE", "340111", "", "1 single|3 three", 690, 750, 600, 160, 110, 1.8},
	{"NOTE", "Dot-grid notebook", "Desk", "DE", "482010", "PIN Pine|TAN Tan|INK Ink", "A5 A5|A6 A6", 1290, 1400, 1100, 330, 270, 1.9},
	{"PEN", "Brass pen", "Desk", "JP", "960810", "", "F fine|B broad", 3900, 4200, 3300, 1250, 45, .8},
	{"LAMP", "Desk lamp Quill", "Desk", "DE", "940521", "WHT White|INK Ink", "", 12900, 13900, 10900, 4800, 2300, .4},
	{"CLIP", "Leather key clip", "Accessories", "IT", "420500", "TAN Tan|INK Ink", "", 1990, 2200, 1700, 560, 40, 1},
}

// bundles are sold as one and picked as their parts.
var bundles = []struct {
	code, title   string
	eur, usd, gbp int64
	parts         string // codes, "*2" behind one that is in it twice
}{
	{"SET-TEA-2", "Tea for two", 4990, 5400, 4300, "MUG-SPK*2 TEA-MNT-100 HNY-250"},
	{"SET-TEA-4", "Tea for four", 9990, 10900, 8600, "MUG-WHT*4 POT-SND TEA-HTH-100"},
	{"SET-TRAIL", "Day on the moor", 6490, 6900, 5600, "BOTT-SND-500 SOCK-PIN-M CAP-PIN"},
	{"SET-RAIN", "Never mind the rain", 22900, 24900, 19900, "RAIN-PIN-M WELL-PIN-40"},
	{"SET-WARM", "Warm all over", 8990, 9700, 7700, "BEAN-SLT SCAR-INK GLOV-INK-M"},
	{"SET-EVEN", "Quiet evening", 12900, 13900, 11000, "BLNK-OCH CNDL-CDR CNDL-FIG"},
	{"SET-DESK", "Clear desk", 5490, 5900, 4700, "NOTE-INK-A5 NOTE-INK-A6 PEN-F"},
	{"SET-BATH", "Sunday bath", 6490, 6900, 5600, "TOWL-SND-70*2 SOAP-3 CNDL-SEA"},
	{"SET-BREAK", "Breakfast for two", 8990, 9700, 7700, "BOWL-SPK-S*2 PLAT-SPK-21*2 HNY-500"},
	{"SET-TABLE", "Table for four", 15900, 17500, 13900, "PLAT-WHT-27*4 BOWL-WHT-L*4"},
	{"SET-COMMUTE", "The commuter", 12490, 13500, 10700, "PACK-SLT-18L BOTT-INK-500 CLIP-INK"},
	{"SET-PICNIC", "Picnic", 7990, 8700, 6900, "TOTE-NAT FLAS-OCH-1000 MUG-OCH*2"},
	{"SET-SOCK-3", "Three pairs of socks", 3990, 4300, 3400, "SOCK-PIN-M SOCK-SLT-M SOCK-OCH-M"},
	{"SET-SOCK-3L", "Three pairs of socks, large", 3990, 4300, 3400, "SOCK-PIN-L SOCK-SLT-L SOCK-OCH-L"},
	{"SET-TEE-3", "Three tees", 6690, 7200, 5800, "TEE-PIN-M TEE-SND-M TEE-INK-M"},
	{"SET-SCENT", "Four scents", 6690, 7200, 5800, "CNDL-FIG CNDL-CDR CNDL-SEA CNDL-PEA"},
	{"SET-TASTE", "The three teas", 2690, 2900, 2300, "TEA-MNT-100 TEA-HTH-100 TEA-SMK-100"},
	{"SET-SOFA", "Sofa set", 13900, 14900, 11900, "CUSH-SND-50*2 BLNK-SND"},
	{"SET-HOUSE", "House warming", 7490, 8200, 6400, "TRAY-S MUG-BLU*2 CNDL-PEA"},
	{"SET-WALK", "The long walk", 31900, 34900, 27500, "BOOT-TAN-42 SOCK-SLT-M PACK-PIN-26L BOTT-PIN-750"},
}

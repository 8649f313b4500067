package flow

import (
	"strings"
	"unicode"

	"github.com/switchyard-oms/switchyard/oms"
)

// countryOf reads a country as people write it: its code of ISO 3166-1, two
// letters or three, or an English name of it, or the usual local one.
func countryOf(text string) (code string, ok bool) {
	text = strings.TrimSpace(text)
	if up := strings.ToUpper(text); oms.IsCountry(up) {
		return up, true
	}
	code, ok = countryNames[letters(text)]
	return code, ok
}

// letters drops all but letters, so that "Korea, Republic of" and "korea
// republic of" are one.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// countryNames finds codes by the letters of names. Source: the short names of
// ISO 3166-1, and names in daily use.
var countryNames = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(countryTable) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		for name := range strings.SplitSeq(names, "|") {
			m[letters(name)] = code
		}
	}
	return m
}()

const countryTable = `AD Andorra|AND
AE United Arab Emirates|UAE|ARE
AF Afghanistan|AFG
AG Antigua and Barbuda|ATG
AI Anguilla|AIA
AL Albania|ALB
AM Armenia|ARM
AO Angola|AGO
AQ Antarctica|ATA
AR Argentina|ARG
AS American Samoa|ASM
AT Austria|AUT|Österreich
AU Australia|AUS
AW Aruba|ABW
AX Åland Islands|Aland Islands|Åland|ALA
AZ Azerbaijan|AZE
BA Bosnia and Herzegovina|Bosnia|BIH
BB Barbados|BRB
BD Bangladesh|BGD
BE Belgium|BEL|Belgique|België|Belgien
BF Burkina Faso|BFA
BG Bulgaria|BGR
BH Bahrain|BHR
BI Burundi|BDI
BJ Benin|BEN
BL Saint Barthélemy|St Barthelemy|BLM
BM Bermuda|BMU
BN Brunei|Brunei Darussalam|BRN
BO Bolivia|Bolivia (Plurinational State of)|BOL
BQ Bonaire, Sint Eustatius and Saba|Caribbean Netherlands|BES
BR Brazil|Brasil|BRA
BS Bahamas|The Bahamas|BHS
BT Bhutan|BTN
BV Bouvet Island|BVT
BW Botswana|BWA
BY Belarus|BLR
BZ Belize|BLZ
CA Canada|CAN
CC Cocos (Keeling) Islands|Cocos Islands|CCK
CD Congo, Democratic Republic of the|Democratic Republic of the Congo|DR Congo|Congo-Kinshasa|COD
CF Central African Republic|CAF
CG Congo|Republic of the Congo|Congo-Brazzaville|COG
CH Switzerland|Schweiz|Suisse|Svizzera|CHE
CI Côte d'Ivoire|Cote d'Ivoire|Ivory Coast|CIV
CK Cook Islands|COK
CL Chile|CHL
CM Cameroon|CMR
CN China|People's Republic of China|PR China|CHN
CO Colombia|COL
CR Costa Rica|CRI
CU Cuba|CUB
CV Cabo Verde|Cape Verde|CPV
CW Curaçao|Curacao|CUW
CX Christmas Island|CXR
CY Cyprus|CYP
CZ Czechia|Czech Republic|Česko|CZE
DE Germany|Deutschland|DEU
DJ Djibouti|DJI
DK Denmark|Danmark|DNK
DM Dominica|DMA
DO Dominican Republic|DOM
DZ Algeria|DZA
EC Ecuador|ECU
EE Estonia|EST
EG Egypt|EGY
EH Western Sahara|ESH
ER Eritrea|ERI
ES Spain|España|ESP
ET Ethiopia|ETH
FI Finland|Suomi|FIN
FJ Fiji|FJI
FK Falkland Islands|Falkland Islands (Malvinas)|FLK
FM Micronesia|Federated States of Micronesia|FSM
FO Faroe Islands|FRO
FR France|FRA
GA Gabon|GAB
GB United Kingdom|United Kingdom of Great Britain and Northern Ireland|Great Britain|Britain|UK|England|Scotland|Wales|Northern Ireland|GBR
GD Grenada|GRD
GE Georgia|GEO
GF French Guiana|GUF
GG Guernsey|GGY
GH Ghana|GHA
GI Gibraltar|GIB
GL Greenland|GRL
GM Gambia|The Gambia|GMB
GN Guinea|GIN
GP Guadeloupe|GLP
GQ Equatorial Guinea|GNQ
GR Greece|Hellas|GRC
GS South Georgia and the South Sandwich Islands|South Georgia|SGS
GT Guatemala|GTM
GU Guam|GUM
GW Guinea-Bissau|GNB
GY Guyana|GUY
HK Hong Kong|Hong Kong SAR|HKG
HM Heard Island and McDonald Islands|HMD
HN Honduras|HND
HR Croatia|Hrvatska|HRV
HT Haiti|HTI
HU Hungary|Magyarország|HUN
ID Indonesia|IDN
IE Ireland|Eire|Éire|Republic of Ireland|IRL
IL Israel|ISR
IM Isle of Man|IMN
IN India|IND
IO British Indian Ocean Territory|IOT
IQ Iraq|IRQ
IR Iran|Islamic Republic of Iran|IRN
IS Iceland|ISL
IT Italy|Italia|ITA
JE Jersey|JEY
JM Jamaica|JAM
JO Jordan|JOR
JP Japan|JPN
KE Kenya|KEN
KG Kyrgyzstan|KGZ
KH Cambodia|KHM
KI Kiribati|KIR
KM Comoros|COM
KN Saint Kitts and Nevis|St Kitts and Nevis|KNA
KP North Korea|Democratic People's Republic of Korea|PRK
KR South Korea|Korea|Republic of Korea|Korea, Republic of|KOR
KW Kuwait|KWT
KY Cayman Islands|CYM
KZ Kazakhstan|KAZ
LA Laos|Lao People's Democratic Republic|LAO
LB Lebanon|LBN
LC Saint Lucia|St Lucia|LCA
LI Liechtenstein|LIE
LK Sri Lanka|LKA
LR Liberia|LBR
LS Lesotho|LSO
LT Lithuania|LTU
LU Luxembourg|Luxemburg|LUX
LV Latvia|LVA
LY Libya|LBY
MA Morocco|MAR
MC Monaco|MCO
MD Moldova|Republic of Moldova|MDA
ME Montenegro|MNE
MF Saint Martin|St Martin|MAF
MG Madagascar|MDG
MH Marshall Islands|MHL
MK North Macedonia|Macedonia|MKD
ML Mali|MLI
MM Myanmar|Burma|MMR
MN Mongolia|MNG
MO Macao|Macau|MAC
MP Northern Mariana Islands|MNP
MQ Martinique|MTQ
MR Mauritania|MRT
MS Montserrat|MSR
MT Malta|MLT
MU Mauritius|MUS
MV Maldives|MDV
MW Malawi|MWI
MX Mexico|México|MEX
MY Malaysia|MYS
MZ Mozambique|MOZ
NA Namibia|NAM
NC New Caledonia|NCL
NE Niger|NER
NF Norfolk Island|NFK
NG Nigeria|NGA
NI Nicaragua|NIC
NL Netherlands|The Netherlands|Holland|Nederland|Niederlande|NLD
NO Norway|Norge|NOR
NP Nepal|NPL
NR Nauru|NRU
NU Niue|NIU
NZ New Zealand|NZL
OM Oman|OMN
PA Panama|PAN
PE Peru|PER
PF French Polynesia|PYF
PG Papua New Guinea|PNG
PH Philippines|PHL
PK Pakistan|PAK
PL Poland|Polska|POL
PM Saint Pierre and Miquelon|SPM
PN Pitcairn|PCN
PR Puerto Rico|PRI
PS Palestine|State of Palestine|PSE
PT Portugal|PRT
PW Palau|PLW
PY Paraguay|PRY
QA Qatar|QAT
RE Réunion|Reunion|REU
RO Romania|ROU
RS Serbia|SRB
RU Russia|Russian Federation|RUS
RW Rwanda|RWA
SA Saudi Arabia|SAU
SB Solomon Islands|SLB
SC Seychelles|SYC
SD Sudan|SDN
SE Sweden|Sverige|SWE
SG Singapore|SGP
SH Saint Helena, Ascension and Tristan da Cunha|Saint Helena|SHN
SI Slovenia|SVN
SJ Svalbard and Jan Mayen|SJM
SK Slovakia|Slovak Republic|SVK
SL Sierra Leone|SLE
SM San Marino|SMR
SN Senegal|SEN
SO Somalia|SOM
SR Suriname|SUR
SS South Sudan|SSD
ST Sao Tome and Principe|São Tomé and Príncipe|STP
SV El Salvador|SLV
SX Sint Maarten|SXM
SY Syria|Syrian Arab Republic|SYR
SZ Eswatini|Swaziland|SWZ
TC Turks and Caicos Islands|TCA
TD Chad|TCD
TF French Southern Territories|ATF
TG Togo|TGO
TH Thailand|THA
TJ Tajikistan|TJK
TK Tokelau|TKL
TL Timor-Leste|East Timor|TLS
TM Turkmenistan|TKM
TN Tunisia|TUN
TO Tonga|TON
TR Türkiye|Turkey|Turkiye|TUR
TT Trinidad and Tobago|TTO
TV Tuvalu|TUV
TW Taiwan|Taiwan, Province of China|TWN
TZ Tanzania|United Republic of Tanzania|TZA
UA Ukraine|UKR
UG Uganda|UGA
UM United States Minor Outlying Islands|UMI
US United States|United States of America|USA|America
UY Uruguay|URY
UZ Uzbekistan|UZB
VA Holy See|Vatican City|Vatican|VAT
VC Saint Vincent and the Grenadines|VCT
VE Venezuela|Bolivarian Republic of Venezuela|VEN
VG British Virgin Islands|Virgin Islands (British)|VGB
VI US Virgin Islands|Virgin Islands (U.S.)|VIR
VN Vietnam|Viet Nam|VNM
VU Vanuatu|VUT
WF Wallis and Futuna|WLF
WS Samoa|WSM
XK Kosovo|XKX
YE Yemen|YEM
YT Mayotte|MYT
ZA South Africa|ZAF
ZM Zambia|ZMB
ZW Zimbabwe|ZWE`

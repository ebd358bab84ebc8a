/** ISO 3166-1 alpha-2 codes, with EU and XK, which are reserved but in use. Names come from Intl, in the reader's language. */
export const COUNTRIES = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ ' +
  'DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT ' +
  'JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
  'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ ' +
  'TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');

/** Names people write that Intl does not know. */
const SPOKEN: Readonly<Record<string, string>> = {
  uk: 'GB', england: 'GB', scotland: 'GB', wales: 'GB', 'great britain': 'GB', eire: 'IE', usa: 'US', 'u.s.a.': 'US', 'u.s.': 'US', 'united states of america': 'US',
  rsa: 'ZA', uae: 'AE', 'czech republic': 'CZ', 'european community': 'EU', holland: 'NL', korea: 'KR', 'south korea': 'KR', 'north korea': 'KP', russia: 'RU', 'russian federation': 'RU',
  'viet nam': 'VN', turkey: 'TR', burma: 'MM', macau: 'MO', macao: 'MO', 'hong kong': 'HK', taiwan: 'TW', prc: 'CN', 'p.r. china': 'CN', 'mainland china': 'CN',
  中国大陆: 'CN', 中华人民共和国: 'CN', 香港: 'HK', 中国香港: 'HK', 澳门: 'MO', 中国澳门: 'MO', 台湾: 'TW', 中国台湾: 'TW', 大韩民国: 'KR', 南韩: 'KR', 欧共体: 'EU', 阿联酋: 'AE', 捷克共和国: 'CZ',
};

const known = new Set(COUNTRIES);
let names: Map<string, string> | undefined;

function nameTable(): Map<string, string> {
  if (names) return names;
  names = new Map(Object.entries(SPOKEN));
  for (const language of ['en', 'zh']) {
    const display = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of COUNTRIES) {
      const name = (display.of(code) ?? code).toLowerCase();
      if (!names.has(name)) names.set(name, code);
    }
  }
  return names;
}

/** The code for what somebody wrote: a code or a name in Chinese or English. Null where it names no country. */
export function countryCode(written: string): string | null {
  const text = written.normalize('NFKC').trim();
  const upper = text.toUpperCase();
  if (known.has(upper)) return upper;
  return nameTable().get(text.toLowerCase()) ?? null;
}

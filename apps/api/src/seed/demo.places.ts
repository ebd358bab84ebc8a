import type { NameCulture } from './demo.names';

/** Where people live and which numbers are set aside there. `{3}` stands for three digits. */
export interface Place {
  region: string;
  city: string;
  /** A range that its regulator keeps for fiction; absent: only an e-mail address is invented. */
  phone?: string;
}

export interface Country {
  /** ISO 3166-1, null where the file does not say which country. */
  code: string | null;
  culture: NameCulture;
  places: readonly Place[];
}

export type SalesArea = 'EAST' | 'SOUTH' | 'NORTH' | 'OVERSEAS';

/** Weight by how often a place stands here. Mainland numbers: see `docs/demo.md` on the block 154. */
export const chinesePlaces: readonly (Place & { area: SalesArea })[] = [
  ...area('EAST', '上海:上海 上海:上海 上海:上海 江苏:苏州 江苏:南京 江苏:无锡 浙江:杭州 浙江:杭州 浙江:宁波 浙江:义乌 安徽:合肥 福建:厦门 福建:福州 山东:青岛 山东:济南 江西:南昌'),
  ...area('SOUTH', '广东:广州 广东:广州 广东:深圳 广东:深圳 广东:佛山 广东:东莞 广东:珠海 广西:南宁 海南:海口 湖南:长沙 湖北:武汉 湖北:武汉 云南:昆明 贵州:贵阳'),
  ...area('NORTH', '北京:北京 北京:北京 北京:北京 天津:天津 河北:石家庄 辽宁:大连 辽宁:沈阳 陕西:西安 四川:成都 四川:成都 重庆:重庆 河南:郑州 黑龙江:哈尔滨'),
];

function area(name: SalesArea, places: string): (Place & { area: SalesArea })[] {
  return places.split(' ').map((place) => {
    const [region = '', city = ''] = place.split(':');
    return { region, city, phone: '+86154{8}', area: name };
  });
}

/** The numbers that Ofcom keeps for television and radio, with the city whose code they bear; mobiles fit everywhere. */
const britishPlaces: readonly Place[] = [
  { region: 'England', city: 'London', phone: '+442079460{3}' },
  { region: 'England', city: 'London', phone: '+447700900{3}' },
  { region: 'England', city: 'Leeds', phone: '+441134960{3}' },
  { region: 'England', city: 'Sheffield', phone: '+441144960{3}' },
  { region: 'England', city: 'Nottingham', phone: '+441154960{3}' },
  { region: 'England', city: 'Leicester', phone: '+441164960{3}' },
  { region: 'England', city: 'Bristol', phone: '+441174960{3}' },
  { region: 'England', city: 'Reading', phone: '+441184960{3}' },
  { region: 'England', city: 'Birmingham', phone: '+441214960{3}' },
  { region: 'England', city: 'Liverpool', phone: '+441514960{3}' },
  { region: 'England', city: 'Manchester', phone: '+441614960{3}' },
  { region: 'England', city: 'Newcastle', phone: '+441914980{3}' },
  { region: 'England', city: 'York', phone: '+447700900{3}' },
  { region: 'Scotland', city: 'Edinburgh', phone: '+441314960{3}' },
  { region: 'Scotland', city: 'Glasgow', phone: '+441414960{3}' },
  { region: 'Wales', city: 'Cardiff', phone: '+442920180{3}' },
  { region: 'Northern Ireland', city: 'Belfast', phone: '+442896496{3}' },
];

const list = (code: string, culture: NameCulture, places: string): Country => ({
  code, culture, places: places.split(' ').map((place) => {
    const [region = '', city = ''] = place.replaceAll('_', ' ').split(':');
    return { region, city };
  }),
});

const french = (places: string): Country => {
  const country = list('FR', 'FRENCH', places);
  return { ...country, places: country.places.map((place) => ({ ...place, phone: '+33639980{3}' })) };
};

/** Countries as the file spells them. */
export const countries: Readonly<Record<string, Country>> = {
  'United Kingdom': { code: 'GB', culture: 'ENGLISH', places: britishPlaces },
  'Channel Islands': { code: 'JE', culture: 'ENGLISH', places: [{ region: 'Jersey', city: 'St Helier', phone: '+447700900{3}' }] },
  Germany: list('DE', 'GERMAN', 'Bayern:München Berlin:Berlin Hamburg:Hamburg Hessen:Frankfurt Sachsen:Leipzig Nordrhein-Westfalen:Köln'),
  France: french('Île-de-France:Paris Rhône:Lyon Provence:Marseille Occitanie:Toulouse Bretagne:Rennes'),
  EIRE: list('IE', 'ENGLISH', 'Leinster:Dublin Munster:Cork Connacht:Galway'),
  Spain: list('ES', 'IBERIAN', 'Madrid:Madrid Cataluña:Barcelona Andalucía:Sevilla Valencia:Valencia'),
  Netherlands: list('NL', 'DUTCH', 'Noord-Holland:Amsterdam Zuid-Holland:Rotterdam Utrecht:Utrecht'),
  Belgium: list('BE', 'DUTCH', 'Brussel:Brussel Antwerpen:Antwerpen Vlaanderen:Gent'),
  Switzerland: list('CH', 'GERMAN', 'Zürich:Zürich Bern:Bern Basel:Basel'),
  Portugal: list('PT', 'IBERIAN', 'Lisboa:Lisboa Porto:Porto'),
  Australia: { code: 'AU', culture: 'ENGLISH', places: [{ region: 'New South Wales', city: 'Sydney', phone: '+6125550{4}' }, { region: 'Victoria', city: 'Melbourne', phone: '+6135550{4}' }] },
  Norway: list('NO', 'NORDIC', 'Oslo:Oslo Vestland:Bergen'),
  Italy: list('IT', 'ITALIAN', 'Lazio:Roma Lombardia:Milano Toscana:Firenze'),
  Finland: list('FI', 'NORDIC', 'Uusimaa:Helsinki Pirkanmaa:Tampere'),
  Cyprus: list('CY', 'GREEK', 'Nicosia:Nicosia Limassol:Limassol'),
  Sweden: list('SE', 'NORDIC', 'Stockholm:Stockholm Skåne:Malmö'),
  Austria: list('AT', 'GERMAN', 'Wien:Wien Salzburg:Salzburg'),
  Denmark: list('DK', 'NORDIC', 'Hovedstaden:København Midtjylland:Aarhus'),
  Japan: list('JP', 'JAPANESE', 'Tokyo:Tokyo Osaka:Osaka'),
  Poland: list('PL', 'SLAVIC', 'Mazowieckie:Warszawa Małopolskie:Kraków'),
  Israel: list('IL', 'ENGLISH', 'Tel-Aviv:Tel-Aviv'),
  USA: { code: 'US', culture: 'ENGLISH', places: [{ region: 'New York', city: 'New York', phone: '+121255501{2}' }, { region: 'California', city: 'San Francisco', phone: '+141555501{2}' }] },
  'Hong Kong': list('HK', 'ENGLISH', 'Hong_Kong:Hong_Kong'),
  Singapore: list('SG', 'ENGLISH', 'Singapore:Singapore'),
  Iceland: list('IS', 'NORDIC', 'Reykjavík:Reykjavík'),
  Canada: list('CA', 'ENGLISH', 'Ontario:Toronto Québec:Montréal'),
  Greece: list('GR', 'GREEK', 'Attica:Athens'),
  Malta: list('MT', 'ITALIAN', 'Malta:Valletta'),
  'United Arab Emirates': list('AE', 'ENGLISH', 'Dubai:Dubai'),
  'European Community': { code: null, culture: 'FRENCH', places: [{ region: '', city: '' }] },
  RSA: list('ZA', 'ENGLISH', 'Gauteng:Johannesburg'),
  Lebanon: list('LB', 'FRENCH', 'Beirut:Beirut'),
  Lithuania: list('LT', 'SLAVIC', 'Vilnius:Vilnius'),
  Brazil: list('BR', 'IBERIAN', 'São_Paulo:São_Paulo'),
  'Czech Republic': list('CZ', 'SLAVIC', 'Praha:Praha'),
  Bahrain: list('BH', 'ENGLISH', 'Manama:Manama'),
  'Saudi Arabia': list('SA', 'ENGLISH', 'Riyadh:Riyadh'),
  Unspecified: { code: null, culture: 'ENGLISH', places: [{ region: '', city: '' }] },
};

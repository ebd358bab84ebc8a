import { pinyin } from 'pinyin-pro';
import { Chance } from './chance';
import {
  chineseFamily, chineseFemale, chineseMale, chineseShopKinds, chineseShopWords, latinNames, latinShopKinds, latinShopWords, type NameCulture,
} from './demo.names';
import { chinesePlaces, countries, type Country, type Place, type SalesArea } from './demo.places';

/** What the set knows of a customer number, and what the invention leans on. */
export interface KnownCustomer {
  number: string;
  /** As the file spells it. */
  country: string;
  /** Buys by the carton: is told as a company. */
  isWholesaler: boolean;
}

/** Somebody who does not exist. */
export interface InventedCustomer {
  kind: 'PERSON' | 'COMPANY';
  name: string;
  nameLatin: string;
  companyName: string;
  gender: 'FEMALE' | 'MALE' | 'UNKNOWN';
  birthDate: string;
  occupation: string;
  country: string;
  region: string;
  city: string;
  phone: string;
  email: string;
  area: SalesArea;
}

const UNKNOWN_COUNTRY: Country = { code: null, culture: 'ENGLISH', places: [{ region: '', city: '' }] };
/** Of a hundred customers of the set's home market, so many are told as living in China. */
const MOVED_TO_CHINA = 62;

/** The same number always gives the same person; nothing of it comes from the set but the number and, abroad, the country. */
export function invent(known: KnownCustomer): InventedCustomer {
  const chance = new Chance(known.number);
  const moved = known.country === 'United Kingdom' && chance.percent('country', MOVED_TO_CHINA);
  const place = moved ? chance.of('place', chinesePlaces) : null;
  const country = countries[known.country] ?? UNKNOWN_COUNTRY;
  const abroad = chance.of('place', country.places);
  const home: Place = place ?? abroad;
  const named = moved || country.code === 'HK' || country.code === 'SG'
    ? chineseName(chance, known.isWholesaler, home.city)
    : latinName(chance, known.isWholesaler, country.culture);
  const birth = known.isWholesaler ? '' : birthDate(chance);
  return {
    ...named,
    kind: known.isWholesaler ? 'COMPANY' : 'PERSON',
    birthDate: birth, occupation: known.isWholesaler ? '' : occupation(chance, birth),
    country: moved ? 'CN' : (country.code ?? ''), region: home.region, city: home.city,
    phone: phoneIn(chance, home), email: emailOf(chance, known.number, named.nameLatin || named.name),
    area: place?.area ?? 'OVERSEAS',
  };
}

/** The name of a company that stands where somebody lives. */
export function companyAt(number: string, { country, city }: Pick<InventedCustomer, 'country' | 'city'>): string {
  const chance = new Chance(number);
  if (country === 'CN') return chineseName(chance, true, city).companyName;
  return latinName(chance, true, Object.values(countries).find(({ code }) => code === country)?.culture ?? 'ENGLISH').companyName;
}

type Named = Pick<InventedCustomer, 'name' | 'nameLatin' | 'companyName' | 'gender'>;

function chineseName(chance: Chance, isCompany: boolean, city: string): Named {
  if (isCompany) {
    const word = chance.of('shop', chineseShopWords);
    const name = `${city}${word}${chance.of('shop kind', chineseShopKinds)}`;
    return { name, nameLatin: latinised(`${city}${word}`), companyName: name, gender: 'UNKNOWN' };
  }
  const female = chance.percent('gender', 58);
  const family = chance.of('family', chineseFamily);
  const given = chance.of('given', female ? chineseFemale : chineseMale);
  const nameLatin = `${capital(spelled(given, 'normal'))} ${capital(spelled(family, 'head'))}`;
  return { name: family + given, nameLatin, companyName: '', gender: female ? 'FEMALE' : 'MALE' };
}

function latinName(chance: Chance, isCompany: boolean, culture: NameCulture): Named {
  const names = latinNames[culture];
  if (isCompany) {
    const [one, other] = [chance.of('shop', latinShopWords), chance.of('partner', latinShopWords)];
    const word = one === other || chance.percent('one word', 20) ? one : `${one} & ${other}`;
    const name = `${word} ${chance.of('shop kind', latinShopKinds[culture])}`;
    return { name, nameLatin: '', companyName: name, gender: 'UNKNOWN' };
  }
  const female = chance.percent('gender', 58);
  const given = chance.of('given', female ? names.female : names.male);
  return { name: `${given} ${chance.of('family', names.family)}`, nameLatin: '', companyName: '', gender: female ? 'FEMALE' : 'MALE' };
}

const spelled = (text: string, surname: 'head' | 'normal'): string =>
  pinyin(text, { toneType: 'none', type: 'array', v: true, surname: surname === 'head' ? 'head' : 'off' }).join('');

const latinised = (text: string): string =>
  pinyin(text, { toneType: 'none', type: 'array', v: true }).map(capital).join(' ');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const OCCUPATIONS = [
  'SERVICE', 'SERVICE', 'SERVICE', 'MANAGER', 'MANAGER', 'PROFESSIONAL', 'PROFESSIONAL', 'CLERICAL', 'CLERICAL', 'PRODUCTION', 'OTHER', 'NOT_WORKING', '',
] as const;

/** The young mostly study, the old mostly do not work any more. */
function occupation(chance: Chance, birth: string): string {
  const year = Number(birth.slice(0, 4));
  if (year >= 2001 && chance.percent('studies', 60)) return 'STUDENT';
  if (year > 0 && year <= 1961 && chance.percent('retired', 75)) return 'RETIRED';
  return chance.of('occupation', OCCUPATIONS);
}

/** Three in four birth dates are known; the middle years are the most frequent. */
function birthDate(chance: Chance): string {
  if (!chance.percent('birth known', 74)) return '';
  const year = 1948 + chance.number('birth year', 30) + chance.number('birth year too', 30);
  const month = String(1 + chance.number('birth month', 12)).padStart(2, '0');
  return `${year}-${month}-${String(1 + chance.number('birth day', 28)).padStart(2, '0')}`;
}

/** Nine in ten have a number, where their country keeps a range for fiction. */
function phoneIn(chance: Chance, place: Place): string {
  if (!place.phone || !chance.percent('phone known', 91)) return '';
  return place.phone.replace(/\{(\d)\}/, (_, count: string) => chance.digits('phone', Number(count)));
}

/** Four in five have an address, always under a name that RFC 2606 sets aside. */
function emailOf(chance: Chance, number: string, latin: string): string {
  if (!chance.percent('email known', 82)) return '';
  const local = latin.normalize('NFD').replace(/[^A-Za-z]+/g, '.').replace(/^\.|\.$/g, '').toLowerCase();
  return `${local ? `${local}.` : 'customer.'}${number}@${chance.of('email host', ['example.com', 'example.org', 'example.net'])}`;
}

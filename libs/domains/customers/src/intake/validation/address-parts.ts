import { accept, refuse, type Judged } from './judged';
import { provinces, type Province } from './provinces';

/** An address of mainland China in its parts; what is not written is null. */
export interface AddressParts {
  province: string;
  city: string | null;
  district: string | null;
  street: string | null;
  postalCode: string | null;
}

const LONGEST = 300;
const CITY = /^(.{1,10}?(?:自治州|地区|盟|市))/;
const DISTRICT = /^(.{1,12}?(?:自治县|自治旗|开发区|新区|林区|特区|区|县|旗|市))/;

/** Splits a written address into province, city, district and street. The parts that a provincial city stands for are not asked twice. */
export function addressParts(text: string): Judged<AddressParts> {
  if (text.length > LONGEST) return refuse('TOO_LONG', { limit: LONGEST });
  const plain = text.normalize('NFKC').replace(/[\s,，、;；]+/g, '').replace(/^(?:中国|中华人民共和国)/, '');
  if (plain === '') return refuse('EMPTY');
  const postalCode = /(?:^|[^\d])(\d{6})(?:$|[^\d])/.exec(plain)?.[1] ?? null;
  const rest = postalCode ? plain.replace(new RegExp(`(?:邮编[:：]?)?${postalCode}`), '') : plain;
  const province = provinces.find(({ name, short }) => rest.startsWith(name) || rest.startsWith(short)) ?? provinces.find(({ cities }) => cities.some((city) => rest.startsWith(city)));
  if (!province) return refuse('ADDRESS_PROVINCE');
  return accept({ province: province.name, postalCode, ...below(province, afterProvince(rest, province)) });
}

function afterProvince(rest: string, { name, short, isCity, cities }: Province): string {
  if (rest.startsWith(name)) return rest.slice(name.length);
  // 吉林 is a province and a city of it: followed by 市 it is the city.
  const isItsCity = !isCity && cities.some((city) => rest.startsWith(`${city}市`));
  return rest.startsWith(short) && !isItsCity ? rest.slice(short.length).replace(isCity ? /^市/ : /^省/, '') : rest;
}

function below(province: Province, rest: string): Pick<AddressParts, 'city' | 'district' | 'street'> {
  const city = province.isCity ? province.name : cityOf(province, rest);
  const behind = province.isCity ? rest.replace(/^(?:市辖区|县)/, '').replace(new RegExp(`^${province.short}市?`), '') : rest.slice(written(city, rest));
  const district = DISTRICT.exec(behind)?.[1] ?? null;
  const street = behind.slice(district?.length ?? 0);
  return { city, district, street: street === '' ? null : street };
}

function cityOf({ cities }: Province, rest: string): string | null {
  const known = cities.find((city) => rest.startsWith(city));
  if (known) return `${known}市`;
  return CITY.exec(rest)?.[1] ?? null;
}

/** How many characters of `rest` the city takes, with or without its 市. */
const written = (city: string | null, rest: string): number => (city === null ? 0 : rest.startsWith(city) ? city.length : city.length - 1);

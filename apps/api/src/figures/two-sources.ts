import { pinyin } from 'pinyin-pro';
import { Chance } from '../seed/chance';
import { chineseFemale, chineseMale } from '../seed/demo.names';
import { chinesePlaces } from '../seed/demo.places';
import type { DemoCustomer } from '../seed/demo.customers';

/** Somebody as one of two systems knows them. Empty: that system does not know. */
export interface SourcePerson {
  /** `a` or `b`, then the number under which that system knows them. */
  id: string;
  kind: 'PERSON' | 'COMPANY';
  name: string;
  companyName: string;
  gender: 'FEMALE' | 'MALE' | 'UNKNOWN';
  /** As far as it is known: `1985-03-02`, `1985-03`, `1985` or `--03-02`. */
  birth: string;
  city: string;
  phone: string;
  email: string;
  isPhoneVerified: boolean;
}

/** Two systems that know many of the same people, each in its own way, and who is who in truth. */
export interface TwoSources {
  a: SourcePerson[];
  b: SourcePerson[];
  /** Ids of `a` and `b` that are one person. */
  truth: [string, string][];
}

/** In a hundred. What people type twice differs like this in the customer files that this was modelled on. */
const RATES = {
  inBoth: 85, collision: 2, nameMissing: 2, phoneMissing: 10, phoneChanged: 13, emailMissing: 24, emailMoved: 10, emailChanged: 9, birthMissing: 22, birthPart: 8, birthExchanged: 3, birthWrong: 1,
  cityMissing: 12, moved: 6, genderMissing: 14, verifiedInA: 35, verifiedInB: 50,
} as const;

/** The same people always give the same two sources: everything that looks like chance is a hash of who and what. */
export function twoSources(people: readonly DemoCustomer[]): TwoSources {
  const a = people.map(asKnownToA);
  const known = people.map((person, at) => ({ person, at })).filter(({ person }) => new Chance(`b ${person.number}`).percent('in both', RATES.inBoth));
  const b = known.map(({ at }) => altered(a[at]!));
  const truth = known.map(({ at }, place): [string, string] => [a[at]!.id, b[place]!.id]);
  const others = a.filter(({ id, kind }) => kind === 'PERSON' && new Chance(`other ${id}`).percent('collides', RATES.collision)).map(somebodyElse);
  return { a, b: [...b, ...others], truth };
}

function asKnownToA(person: DemoCustomer): SourcePerson {
  const chance = new Chance(`a ${person.number}`);
  return {
    id: `a${person.number}`, kind: person.kind, name: person.name, companyName: person.companyName, gender: person.gender, birth: person.birthDate, city: person.city,
    phone: person.phone === '' ? '' : numberOf(chance, 'phone'), email: person.email, isPhoneVerified: chance.percent('verified', RATES.verifiedInA),
  };
}

/** A number of a mobile phone; the sample data has too few of them to tell thousands of people apart. */
const numberOf = (chance: Chance, what: string): string => `+861${chance.of(`${what} range`, [3, 5, 7, 8, 9])}${chance.digits(what, 9)}`;

/** The same person as the other system has taken them down. */
function altered(person: SourcePerson): SourcePerson {
  const chance = new Chance(`b ${person.id}`);
  return {
    ...person, id: `b${person.id.slice(1)}`,
    name: chance.percent('name missing', RATES.nameMissing) ? '' : alteredName(person, chance),
    companyName: chance.percent('form left out', 12) ? person.companyName.replace(/有限公司| Ltd| GmbH$/u, '') : person.companyName,
    gender: chance.percent('gender missing', RATES.genderMissing) ? 'UNKNOWN' : person.gender,
    birth: alteredBirth(person.birth, chance),
    city: chance.percent('city missing', RATES.cityMissing) ? '' : chance.percent('moved', RATES.moved) ? chance.of('new city', chinesePlaces).city : person.city,
    phone: chance.percent('phone missing', RATES.phoneMissing) ? '' : person.phone === '' || chance.percent('phone changed', RATES.phoneChanged) ? numberOf(chance, 'new phone') : person.phone,
    email: alteredEmail(person.email, chance),
    isPhoneVerified: chance.percent('verified', RATES.verifiedInB),
  };
}

function alteredBirth(birth: string, chance: Chance): string {
  if (birth === '' || chance.percent('birth missing', RATES.birthMissing)) return '';
  const [year = '', month = '', day = ''] = birth.split('-');
  if (chance.percent('birth part', RATES.birthPart)) return chance.of('which part', [year, `${year}-${month}`, `--${month}-${day}`]);
  if (chance.percent('birth exchanged', RATES.birthExchanged)) return Number(day) <= 12 ? `${year}-${day}-${month}` : birth;
  return chance.percent('birth wrong', RATES.birthWrong) ? `${1950 + chance.number('wrong year', 50)}-${month}-${day}` : birth;
}

function alteredEmail(email: string, chance: Chance): string {
  if (email === '' || chance.percent('e-mail missing', RATES.emailMissing)) return '';
  const local = email.slice(0, email.indexOf('@'));
  if (chance.percent('e-mail moved', RATES.emailMoved)) return `${local}@mail.example`;
  return chance.percent('e-mail changed', RATES.emailChanged) ? `${chance.of('new word', ['sunny', 'blue', 'river', 'stone', 'happy', 'moon'])}${chance.digits('new address', 5)}@example.net` : email;
}

function alteredName(person: SourcePerson, chance: Chance): string {
  const { name } = person;
  if (person.kind === 'COMPANY') return name;
  if (!/\p{Script=Han}/u.test(name)) return alteredLatin(name, chance);
  const chars = [...name];
  const way = chance.number('way', 100);
  if (way < 5) return [...chars.slice(0, -1), homophone(chars.at(-1)!, chance)].join('');
  if (way < 11) return latin(name);
  if (way < 14) return [...chars.slice(1), chars[0]].join('');
  if (way < 17) return chars.length > 2 ? chars.slice(0, -1).join('') : name;
  if (way < 21) return `${chars[0]}　${chars.slice(1).join('')}`;
  return name;
}

const latin = (name: string): string => {
  const [family = '', ...given] = pinyin(name, { toneType: 'none', type: 'array', v: true, surname: 'head' });
  return `${given.join('')} ${family}`;
};

const readingOf = (char: string): string => pinyin(char, { toneType: 'none' });
const givenChars = [...new Set([...chineseFemale, ...chineseMale].flatMap((name) => [...name]))];

/** Another character of given names with the same sound, as people write down what they hear; the same where there is none. */
function homophone(char: string, chance: Chance): string {
  const others = givenChars.filter((other) => other !== char && readingOf(other) === readingOf(char));
  return others.length === 0 ? char : chance.of('homophone', others);
}

function alteredLatin(name: string, chance: Chance): string {
  const words = name.split(' ');
  const way = chance.number('way', 100);
  const slip = 1 + chance.number('slip', Math.max(1, name.length - 2));
  if (way < 5) return name.slice(0, slip) + name.slice(slip + 1);
  if (way < 9) return name.slice(0, slip) + (name[slip + 1] ?? '') + (name[slip] ?? '') + name.slice(slip + 2);
  if (way < 15) return [...words].reverse().join(', ');
  if (way < 18) return [`${words[0]![0]}.`, ...words.slice(1)].join(' ');
  if (way < 23) return name.toUpperCase();
  return name;
}

/** Somebody else who shares name and city, or the phone of the household, with a person of `a`. */
function somebodyElse(person: SourcePerson): SourcePerson {
  const chance = new Chance(`else ${person.id}`);
  const birth = `${1950 + chance.number('year', 55)}-${String(1 + chance.number('month', 12)).padStart(2, '0')}-${String(1 + chance.number('day', 28)).padStart(2, '0')}`;
  const own = { ...person, id: `b9${person.id.slice(1)}`, birth: chance.percent('birth known', 75) ? birth : '', email: chance.percent('e-mail known', 60) ? `else.${chance.digits('address', 6)}@example.org` : '', isPhoneVerified: chance.percent('verified', RATES.verifiedInB) };
  if (person.phone === '' || chance.percent('same name', 50)) return { ...own, phone: numberOf(chance, 'own phone') };
  const female = chance.percent('gender', 50);
  const isHan = /\p{Script=Han}/u.test(person.name);
  const given = chance.of('given', isHan ? (female ? chineseFemale : chineseMale) : ['Alex', 'Robin', 'Chris', 'Jamie', 'Sam']);
  const name = isHan ? `${[...person.name][0]}${given}` : `${given} ${person.name.split(' ').slice(1).join(' ')}`;
  // A household shares its phone, not its given names.
  return { ...own, name: name === person.name ? `${[...person.name][0]}默` : name, gender: female ? 'FEMALE' : 'MALE', email: own.email };
}

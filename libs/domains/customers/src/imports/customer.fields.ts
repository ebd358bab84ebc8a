import { good, bad, choice, code, list, partialDay, reference, text, type Cell } from '@dossier/kernel/exchange';
import type { ImportField } from '@dossier/kernel/exchange';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { countryCode } from '@dossier/vocabulary/countries';
import { BirthCalendar, CustomerKind, CustomerStage, Gender, IdentityKind, Occupation } from '@dossier/vocabulary/enums';
import { normaliseIdentity } from '../identity/identity.kinds';
import { regionOf } from '../identity/identity.rules';
import { isZoneName } from '../profile/customer.rules';

type Terms = Readonly<Record<string, { zh: string; en: string }>>;

/** The words of an enum: both names of its dictionary, and what files say besides. */
const wordsOf = (name: string, values: Readonly<Record<string, string>>, more: Readonly<Record<string, readonly string[]>> = {}): Record<string, readonly string[]> =>
  Object.fromEntries(Object.keys(values).map((value) => {
    const term = (customerTerms as Terms)[`${name}.${value}`];
    return [value, [...(term ? [term.zh, term.en] : []), ...(more[value] ?? [])]];
  }));

const country = (raw: string): Cell<string> => {
  if (/^(unspecified|unknown|n\/?a|未知|不详)$/i.test(raw.trim())) return good<string>(null as never);
  const found = countryCode(raw);
  return found ? good(found) : bad('REFERENCE_UNKNOWN');
};

const zones = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));

/** A zone of the IANA list, however its letters and blanks are written. */
function timeZone(raw: string): Cell<string> {
  const written = raw.normalize('NFKC').trim().replace(/\s+/g, '_');
  const zone = zones.get(written.toLowerCase()) ?? written;
  return isZoneName(zone) ? good(zone) : bad('REFERENCE_UNKNOWN');
}

const PROBLEMS: Partial<Record<IdentityKind, 'EMAIL_INVALID' | 'PHONE_INVALID'>> = { EMAIL: 'EMAIL_INVALID', PHONE: 'PHONE_INVALID' };

const contact = (kind: IdentityKind) => (raw: string, facts: { timeZone: string }): Cell<string> => {
  const normal = normaliseIdentity(kind, raw, { region: regionOf(facts.timeZone) });
  return normal.ok ? good(normal.value) : bad(PROBLEMS[kind] ?? 'IDENTITY_INVALID');
};

const isPhone = (value: string): boolean => /^\+?[\d\s()-]{7,20}$/.test(value);
const isMail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

/** Fields that hold contacts, and what kind each is. */
export const CONTACTS = {
  phone: IdentityKind.PHONE, phone2: IdentityKind.PHONE, email: IdentityKind.EMAIL, email2: IdentityKind.EMAIL, wechat: IdentityKind.ACCOUNT, account: IdentityKind.ACCOUNT,
  memberCard: IdentityKind.MEMBER_CARD, posMember: IdentityKind.POS_MEMBER, unionId: IdentityKind.WECHAT_UNIONID, openId: IdentityKind.WECHAT_OPENID,
} as const;

/** What a file of customers may bring. */
export const customerFields: readonly ImportField[] = [
  { name: 'name', label: { zh: '姓名', en: 'Name' }, type: 'TEXT', parse: text(200) },
  { name: 'familyName', label: { zh: '姓', en: 'Family name' }, type: 'TEXT', parse: text(100) },
  { name: 'givenName', label: { zh: '名', en: 'Given name' }, type: 'TEXT', parse: text(100) },
  { name: 'nameLatin', label: { zh: '拉丁字母姓名', en: 'Name in Latin letters' }, type: 'TEXT', parse: text(200) },
  { name: 'companyName', label: { zh: '企业名称', en: 'Company' }, type: 'TEXT', parse: text(200) },
  { name: 'kind', label: { zh: '客户类型', en: 'Person or company' }, type: 'CHOICE', defaultable: true, parse: choice(wordsOf('CustomerKind', CustomerKind, { PERSON: ['自然人', '个人客户', 'individual', 'b2c'], COMPANY: ['公司', '单位', '企业客户', 'business', 'organisation', 'b2b'] })) },
  { name: 'gender', label: { zh: '性别', en: 'Gender' }, type: 'CHOICE', parse: choice(wordsOf('Gender', Gender, { FEMALE: ['女士', '女性', '小姐', 'f', 'ms', 'mrs', 'woman'], MALE: ['男士', '男性', '先生', 'm', 'mr', 'man'], UNKNOWN: ['不详', '保密', 'u', '-'] })) },
  { name: 'birthDate', label: { zh: '出生日期', en: 'Birth date' }, type: 'DAY', parse: partialDay },
  { name: 'birthCalendar', label: { zh: '历法', en: 'Calendar' }, type: 'CHOICE', parse: choice(wordsOf('BirthCalendar', BirthCalendar, { SOLAR: ['阳历', '新历', 'gregorian'], LUNAR: ['阴历', '旧历'] })) },
  { name: 'occupation', label: { zh: '职业', en: 'Occupation' }, type: 'TEXT', parse: text(100) },
  { name: 'country', label: { zh: '国家或地区', en: 'Country' }, type: 'CHOICE', defaultable: true, parse: country },
  { name: 'region', label: { zh: '省或州', en: 'Region' }, type: 'TEXT', defaultable: true, parse: text(80) },
  { name: 'city', label: { zh: '城市', en: 'City' }, type: 'TEXT', defaultable: true, parse: text(80) },
  { name: 'timeZone', label: { zh: '时区', en: 'Time zone' }, type: 'TEXT', parse: timeZone },
  { name: 'phone', label: { zh: '电话', en: 'Phone' }, type: 'TEXT', secret: true, key: true, parse: contact(IdentityKind.PHONE), looks: isPhone },
  { name: 'phone2', label: { zh: '其他电话', en: 'Other phone' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.PHONE), looks: isPhone },
  { name: 'email', label: { zh: '邮箱', en: 'E-mail' }, type: 'TEXT', secret: true, key: true, parse: contact(IdentityKind.EMAIL), looks: isMail },
  { name: 'email2', label: { zh: '其他邮箱', en: 'Other e-mail' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.EMAIL), looks: isMail },
  { name: 'wechat', label: { zh: '微信', en: 'WeChat' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.ACCOUNT) },
  { name: 'account', label: { zh: '账号', en: 'Account' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.ACCOUNT) },
  { name: 'memberCard', label: { zh: '会员卡', en: 'Member card' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.MEMBER_CARD) },
  { name: 'posMember', label: { zh: '收银会员号', en: 'Till member number' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.POS_MEMBER) },
  { name: 'unionId', label: { zh: '微信 UnionID', en: 'WeChat UnionID' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.WECHAT_UNIONID) },
  { name: 'openId', label: { zh: '微信 OpenID', en: 'WeChat OpenID' }, type: 'TEXT', secret: true, parse: contact(IdentityKind.WECHAT_OPENID) },
  { name: 'stage', label: { zh: '客户阶段', en: 'Stage' }, type: 'CHOICE', defaultable: true, parse: choice(wordsOf('CustomerStage', CustomerStage, { PROSPECT: ['潜客', '意向', 'lead'], NEW: ['新客'], ACTIVE: ['活跃', '成交'], DORMANT: ['沉睡', '休眠', 'inactive'], LOST: ['流失', 'churned'] })) },
  { name: 'source', label: { zh: '来源渠道', en: 'Source' }, type: 'REFERENCE', defaultable: true, parse: reference('channel') },
  { name: 'owner', label: { zh: '负责人', en: 'Owner' }, type: 'REFERENCE', defaultable: true, parse: reference('user') },
  { name: 'tags', label: { zh: '标签', en: 'Tags' }, type: 'LIST', defaultable: true, parse: tagList },
  { name: 'externalKey', label: { zh: '客户编号', en: 'Customer number' }, type: 'TEXT', key: true, parse: code(100) },
  { name: 'externalSource', label: { zh: '编号所属系统', en: 'System of the numbers' }, type: 'TEXT', defaultable: true, parse: code(60) },
  { name: 'archiveNo', label: { zh: '档案号', en: 'Record number' }, type: 'TEXT', key: true, parse: code(40) },
];

/** Tags by name; one that does not exist is a problem of the row, for a file must not invent words. */
function tagList(raw: string, facts: Parameters<ImportField['parse']>[1]): Cell<string[]> {
  const names = list(40)(raw, facts);
  if (!names.ok) return names;
  const one = reference('tag');
  const found = names.value.map((name) => one(name, facts));
  const wrong = found.find((cell) => !cell.ok);
  return wrong && !wrong.ok ? wrong : good(found.map((cell) => (cell.ok ? cell.value : '')).sort());
}

const occupationWords = choice(wordsOf('Occupation', Occupation));

/** An occupation by its code where the word is one of the list, else as free text. */
export function occupationOf(written: string, facts: Parameters<ImportField['parse']>[1]): { occupation?: string; occupation_text?: string } {
  const coded = occupationWords(written, facts);
  return coded.ok ? { occupation: coded.value } : { occupation_text: written };
}

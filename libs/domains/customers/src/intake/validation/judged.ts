/** Why a value is not accepted, in the reader's words; `{name}` places a fact. */
export const refusalWords = {
  EMPTY: { zh: '没有内容', en: 'there is nothing in it' },
  TOO_LONG: { zh: '太长：最多 {limit} 个字符', en: 'it is too long: {limit} characters at most' },
  NOT_ACCEPTED: { zh: '{why}', en: '{why}' },
  ID_LENGTH: { zh: '居民身份证号码有 18 位，这里有 {digits} 位', en: 'a resident identity number has 18 characters; this one has {digits}' },
  ID_SHAPE: { zh: '居民身份证号码由 17 位数字和一位校验码（数字或 X）组成', en: 'a resident identity number has 17 digits and a check character, a digit or X' },
  ID_REGION: { zh: '前两位“{code}”不是省级行政区代码', en: 'its first two digits, {code}, name no province' },
  ID_BIRTH: { zh: '第 7 至 14 位“{day}”不是可能的出生日期', en: 'characters 7 to 14, {day}, are no possible birth date' },
  CHECK_DIGIT: { zh: '校验码不对：应为“{expected}”，请核对有没有输错', en: 'the check character does not fit: {expected} is expected. Compare it with the original' },
  CREDIT_LENGTH: { zh: '统一社会信用代码有 18 位，这里有 {digits} 位', en: 'a unified social credit code has 18 characters; this one has {digits}' },
  CREDIT_SHAPE: { zh: '统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z', en: 'a unified social credit code has digits and capital letters without I, O, S, V and Z' },
  CREDIT_AUTHORITY: { zh: '前两位“{code}”不是登记管理部门和机构类别', en: 'its first two characters, {code}, name no authority and kind of organisation' },
  CREDIT_ORGANISATION: { zh: '第 9 至 17 位的主体标识码校验不对', en: 'the organisation code in characters 9 to 17 does not check' },
  CARD_LENGTH: { zh: '银行卡号有 12 至 19 位数字，这里有 {digits} 位', en: 'a bank card number has 12 to 19 digits; this one has {digits}' },
  CARD_SHAPE: { zh: '银行卡号只由数字组成', en: 'a bank card number has digits alone' },
  CARD_SUM: { zh: '银行卡号校验不通过，请核对有没有输错', en: 'the number does not check. Compare it with the card' },
  ADDRESS_PROVINCE: { zh: '没有认出省、自治区或直辖市。例如：浙江省杭州市西湖区文三路 1 号', en: 'no province was recognised. For example: 浙江省杭州市西湖区文三路 1 号' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type Refusal = keyof typeof refusalWords;

/** Either the value in its one form, or the reason why it is not accepted with the facts of its sentence. */
export type Judged<T> = { ok: true; value: T } | { ok: false; reason: Refusal; facts: Readonly<Record<string, string | number>> };

export const accept = <T>(value: T): Judged<T> => ({ ok: true, value });
export const refuse = <T>(reason: Refusal, facts: Readonly<Record<string, string | number>> = {}): Judged<T> => ({ ok: false, reason, facts });

/** The sentence of a refusal. It never repeats the value itself. */
export const refusalText = ({ reason, facts }: { reason: Refusal; facts: Readonly<Record<string, string | number>> }, language: 'zh' | 'en'): string =>
  refusalWords[reason][language].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));

/** Half width, capitals, without blanks and dashes: how numbers of papers and cards are compared. */
export const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\-‐-―.·_]/g, '').toUpperCase();

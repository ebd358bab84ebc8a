/** Why a phone number, e-mail address or account is not accepted, and what to do: `{…}` places a fact. */
export const contactReasons = {
  EMPTY: { zh: '没有内容。请填写，或把这一格留空。', en: 'There is nothing in it. Fill it in, or leave the cell empty.' },
  PHONE_TOO_SHORT: {
    zh: '电话号码只有 {digits} 位，{region}的手机号码应为 {expected} 位。例如：{example}',
    en: 'The phone number has {digits} digits; mobile numbers in {region} have {expected}. Example: {example}',
  },
  PHONE_TOO_LONG: {
    zh: '电话号码有 {digits} 位，{region}的手机号码应为 {expected} 位。例如：{example}',
    en: 'The phone number has {digits} digits; mobile numbers in {region} have {expected}. Example: {example}',
  },
  PHONE_NOT_A_NUMBER: {
    zh: '“{value}”不是电话号码。请只填写数字，可以带国家代码。例如：{example}',
    en: '“{value}” is not a phone number. Give digits only, with a country code if abroad. Example: {example}',
  },
  PHONE_UNKNOWN_REGION: {
    zh: '国家代码 {code} 不存在。请用 + 和有效的国家代码开头。例如：+86 138 0013 8000',
    en: 'There is no country code {code}. Begin with + and a valid one. Example: +86 138 0013 8000',
  },
  PHONE_NOT_IN_USE: {
    zh: '{region}没有这样的号段。请核对号码。例如：{example}',
    en: 'No numbers of this form are in use in {region}. Check the number. Example: {example}',
  },
  PHONE_ROUNDED: {
    zh: '“{value}”已被表格软件改成科学计数。请把这一列设为文本格式，重新填写后再导入。',
    en: '“{value}” was rounded by the spreadsheet. Format the column as text, enter the numbers again, and import once more.',
  },
  PHONE_SEVERAL: {
    zh: '一格里有几个号码。请每格只放一个，其余放到另一列。',
    en: 'There are several numbers in one cell. Keep one, and put the others into a column of their own.',
  },
  EMAIL_NO_AT: { zh: '“{value}”缺少 @。例如：li.na@example.com', en: '“{value}” has no @. Example: li.na@example.com' },
  EMAIL_BAD_DOMAIN: {
    zh: '@ 后面的“{domain}”不是完整的域名。例如：li.na@example.com',
    en: '“{domain}” after the @ is not a complete domain. Example: li.na@example.com',
  },
  EMAIL_BAD_NAME: {
    zh: '@ 前面的“{name}”含有空格或不允许的字符。例如：li.na@example.com',
    en: '“{name}” before the @ has blanks or characters that are not allowed. Example: li.na@example.com',
  },
  IDENTITY_FORM: { zh: '“{value}”的写法不对。请检查有没有多余的字符；卡号只用字母和数字。', en: '“{value}” is not written as such a number is. Look for stray characters; card numbers have letters and digits only.' },
  TOO_LONG: { zh: '内容有 {length} 个字符，最多 {limit} 个。', en: 'It has {length} characters; at most {limit} are kept.' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type ContactReason = keyof typeof contactReasons;

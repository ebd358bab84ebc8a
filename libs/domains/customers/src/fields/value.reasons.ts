/** What can be wrong with a value of a custom field, in both languages. `{n}` places a number, `{x}` a text. */
export const valueReasons = {
  REQUIRED: { zh: '不能为空。', en: 'it must be filled in.' },
  NOT_TEXT: { zh: '请填写文字。', en: 'it must be a text.' },
  TOO_LONG: { zh: '最多 {n} 个字符。', en: 'at most {n} characters.' },
  TOO_SHORT: { zh: '至少 {n} 个字符。', en: 'at least {n} characters.' },
  SHAPE: { zh: '格式应为“{x}”（# 代表数字，@ 代表字母，? 代表字母或数字）。', en: 'it must look like “{x}” (# a digit, @ a letter, ? either).' },
  NOT_NUMBER: { zh: '请填写数字。', en: 'it must be a number.' },
  TOO_SMALL: { zh: '不能小于 {n}。', en: 'it must not be less than {n}.' },
  TOO_LARGE: { zh: '不能大于 {n}。', en: 'it must not be more than {n}.' },
  NOT_MONEY: { zh: '请填写以最小货币单位表示的整数金额。', en: 'it must be whole minor units of the currency.' },
  NOT_DAY: { zh: '请填写日期，例如 2026-03-07。', en: 'it must be a day, like 2026-03-07.' },
  NOT_INSTANT: { zh: '请填写日期和时间，例如 2026-03-07T09:00:00Z。', en: 'it must be a moment, like 2026-03-07T09:00:00Z.' },
  NOT_FLAG: { zh: '请选择是或否。', en: 'it must be yes or no.' },
  NOT_OPTION: { zh: '请从选项中选择。', en: 'it must be one of the options.' },
  NOT_URL: { zh: '请填写以 http:// 或 https:// 开头的网址。', en: 'it must be a web address that begins with http:// or https://.' },
} as const;

export type ValueReason = keyof typeof valueReasons;

export const reasonText = (reason: ValueReason, language: 'zh' | 'en', facts: { n?: number; x?: string } = {}): string =>
  valueReasons[reason][language].replace('{n}', String(facts.n ?? '')).replace('{x}', facts.x ?? '');

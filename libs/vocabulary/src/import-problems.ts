/**
 * What can be wrong with a row of a file: the sentence and what to do about it. `{name}` places a fact;
 * `{column}` and `{value}` are always known (`{value}` is empty for class A fields).
 */
export interface ProblemWords {
  zh: string;
  en: string;
  remedy: { zh: string; en: string };
}

const fix = (zh: string, en: string, remedyZh: string, remedyEn: string): ProblemWords => ({ zh, en, remedy: { zh: remedyZh, en: remedyEn } });

export const importProblems: Readonly<Record<string, ProblemWords>> = {
  // The row itself
  RAGGED_ROW: fix('这一行有 {found} 列，表头有 {expected} 列。', 'This row has {found} cells, the header has {expected}.', '检查是否多了或少了分隔符；含分隔符的内容请用双引号括起来。', 'Look for a missing or an extra delimiter; put text that contains one in double quotes.'),
  OPEN_QUOTE: fix('这一行的双引号没有闭合。', 'A double quote in this row is never closed.', '补上右引号；内容中的双引号请写成两个。', 'Close the quote; write a quote inside a text twice.'),
  BROKEN_QUOTE: fix('右引号之后还有文字。', 'There is text after a closing quote.', '把整个单元格用双引号括起来，内容中的双引号写成两个。', 'Quote the whole cell and write a quote inside it twice.'),
  NUL_BYTE: fix('这一行含有空字节，文件可能已损坏。', 'This row contains a NUL byte; the file may be damaged.', '从来源系统重新导出，或删去不可见字符。', 'Export the file again, or remove the invisible character.'),
  BROKEN_BYTES: fix('有的字节不属于 {encoding} 编码。', 'Some bytes are not {encoding} text.', '选择正确的编码，或在来源系统中改正这个单元格。', 'Choose the right encoding, or correct the cell at its source.'),
  ROW_TOO_LONG: fix('这一行超过 1 MB。', 'This row is longer than 1 MB.', '检查是否漏了换行或右引号。', 'Look for a missing line break or closing quote.'),
  CELL_TOO_LONG: fix('单元格有 {length} 个字符，上限 {limit}。', 'The cell has {length} characters; {limit} are allowed.', '缩短内容。', 'Shorten the text.'),
  CELL_ERROR: fix('单元格里是表格的错误值“{value}”。', 'The cell holds the spreadsheet error “{value}”.', '在表格中修正公式，或填入数值。', 'Correct the formula in the spreadsheet, or type the value.'),
  UNKNOWN_CELL: fix('“{column}”不是这个文件的列。', '“{column}” is not a column of this file.', '只修改文件里已有的列。', 'Change only columns that the file has.'),
  // Cells
  REQUIRED: fix('“{column}”没有填写。', '“{column}” is empty.', '填入内容，或为整个文件设一个默认值。', 'Fill it in, or set a default for the whole file.'),
  TEXT_TOO_LONG: fix('文字有 {length} 个字符，上限 {limit}。', 'The text has {length} characters; {limit} are allowed.', '缩短内容。', 'Shorten the text.'),
  DAY_UNREADABLE: fix('“{value}”不是日期。', '“{value}” is not a date.', '写成 2026-03-07 的样子。', 'Write it like 2026-03-07.'),
  DAY_IMPOSSIBLE: fix('没有“{value}”这一天。', 'The day “{value}” does not exist.', '检查月和日。', 'Check month and day.'),
  DAY_AMBIGUOUS: fix('“{value}”可以是“月/日”也可以是“日/月”。', '“{value}” may be month/day or day/month.', '为整个文件选择日期顺序，或写成 2026-03-07 的样子。', 'Choose the order of dates for the whole file, or write it like 2026-03-07.'),
  DAY_OUT_OF_RANGE: fix('日期“{value}”不在 {from} 到 {to} 之间。', 'The date “{value}” is not between {from} and {to}.', '检查年份。', 'Check the year.'),
  INSTANT_UNREADABLE: fix('“{value}”不是日期和时间。', '“{value}” is not a date with time.', '写成 2026-03-07 14:05 的样子。', 'Write it like 2026-03-07 14:05.'),
  NUMBER_UNREADABLE: fix('“{value}”不是数字。', '“{value}” is not a number.', '只写数字，例如 1234.5。', 'Write digits only, like 1234.5.'),
  NUMBER_NOT_WHOLE: fix('“{value}”不是整数。', '“{value}” is not a whole number.', '写成整数。', 'Write a whole number.'),
  NUMBER_OUT_OF_RANGE: fix('“{value}”不在 {from} 到 {to} 之间。', '“{value}” is not between {from} and {to}.', '检查数值和单位。', 'Check the value and its unit.'),
  AMOUNT_TOO_FINE: fix('“{value}”的小数位超过币种 {currency} 的 {digits} 位。', '“{value}” has more decimals than the {digits} of {currency}.', '四舍五入到币种的最小单位。', 'Round it to the smallest unit of the currency.'),
  CURRENCY_UNKNOWN: fix('“{value}”不是币种代码。', '“{value}” is not a currency code.', '用三个字母的代码，例如 CNY。', 'Use a code of three letters, like CNY.'),
  CURRENCY_MISMATCH: fix('金额写的是 {found}，这一行的币种是 {expected}。', 'The amount says {found}, the row says {expected}.', '让金额与币种一致。', 'Make amount and currency agree.'),
  CHOICE_UNKNOWN: fix('“{value}”不在可选值之中。可选：{allowed}', '“{value}” is not one of the choices: {allowed}', '改成可选值之一。', 'Use one of the choices.'),
  FLAG_UNREADABLE: fix('“{value}”不是“是”或“否”。', '“{value}” is neither yes nor no.', '写“是”或“否”。', 'Write yes or no.'),
  PHONE_INVALID: fix('这不是有效的电话号码。', 'This is not a valid phone number.', '检查位数；国外号码以 + 和国家代码开头。', 'Check the digits; begin a foreign number with + and the country code.'),
  EMAIL_INVALID: fix('这不是有效的邮箱地址。', 'This is not a valid e-mail address.', '检查 @ 和域名。', 'Check the @ and the domain.'),
  IDENTITY_INVALID: fix('“{column}”的写法不对。', '“{column}” is not written as such a number is.', '检查有没有多余的字符；卡号只用字母和数字。', 'Look for stray characters; card numbers have letters and digits only.'),
  REFERENCE_UNKNOWN: fix('没有找到“{value}”。', '“{value}” was not found.', '检查写法，或先建立它。', 'Check the spelling, or create it first.'),
  REFERENCE_AMBIGUOUS: fix('有不止一个“{value}”。', 'There is more than one “{value}”.', '改用唯一的写法，例如邮箱或编号。', 'Use something unique, such as the e-mail or the number.'),
  // Rows together
  KEY_MISSING: fix('这一行没有“{column}”，不知道要更新哪一条。', 'This row has no “{column}”, so nobody knows what it should update.', '填写“{column}”，或改为只新建。', 'Fill in “{column}”, or choose to create only.'),
  KEY_TWICE: fix('“{column}”与第 {row} 行相同。', '“{column}” is the same as in row {row}.', '只保留一行，或改正编号。', 'Keep one of the rows, or correct the key.'),
  KEY_NOT_FOUND: fix('没有“{column}”为“{value}”的记录可更新。', 'There is no record with “{column}” “{value}” to update.', '改为“新建并更新”，或检查编号。', 'Choose “create and update”, or check the key.'),
  UNIT_HAS_BAD_ROW: fix('同一单的另一行（第 {row} 行）有问题，所以整单没有导入。', 'Another row of the same unit (row {row}) has a problem, so the whole of it was left out.', '改正那一行，然后把这些行一起再导入。', 'Correct that row, then import these rows together again.'),
  ORDER_MIXED: fix('订单“{value}”的各行客户、币种或类型不一致。', 'The lines of order “{value}” do not agree on customer, currency or kind.', '让同一订单号的各行一致，或分成不同的订单号。', 'Make the lines of one order number agree, or give them different numbers.'),
  OUT_OF_REACH: fix('“{value}”不在您的数据范围内。', '“{value}” lies outside your reach.', '换一个在您数据范围内的值。', 'Use one within your reach.'),
  NOT_ALLOWED: fix('您没有修改“{column}”的权限。', 'You have no right to write “{column}”.', '去掉这一列，或向管理员申请权限。', 'Leave this column out, or ask an administrator for the right.'),
  REFUSED: fix('没有保存：{reason}', 'Not saved: {reason}', '按提示改正后再导入。', 'Correct it as the sentence says and import again.'),
};

/** Sentence of a problem in one language, facts placed. */
export function problemSentence(code: string, language: 'zh' | 'en', facts: Readonly<Record<string, unknown>>): string {
  const words = importProblems[code];
  return words === undefined ? code : place(words[language], facts);
}

/** Remedy of a problem in one language, facts placed. */
export function problemRemedy(code: string, language: 'zh' | 'en', facts: Readonly<Record<string, unknown>>): string {
  const words = importProblems[code];
  return words === undefined ? '' : place(words.remedy[language], facts);
}

function place(sentence: string, facts: Readonly<Record<string, unknown>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}

import { exactly, told, type Figure } from './figures';
import { onDatabase } from './process';

/*
 * A file of customers whose every row is known, so that what came in can be compared with it: a tenth of the rows stand in the product
 * before (every second of those with another city), and every thirty-third row is wrong.
 */
const HEADER = '客户编号,姓名,手机号码,电子邮箱,性别,出生日期,所在省,城市,公司名称';
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜';
const CITIES = ['杭州', '宁波', '温州', '嘉兴', '绍兴', '金华'];

const sign = (at: number): string => SURNAMES[at % SURNAMES.length]!;
const keyOf = (no: number): string => `F${String(no).padStart(7, '0')}`;
const nameOf = (no: number): string => sign(no) + sign(Math.floor(no / 7)) + sign(no * 13 + 5);
const phoneOf = (no: number): string => `139${String(no).padStart(8, '0')}`;
const cityOf = (no: number): string => CITIES[no % CITIES.length]!;
const companyOf = (no: number): string => `测试,公司 ${no % 997}`;
const DAY_MS = 86_400_000;
/** No two have name and birth in common: here nobody is to be looked for twice. */
const birthOf = (no: number): string => new Date(Date.UTC(1950, 0, 1) + ((no * 7_919) % 18_000) * DAY_MS).toISOString().slice(0, 10);
const isWrong = (no: number): boolean => no % 33 === 0;
const standsBefore = (no: number, rows: number): boolean => no <= rows / 10;
const isMoved = (no: number): boolean => no % 2 === 0;

const line = (no: number, { phone = phoneOf(no), birth = birthOf(no), city = cityOf(no) } = {}): string =>
  `${keyOf(no)},${nameOf(no)},${phone},u${no}@faults.example,${no % 2 ? '女' : '男'},${birth},浙江,${city},"${companyOf(no)}"`;

function wrongLine(no: number): string {
  const kind = (no / 33) % 3;
  if (kind === 0) return line(no, { phone: '12' });
  if (kind === 1) return line(no, { birth: '1980-02-30' });
  return line(no).replace(',浙江,', ',');
}

const file = (lines: readonly string[]): Buffer => Buffer.from(`${HEADER}\r\n${lines.join('\r\n')}\r\n`);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

export const customerFile = (rows: number): Buffer => file(numbers(rows).map((no) => (isWrong(no) ? wrongLine(no) : line(no))));
export const earlierFile = (rows: number): Buffer => file(numbers(Math.floor(rows / 10)).map((no) => line(no, isMoved(no) ? { city: '上海' } : {})));

type Fate = 'inserted' | 'updated' | 'skipped' | 'failed';

function fateOf(no: number, rows: number): Fate {
  if (isWrong(no)) return 'failed';
  if (!standsBefore(no, rows)) return 'inserted';
  return isMoved(no) ? 'updated' : 'skipped';
}

/** How many rows must come to which end. */
export function expectedOf(rows: number): Record<Fate, number> {
  const counts = { inserted: 0, updated: 0, skipped: 0, failed: 0 };
  for (const no of numbers(rows)) counts[fateOf(no, rows)] += 1;
  return counts;
}

interface Stored extends Record<string, unknown> {
  key: string;
  name: string;
  city: string;
  company: string;
  gender: string;
  birth: string;
  version: number;
  contacts: number;
  writes: number;
}

const STORED = `select c.external_key as key, c.name, c.city, c.company_name as company, c.gender, c.birth_date::text as birth, c.version,
  (select count(*)::int from customer_identity i where i.customer_id = c.id and i.archived_at is null) as contacts,
  (select count(*)::int from batch_item b where b.target_id = c.id) as writes
  from customer c where c.external_key like 'F_______'`;

function isRight(row: Stored, no: number, rows: number): boolean {
  const fate = fateOf(no, rows);
  const city = fate === 'failed' && isMoved(no) ? '上海' : cityOf(no);
  const times = fate === 'updated' ? 2 : 1;
  return row.name === nameOf(no) && row.city === city && row.company === companyOf(no) && row.gender === (no % 2 ? 'FEMALE' : 'MALE') && row.birth.startsWith(birthOf(no)) &&
    row.version === times && row.writes === times && row.contacts === 2;
}

/** The tables against the file, row by row. */
export async function judgedRows(dataDir: string, rows: number): Promise<Figure[]> {
  const stored = await onDatabase(dataDir, async (client) => (await client.query<Stored>(STORED)).rows);
  const byKey = new Map(stored.map((row) => [row.key, row]));
  const wanted = numbers(rows).filter((no) => standsBefore(no, rows) || !isWrong(no));
  const wrong = wanted.filter((no) => {
    const row = byKey.get(keyOf(no));
    return row !== undefined && !isRight(row, no, rows);
  });
  return [
    exactly('customers of the file', stored.length, wanted.length),
    exactly('customers that stand there twice', stored.length - byKey.size, 0),
    exactly('rows of the file that are missing', wanted.filter((no) => !byKey.has(keyOf(no))).length, 0),
    exactly('customers that differ from their row, or were written more than once', wrong.length, 0),
    told('compared for each', `name, city, company, gender, birth, number of contacts, version, entries for the revert${wrong[0] ? `; first wrong: ${JSON.stringify(byKey.get(keyOf(wrong[0])))}` : ''}`),
  ];
}

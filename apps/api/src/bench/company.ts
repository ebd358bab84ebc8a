import type pg from 'pg';
import { createHash } from 'node:crypto';
import { Chance } from '../seed/chance';
import { chineseFamily, chineseFemale, chineseMale } from '../seed/demo.names';

/** A team of the generated company with the people who own its customers. */
export interface BenchTeam {
  id: string;
  owners: readonly string[];
}

export interface BenchCompany {
  teams: readonly BenchTeam[];
  channels: readonly string[];
  tags: readonly string[];
  products: readonly string[];
}

/** An id that follows from a name, so that two generations give the same rows. */
export function idOf(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const REGIONS = ['华东', '华南', '华北', '西部'];
const TEAMS_OF_REGION = 3;
const OWNERS_OF_TEAM = 5;
const CHANNELS = 8;
const TAGS = 24;
const PRODUCTS = 200;

/** Who asks in the bench: a manager of one region, and an administrator who exports and imports. */
export const MANAGER = idOf('user manager');
export const ADMIN = idOf('user admin');
/** The region whose customers the manager reaches. */
export const MANAGED = '华东';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const named = (chance: Chance): string => chance.of('family', chineseFamily) + chance.of('given', chance.percent('woman', 50) ? chineseFemale : chineseMale);

/** One head office, four regions, three teams each, five owners a team; channels, tags and goods. Triggers are lifted by the caller. */
export async function generateCompany(client: pg.Client): Promise<BenchCompany> {
  const head = idOf('team head');
  await team(client, head, '集团', []);
  await person(client, ADMIN, { name: '管理员', role: 'ADMINISTRATOR', team: head });
  const teams: BenchTeam[] = [];
  for (const region of REGIONS) {
    const above = idOf(`team ${region}`);
    await team(client, above, region, [head]);
    if (region === MANAGED) await person(client, MANAGER, { name: '区域经理', role: 'MARKETING_MANAGER', team: above });
    for (const at of numbers(TEAMS_OF_REGION)) {
      const id = idOf(`team ${region} ${at}`);
      await team(client, id, `${region} ${at + 1} 组`, [head, above]);
      const owners = numbers(OWNERS_OF_TEAM).map((place) => idOf(`user ${region} ${at} ${place}`));
      for (const owner of owners) await person(client, owner, { name: named(new Chance(owner)), role: 'SALES', team: id });
      teams.push({ id, owners });
    }
  }
  const channels = await things(client, 'insert into channel (id, name) values ($1, $2) on conflict do nothing', '渠道', CHANNELS);
  const tags = await things(client, 'insert into tag (id, name) values ($1, $2) on conflict do nothing', '标签', TAGS);
  const categories = await things(client, 'insert into product_category (id, name) values ($1, $2) on conflict do nothing', '品类', 12);
  const products: string[] = [];
  for (const at of numbers(PRODUCTS)) {
    const id = idOf(`product ${at}`);
    await client.query(`insert into product (id, code, name, category_id, unit_price_minor, currency) values ($1, $2, $3, $4, $5, 'CNY') on conflict do nothing`, [id, `P${at}`, `商品 ${at}`, categories[at % categories.length], 900 + at * 37]);
    products.push(id);
  }
  await client.query(`update company set name = '速度', currency = 'CNY', phone_tail_search = true, require_second_factor = false, set_up_at = now()`);
  return { teams, channels, tags, products };
}

async function team(client: pg.Client, id: string, name: string, above: readonly string[]): Promise<void> {
  await client.query('insert into team (id, name, parent_id, path) values ($1, $2, $3, $4) on conflict do nothing', [id, name, above.at(-1) ?? null, [...above, id]]);
}

async function person(client: pg.Client, id: string, { name, role, team: teamId }: { name: string; role: string; team: string }): Promise<void> {
  await client.query('insert into app_user (id, name, email) values ($1, $2, $3) on conflict do nothing', [id, name, `${id}@bench.example`]);
  await client.query('insert into team_member (team_id, user_id) values ($1, $2) on conflict do nothing', [teamId, id]);
  await client.query('insert into user_role (user_id, role_id) select $1, id from role where code = $2 on conflict do nothing', [id, role]);
}

async function things(client: pg.Client, statement: string, word: string, count: number): Promise<string[]> {
  const ids = numbers(count).map((at) => idOf(`${word} ${at}`));
  for (const [at, id] of ids.entries()) await client.query(statement, [id, `${word} ${at + 1}`]);
  return ids;
}

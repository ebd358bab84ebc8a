import { Injectable } from '@nestjs/common';
import { Database, isId } from '@dossier/kernel/data';
import type { ScoringRule } from './scorecard.rules';
import type { Names } from './rule.words';

/** What the ids and codes of rules are called: channels, tags, products, topics and purposes, open to every colleague. */
@Injectable()
export class RuleNames {
  constructor(private readonly database: Database) {}

  /** Names of all that these rules mention, in a language. */
  async of(rules: readonly ScoringRule[], language: 'zh' | 'en'): Promise<Names> {
    const said = [...new Set(rules.flatMap((rule) => [...(rule.in ?? []), ...(rule.topicIds ?? [])]))];
    const [ids, codes] = [said.filter(isId), rules.flatMap((rule) => (rule.subject === 'CONSENT' ? [...(rule.in ?? [])] : []))];
    const keys = rules.flatMap((rule) => (rule.subject === 'CUSTOM_FIELD' && rule.name ? [rule.name] : []));
    if (ids.length === 0 && codes.length === 0 && keys.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; name: string }>(
      `select id::text, name from channel where id = any($1::uuid[]) union all select id::text, name from tag where id = any($1::uuid[]) union all select id::text, name from product where id = any($1::uuid[])
        union all select id::text, name from topic where id = any($1::uuid[]) union all select code, case when $3 = 'zh' then name else name_en end from purpose where code = any($2::text[])
        union all select 'field:' || key, case when $3 = 'zh' then name else name_en end from custom_field where key = any($4::text[])
        union all select 'open:' || key, key from custom_field where key = any($4::text[]) and not personal and word is null
        union all select 'field:' || f.key || '=' || (o->>'value'), case when $3 = 'zh' then o->>'name' else o->>'nameEn' end from custom_field f, jsonb_array_elements(f.options) o where f.key = any($4::text[])`, [ids, codes, language, keys]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

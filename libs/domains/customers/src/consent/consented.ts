import type { Params } from '@dossier/kernel/access';
import { sql, type FilterMeaning } from '@dossier/kernel/list';
import { ConsentChannel } from '@dossier/vocabulary/privacy-enums';

/** Whose consent, for which purpose and by which way; all of them SQL, so that it is asked when the query runs. */
export interface ConsentAsk {
  /** Expression of the customer's id, such as `t.id`. */
  customer: string;
  /** Parameter with the code of the purpose. */
  purpose: string;
  /** Parameter with the way; null: by any way at all. */
  channel?: string | null;
}

/**
 * Whether a customer may be used for a purpose, as a predicate. Consent must stand; a legitimate interest must not be objected to;
 * contract and legal duty need neither. A restriction closes every purpose of marketing. An unknown or archived purpose lets nobody through.
 */
export function consented({ customer, purpose, channel = null }: ConsentAsk): string {
  const of = (what: string): string => `(select ${what} from purpose p where p.code = ${purpose} and p.archived_at is null)`;
  const stands = (state: string): string => {
    const row = `from consent_state s where s.customer_id = ${customer} and s.purpose_id = ${of('p.id')}`;
    if (channel === null) return state === 'GIVEN' ? somewhere(row, `${of('p.channels')}::text[]`) : everywhere(row, `${of('p.channels')}::text[]`);
    // What was said of this very way counts before what was said of all; the state of a way has taken both into account.
    const own = `exists (select 1 from consent_state o where o.customer_id = ${customer} and o.purpose_id = ${of('p.id')} and o.channel = ${channel})`;
    return `exists (select 1 ${row} and s.state = '${state}' and (s.channel = ${channel} or (s.channel = 'ANY' and not ${own})))`;
  };
  const used = channel === null ? '' : ` and coalesce(${of(`${channel} = any(p.channels)`)}, false)`;
  return `(case ${of('p.legal_basis')} when 'CONSENT' then ${stands('GIVEN')} when 'LEGITIMATE_INTEREST' then not ${stands('WITHDRAWN')} when 'CONTRACT' then true when 'LEGAL_DUTY' then true else false end
    and (not coalesce(${of('p.marketing')}, true) or not exists (select 1 from processing_limit l where l.customer_id = ${customer} and l.ended_at is null))${used})`;
}

/** Ways of which this was said by name. */
const named = (row: string, ways: string, state: string): string => `(select count(*) ${row} and s.state = '${state}' and s.channel = any(${ways}))`;

/** Agreed to by some way: by its name, or in general while a way is left that was not withdrawn by name. */
const somewhere = (row: string, ways: string): string =>
  `(${named(row, ways, 'GIVEN')} > 0 or (exists (select 1 ${row} and s.state = 'GIVEN' and s.channel = 'ANY') and (cardinality(${ways}) = 0 or ${named(row, ways, 'WITHDRAWN')} < cardinality(${ways}))))`;

/** Objected to altogether: in one word, unless a way was allowed by name since, or way by way until none is left. */
const everywhere = (row: string, ways: string): string =>
  `((exists (select 1 ${row} and s.state = 'WITHDRAWN' and s.channel = 'ANY') and ${named(row, ways, 'GIVEN')} = 0) or (cardinality(${ways}) > 0 and ${named(row, ways, 'WITHDRAWN')} >= cardinality(${ways})))`;

/** ` and ...` for statements of their own, over customers `t`; nothing where no purpose was named. */
export const andForPurpose = (asked: { purpose: string; channel?: ConsentChannel | null } | null | undefined, params: Params): string => (asked ? ` and ${forPurposeSql('t', asked, params)}` : '');

const forPurposeSql = (alias: string, { purpose, channel }: { purpose: string; channel?: ConsentChannel | null }, params: Params): string =>
  consented({ customer: `${alias}.id`, purpose: params.add(purpose, 'text'), channel: channel && channel !== ConsentChannel.ANY ? params.add(channel, 'text') : null });

/** The filter of the customer list. It guards no field: whoever reads customers may always ask for fewer of them. */
export const forPurpose: FilterMeaning = sql<{ purpose: string; channel?: ConsentChannel | null }>([], (asked, { alias, params }) => forPurposeSql(alias, asked, params));

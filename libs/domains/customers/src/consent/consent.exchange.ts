import { Injectable } from '@nestjs/common';
import { currentWork, Dictionaries } from '@dossier/kernel/data';
import { choice, text, type BatchChange, type ImportContext, type ImportField, type RowValues, type StagedRow } from '@dossier/kernel/exchange';
import { ConsentAct, ConsentChannel, ConsentSource } from '@dossier/vocabulary/privacy-enums';
import { privacyTerms } from '@dossier/vocabulary/terms/privacy';
import { ConsentLedger } from './consent.ledger';
import { CONSENT_SUBJECT } from './consent.revert';

/** What a file says of one purpose and way. */
export interface BroughtChoice {
  purposeId: string;
  channel: ConsentChannel;
  act: 'GIVEN' | 'WITHDRAWN';
}

/** One way of one purpose, as the dictionary in memory names it. */
interface PurposeWay {
  code: string;
  channel: ConsentChannel;
  zh: string;
  en: string;
}

/** Each purpose that asks people, by each of its ways: id is `purpose/way`, name what a column of a file is called by. */
export const purposeWays = `select p.id || '/' || w as id, json_build_object('code', p.code, 'channel', w, 'zh', p.name, 'en', p.name_en)::text as name
  from purpose p, unnest('{ANY}' || p.channels) w where p.archived_at is null and p.legal_basis in ('CONSENT','LEGITIMATE_INTEREST') order by p.created_at, p.id`;

const PREFIX = 'consent.';
/** Evidence for the whole file, asked once; a column of the file says it row by row. */
export const PROOF = 'consentProof';
const answers = choice({
  GIVEN: ['是', '同意', '允许', '订阅', 'yes', 'y', 'true', '1', 'agreed', 'opted in', 'opt-in', 'subscribed'],
  WITHDRAWN: ['否', '不同意', '拒绝', '退订', '撤回', 'no', 'n', 'false', '0', 'refused', 'opted out', 'opt-out', 'unsubscribed'],
});

const fieldName = (code: string, channel: ConsentChannel): string => `${PREFIX}${code}${channel === ConsentChannel.ANY ? '' : `.${channel}`}`;
// No brackets: a header is compared without what stands in them.
const labelOf = ({ channel, zh, en }: PurposeWay): { zh: string; en: string } =>
  channel === ConsentChannel.ANY ? { zh: `${zh}·同意`, en: `${en}: consent` } : { zh: `${zh}·${privacyTerms[`ConsentChannel.${channel}`].zh}·同意`, en: `${en} by ${privacyTerms[`ConsentChannel.${channel}`].en.toLowerCase()}: consent` };

/** Consent that comes with files of customers: a column for each purpose and way. It never loosens what stands. */
@Injectable()
export class ConsentExchange {
  constructor(
    private readonly dictionaries: Dictionaries,
    private readonly ledger: ConsentLedger,
  ) {}

  /** Columns that a file may bring. */
  fields(): readonly ImportField[] {
    const ways = this.ways().map(({ way }): ImportField => ({ name: fieldName(way.code, way.channel), label: labelOf(way), type: 'CHOICE', defaultable: true, parse: answers }));
    return ways.length === 0 ? [] : [...ways, { name: PROOF, label: { zh: '同意凭证', en: 'Evidence of consent' }, type: 'TEXT', quiet: true, defaultable: true, parse: text(500) }];
  }

  /** What a row says, for its stage. */
  staged(values: RowValues): { consents: BroughtChoice[]; proof: string | null } | null {
    const consents = this.ways().flatMap(({ id, way }) => {
      const act = values[fieldName(way.code, way.channel)];
      return act === 'GIVEN' || act === 'WITHDRAWN' ? [{ purposeId: id.split('/')[0]!, channel: way.channel, act: act as BroughtChoice['act'] }] : [];
    });
    return consents.length === 0 ? null : { consents, proof: (values[PROOF] as string | undefined) ?? null };
  }

  /** Writes what the rows of a chunk say. Gives, for each customer of whom something new was said, what takes it back. */
  async write(context: ImportContext, rows: readonly { row: StagedRow; targetId: string }[]): Promise<BatchChange[]> {
    const brought = rows.flatMap(({ row, targetId }) => ((row.parsed['consents'] as BroughtChoice[] | undefined) ?? []).map((one) => ({ ...one, targetId, proof: (row.sealed[PROOF] as string | undefined) ?? null })));
    if (brought.length === 0) return [];
    const news = await currentWork().query<{ place: number; root: string; side: string | null; notice: string | null }>(
      `select x.place::int - 1 as place, coalesce(c.merged_into_id, c.id) as root, case when c.merged_into_id is not null then c.id end as side,
          (select n.id from notice n where n.purpose_id = x.purpose order by n.number desc limit 1) as notice
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality x(customer, purpose, way, choice, place) join customer c on c.id = x.customer
        where consent_is_news(coalesce(c.merged_into_id, c.id), x.purpose, x.way, x.choice)`,
      [brought.map(({ targetId }) => targetId), brought.map(({ purposeId }) => purposeId), brought.map(({ channel }) => channel), brought.map(({ act }) => act)],
    );
    const at = new Date();
    const entries = await this.ledger.write(context.viewer, news.map(({ place, root, side, notice }) => {
      const { purposeId, channel, act, proof } = brought[place]!;
      return { customerId: root, sideId: side, purposeId, channel, act: ConsentAct[act], at, source: ConsentSource.IMPORT, noticeId: notice, proof };
    }));
    const byCustomer = Map.groupBy(news.map(({ place }, at) => ({ targetId: brought[place]!.targetId, entry: entries[at]! })), ({ targetId }) => targetId);
    return [...byCustomer].map(([targetId, lines]) => ({ subject: CONSENT_SUBJECT, targetId, action: 'INSERT', before: { entries: lines.map(({ entry }) => entry) }, version: 1 }));
  }

  private ways(): { id: string; way: PurposeWay }[] {
    return this.dictionaries.all('purpose-way').map(({ id, name }) => ({ id, way: JSON.parse(name) as PurposeWay }));
  }
}

/** In judging staged rows `r` of customer `c`: the row says something new of consent. */
export const bringsConsent = `exists (select 1 from jsonb_array_elements(r.parsed->'consents') n where consent_is_news(coalesce(c.merged_into_id, c.id), (n->>'purposeId')::uuid, n->>'channel', n->>'act'))`;

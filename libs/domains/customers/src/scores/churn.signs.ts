import { planOf, type Viewer } from '@dossier/kernel/access';
import { unknownName, type FilterMeaning, type FilterSite } from '@dossier/kernel/list';
import type { Permission } from '@dossier/vocabulary/permissions';
import { ChurnSign } from '@dossier/vocabulary/insight-enums';
import { ofCustomers } from '../profile/customer.policy';

/** A fact that is read where it stands, under the word of its own rows: on the shelf it would be told to whoever sees scores. */
interface Fact {
  word: Permission;
  /** Customers of whom it stands on record in the half year up to the day. */
  customers: (day: string) => string;
}

const outcome = (code: string): Fact => ({
  word: 'communication.read', customers: (day) => `select m.customer_id from communication m where m.archived_at is null and m.outcome = '${code}' and m.at >= ${day} - 180 and m.at < ${day} + 1`,
});

const facts: Partial<Record<string, Fact>> = {
  [ChurnSign.NOT_INTERESTED]: outcome('NOT_INTERESTED'),
  [ChurnSign.NOT_REACHED]: outcome('NOT_REACHED'),
  [ChurnSign.NEED_WAITS]: { word: 'need.read', customers: (day) => `select n.customer_id from customer_need n where n.archived_at is null and n.kind = 'EXPLICIT' and n.status = 'OPEN' and n.created_at < ${day} - 29` },
};

interface Among {
  in?: string[];
  notIn?: string[];
  isEmpty?: boolean;
}

const named = ({ in: wanted = [], notIn = [] }: Among): Fact[] => [...wanted, ...notIn].flatMap((code) => facts[code] ?? []);
const maySee = (viewer: Viewer, { word }: Fact): boolean => planOf(viewer, ofCustomers).scopes(word).length > 0;

/** Facts of the shelf (`onShelf`) and those that stand elsewhere, in one condition. A fact whose rows are closed to the viewer is no value to ask by; where they are out of reach, it says neither yes nor no. */
export const churnSigns = (onShelf: FilterMeaning): FilterMeaning => ({
  guards: onShelf.guards,
  guardsOf: (wanted: Among, site: FilterSite) => {
    if (!named(wanted).every((fact) => maySee(site.viewer, fact))) throw unknownName('churnSign', 'CustomerFilter');
    return onShelf.guardsOf?.(wanted as never, site) ?? [];
  },
  sql: (wanted: Among, site: FilterSite) => {
    const { alias, params, viewer } = site;
    const of = (code: string): string => {
      const fact = facts[code];
      if (!fact) return onShelf.sql({ in: [code] } as never, site);
      const reach = planOf(viewer, ofCustomers).reach(alias, params, fact.word);
      const said = `${alias}.id in (${fact.customers(params.add(site.today, 'date'))})`;
      return reach === 'true' ? said : `case when ${reach} then ${said} end`;
    };
    const parts = ['true'];
    if (wanted.in) parts.push(wanted.in.length === 0 ? 'false' : `(${wanted.in.map(of).join(' or ')})`);
    for (const code of wanted.notIn ?? []) parts.push(`not (${of(code)})`);
    if (typeof wanted.isEmpty === 'boolean') parts.push(onShelf.sql({ isEmpty: wanted.isEmpty } as never, site));
    return `(${parts.join(' and ')})`;
  },
});

import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, type Selection } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { compileDefinition } from './compile/compile';
import { leavesOf, type Days, type Definition } from './compile/definition';
import { SegmentRefresher, type Around } from './refresh/refresher';
import { SegmentChecks } from './segment.checks';
import type { SegmentLeaf, SegmentMove, SegmentPreview, SegmentRegion } from './segment.entity';
import type { SegmentDefinitionInput } from './segment.inputs';
import { SegmentMoves } from './segment.moves';
import { SegmentReader } from './segment.reader';
import { plain } from './segment.rules';

const FIRST = 50;

/** Where sets are joined, they are joined as for a count and sorted afterwards: to go back through the ids one by one, looking each up in the sets, takes longer. */
const inWhole = (text: string): string => (text.includes(' left join (') ? `select id from (${text}) w offset 0` : text);

/** What definitions find, and how segments lie to each other: all of it within the reach of whoever asks. */
@Injectable()
export class SegmentFinder {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly refresher: SegmentRefresher,
    private readonly checks: SegmentChecks,
    private readonly reader: SegmentReader,
    private readonly moves: SegmentMoves,
    private readonly clock: Clock,
  ) {}

  /** What a definition finds now: how many, the first of them, and each condition by itself; only what was asked is computed. */
  async preview(viewer: Viewer, input: SegmentDefinitionInput, asked: Selection): Promise<SegmentPreview> {
    const definition = plain<Definition>(input as Definition);
    await this.checks.requireSound(viewer, definition);
    const around = await this.refresher.around();
    const [count, ids, leaves] = await Promise.all([
      asked.has('count') ? this.count(viewer, definition, around) : null,
      asked.has('customers') ? this.first(viewer, definition, around) : null,
      asked.has('leaves') ? this.leaves(viewer, definition, around) : null,
    ]);
    const customers = ids === null ? null : ((await this.customers.readAll(viewer, ids, asked.below('customers'))) as unknown as Customer[]);
    return { count: count === null ? null : { count, isExact: true }, customers, leaves };
  }

  /** How many are in just these of the compared segments: every region of two or three. */
  async compare(viewer: Viewer, asked: readonly string[]): Promise<SegmentRegion[]> {
    const ids = [...new Set(asked)];
    await this.reader.readable(viewer, ids);
    const params = Params.empty();
    const reach = planOf(viewer, ofCustomers).reach('t', params);
    const rows = await this.database.query<{ ids: string[]; count: number }>(
      `select x.ids, count(*)::int as count from (select m.customer_id, array_agg(m.segment_id order by m.segment_id) as ids from segment_member m where m.segment_id = any(${params.add(ids, 'uuid[]')}) group by 1) x
        join customer t on t.id = x.customer_id where t.archived_at is null and ${reach} group by 1`, params.values(viewer));
    const found = new Map(rows.map((row) => [row.ids.join(), row.count]));
    const regions = ids.reduce<string[][]>((all, id) => [...all, ...all.map((some) => [...some, id])], [[]]).filter((some) => some.length > 0);
    return regions.map((some) => ({ ids: some, count: found.get([...some].sort().join()) ?? 0 }));
  }

  /** How many entered and left, day by day of the company's zone. */
  async moved(viewer: Viewer, id: string, within: Days | null): Promise<SegmentMove[]> {
    await this.reader.readable(viewer, [id]);
    return (await this.moves.of(viewer, [id], within)).get(id) ?? [];
  }

  private async count(viewer: Viewer, definition: Definition, around: Around): Promise<number> {
    const params = Params.empty();
    const text = compileDefinition(definition, { viewer, params, clock: this.clock, ...around, only: null });
    const [row] = await this.refresher.ask<{ count: number }>(viewer, `select count(*)::int as count from (${text}) m`, params);
    return row?.count ?? 0;
  }

  private async first(viewer: Viewer, definition: Definition, around: Around): Promise<string[]> {
    const params = Params.empty();
    const text = compileDefinition(definition, { viewer, params, clock: this.clock, ...around, only: null });
    return (await this.refresher.ask<{ id: string }>(viewer, `select id from (${inWhole(text)}) m order by id desc limit ${FIRST}`, params)).map(({ id }) => id);
  }

  private async leaves(viewer: Viewer, definition: Definition, around: Around): Promise<SegmentLeaf[]> {
    const found: SegmentLeaf[] = [];
    for (const { path, rule } of leavesOf(definition)) found.push({ path, count: await this.count(viewer, { rule }, around) });
    return found;
  }
}

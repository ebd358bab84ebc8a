import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Injectable } from '@nestjs/common';
import { Access, Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { Money, type MoneyValue } from '@dossier/kernel/graphql';
import { LeadSort, LeadStage, LeadStatus } from '@dossier/vocabulary/lead-enums';
import { Lead } from './lead.entity';
import type { LeadFilter } from './lead.inputs';
import { leadList } from './lead.list';
import { leadPolicy } from './lead.policy';

/** The open leads of one stage: how many, what they would bring, and the first of them. */
@Access('lead.read')
@ObjectType()
export class LeadBoardColumn {
  @Field(() => LeadStage) stage!: LeadStage;
  @Field(() => Int, { description: 'All within reach, whether shown or not' }) count!: number;
  @Field(() => [Money], { nullable: true, description: 'Sums of what they would bring, one for each currency' }) amount!: MoneyValue[] | null;
  @Field(() => [Lead], { nullable: true, description: 'The fifty that have been in the stage for the shortest time' }) leads?: Raw[] | null;
}

interface Counted extends Record<string, unknown> {
  stage: LeadStage;
  currency: string;
  count: number;
  minor: string | null;
}

/** Cards of a column: more are seen in the list. */
const CARDS = 50;

/** The open leads within reach, stage by stage. */
@Injectable()
export class LeadBoard {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly database: Database,
  ) {}

  /** Every stage, with its count and sums from one statement, and the first cards where they were asked for. */
  async columns(viewer: Viewer, filter: LeadFilter | null, asked: Selection): Promise<LeadBoardColumn[]> {
    const open = { and: [...(filter ? [filter] : []), { status: { in: [LeadStatus.OPEN] } }] };
    const counted = asked.has('count') || asked.has('amount') ? await this.count(viewer, open) : [];
    const isOpen = planOf(viewer, leadPolicy as unknown as Policy).field('amount').clear === true;
    const columns: LeadBoardColumn[] = [];
    // One after the other: a board must not take all the connections from others.
    for (const stage of Object.values(LeadStage)) {
      const own = counted.filter((row) => row.stage === stage);
      const sums = own.flatMap(({ minor, currency }) => (minor === null ? [] : [{ minor: Number(minor), currency }]));
      columns.push({ stage, count: own.reduce((sum, { count }) => sum + count, 0), amount: isOpen ? sums : null, ...(asked.has('leads') ? { leads: await this.cards(viewer, open, stage, asked) } : {}) });
    }
    return columns;
  }

  /** Said once more as a constant, so that the index of the open ones answers by itself. */
  private count(viewer: Viewer, filter: object): Promise<Counted[]> {
    const params = Params.empty();
    const where = this.leads.matching(viewer, { filter }, leadList, params);
    return this.database.query<Counted>(`select t.stage, t.currency, count(*)::int as count, sum(t.amount_minor)::text as minor from ${where} and t.status = '${LeadStatus.OPEN}' group by t.stage, t.currency order by t.stage, t.currency`, params.values(viewer));
  }

  private async cards(viewer: Viewer, open: { and: object[] }, stage: LeadStage, asked: Selection): Promise<Raw[]> {
    const page = await this.leads.page(viewer, { filter: { and: [...open.and, { stage: { in: [stage] } }] }, sort: LeadSort.STAGE_SINCE, order: 'DESC', first: CARDS }, leadList, nodesOf(asked.below('leads')));
    return page.nodes;
  }
}

/** A selection of rows, as a page of them would be asked for. */
const nodesOf = (asked: Selection): Selection => ({ fields: new Map([['nodes', asked]]), has: (name) => name === 'nodes', below: () => asked });

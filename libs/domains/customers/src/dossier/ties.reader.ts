import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, selectionFrom, type Raw } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { PAGE_LIMIT, type Page } from '@dossier/kernel/list';
import type { ConsentSheet } from '../consent/consent.entities';
import { ConsentService } from '../consent/consent.service';
import { PurposeService } from '../consent/purpose.service';
import type { BehaviourStop } from '../events/event.inputs';
import { EventService } from '../events/event.service';
import type { InterestProfile } from '../interests/interest.entity';
import { InterestService } from '../interests/interest.service';
import { Customer } from '../profile/customer.entity';
import { RelationGraphs } from '../relationships/relation-graph';
import type { Referrals } from '../relationships/relationship.inputs';
import { RelationshipService } from '../relationships/relationship.service';

/** A printed record lists so many rows of a section; beyond them it says so. */
export const MOST_ROWS = 500;
/** Of what somebody did, the newest say enough on paper. */
export const MOST_VISITS = 50;

export interface Listed {
  rows: Raw[];
  isWhole: boolean;
}

export interface PrintedConsent {
  purposes: Raw[];
  sheet: ConsentSheet;
  entries: Listed;
}

export interface PrintedRelations {
  relations: Listed;
  /** The customers on the other sides, by id, as this reader may see them. */
  others: ReadonlyMap<string, Raw>;
  referrals: Referrals;
}

export interface PrintedBehaviour {
  stop: BehaviourStop;
  profile: InterestProfile;
  visits: Listed;
}

/** What surrounds a record: what the person has said about it, whom they belong to, and what they did. Null where this reader may not see it. */
export interface Ties {
  consent: PrintedConsent | null;
  relations: PrintedRelations | null;
  behaviour: PrintedBehaviour | null;
}

const purposeFields = selectionFrom(['id', 'code', 'name', 'nameEn', 'legalBasis']);
const entryFields = selectionFrom([...['purpose.name', 'channel', 'act', 'at', 'source', 'notice', 'proof', 'actorName', 'undone'].map((field) => `nodes.${field}`), 'pageInfo.endCursor']);
const relationFields = selectionFrom([...['kind', 'strength', 'source', 'basis', 'validFrom', 'validTo', 'note', 'jobTitle', 'isMain', 'fromId', 'toId'].map((field) => `nodes.${field}`), 'pageInfo.endCursor']);
const eventFields = selectionFrom([...['name', 'occurredAt', 'path', 'productCode', 'productName', 'channelMark', 'site', 'topics'].map((field) => `nodes.${field}`), 'pageInfo.endCursor']);

/** Reads what surrounds a record by the same services as its screen, under the same words. */
@Injectable()
export class TiesReader {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly consents: ConsentService,
    private readonly purposes: PurposeService,
    private readonly relationships: RelationshipService,
    private readonly graphs: RelationGraphs,
    private readonly interests: InterestService,
    private readonly events: EventService,
  ) {}

  async read(viewer: Viewer, id: string): Promise<Ties> {
    return {
      consent: viewer.may('consent.read') ? await within(() => this.consent(viewer, id)) : null,
      relations: viewer.may('relationship.read') ? await within(() => this.relations(viewer, id)) : null,
      behaviour: viewer.may('event.read') ? await within(() => this.behaviour(viewer, id)) : null,
    };
  }

  private async consent(viewer: Viewer, id: string): Promise<PrintedConsent> {
    const sheet = await this.consents.sheet(viewer, id);
    return { sheet, purposes: await this.purposes.all(viewer, purposeFields), entries: await listed(MOST_ROWS, (page) => this.consents.page(viewer, id, page, entryFields)) };
  }

  private async relations(viewer: Viewer, id: string): Promise<PrintedRelations> {
    const relations = await listed(MOST_ROWS, (page) => this.relationships.page(viewer, { ...page, filter: { of: id } }, relationFields));
    const ids = [...new Set(relations.rows.flatMap((row) => [String(row['fromId']), String(row['toId'])]))].filter((one) => one !== id);
    const others = await this.customers.readAll(viewer, ids, selectionFrom(['id', 'name', 'companyName', 'archiveNo', 'kind']));
    return { relations, others: new Map(others.map((row) => [String(row['id']), row])), referrals: await this.graphs.referrals(viewer, id) };
  }

  private async behaviour(viewer: Viewer, id: string): Promise<PrintedBehaviour> {
    const stop = await this.events.stopOf(viewer, id);
    return { stop, profile: await this.interests.profile(viewer, id), visits: await listed(MOST_VISITS, (page) => this.events.page(viewer, { customerId: id, ...page }, eventFields)) };
  }
}

/** A word may reach less far than the record itself: beyond it a section is closed, as its screen is. */
async function within<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (fault) {
    if (fault instanceof DomainError && fault.code === 'NOT_FOUND') return null;
    throw fault;
  }
}

/** Page after page, to the most that is printed. */
export async function listed(most: number, read: (page: { first: number; after?: string }) => Promise<Page<Raw>>): Promise<Listed> {
  const rows: Raw[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, pageInfo }: Page<Raw> = await read({ first: Math.min(PAGE_LIMIT, most - rows.length), ...(after === null ? {} : { after }) });
    rows.push(...nodes);
    if (!pageInfo.hasNextPage || rows.length >= most) return { rows, isWhole: !pageInfo.hasNextPage };
    after = pageInfo.endCursor;
  }
}

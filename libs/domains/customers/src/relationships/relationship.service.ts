import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { sql, type ListArgs, type ListSpec, type Page } from '@dossier/kernel/list';
import type { RelationKind } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';
import { Relationship } from './relationship.entity';
import type { RelationshipChange, RelationshipInput } from './relationship.inputs';
import { isMutual, related, requirePossible } from './relationship.rules';

export const relationshipList: ListSpec<'of' | 'kind', 'STRENGTH'> = {
  filter: {
    of: sql<string>([], (id, { alias, params }) => `${params.add(id, 'uuid')} in (${alias}.from_id, ${alias}.to_id)`),
    kind: sql<string>(['kind'], (kind, { alias, params }) => `${alias}.kind = ${params.add(kind, 'text')}`),
  },
  sort: { STRENGTH: { path: 'strength', type: 'real' } }, defaultSort: 'STRENGTH', defaultOrder: 'DESC',
};

/** What customers are to each other. Both sides must be within reach, to see a relation and to write one. */
@Injectable()
export class RelationshipService {
  constructor(
    @InjectRecords(Relationship) private readonly relationships: Records<Relationship>,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
  ) {}

  async page(viewer: Viewer, args: ListArgs & { filter: { of: string; kind?: RelationKind } }, asked: Selection): Promise<Page<Raw>> {
    await this.customers.read(viewer, args.filter.of, selectionFrom(['id']));
    return this.relationships.page(viewer, args, relationshipList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.relationships.read(viewer, id, asked);
  }

  /** Relates two customers. The same relation a second time is refused. */
  async create(viewer: Viewer, { fromId, toId, ...input }: RelationshipInput): Promise<Relationship> {
    const { from, to } = await this.sides(viewer, fromId, toId);
    requirePossible(input.kind, from, to);
    await this.requireNew(input.kind, fromId, toId);
    const made = await this.relationships.add(viewer, { id: newId(), fromId, toId, fromSideId: null, toSideId: null, ...related(input) }, 'CREATE');
    await this.requireReached(viewer, made.id);
    if (made.isMain) await this.leadAlone(made);
    return made;
  }

  /** Changes what is said of a relation; who is related stays. */
  async update(viewer: Viewer, id: string, version: number, input: RelationshipChange): Promise<Relationship> {
    const relationship = await this.relationships.get(viewer, id, 'UPDATE');
    const change = related(input, relationship);
    if (change.kind !== relationship.kind) {
      const { from, to } = await this.sides(viewer, relationship.fromId, relationship.toId);
      requirePossible(change.kind!, from, to);
      await this.requireNew(change.kind!, relationship.fromId, relationship.toId);
    }
    // Its history stands under its customer, so which of its fields moved since cannot be told: whatever differs is a conflict.
    const saved = await this.relationships.save(viewer, relationship, change, 'UPDATE', { base: version === relationship.version ? version : Number.MAX_SAFE_INTEGER });
    if (saved.isMain && !relationship.isMain) await this.leadAlone(saved);
    return saved;
  }

  async archive(viewer: Viewer, id: string): Promise<Relationship> {
    return this.relationships.archive(viewer, await this.relationships.get(viewer, id, 'ARCHIVE'));
  }

  async restore(viewer: Viewer, id: string): Promise<Relationship> {
    const relationship = await this.relationships.get(viewer, id, 'RESTORE');
    await this.requireNew(relationship.kind, relationship.fromId, relationship.toId);
    return this.relationships.restore(viewer, id);
  }

  private async sides(viewer: Viewer, fromId: string, toId: string): Promise<{ from: Customer; to: Customer }> {
    const rows = await this.customers.byIds(viewer, [...new Set([fromId, toId])]);
    const [from, to] = [rows.find(({ id }) => id === fromId), rows.find(({ id }) => id === toId)];
    if (!from || !to || from.archivedAt || to.archivedAt) throw new DomainError('NOT_FOUND');
    return { from, to };
  }

  private async requireNew(kind: RelationKind, fromId: string, toId: string): Promise<void> {
    const found = await currentWork().query(
      `select 1 from relationship where archived_at is null and kind = $1 and ((from_id = $2 and to_id = $3) or ($4 and from_id = $3 and to_id = $2)) limit 1`, [kind, fromId, toId, isMutual(kind)]);
    if (found.length > 0) throw new DomainError('RELATION_EXISTS');
  }

  /** A company has one main contact: whoever was it before no longer is. */
  private async leadAlone({ id, toId }: Relationship): Promise<void> {
    await currentWork().query('update relationship set is_main = false, version = version + 1, updated_at = now() where to_id = $1 and id <> $2 and is_main', [toId, id]);
  }

  /** What was written must lie within the reach of the word on both sides; else it was never there to be related. */
  private async requireReached(viewer: Viewer, id: string): Promise<void> {
    const params = Params.empty();
    const reach = this.relationships.reach(viewer, 'relationship.write')('t', params);
    const found = await currentWork().query(`select 1 from relationship t where t.id = ${params.add(id, 'uuid')} and ${reach}`, params.values(viewer));
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }
}

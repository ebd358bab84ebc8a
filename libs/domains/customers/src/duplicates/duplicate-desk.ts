import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { DuplicateDecision, DuplicateState } from '@dossier/vocabulary/enums';
import type { FieldChoice } from '../merging/merge.facts';
import { MergeService } from '../merging/merge.service';
import { DuplicateCandidate } from './duplicate-candidate.entity';

const deskList: ListSpec<never, 'WEIGHT'> = { filter: {}, sort: { WEIGHT: { path: 'weight', nullable: true, type: 'real' } }, defaultSort: 'WEIGHT', defaultOrder: 'DESC' };

/** How two records that are one become one: which of them stays, and whose values. */
export interface SameWish {
  survivorId?: string | null;
  choices?: readonly FieldChoice[];
}

/** The merge desk: pairs that wait for a steward, and what is decided of them. */
@Injectable()
export class DuplicateDesk {
  constructor(
    @InjectRecords(DuplicateCandidate) private readonly candidates: Records<DuplicateCandidate>,
    private readonly merges: MergeService,
    private readonly clock: Clock,
  ) {}

  /** Open pairs, the likeliest first. */
  open(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.candidates.page(viewer, { ...args }, deskList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.candidates.read(viewer, id, asked);
  }

  /** Settles one pair: the same person is merged, different ones are never asked about again. */
  async resolve(viewer: Viewer, id: string, decision: DuplicateDecision, wish: SameWish = {}): Promise<void> {
    const candidate = await this.candidates.get(viewer, id, 'RESOLVE');
    const now = this.clock.now();
    await this.candidates.save(viewer, candidate, { state: decision as unknown as DuplicateState, decidedById: viewer.userId, decidedAt: now, archivedAt: now }, 'RESOLVE');
    if (decision === DuplicateDecision.SAME) await this.merge(viewer, candidate, wish);
  }

  /** Asks about a pair again that was held apart. */
  async reopen(viewer: Viewer, id: string): Promise<void> {
    const candidate = await this.candidates.get(viewer, id, 'REOPEN');
    await this.candidates.save(viewer, candidate, { state: DuplicateState.OPEN, decidedById: null, decidedAt: null, archivedAt: null }, 'REOPEN');
  }

  private async merge(viewer: Viewer, { id, customerId, otherId }: DuplicateCandidate, { survivorId, choices }: SameWish): Promise<void> {
    const survivor = survivorId ?? customerId;
    if (survivor !== customerId && survivor !== otherId) throw new DomainError('NOT_FOUND');
    const { batchId } = await this.merges.merge(viewer, { survivorId: survivor, absorbedIds: [survivor === customerId ? otherId : customerId], choices: [...(choices ?? [])] });
    await currentWork().query('update duplicate_candidate set merge_batch_id = $2 where id = $1', [id, batchId]);
  }
}

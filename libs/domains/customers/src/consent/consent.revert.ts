import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { type BatchItem, ExchangeRegistry, type RevertOutcome } from '@dossier/kernel/exchange';
import { Clock } from '@dossier/kernel/time';
import { ConsentAct, type ConsentChannel, ConsentSource } from '@dossier/vocabulary/privacy-enums';
import { Customer } from '../profile/customer.entity';
import { ConsentLedger } from './consent.ledger';

/** The name under which a batch keeps the lines that it has brought into the ledger. */
export const CONSENT_SUBJECT = 'consent';
const REASON = { zh: '导入已撤销：这次导入带来的同意记录不再计入。', en: 'The import was taken back: what it had brought of consent no longer counts.' } as const;

interface Brought extends Record<string, unknown> {
  id: string;
  customerId: string;
  sideId: string | null;
  purposeId: string;
  channel: ConsentChannel;
  covers: string[];
}

interface Standing extends Record<string, unknown> {
  id: string;
  reached: boolean;
}

/**
 * How consent that came with a file is taken back: the ledger only grows, so each line gets a further one that says so, with the reason.
 * Neither counts from then on: what stands is what stood before, and whatever was said since.
 */
@Injectable()
export class ConsentRevert implements OnModuleInit {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly registry: ExchangeRegistry,
    private readonly ledger: ConsentLedger,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registry.addSubject({ subject: CONSENT_SUBJECT, word: 'customer.update', revert: (viewer, items) => this.revert(viewer, items) });
  }

  /** A line follows its record through merges, so reach is asked of the record where it stands now. */
  private async revert(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const params = Params.empty();
    const ids = params.add(items.map(({ targetId }) => targetId), 'uuid[]');
    const reach = this.customers.reach(viewer, 'customer.update')('t', params);
    const standing = new Map((await currentWork().query<Standing>(
      `select c.id, (${reach}) as reached from customer c join customer t on t.id = coalesce(c.merged_into_id, c.id) where c.id = any(${ids}) and c.erased_at is null order by c.id for update of t`, params.values(viewer),
    )).map((row) => [row.id, row]));
    const free = items.filter(({ targetId }) => standing.get(targetId)?.reached);
    await this.takeBack(viewer, free.flatMap(({ before }) => (before?.['entries'] as string[] | undefined) ?? []));
    return items.map(({ id, targetId }) => {
      const found = standing.get(targetId);
      return found?.reached ? { id } : { id, conflict: found ? 'OUT_OF_REACH' : 'GONE' };
    });
  }

  private async takeBack(viewer: Viewer, entryIds: readonly string[]): Promise<void> {
    const lines = await currentWork().query<Brought>(
      `select e.id, e.customer_id as "customerId", e.side_id as "sideId", e.purpose_id as "purposeId", e.channel, e.covers from consent_entry e
        where e.id = any($1::uuid[]) and not exists (select 1 from consent_entry u where u.undoes = e.id) order by e.id`, [entryIds]);
    const at = this.clock.now();
    await this.ledger.write(viewer, lines.map(({ id, customerId, sideId, purposeId, channel }) => ({
      customerId, sideId, purposeId, channel, act: ConsentAct.UNDONE, at, source: ConsentSource.IMPORT, noticeId: null, proof: REASON[viewer.language], undoes: id,
    })));
    // A withdrawal binds each record that stood merged when it was said, also after they have parted.
    const parted = await currentWork().query<{ id: string }>('select id from customer where id = any($1::uuid[]) and merged_into_id is null', [[...new Set(lines.flatMap(({ covers }) => covers))]]);
    if (parted.length > 0) await this.ledger.refresh(parted.map(({ id }) => id));
  }
}

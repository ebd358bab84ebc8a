import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ExportState } from '@dossier/vocabulary/enums';
import { NotificationService } from '../notifications/notification.service';
import { EXPORT_DAYS } from './export-file.entity';
import { ExportRequest, exportRequestList } from './export-request.entity';

const LONGEST = 500;

/** A second person's yes or no to what would leave. */
@Injectable()
export class ExportApprovals {
  constructor(
    @InjectRecords(ExportRequest) private readonly requests: Records<ExportRequest>,
    private readonly notifications: NotificationService,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.requests.page(viewer, args, exportRequestList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.requests.read(viewer, id, asked);
  }

  /** Tells whoever may say yes that somebody waits; the one who asked is none of them. */
  async tellApprovers(askerId: string | null, facts: Readonly<Record<string, unknown>>): Promise<void> {
    const rows = await this.database.query<{ id: string }>(
      `select u.id from app_user u cross join lateral user_viewer(u.id) v where u.kind = 'PERSON' and u.id is distinct from $1::uuid and v.grants @> '[{"action":"export.approve"}]'`, [askerId]);
    await this.notifications.notify(rows.map(({ id }) => id), { kind: 'EXPORT_NEEDS_APPROVAL', facts, link: '/exports/approvals' });
  }

  /** Says yes: the export runs now, with the rights that its asker has by then. Never one's own, nor that of somebody one acts for. */
  async approve(viewer: Viewer, id: string): Promise<ExportRequest> {
    const request = await this.waiting(viewer, id);
    const now = this.clock.now();
    const saved = await this.requests.save(viewer, request, { state: ExportState.QUEUED, decidedById: viewer.userId, decidedAt: now, decision: null, expiresAt: new Date(now.getTime() + EXPORT_DAYS * 86_400_000) }, 'APPROVE');
    // The job was put aside when it was asked for, and still knows for whom it runs.
    if (!request.jobId || !(await this.jobs.retry(request.jobId))) throw new DomainError('EXPORT_STATE', { state: request.state });
    await this.tellAsker(request, 'EXPORT_APPROVED');
    return saved;
  }

  async decline(viewer: Viewer, id: string, reason: string): Promise<ExportRequest> {
    const why = reason.trim().slice(0, LONGEST);
    if (why === '') throw new DomainError('INVALID_INPUT', { field: 'reason', reason: 'EMPTY' });
    const request = await this.waiting(viewer, id);
    const saved = await this.requests.save(viewer, request, { state: ExportState.DECLINED, decidedById: viewer.userId, decidedAt: this.clock.now(), decision: why }, 'DECLINE');
    currentWork().note.reason = why;
    await this.tellAsker(request, 'EXPORT_DECLINED');
    return saved;
  }

  private async waiting(viewer: Viewer, id: string): Promise<ExportRequest> {
    const request = await this.requests.get(viewer, id);
    const own = [request.ownerId, request.onBehalfOf].filter(Boolean);
    if (own.includes(viewer.userId) || own.includes(viewer.onBehalfOf)) throw new DomainError('OWN_EXPORT');
    if (request.state !== ExportState.NEEDS_APPROVAL) throw new DomainError('EXPORT_STATE', { state: request.state });
    currentWork().note.facts = { list: request.list, rows: request.expectedRows, clear: request.clear, ownerId: request.ownerId };
    return request;
  }

  private async tellAsker({ ownerId, list, expectedRows }: ExportRequest, kind: 'EXPORT_APPROVED' | 'EXPORT_DECLINED'): Promise<void> {
    if (ownerId) await this.notifications.notify([ownerId], { kind, facts: { list, rows: expectedRows ?? 0 }, link: '/exports' });
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ChannelService } from '@dossier/channels';
import { CustomerStanding } from '../communication/customer.standing';
import { CustomerFeedback } from './feedback.entity';
import type { FeedbackInput } from './feedback.inputs';
import { feedbackList } from './feedback.list';
import { answered, feltBy } from './feedback.rules';

/** What customers think of what they got, and what we answered. */
@Injectable()
export class FeedbackService {
  constructor(
    @InjectRecords(CustomerFeedback) private readonly feedback: Records<CustomerFeedback>,
    private readonly standing: CustomerStanding,
    private readonly channels: ChannelService,
    private readonly clock: Clock,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.feedback.read(viewer, id, asked);
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.feedback.page(viewer, args, feedbackList, asked);
  }

  /** Writes down what a customer thinks. */
  async add(viewer: Viewer, customerId: string, input: FeedbackInput): Promise<CustomerFeedback> {
    const customer = await this.standing.require(viewer, customerId, 'feedback.write');
    const change = feltBy(input, this.clock.now());
    await this.requireRefs(change);
    return this.feedback.add(viewer, { ...change, customerId: customer.id, authorId: viewer.userId });
  }

  /** Corrects it, or changes where it stands. */
  async update(viewer: Viewer, id: string, version: number, input: FeedbackInput): Promise<CustomerFeedback> {
    const row = await this.reached(viewer, id, 'UPDATE');
    const change = feltBy(input, this.clock.now(), row);
    await this.requireRefs({ productId: change.productId === row.productId ? null : change.productId, channelId: change.channelId === row.channelId ? null : change.channelId });
    return this.feedback.save(viewer, row, change, 'UPDATE', { base: version });
  }

  /** Keeps what was answered, by whom and when. */
  async answer(viewer: Viewer, id: string, text: string): Promise<CustomerFeedback> {
    const row = await this.reached(viewer, id, 'ANSWER');
    return this.feedback.save(viewer, row, answered(text, viewer.userId, this.clock.now()), 'ANSWER');
  }

  async archive(viewer: Viewer, id: string): Promise<CustomerFeedback> {
    return this.feedback.archive(viewer, await this.reached(viewer, id, 'ARCHIVE'));
  }

  async restore(viewer: Viewer, id: string): Promise<CustomerFeedback> {
    await this.reached(viewer, id, 'RESTORE');
    return this.feedback.restore(viewer, id);
  }

  private async reached(viewer: Viewer, id: string, action: 'UPDATE' | 'ANSWER' | 'ARCHIVE' | 'RESTORE'): Promise<CustomerFeedback> {
    const row = await this.feedback.get(viewer, id);
    await this.standing.require(viewer, row.customerId, 'feedback.write');
    this.feedback.require(viewer, row, action);
    return row;
  }

  private async requireRefs({ productId, channelId }: { productId?: string | null; channelId?: string | null }): Promise<void> {
    if (channelId) await this.channels.require(channelId);
    if (!productId) return;
    const found = await currentWork().query('select 1 from product where id = $1 and archived_at is null', [productId]);
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }
}

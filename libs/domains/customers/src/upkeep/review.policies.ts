import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { wholeList } from '@dossier/teams';
import { ReviewPolicy } from './review.entities';
import type { ReviewPolicyInput } from './review.inputs';
import { reviewPolicyList } from './review.list';

/** The rules by which sections come up for review. */
@Injectable()
export class ReviewPolicies {
  constructor(@InjectRecords(ReviewPolicy) private readonly policies: Records<ReviewPolicy>) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.policies, viewer, asked, { spec: reviewPolicyList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, id, asked);
  }

  /** Adds a rule; what it makes due comes up with the next night, or when somebody asks for it. */
  async create(viewer: Viewer, input: ReviewPolicyInput): Promise<ReviewPolicy> {
    return this.policies.add(viewer, { ...(await this.said(input, null)) });
  }

  /** Changes a rule. What is open by it already keeps the day it was due on. */
  async update(viewer: Viewer, id: string, version: number, input: ReviewPolicyInput): Promise<ReviewPolicy> {
    const policy = await this.policies.get(viewer, id, 'UPDATE');
    return this.policies.save(viewer, policy, await this.said(input, id), 'UPDATE', { base: version });
  }

  /** Ends a rule, and closes what is open by it. */
  async archive(viewer: Viewer, id: string): Promise<ReviewPolicy> {
    const policy = await this.policies.get(viewer, id, 'ARCHIVE');
    const archived = await this.policies.archive(viewer, policy);
    await currentWork().query(`update review_item set archived_at = now(), version = version + 1, updated_at = now() where policy_id = $1 and state = 'OPEN' and archived_at is null`, [id]);
    return archived;
  }

  private async said(input: ReviewPolicyInput, id: string | null): Promise<Partial<ReviewPolicy>> {
    const name = input.name.trim();
    const taken = await currentWork().query('select 1 from review_policy where lower(name) = lower($1) and archived_at is null and id is distinct from $2::uuid', [name, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'name', name });
    return { name, section: input.section, months: input.months, risk: input.risk, stages: input.stages ?? [] };
  }
}

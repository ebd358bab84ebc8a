import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { wholeList } from '@dossier/teams';
import { tidy } from '../profile/customer.rules';
import type { InterviewTemplateInput } from './communication.inputs';
import { interviewTemplateList } from './communication.list';
import { InterviewTemplate } from './interview-template.entity';

/** Questions that an interview goes by. What was asked stays with the answers, whatever becomes of the template. */
@Injectable()
export class InterviewTemplates {
  constructor(@InjectRecords(InterviewTemplate) private readonly templates: Records<InterviewTemplate>) {}

  /** All templates in use, by title; archived ones too for whoever manages them. */
  all(viewer: Viewer, archived: boolean, asked: Selection): Promise<Raw[]> {
    return wholeList(this.templates, viewer, asked, { spec: interviewTemplateList, filter: archived && viewer.may('interview.manage') ? { archived: true } : null });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.templates.read(viewer, id, asked);
  }

  /** Adds a template. */
  async create(viewer: Viewer, input: InterviewTemplateInput): Promise<InterviewTemplate> {
    return this.templates.add(viewer, await this.written(input, null));
  }

  /** Changes title or questions. */
  async update(viewer: Viewer, id: string, version: number, input: InterviewTemplateInput): Promise<InterviewTemplate> {
    const template = await this.templates.get(viewer, id, 'UPDATE');
    return this.templates.save(viewer, template, await this.written(input, id), 'UPDATE', { base: version });
  }

  /** Takes a template out of the choices; interviews made by it keep their questions. */
  async archive(viewer: Viewer, id: string): Promise<InterviewTemplate> {
    return this.templates.archive(viewer, await this.templates.get(viewer, id, 'ARCHIVE'));
  }

  /** Takes a template back among the choices, where no other one has taken its title meanwhile. */
  async restore(viewer: Viewer, id: string): Promise<InterviewTemplate> {
    const { title } = await this.templates.get(viewer, id, 'RESTORE');
    await this.requireFree(title, id);
    return this.templates.restore(viewer, id);
  }

  /** Refuses an id that names no template in use. */
  async require(id: string): Promise<void> {
    const found = await currentWork().query('select 1 from interview_template where id = $1 and archived_at is null', [id]);
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }

  private async written(input: InterviewTemplateInput, id: string | null): Promise<Pick<InterviewTemplate, 'title' | 'questions'>> {
    const title = tidy(input.title);
    const questions = input.questions.flatMap((question) => tidy(question) ?? []);
    if (title === null) throw new DomainError('INVALID_INPUT', { field: 'title', reason: 'EMPTY' });
    if (questions.length === 0) throw new DomainError('INVALID_INPUT', { field: 'questions', reason: 'EMPTY' });
    await this.requireFree(title, id);
    return { title, questions };
  }

  private async requireFree(title: string, id: string | null): Promise<void> {
    const taken = await currentWork().query('select 1 from interview_template where lower(title) = lower($1) and archived_at is null and id is distinct from $2::uuid', [title, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'title', name: title });
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { FormKind, IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import type { FormDefinition } from './forms/form.definition';
import type { FormInput } from './forms/form.inputs';
import { FormService } from './forms/form.service';
import { Intake } from './intake';
import { IntakeJob, type Due } from './intake.job';
import { readPosted } from './hosted/posted';

/** A form with what visitors have answered: values by the keys of its questions, and the customer of a signed link. */
export interface SampleForm {
  kind: FormKind;
  input: FormInput;
  /** Sites whose pages may show it inside them. */
  frameOrigins?: readonly string[];
  answers: readonly { values: Readonly<Record<string, string>>; customerId: string | null; at: Date }[];
}

/** Brings invented answers by the way that real ones take, for sample data. */
@Injectable()
export class IntakeSamples {
  constructor(
    private readonly database: Database,
    private readonly forms: FormService,
    private readonly intake: Intake,
    private readonly job: IntakeJob,
  ) {}

  /** Publishes a form of the viewer's and takes its answers in at once. */
  async bring(viewer: Viewer, sample: SampleForm): Promise<void> {
    const all = await this.database.work(viewer, 'loadDemo', () => this.send(viewer, sample));
    for (const due of all) await this.job.bring(due, 'demo');
  }

  private async send(viewer: Viewer, { kind, input, answers, frameOrigins }: SampleForm): Promise<Due[]> {
    const { id } = await this.forms.create(viewer, kind, input);
    const form = await this.forms.publish(viewer, id);
    if (frameOrigins) await this.forms.setFrames(viewer, form, frameOrigins);
    const definition = form.draft as FormDefinition;
    const all: Due[] = [];
    for (const [at, one] of answers.entries()) {
      const { content } = readPosted(definition, new Map(Object.entries(one.values)), { language: 'zh', region: 'CN', today: one.at.toISOString().slice(0, 10), customerId: one.customerId });
      const taken = await this.intake.take({
        origin: kind === FormKind.SURVEY ? IntakeOrigin.SURVEY : IntakeOrigin.FORM, scope: `form:${id}`, key: `sample-${at}`, form: { id, no: 1 }, sourceId: form.sourceId, ownerId: form.ownerId, teamId: form.teamId, content,
      });
      await currentWork().query('update intake_submission set created_at = $2 where id = $1', [taken.id, one.at]);
      all.push({ id: taken.id, owner_id: form.ownerId, team_id: form.teamId });
    }
    return all;
  }
}

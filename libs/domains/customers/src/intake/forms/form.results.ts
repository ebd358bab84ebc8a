import { Injectable } from '@nestjs/common';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Access, type Viewer } from '@dossier/kernel/access';
import { Database, selectionFrom } from '@dossier/kernel/data';
import { Json } from '@dossier/kernel/graphql';
import { QuestionKind } from '@dossier/vocabulary/intake-enums';
import { isReal } from '../../misuse/real';
import { SCALE_MOST, type FormDefinition } from './form.definition';
import { FormService } from './form.service';

@ObjectType()
@Access('form.manage')
export class AnswerShare {
  @Field(() => String, { nullable: true, description: 'The key of a choice, or the value of a scale.' }) key!: string;
  @Field(() => Json, { nullable: true, description: 'What it is called, in both languages.' }) label!: unknown;
  @Field(() => Int, { nullable: true }) count!: number;
}

/** What was answered to one question of a survey. */
@ObjectType()
@Access('form.manage')
export class QuestionResult {
  @Field(() => String, { nullable: true }) key!: string;
  @Field(() => QuestionKind, { nullable: true }) kind!: QuestionKind;
  @Field(() => Json, { nullable: true, description: 'The question in both languages, as it stands now.' }) label!: unknown;
  @Field(() => Int, { nullable: true, description: 'Answers to it.' }) count!: number;
  @Field(() => Float, { nullable: true, description: 'Of a scale: the mean; null while nobody has answered.' }) mean!: number | null;
  @Field(() => [AnswerShare], { nullable: true }) shares!: AnswerShare[];
}

interface Counted {
  question: string;
  value: string;
  count: number;
}

/** Counts the answers of a form: each share beside its number, so that nobody reads a percentage of three people as a finding. */
@Injectable()
export class FormResults {
  constructor(
    private readonly forms: FormService,
    private readonly database: Database,
  ) {}

  async of(viewer: Viewer, id: string): Promise<QuestionResult[]> {
    const form = await this.forms.read(viewer, id, selectionFrom(['id', 'draft', 'published']));
    const definition = (form['published'] ?? form['draft']) as FormDefinition;
    const counted = await this.database.query<Counted & Record<string, unknown>>(
      `select question, coalesce(choice, score::text) as value, count(*)::int as count from form_answer a where form_id = $1 and (choice is not null or score is not null) and (a.customer_id is null or ${isReal('a.customer_id')}) group by 1, 2`, [id]);
    return definition.questions.filter(({ kind }) => kind === QuestionKind.CHOICE || kind === QuestionKind.SCALE).map((question) => {
      const own = counted.filter((one) => one.question === question.key);
      const said = new Map(own.map(({ value, count }) => [value, count]));
      const values = question.kind === QuestionKind.SCALE
        ? Array.from({ length: SCALE_MOST + 1 }, (_, value) => ({ key: String(value), label: { zh: String(value), en: String(value) } }))
        : question.choices.map(({ key, zh, en }) => ({ key, label: { zh, en } }));
      const shares = values.map((one) => ({ ...one, count: said.get(one.key) ?? 0 }));
      const count = shares.reduce((sum, one) => sum + one.count, 0);
      const mean = question.kind === QuestionKind.SCALE && count > 0 ? shares.reduce((sum, one) => sum + Number(one.key) * one.count, 0) / count : null;
      return { key: question.key, kind: question.kind, label: question.label, count, mean, shares };
    });
  }
}

import { QuestionKind } from '@dossier/vocabulary/intake-enums';
import type { FormDefinition } from './forms/form.definition';
import type { Answered, LeadWish } from './intake.content';

const LONGEST_NAME = 80;
const LONGEST_SUBJECT = 200;

/**
 * The lead that a form makes of its answers; null where it makes none. Choices and scales become attributes. Of what was written in
 * free words nothing is copied but the answer that the form calls the need: the rest stays sealed with the submission.
 */
export function leadOf({ lead, title, questions }: FormDefinition, answers: readonly Answered[]): LeadWish | null {
  if (!lead) return null;
  const needs = new Set(questions.filter(({ isNeed }) => isNeed).map(({ key }) => key));
  const need = answers.filter(({ question, kind }) => kind === QuestionKind.TEXT && needs.has(question)).map(({ value }) => value).join('\n');
  const attributes = Object.fromEntries(answers.flatMap(({ kind, label, value, said }): [string, string | number][] => {
    const name = label.zh.slice(0, LONGEST_NAME);
    return kind === QuestionKind.SCALE ? [[name, Number(value)]] : kind === QuestionKind.CHOICE ? [[name, said?.zh ?? value]] : [];
  }));
  return { subject: title.zh.slice(0, LONGEST_SUBJECT), need: need === '' ? null : need, productId: lead.productId, amountMinor: null, currency: null, attributes: Object.keys(attributes).length > 0 ? attributes : null };
}

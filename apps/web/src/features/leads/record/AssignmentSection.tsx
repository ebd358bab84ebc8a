import { Moment, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import type { leadTerms } from '@dossier/vocabulary/terms/leads';
import { leadWords } from '../leads.words';
import { LeadAssignmentsDocument } from './record.documents';
import { recordText } from './record.text';

type Decision = NonNullable<NonNullable<AnswerOf<typeof LeadAssignmentsDocument>['lead']>['assignments']>[number];
type Candidate = NonNullable<Decision['candidates']>[number];

/** How the lead came to whom, newest first: by whom or by which rule, and who else was considered. */
export function AssignmentSection({ id }: { id: string }) {
  const t = useText(recordText);
  const decisions = useAsk(LeadAssignmentsDocument, { id }).data?.lead?.assignments ?? [];
  if (decisions.length === 0) return null;
  const newest = [...decisions].sort((one, other) => other.at.localeCompare(one.at));
  return <Section title={t('assignments')}><Rows>{newest.map((decision) => <DecisionRow key={decision.id} decision={decision} />)}</Rows></Section>;
}

const REASONS = ['WaitReason', 'ReleaseReason', 'RecycleReason'] as const;

function DecisionRow({ decision }: { decision: Decision }) {
  const t = useText(recordText);
  const word = useText(leadWords);
  const { owner, pool, actor, ruleName, policyNumber, reason, candidates } = decision;
  const known = REASONS.map((type) => `${type}.${reason}`).find((key) => key in leadWords.table) as keyof typeof leadTerms | undefined;
  const to = owner?.name ?? pool?.name;
  const by = actor?.name ? t('decidedBy', { name: actor.name }) : ruleName ? t('decidedByRule', { name: ruleName, number: policyNumber ?? '–' }) : null;
  const note = (
    <>
      {[by, known ? word(known) : null].filter(Boolean).join(' · ')}
      {candidates && candidates.length > 0 && (
        <details className="lead-candidates"><summary>{t('considered', { count: candidates.length })}</summary><ul>{candidates.map((one) => <CandidateLine key={one.userId} candidate={one} best={candidates.find(({ whyNot }) => !whyNot)?.score ?? null} />)}</ul>{t('loadNote')}</details>
      )}
    </>
  );
  return <Row lead={<span className="d-caption"><Moment at={decision.at} /></span>} title={to ? t('decidedTo', { act: word(`AssignmentAct.${decision.act}`), name: to }) : word(`AssignmentAct.${decision.act}`)} note={note} />;
}

/** One who was considered: how many leads they had, how full they would have been, and why it was not them. */
function CandidateLine({ candidate, best }: { candidate: Candidate; best: number | null }) {
  const t = useText(recordText);
  const word = useText(leadWords);
  const format = useFormat();
  const { name, load, score, whyNot } = candidate;
  if (whyNot && whyNot !== 'BUSIER') return <li>{t('refused', { name, load, why: word(`WhyNotChosen.${whyNot}`) })}</li>;
  const why = !whyNot ? t('chosen') : score === best ? t('sameLoad') : word('WhyNotChosen.BUSIER');
  return <li>{t('candidate', { name, load, score: format.number(score), why })}</li>;
}

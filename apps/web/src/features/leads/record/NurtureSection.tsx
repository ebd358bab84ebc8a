import { Moment, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { Row, Rows, Section, StateDot, useText } from '@dossier/ui';
import { NurtureTracksDocument } from '../settings/nurture/nurture.documents';
import { nurtureText, nurtureWords } from '../settings/nurture/nurture.text';
import { Signals, signalsOf } from '../settings/nurture/Signals';
import { useStepWords } from '../settings/nurture/useStepWords';
import { LeadNurtureDocument } from './record.documents';
import { recordText } from './record.text';

type Enrolment = NonNullable<AnswerOf<typeof LeadNurtureDocument>['nurtureEnrolments']>['nodes'][number];
type Step = NonNullable<NonNullable<NonNullable<AnswerOf<typeof NurtureTracksDocument>['nurtureTracks']>[number]['steps']>[number]>;
const MOST = 10;

/** On which track a lead is or was, how far it came, and what was heard before it was handed over. Nothing where it never was on one. */
export function NurtureSection({ id }: { id: string }) {
  const t = useText(recordText);
  const enrolments = useAsk(LeadNurtureDocument, { filter: { lead: { in: [id] } }, first: MOST }).data?.nurtureEnrolments?.nodes ?? [];
  // Only of a track that goes on do the steps of today say where one stands.
  const isOn = enrolments.some(({ state }) => state === 'ACTIVE');
  const tracks = useAsk(NurtureTracksDocument, {}, { skip: !isOn }).data?.nurtureTracks ?? [];
  if (enrolments.length === 0) return null;
  const stepsOf = ({ trackId }: Enrolment) => tracks.find((track) => track.id === trackId)?.steps ?? [];
  return <Section title={t('nurture')}><Rows label={t('nurture')}>{enrolments.map((row, at) => <EnrolmentRow key={row.id} row={row} steps={stepsOf(row)} isNewest={at === 0} />)}</Rows></Section>;
}

function EnrolmentRow({ row, steps, isNewest }: { row: Enrolment; steps: readonly Step[]; isNewest: boolean }) {
  const t = useText(recordText);
  const word = useText(nurtureWords);
  const at = useStepWords();
  const isOn = row.state === 'ACTIVE';
  const state = row.state ?? 'FINISHED';
  // What was heard belongs to a hand-over: the owner goes on from there.
  const signals = state === 'HANDED_OFF' || state === 'ANSWERED' ? signalsOf(row.signals) : [];
  const rose = state === 'HANDED_OFF' && row.fromGrade && row.toGrade ? t('gradeRose', { from: row.fromGrade, to: row.toGrade }) : '';
  const why = row.cause ? t('enteredFor', { cause: word(`NurtureCause.${row.cause}`) }) : '';
  const note = (
    <>
      {[at(row, isOn ? steps : []), rose, why].filter(Boolean).join(' · ')} · <Moment at={row.createdAt} />
      {signals.length > 0 && <Signals list={signals} open={isNewest} />}
    </>
  );
  return <Row title={row.trackName} note={note} value={isOn ? <Next row={row} /> : <><StateDot tone={signals.length > 0 ? 'ok' : 'plain'}>{word(`NurtureState.${state}`)}</StateDot> <Moment at={row.endedAt} /></>} />;
}

function Next({ row }: { row: Enrolment }) {
  const t = useText(nurtureText);
  const format = useFormat();
  return <>{row.nextOn ? t('nextOn', { day: format.dayShort(row.nextOn) }) : t('hasTask')}</>;
}

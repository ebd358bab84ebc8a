import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { useAsk, useFormat, useSave, useViewer } from '@dossier/client';
import { FinishHomeStepDocument, NextStepsDocument, ReopenHomeStepDocument } from './home.documents';
import { homeText } from './home.text';

const DAYS_AHEAD = 7;

/** What one has promised to do next, the overdue first; done with one click. Nothing where nothing is due. */
export function NextSteps() {
  const t = useText(homeText);
  const format = useFormat();
  const me = useViewer();
  const today = format.today();
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + DAYS_AHEAD * 86_400_000).toISOString().slice(0, 10);
  const { data } = useAsk(NextStepsDocument, { filter: { author: { in: [me.id] }, nextState: { in: ['OPEN'] }, nextOn: { to: until } } });
  const options = { refreshes: ['communications'], loud: true };
  const back = useSave(ReopenHomeStepDocument, options);
  const finish = useSave(FinishHomeStepDocument, { ...options, done: t('nextDone'), undo: ({ finishNextStep }) => finishNextStep && back.run({ id: finishNextStep.id }) });
  const steps = data?.communications?.nodes ?? [];
  if (steps.length === 0) return null;
  return (
    <Section title={t('nextSteps')} note={t('nextStepsNote', { days: DAYS_AHEAD })}>
      <Rows label={t('nextSteps')}>
        {steps.map((step) => {
          const who = step.customer?.name ?? step.customer?.companyName ?? step.customer?.archiveNo ?? '';
          const isLate = Boolean(step.nextOn) && step.nextOn! < today;
          return (
            <Row key={step.id} lead={<span className={isLate ? 'd-due d-tone-error' : 'd-due'}>{isLate ? t('overdue', { day: format.dayShort(step.nextOn) }) : format.dayShort(step.nextOn)}</span>}
              title={<Link className="d-name" to={`/customers/${step.customer?.id}`} search={{ tab: 'communication' } as never}>{who}</Link>} note={step.nextStep ?? step.summary ?? ''}
              verb={step.can?.includes('FINISH') && <Button size="small" disabled={finish.busy} aria-label={t('finishStep', { name: who })} onClick={() => void finish.run({ id: step.id })}>{t('finish')}</Button>} />
          );
        })}
      </Rows>
    </Section>
  );
}

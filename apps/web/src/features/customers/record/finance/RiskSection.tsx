import { Alert, Button } from 'antd';
import { Facts, MoreFields, Row, Rows, Section, StateDot, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import { packWords, type PackWord } from '../pack.words';
import type { CustomerRecord } from '../record.types';
import { AssessDialog } from './AssessDialog';
import { ArchiveAssessmentDocument, RestoreAssessmentDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN, type Assessment, type Standing } from './finance.types';

interface RiskProps { customer: CustomerRecord; standing: Standing; assessments: readonly Assessment[] }

/** The assessment that counts, whether it still holds, and those before it. */
export function RiskSection({ customer, standing, assessments }: RiskProps) {
  const t = useText(financeText);
  const word = useText(packWords);
  const format = useFormat();
  const [assessing, setAssessing] = useState(false);
  const [current] = assessments;
  const verb = standing.writable && <Button size="small" type={current?.expired ? 'primary' : 'default'} onClick={() => setAssessing(true)}>{t(current ? 'reassess' : 'assess')}</Button>;
  return (
    <Section title={t('finance')} extra={verb}>
      {!current && <p className="d-note">{t('notAssessed')}</p>}
      {current?.expired && <Alert type="warning" showIcon title={t('expired')} />}
      {current && (
        <Facts items={[
          { label: t('level'), value: word(`RiskTolerance.${current.level}` as PackWord) },
          { label: t('validUntil'), value: <>{format.day(current.validUntil)} <StateDot tone={current.expired ? 'err' : 'ok'}>{t(current.expired ? 'isExpired' : 'holds')}</StateDot></> },
          { label: t('by'), value: `${current.assessedBy?.name ?? ''} ${format.instant(current.assessedAt)}`.trim() },
        ]} />
      )}
      {assessments.length > 0 && (
        <MoreFields label={t('history', { count: assessments.length })}>
          <Rows label={t('history', { count: assessments.length })}>{assessments.map((one, at) => <AssessmentRow key={one.id} assessment={one} counts={at === 0} />)}</Rows>
        </MoreFields>
      )}
      {assessing && <AssessDialog customer={customer} longest={standing.longestUntil ?? null} onClose={() => setAssessing(false)} />}
    </Section>
  );
}

function AssessmentRow({ assessment, counts }: { assessment: Assessment; counts: boolean }) {
  const t = useText(financeText);
  const format = useFormat();
  const name = useText(packWords)(`RiskTolerance.${assessment.level}` as PackWord);
  const back = useSave(RestoreAssessmentDocument, { refreshes: SHOWN, loud: true });
  const archive = useSave(ArchiveAssessmentDocument, { refreshes: SHOWN, loud: true, done: t('removed', { name }), undo: () => back.run({ id: assessment.id }) });
  // One that has expired stays: without it more could be offered than with it.
  const mayArchive = assessment.can?.includes('ARCHIVE') && !assessment.expired;
  const note = [t('until', { day: format.day(assessment.validUntil) }), typeof assessment.score === 'number' && t('scored', { score: assessment.score }), assessment.assessedBy?.name].filter(Boolean).join(' · ');
  return (
    <Row lead={format.dayShort(assessment.assessedAt)} title={name} note={note}
      value={<StateDot tone={counts ? (assessment.expired ? 'err' : 'ok') : 'plain'}>{t(assessment.expired ? 'isExpired' : counts ? 'holds' : 'replaced')}</StateDot>}
      verb={mayArchive && <Button size="small" type="link" disabled={archive.busy} aria-label={t('removeThing', { name })} onClick={() => void archive.run({ id: assessment.id })}>{t('remove')}</Button>} />
  );
}

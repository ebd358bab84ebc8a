import { InputNumber, Select } from 'antd';
import { useViewer } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import type { CardInput } from './scorecard.documents';
import { scorecardText } from './scorecard.text';

type Grading = CardInput['grading'];
const GRADES = ['A', 'B', 'C', 'D'] as const;
const LEVELS = ['high', 'middle', 'low'] as const;
const HUNDRED = 100;

/** Where levels begin, which grade each pair of levels is, and the multiples that a model goes by. */
export function GradingEditor({ grading, onChange }: { grading: Grading; onChange: (grading: Grading) => void }) {
  const t = useText(scorecardText);
  const currency = useViewer().company.currency ?? 'CNY';
  const scale = 10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);
  const whole = (name: 'fitMiddle' | 'fitHigh' | 'engagementMiddle' | 'engagementHigh', label: string) => (
    <label key={name}>{label}<InputNumber min={0} max={100} precision={0} value={grading[name]} onChange={(value) => onChange({ ...grading, [name]: value ?? 0 })} /></label>
  );
  return (
    <Section title={t('grading')} note={t('gradingNote')}>
      <div className="score-levels">
        {whole('fitMiddle', t('middleFrom', { axis: t('fit') }))}{whole('fitHigh', t('highFrom', { axis: t('fit') }))}
        {whole('engagementMiddle', t('middleFrom', { axis: t('engagement') }))}{whole('engagementHigh', t('highFrom', { axis: t('engagement') }))}
        <label>{t('share')}<InputNumber min={0} max={HUNDRED} precision={0} suffix="%" value={Math.round(grading.fitShare * HUNDRED)} onChange={(value) => onChange({ ...grading, fitShare: (value ?? 0) / HUNDRED })} /></label>
        {(['A', 'B', 'C'] as const).map((grade) => <label key={grade}>{t('multiple', { grade })}<InputNumber min={0.01} max={HUNDRED} step={0.1} value={grading[`multiple${grade}`]} onChange={(value) => onChange({ ...grading, [`multiple${grade}`]: value ?? 1 })} /></label>)}
        <label>{t('cost')}<InputNumber min={0} suffix={currency} value={typeof grading.leadCost === 'number' ? grading.leadCost / scale : null} placeholder="0" onChange={(value) => onChange({ ...grading, leadCost: value === null ? null : Math.round(value * scale) })} /></label>
      </div>
      <Matrix grading={grading} onChange={onChange} />
    </Section>
  );
}

function Matrix({ grading, onChange }: { grading: Grading; onChange: (grading: Grading) => void }) {
  const t = useText(scorecardText);
  const put = (level: (typeof LEVELS)[number], at: number, grade: (typeof GRADES)[number]) => onChange({ ...grading, [level]: grading[level].map((own, place) => (place === at ? grade : own)) });
  return (
    <table className="score-matrix">
      <caption className="d-unseen">{t('matrix')}</caption>
      <thead><tr><td />{LEVELS.map((level) => <th key={level} scope="col">{t('engagement')} · {t(level)}</th>)}</tr></thead>
      <tbody>
        {LEVELS.map((level) => (
          <tr key={level}>
            <th scope="row">{t('fit')} · {t(level)}</th>
            {grading[level].map((grade, at) => <td key={LEVELS[at]}><Select value={grade} aria-label={t('gradeAt', { fit: t(level), engagement: t(LEVELS[at]!) })} options={GRADES.map((value) => ({ value, label: value }))} onChange={(value) => put(level, at, value)} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

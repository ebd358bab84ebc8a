import { useFormat, useViewer } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import type { Scorecard, ScoreRule } from './scorecard.documents';
import { gradingOf } from './scorecard.rules';
import { scorecardText } from './scorecard.text';

const AXES = ['FIT', 'ENGAGEMENT'] as const;
export const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points)}`;

/** A scorecard as it stands: rules as sentences, then how grades follow. */
export function CardSections({ card }: { card: Scorecard }) {
  const t = useText(scorecardText);
  return (
    <>
      {AXES.map((axis) => (
        <Section key={axis} title={t(axis === 'FIT' ? 'fit' : 'engagement')} note={t(axis === 'FIT' ? 'fitNote' : 'engagementNote')}>
          <Rows label={t(axis === 'FIT' ? 'fit' : 'engagement')}>{(card.rules ?? []).filter((rule) => rule.axis === axis).map((rule) => <RuleRow key={rule.key} rule={rule} />)}</Rows>
        </Section>
      ))}
      <GradesSection card={card} />
    </>
  );
}

function RuleRow({ rule }: { rule: ScoreRule }) {
  const t = useText(scorecardText);
  const note = rule.axis === 'ENGAGEMENT' ? [rule.halfLifeDays ? t('halfLifeOf', { days: rule.halfLifeDays }) : t('noHalfLife'), rule.cap ? t('capOf', { cap: rule.cap }) : ''].filter(Boolean).join(' · ') : undefined;
  return <Row title={rule.text} {...(note !== undefined && { note })} value={signed(rule.weight ?? 0)} />;
}

/** Where levels begin, and the grade of each pair of them. */
function GradesSection({ card }: { card: Scorecard }) {
  const t = useText(scorecardText);
  const format = useFormat();
  const currency = useViewer().company.currency ?? 'CNY';
  const grading = gradingOf(card);
  const levels = ['high', 'middle', 'low'] as const;
  return (
    <Section title={t('grading')} note={t('gradingNote')}>
      <table className="score-matrix">
        <caption className="d-unseen">{t('matrix')}</caption>
        <thead><tr><td />{levels.map((level) => <th key={level} scope="col">{t('engagement')} · {t(level)}</th>)}</tr></thead>
        <tbody>{levels.map((level) => <tr key={level}><th scope="row">{t('fit')} · {t(level)}</th>{grading[level].map((grade, at) => <td key={levels[at]}>{grade}</td>)}</tr>)}</tbody>
      </table>
      <p className="d-note">{t('levelsOf', { axis: t('fit'), middle: grading.fitMiddle, high: grading.fitHigh })} · {t('levelsOf', { axis: t('engagement'), middle: grading.engagementMiddle, high: grading.engagementHigh })}</p>
      <p className="d-note">{t('multiples', { a: grading.multipleA, b: grading.multipleB, c: grading.multipleC })} {t('costIs', { cost: format.money({ minor: grading.leadCost ?? 0, currency }) })}</p>
    </Section>
  );
}

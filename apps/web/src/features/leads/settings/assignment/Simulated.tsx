import { useAsk, useFormat } from '@dossier/client';
import { categoryAxis, Chart, quietFrame, Row, Rows, useListing, useText, valueAxis } from '@dossier/ui';
import type { WhyNotChosen } from '@dossier/vocabulary/lead-enums';
import { leadWords } from '../../leads.words';
import { AssigneesDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';

/** Room for the name of the longest bar. */
const LABEL = 104;

interface PersonFound { userId: string; given: number; had: number; most: number; open: number; weight: number; cap: number | null }
interface RuleFound { name: string; leads: number; given: number; pooled: number; waiting: number; ratio: { value: number; people: number } | null; reasons: { why: `${WhyNotChosen}`; leads: number }[] }
/** What a simulation has found. */
export interface SimulationFound {
  from: string; to: string; leads: number; given: number; pooled: number; waiting: number; unmatched: number;
  median: number | null; p90: number | null; medianReal: number | null; p90Real: number | null; people: PersonFound[]; rules: RuleFound[];
}

/** What rules would have done with the leads of the last month: for each person, for each rule, and how long leads waited. */
export function Simulated({ result }: { result: SimulationFound }) {
  const t = useText(assignmentText);
  const format = useFormat();
  const minutes = (value: number | null) => (value === null ? '—' : t('minutes', { count: format.number(Math.round(value)) }));
  const known = result.given - result.rules.reduce((sum, { given }) => sum + given, 0);
  return (
    <>
      <PeopleChart result={result} />
      <p className="d-note">{t('simPeriod')}</p>
      <p>{t('simWaits', { median: minutes(result.median), p90: minutes(result.p90), medianReal: minutes(result.medianReal), p90Real: minutes(result.p90Real) })}</p>
      <Rows label={t('simByRule')}>
        {result.rules.map((rule, at) => <RuleRow key={`${at} ${rule.name}`} rule={rule} />)}
        {known > 0 && <Row title={t('simKnown')} value={t('simLeads', { count: format.number(known) })} />}
        {result.unmatched > 0 && <Row title={t('simUnmatched')} note={t('simUnmatchedNote')} value={t('simLeads', { count: format.number(result.unmatched) })} />}
      </Rows>
      <p className="d-note">{t('ratioNote')}</p>
    </>
  );
}

/** What became of the leads of one rule, how evenly, and why some found nobody. */
function RuleRow({ rule }: { rule: RuleFound }) {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const listing = useListing();
  const format = useFormat();
  const said = listing([
    rule.given > 0 ? t('simRuleGiven', { count: format.number(rule.given) }) : null, rule.pooled > 0 ? t('simRulePooled', { count: format.number(rule.pooled) }) : null,
    rule.waiting > 0 ? t('simRuleWaits', { count: format.number(rule.waiting), why: listing(rule.reasons.map(({ why, leads }) => t('simReason', { why: words(`WhyNotChosen.${why}`), count: format.number(leads) }))) || '—' }) : null,
    rule.pooled > 0 ? null : rule.ratio ? t('simRatio', { value: rule.ratio.value.toFixed(2), people: rule.ratio.people }) : t('simNoRatio'),
  ]);
  return <Row title={rule.name} note={said} value={t('simLeads', { count: format.number(rule.leads) })} />;
}

function PeopleChart({ result }: { result: SimulationFound }) {
  const t = useText(assignmentText);
  const format = useFormat();
  const names = new Map((useAsk(AssigneesDocument, {}).data?.assignees ?? []).map(({ userId, name }) => [userId, name]));
  const people = result.people.map((one) => ({ ...one, name: names.get(one.userId) ?? '—' }));
  const given = people.filter((one) => one.given > 0).map((one) => one.given);
  const right = 'right' as const;
  const columns = [
    { key: 'name', title: t('people') }, { key: 'weight', title: t('weight'), align: right }, { key: 'given', title: t('simGiven'), align: right }, { key: 'had', title: t('simHad'), align: right },
    { key: 'most', title: t('simMost'), align: right }, { key: 'open', title: t('simOpen'), align: right }, { key: 'cap', title: t('cap'), align: right },
  ];
  const rows = people.map(({ name, weight, given: found, had, most, open, cap }) => ({ name, weight, given: found, had, most, open, cap: cap ?? '—' }));
  return (
    <Chart title={t('simTitle', { given: format.number(result.given), leads: format.number(result.leads), most: format.number(Math.max(0, ...given)), least: format.number(given.length > 0 ? Math.min(...given) : 0) })} unit={t('leadsUnit')} asOf={format.day(result.to.slice(0, 10))}
      table={{ columns, rows }} height={Math.max(160, 40 * people.length)}
      option={(palette) => {
        // The first bar of each kind says what its kind is.
        const bars = (key: 'given' | 'had', name: string) => {
          const first = people.findIndex((one) => one[key] > 0);
          return people.map((one, at) => (at === first ? { value: one[key], label: { show: true, position: 'right', formatter: name, color: palette.ink2 } } : one[key]));
        };
        return {
          ...quietFrame(palette), grid: { ...quietFrame(palette).grid, right: LABEL }, xAxis: valueAxis(palette), yAxis: { ...categoryAxis(palette, people.map((one) => one.name)), inverse: true },
          series: [{ type: 'bar', name: t('simGiven'), data: bars('given', t('simGiven')), color: palette.chart[0] }, { type: 'bar', name: t('simHad'), data: bars('had', t('simHad')), color: palette.chart[1] }],
        };
      }} />
  );
}

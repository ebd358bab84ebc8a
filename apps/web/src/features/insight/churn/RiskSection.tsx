import { Link } from '@tanstack/react-router';
import { failure, useAsk, useFormat } from '@dossier/client';
import { EmptyState, Failed, FigureStrip, Section, TableTwin, useListing, useText, Waiting } from '@dossier/ui';
import { useInsightWord } from '../insight.words';
import { AtRiskDocument, type AtRisk, type Board } from './churn.documents';
import { churnText } from './churn.text';

const right = 'right' as const;
const SHOWN = 10;
const ranked = { filter: { churnProbability: { min: 0 } }, sort: 'CHURN_AT_STAKE', order: 'DESC' } as const;

/** How many are at risk, what is at stake, and the ten of whom most is. */
export function RiskSection({ board }: { board: Board }) {
  const t = useText(churnText);
  const word = useInsightWord();
  const format = useFormat();
  const bands = board.bands ?? [];
  const ask = useAsk(AtRiskDocument, { ...ranked, first: SHOWN });
  const rows = ask.data?.customers?.nodes ?? [];
  if (bands.length === 0) return null;
  const figures = bands.map(({ band, customers, atStake }) => ({
    label: word('ChurnBand', band), value: <Link to="/customers" search={{ filter: { churnBand: { in: [band] } } } as never}>{format.number(customers)}</Link>,
    ...(atStake && atStake.minor > 0 && { note: `${t('atStake')} ${format.moneyShort(atStake)}` }),
  }));
  return (
    <Section title={t('risk')} note={t('riskNote')} extra={<Link to="/customers" search={ranked as never}>{t('all')}</Link>}>
      <FigureStrip figures={figures} />
      {ask.isPending && <Waiting />}
      {ask.isError && !ask.data && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {rows.length > 0 && <RiskTable rows={rows} />}
      {ask.isSuccess && rows.length === 0 && <EmptyState title={t('noRiskTitle')} text={t('noRisk')} />}
      <p className="d-note insight-note">{t('heldOutNote')}</p>
    </Section>
  );
}

function RiskTable({ rows }: { rows: readonly AtRisk[] }) {
  const t = useText(churnText);
  const word = useInsightWord();
  const format = useFormat();
  const listing = useListing();
  const reasons = (row: AtRisk) => listing((row.churn?.reasons ?? []).map((reason) => word('ChurnReason', reason)));
  return (
    <div className="churn-wide"><TableTwin whole label={t('risk')} leads={rows.map(({ id }) => ({ to: `/customers/${id}` }))}
      columns={[{ key: 'name', title: t('name') }, { key: 'probability', title: t('probability'), align: right }, { key: 'atStake', title: t('atStake'), align: right }, { key: 'silence', title: t('silence'), align: right }, { key: 'reasons', title: t('reasons') }, { key: 'owner', title: t('owner') }, { key: 'heldOut', title: t('heldOut') }]}
      rows={rows.map((row) => ({
        name: row.name ?? row.archiveNo ?? row.id, probability: format.percent(row.churn?.probability), atStake: format.moneyShort(row.churn?.atStake), silence: t('silenceValue', { quiet: row.churn?.quietDays ?? 0, allowed: row.churn?.allowedDays ?? 0 }),
        reasons: reasons(row), owner: row.owner?.name ?? '', heldOut: row.churn?.isHeldOut ? t('yes') : '',
      }))} /></div>
  );
}

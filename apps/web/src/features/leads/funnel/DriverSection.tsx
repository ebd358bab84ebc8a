import { failure, useAsk, useFormat } from '@dossier/client';
import { Chart, Failed, forestOption, Section, useText, Waiting } from '@dossier/ui';
import { LeadDriversDocument, type Driver, type Drivers } from './funnel.documents';
import { funnelText } from './funnel.text';
import { leadOfGroup, useFunnelWord, useGroupName } from './funnel.words';
import type { WindowInput } from './ResponseSection';

const right = 'right' as const;
const ROW = 34;
const MOST = 20;
const TINY = 0.001;
const DIMENSIONS = ['SOURCE', 'ORIGIN', 'OWNER', 'PRODUCT', 'GRADE'] as const;
const isDimension = (driver: string): driver is (typeof DIMENSIONS)[number] => (DIMENSIONS as readonly string[]).includes(driver);

/** What goes with winning, each factor by itself. */
export function DriverSection({ input }: { input: WindowInput }) {
  const t = useText(funnelText);
  const format = useFormat();
  const asked = useAsk(LeadDriversDocument, { input }, { keep: true });
  const found = asked.data?.leadDrivers;
  return (
    <Section title={t('drivers')}>
      {asked.isPending && <Waiting />}
      {asked.isError && !found && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {found?.isClosed && <p className="d-quiet">{t('closed')}</p>}
      {found && !found.isClosed && (found.state === 'REFUSED' ? <p className="d-quiet">{t('driversFew', { won: format.number(found.won), mature: format.number(found.mature), needed: format.number(found.needed) })}</p> : <Forest found={found} />)}
    </Section>
  );
}

function useDriverName(): (line: Driver) => string {
  const word = useFunnelWord();
  const nameOf = useGroupName();
  return ({ driver, value, name }) => {
    if (driver === 'RESPONSE') return word('ResponseBand', value);
    return isDimension(driver) ? nameOf(driver, value, name) : value;
  };
}

function Forest({ found }: { found: Drivers }) {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const nameOf = useDriverName();
  const lines = (found.lines ?? []).slice(0, MOST);
  const top = lines.find(({ holds }) => holds);
  const show = (value: number) => format.number(Math.round(value * 100) / 100);
  const chance = (value: number) => (value < TINY ? `< ${TINY}` : value.toFixed(3));
  const part = ({ hits, n }: { hits: number; n: number }) => `${format.number(hits)}/${format.number(n)}`;
  const labelOf = (line: Driver) => `${word('LeadDriver', line.driver)} · ${nameOf(line)}`;
  const title = top ? t('driversFinding', { driver: word('LeadDriver', top.driver), value: nameOf(top), ratio: show(top.ratio), low: show(top.low), high: show(top.high) }) : t('driversNone');
  if (lines.length === 0) return <p className="d-quiet">{t('driversNone')}</p>;
  return (
    <>
      <Chart title={title} unit={t('driversUnit')} asOf={format.dayShort(found.to)} height={96 + ROW * lines.length} option={(palette) => forestOption(palette, lines.map((line) => ({ label: labelOf(line), value: line.ratio, low: line.low, high: line.high })), { isRatio: true, show })}
        table={{
          columns: [{ key: 'factor', title: t('factor') }, { key: 'those', title: t('those'), align: right }, { key: 'others', title: t('others'), align: right }, { key: 'ratio', title: t('ratio'), align: right }, { key: 'interval', title: t('interval'), align: right }, { key: 'p', title: t('p'), align: right }, { key: 'q', title: t('q'), align: right }, { key: 'holds', title: t('holds') }],
          rows: lines.map((line) => ({ factor: labelOf(line), those: part(line.those), others: part(line.others), ratio: show(line.ratio), interval: `${show(line.low)} – ${show(line.high)}`, p: chance(line.p), q: chance(line.q), holds: t(line.holds ? 'yes' : 'no') })),
          leads: lines.map((line) => (isDimension(line.driver) ? leadOfGroup(found, line.driver, line.value) : null)),
        }} />
      <p className="d-note funnel-note">{t('driversNote', { tooFew: format.number(found.tooFew) })}</p>
    </>
  );
}

import { failure, useAsk, useFormat } from '@dossier/client';
import { Chart, Failed, forestOption, Section, TableTwin, useText, Waiting } from '@dossier/ui';
import { differenceOf } from './difference';
import { LeadResponseDocument, type Response } from './funnel.documents';
import { funnelText } from './funnel.text';
import { useFunnelWord, useRateWords } from './funnel.words';

const right = 'right' as const;
const ROW = 34;
export interface WindowInput { openedWithin: { from: string; to: string }; windowDays: number }

/** What was won, by how long the first answer took. */
export function ResponseSection({ input }: { input: WindowInput }) {
  const t = useText(funnelText);
  const asked = useAsk(LeadResponseDocument, { input }, { keep: true });
  const found = asked.data?.responseCurve;
  return (
    <Section title={t('response')}>
      {asked.isPending && <Waiting />}
      {asked.isError && !found && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {found && (found.isClosed ? <p className="d-quiet">{t('closed')}</p> : <Curve found={found} />)}
    </Section>
  );
}

type Band = NonNullable<Response['bands']>[number];

const FINDINGS = { HIGHER: 'responseFinding', LOWER: 'responseLower', ALIKE: 'responseAlike' } as const;

/** How far quick answers lie above or below slow ones, or that it cannot be seen; where there are too few to compare, where most was won of what can. */
function useFinding(found: Response, told: readonly Band[]): string {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const seen = differenceOf(found);
  if (seen) return t(FINDINGS[seen.says], { difference: format.percent(seen.difference), low: format.percent(seen.low), high: format.percent(seen.high) });
  const best = told.reduce<Band | null>((most, band) => ((band.won.rate ?? 0) > (most?.won.rate ?? -1) ? band : most), null);
  return best ? t('responseBest', { band: word('ResponseBand', best.band), rate: format.percent(best.won.rate), low: format.percent(best.won.low, 0), high: format.percent(best.won.high, 0) }) : '';
}

function Curve({ found }: { found: Response }) {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const rate = useRateWords();
  const bands = found.bands ?? [];
  const columns = [{ key: 'band', title: t('band') }, { key: 'won', title: t('won'), align: right }, { key: 'n', title: t('leads'), align: right }];
  const rows = bands.map(({ band, won }) => ({ band: word('ResponseBand', band), won: rate(won), n: won.n }));
  const told = bands.filter(({ won }) => won.state !== 'REFUSED');
  const title = useFinding(found, told);
  const points = told.map(({ band, won }) => ({ label: word('ResponseBand', band), value: won.rate ?? 0, low: won.low ?? 0, high: won.high ?? 0 }));
  return (
    <>
      {points.length > 0
        ? <Chart title={title} unit={t('responseUnit', { days: found.windowDays })} asOf={format.dayShort(found.to)} height={96 + ROW * points.length} option={(palette) => forestOption(palette, points, { isRatio: false, show: (value) => format.percent(value, 0) })} table={{ columns, rows }} />
        : <><p className="d-quiet">{t('few', { found: format.number(found.mature), needed: format.number(bands[0]?.won.needed) })}</p><TableTwin label={t('response')} columns={columns} rows={rows} whole /></>}
      <p className="d-note funnel-note">{t('responseNote')}</p>
    </>
  );
}

import { useFormat } from '@dossier/client';
import { Chart, forestOption, Section, TableTwin, useText, type Lead } from '@dossier/ui';
import { useInsightWord } from '../insight.words';
import type { Board, Link } from './churn.documents';
import { churnText } from './churn.text';

const right = 'right' as const;
/** Customers of whom the fact stands on record now. */
const leadOf = ({ sign }: Link): Lead => ({ to: '/customers', search: { filter: { churnSign: { in: [sign] } } } });

/** Facts on record, and how much more often those leave of whom they stand. */
export function LinkSection({ board }: { board: Board }) {
  const t = useText(churnText);
  const word = useInsightWord();
  const format = useFormat();
  const columns = useColumns();
  const rowOf = useRow();
  const links = board.links ?? [];
  if (links.length === 0) return <Section title={t('links')}><p className="d-quiet">{t('linkNone')}</p></Section>;
  const told = links.filter((link) => link.difference !== null && link.difference !== undefined);
  const few = links.filter((link) => !told.includes(link));
  const top = told.filter(({ low }) => (low ?? 0) > 0).sort((a, b) => (b.difference ?? 0) - (a.difference ?? 0))[0];
  const points = (value: number | null | undefined) => format.percent(value ?? 0);
  const title = top ? t('linkFinding', { sign: word('ChurnSign', top.sign), difference: points(top.difference), low: points(top.low), high: points(top.high) }) : t('linkNone');
  const rows = told.map((link) => ({ label: word('ChurnSign', link.sign), value: link.difference ?? 0, low: link.low ?? 0, high: link.high ?? 0 }));
  return (
    <Section title={t('links')}>
      {rows.length > 0 ? <Chart title={title} unit={t('linkUnit')} asOf={format.dayShort(board.asOf)} height={120 + 32 * rows.length} option={(palette) => forestOption(palette, rows, { isRatio: false, show: (value) => format.percent(value, 0) })} table={{ columns, rows: told.map(rowOf), leads: told.map(leadOf) }} /> : null}
      {few.length > 0 && <div className="churn-wide"><TableTwin label={t('fewLink')} columns={columns} rows={few.map(rowOf)} leads={few.map(leadOf)} whole /></div>}
      <p className="d-note insight-note">{t('linkNote')}</p>
    </Section>
  );
}

function useColumns() {
  const t = useText(churnText);
  return [
    { key: 'sign', title: t('sign') }, { key: 'withIt', title: t('withIt'), align: right }, { key: 'without', title: t('without'), align: right }, { key: 'difference', title: t('difference'), align: right },
    { key: 'odds', title: t('odds'), align: right }, { key: 'attributable', title: t('attributable'), align: right },
  ];
}

type Cells = Record<string, string | number>;

function useRow(): (link: Link) => Cells {
  const t = useText(churnText);
  const word = useInsightWord();
  const format = useFormat();
  const part = (hits: number, n: number) => `${format.number(hits)} / ${format.number(n)}`;
  const rounded = (value: number | null | undefined) => format.number(Math.round((value ?? 0) * 100) / 100);
  return (link) => ({
    sign: word('ChurnSign', link.sign), withIt: part(link.exposedLeft, link.exposed), without: part(link.othersLeft, link.others),
    difference: link.difference === null || link.difference === undefined ? t('fewLink') : `${format.percent(link.difference)} (${format.percent(link.low)} – ${format.percent(link.high)})`,
    odds: link.oddsRatio === null || link.oddsRatio === undefined ? '–' : `${rounded(link.oddsRatio)} (${rounded(link.oddsLow)} – ${rounded(link.oddsHigh)})`,
    attributable: link.attributable === null || link.attributable === undefined ? '–' : format.percent(link.attributable),
  });
}

import { Button } from 'antd';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { Failed, FigureStrip, Page, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { Can, failure, useAsk, useFormat, useViewer } from '@dossier/client';
import { useState } from 'react';
import './packs.css';
import { PackDialog } from './PackDialog';
import { PackKpisDocument, PacksDocument } from './packs.documents';
import { packsText, packTermTexts } from './packs.text';

export type Pack = NonNullable<ResultOf<typeof PacksDocument>['packs']>[number];
type Kpi = NonNullable<ResultOf<typeof PackKpisDocument>['packKpis']>[number];
export type PackCode = NonNullable<Pack['code']>;

/** The industries that the product knows, which of them are in use, and their measures. */
export function PacksScreen() {
  const t = useText(packsText);
  const asked = useAsk(PacksDocument, {});
  const [open, setOpen] = useState<PackCode | null>(null);
  return (
    <Page title={t('title')} help="packs" note={t('lead')}>
      {asked.isPending && <Waiting rows={4} />}
      {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      <ul className="pack-cards">{(asked.data?.packs ?? []).map((pack) => <PackCard key={pack.code} pack={pack} onOpen={() => setOpen(pack.code)} />)}</ul>
      <Kpis />
      {open && <PackDialog code={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function PackCard({ pack, onOpen }: { pack: Pack; onOpen: () => void }) {
  const t = useText(packsText);
  const term = useText(packTermTexts);
  const format = useFormat();
  const name = pack.code ? term(`PackCode.${pack.code}`) : '';
  const counts = t('counts', { fields: pack.fieldCount ?? 0, rules: pack.ruleCount ?? 0, kpis: pack.kpiCount ?? 0, samples: pack.sampleCount ?? 0 });
  return (
    <li className="pack-card">
      <div className="pack-card-head"><h2>{name}</h2><StateDot tone={pack.applied ? 'ok' : 'plain'}>{t(pack.applied ? 'applied' : 'notApplied')}</StateDot></div>
      <p>{pack.note}</p>
      <p className="d-caption">{counts}</p>
      {pack.applied && <p className="d-caption">{t('appliedBy', { name: pack.appliedBy?.name ?? '', at: format.instant(pack.appliedAt) })}</p>}
      <div className="pack-card-foot">
        <Can do="pack.manage"><Button onClick={onOpen} aria-label={t(pack.applied ? 'removeThing' : 'lookThing', { name })}>{t(pack.applied ? 'lookRemove' : 'look')}</Button></Can>
      </div>
    </li>
  );
}

function Kpis() {
  const t = useText(packsText);
  const term = useText(packTermTexts);
  const say = useKpiWords();
  const kpis = useAsk(PackKpisDocument, {}).data?.packKpis ?? [];
  const codes = [...new Set(kpis.flatMap(({ code }) => code ?? []))];
  return codes.map((code) => (
    <Section key={code} title={t('kpisOf', { name: term(`PackCode.${code}`) })} note={t('kpisNote')}>
      <FigureStrip figures={kpis.filter((kpi) => kpi.code === code).map((kpi) => ({ label: kpi.label, value: say(kpi), note: kpi.means }))} />
    </Section>
  ));
}

/** A measure in its unit; nothing to count from is said in words, not as zero. */
function useKpiWords(): (kpi: Kpi) => string {
  const t = useText(packsText);
  const format = useFormat();
  const currency = useViewer().company.currency ?? 'CNY';
  return ({ value, unit }) => {
    if (value === null || value === undefined) return t('noData');
    if (unit === 'SHARE') return format.percent(value);
    return unit === 'MONEY' ? format.money({ minor: value, currency }) : format.number(value);
  };
}

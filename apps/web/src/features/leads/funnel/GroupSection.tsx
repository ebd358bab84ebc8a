import { Alert, Select } from 'antd';
import { useFormat } from '@dossier/client';
import { Section, TableTwin, useText } from '@dossier/ui';
import { differenceOf } from './difference';
import type { Funnel } from './funnel.documents';
import { funnelText } from './funnel.text';
import { leadOfGroup, useFunnelWord, useGroupName, useRateWords } from './funnel.words';

const right = 'right' as const;
type Comparison = NonNullable<Funnel['comparison']>;
interface Props { funnel: Funnel; onCompare: (one: string, other: string) => void }

/** The parts beside each other, and two of them compared: as a whole, and like with like. */
export function GroupSection({ funnel, onCompare }: Props) {
  const t = useText(funnelText);
  const word = useFunnelWord();
  const rate = useRateWords();
  const nameOf = useGroupName();
  const groups = funnel.groups ?? [];
  const steps = (funnel.steps ?? []).slice(1, -1);
  if (groups.length === 0) return null;
  return (
    <Section title={`${t('groups')} · ${word('LeadDimension', funnel.by)}`}>
      <div className="funnel-wide">
        <TableTwin label={t('groups')} whole columns={[{ key: 'group', title: t('group') }, { key: 'leads', title: t('leads'), align: right }, ...steps.map(({ step }) => ({ key: step as string, title: word('LeadStep', step), align: right })), { key: 'won', title: t('won'), align: right }, { key: 'invalid', title: t('invalid'), align: right }]}
          rows={groups.map((group) => ({ group: nameOf(funnel.by, group.value, group.name), leads: group.leads, ...Object.fromEntries(steps.map(({ step }, at) => [step, group.reached[at + 1] ?? 0])), won: rate(group.won), invalid: group.invalid }))}
          leads={groups.map(({ value }) => leadOfGroup(funnel, funnel.by, value))} />
      </div>
      {funnel.comparison && <Compared funnel={funnel} found={funnel.comparison} onCompare={onCompare} />}
    </Section>
  );
}

const FINDINGS = { HIGHER: 'differ', LOWER: 'differLower', ALIKE: 'alike' } as const;

function Compared({ funnel, found, onCompare }: Props & { found: Comparison }) {
  const t = useText(funnelText);
  const format = useFormat();
  const nameOf = useGroupName();
  const [one, other] = [found.one.value, found.other.value];
  const options = (funnel.groups ?? []).map(({ value, name }) => ({ value, label: nameOf(funnel.by, value, name) }));
  const names = { one: nameOf(funnel.by, one, found.one.name), other: nameOf(funnel.by, other, found.other.name) };
  const least = Math.min(found.one.won.n, found.other.won.n);
  const seen = differenceOf(found);
  const said = seen && t(FINDINGS[seen.says], { ...names, difference: format.percent(seen.difference), low: format.percent(seen.low), high: format.percent(seen.high) });
  return (
    <>
      <div className="funnel-pair">
        <Select aria-label={t('one')} value={one} options={options} onChange={(value) => onCompare(value, value === other ? one : other)} />
        <Select aria-label={t('other')} value={other} options={options} onChange={(value) => onCompare(value === one ? other : one, value)} />
      </div>
      <p className="funnel-said">{said ?? t('few', { found: format.number(least), needed: format.number(found.one.won.needed) })}</p>
      {(found.strata ?? []).map((stratum) => <Stratum key={stratum.by} stratum={stratum} names={names} />)}
    </>
  );
}

function Stratum({ stratum, names }: { stratum: NonNullable<Comparison['strata']>[number]; names: { one: string; other: string } }) {
  const t = useText(funnelText);
  const word = useFunnelWord();
  const format = useFormat();
  const nameOf = useGroupName();
  if (!stratum.turns) return null;
  const show = (value: number | null | undefined) => format.number(Math.round((value ?? 0) * 1000) / 1000);
  const part = ({ hits, n }: { hits: number; n: number }) => `${format.number(hits)}/${format.number(n)}`;
  const by = word('LeadDimension', stratum.by);
  return (
    <>
      <Alert className="funnel-alert" type="warning" showIcon title={t('simpson', { by, ratio: show(stratum.ratio), low: show(stratum.low), high: show(stratum.high) })} />
      <TableTwin label={t('stratum', { by })} whole columns={[{ key: 'part', title: by }, { key: 'one', title: names.one, align: right }, { key: 'other', title: names.other, align: right }]}
        rows={(stratum.parts ?? []).map((row) => ({ part: nameOf(stratum.by, row.value, row.name), one: part(row.one), other: part(row.other) }))} />
    </>
  );
}

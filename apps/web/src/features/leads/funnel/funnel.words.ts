import { useFormat } from '@dossier/client';
import { useText, type Lead } from '@dossier/ui';
import type { Dimension, Funnel } from './funnel.documents';
import { funnelText, funnelWords } from './funnel.text';

interface Rate { state?: string | null; hits?: number | null; n?: number | null; needed?: number | null; rate?: number | null; low?: number | null; high?: number | null }

type Term = keyof typeof funnelWords.table;

/** A word of the dictionary, by its type and code. */
export function useFunnelWord(): (type: string, code: string) => string {
  const words = useText(funnelWords);
  return (type, code) => words(`${type}.${code}` as Term);
}

/** A part with its range and numbers; where there are too few, what was found and what is needed, and no part. */
export function useRateWords(): (rate: Rate | null | undefined) => string {
  const t = useText(funnelText);
  const format = useFormat();
  return (rate) => {
    if (!rate) return '–';
    if (rate.state === 'REFUSED') return t('fewShort', { found: format.number(rate.n), needed: format.number(rate.needed) });
    return `${format.percent(rate.rate)} (${format.percent(rate.low, 0)}–${format.percent(rate.high, 0)}, ${format.number(rate.hits)}/${format.number(rate.n)})`;
  };
}

/** What a part of leads is called: by its name, by the word of its code, or that it has none. */
export function useGroupName(): (by: Dimension, value: string, name: string | null | undefined) => string {
  const t = useText(funnelText);
  const word = useFunnelWord();
  return (by, value, name) => {
    if (value === '') return t('none');
    if (by === 'ORIGIN') return word('LeadOrigin', value);
    return by === 'GRADE' ? word('LeadGrade', value) : (name ?? value);
  };
}

const fieldOf: Readonly<Record<Dimension, string | null>> = { NONE: null, SOURCE: 'source', ORIGIN: 'origin', OWNER: 'owner', TEAM: 'team', PRODUCT: 'product', GRADE: 'grade' };
const STAGES = ['NEW', 'CONTACTED', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION'] as const;
/** Leads that were never any are left out of every figure. */
const COUNTED = ['OPEN', 'WON', 'LOST'];

/** Where a figure leads: to the leads behind it, with what narrows them in the address. Null where the list cannot ask for them. */
export const leadsOf = (filter: object): Lead => ({ to: '/leads', search: { filter } });

export const openedIn = ({ from, to }: Pick<Funnel, 'from' | 'to'>): object => ({ openedOn: { from, to } });

/** The leads of a part; of a part without a value the list cannot ask. */
export function leadOfGroup(funnel: Pick<Funnel, 'from' | 'to'>, by: Dimension, value: string): Lead | null {
  const field = fieldOf[by];
  return field === null || value === '' ? null : leadsOf({ ...openedIn(funnel), status: { in: COUNTED }, [field]: { in: [value] } });
}

/** The leads that stand at or past a step now. */
export function leadOfStep(funnel: Pick<Funnel, 'from' | 'to'>, step: string): Lead {
  if (step === 'WON') return leadsOf({ ...openedIn(funnel), status: { in: ['WON'] } });
  const at = step === 'OPENED' ? 0 : STAGES.indexOf(step as (typeof STAGES)[number]);
  return leadsOf({ ...openedIn(funnel), status: { in: COUNTED }, ...(at > 0 && { stage: { in: STAGES.slice(at) } }) });
}

import { useFormat } from '@dossier/client';
import { useText, type Lead } from '@dossier/ui';
import type { Dimension, Funnel, Loss } from './funnel.documents';
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
    const weak = rate.state === 'WEAK' ? ` · ${t('weak')}` : '';
    return `${format.percent(rate.rate)} (${format.percent(rate.low, 0)}–${format.percent(rate.high, 0)}, ${format.number(rate.hits)}/${format.number(rate.n)})${weak}`;
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

/** Where a figure leads: to the leads behind it, with what narrows them in the address. */
export const leadsOf = (filter: object): Lead => ({ to: '/leads', search: { filter } });

export const openedIn = ({ from, to }: Pick<Funnel, 'from' | 'to'>): object => ({ openedOn: { from, to } });

type Filter = Readonly<Record<string, unknown>>;
const anyOf = (value: string): Filter => (value === '' ? { isEmpty: true } : { in: [value] });

/** The leads of a part, those without a value too. */
export function leadOfGroup(funnel: Pick<Funnel, 'from' | 'to'>, by: Dimension, value: string): Lead | null {
  const field = fieldOf[by];
  return field === null ? null : leadsOf({ ...openedIn(funnel), status: { in: COUNTED }, [field]: anyOf(value) });
}

/** The leads that stand at or past a step now; what was won passed every step, from whichever it was won. */
export function leadOfStep(funnel: Pick<Funnel, 'from' | 'to'>, step: string): Lead {
  if (step === 'WON') return leadsOf({ ...openedIn(funnel), status: { in: ['WON'] } });
  const at = step === 'OPENED' ? 0 : STAGES.indexOf(step as (typeof STAGES)[number]);
  return leadsOf({ ...openedIn(funnel), status: { in: COUNTED }, ...(at > 0 && { or: [{ stage: { in: STAGES.slice(at) } }, { status: { in: ['WON'] } }] }) });
}

const WEEK_MS = 6 * 86_400_000;

/** The leads of a week, of its days that the figures count. */
export function leadOfWeek({ from, to }: Pick<Funnel, 'from' | 'to'>, week: string): Lead {
  const sunday = new Date(Date.parse(`${week}T00:00:00Z`) + WEEK_MS).toISOString().slice(0, 10);
  return leadsOf({ openedOn: { from: week < from ? from : week, to: sunday > to ? to : sunday }, status: { in: COUNTED } });
}

/** The leads that were lost for a reason; and, where a place is named, those of that stage, owner or source alone. */
export function leadOfLoss({ from, to, by }: Pick<Loss, 'from' | 'to' | 'by'>, reason: string | null | undefined, value?: string | null): Lead {
  const place = by === 'STAGE' ? 'stage' : by === 'OWNER' ? 'owner' : 'source';
  return leadsOf({ status: { in: ['LOST'] }, closedOn: { from, to }, lossReason: anyOf(reason ?? ''), ...(value !== null && value !== undefined && { [place]: anyOf(value) }) });
}

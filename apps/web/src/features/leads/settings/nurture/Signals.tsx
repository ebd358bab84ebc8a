import { Moment } from '@dossier/client';
import { useText } from '@dossier/ui';
import '../../leads.css';
import { nurtureText, nurtureWords, signalWords } from './nurture.text';

/** One thing that happened with a lead before it was handed over. */
export interface Signal { at: string; kind: 'TOUCH' | 'COMMUNICATION' | 'EVENT'; what: string }

/** What was heard before a hand-over, as an answer carries it. */
export const signalsOf = (given: unknown): readonly Signal[] => (given as readonly Signal[] | null | undefined) ?? [];

const said = { TOUCH: 'touch', COMMUNICATION: 'communication', EVENT: 'event' } as const;

/** What happened last, newest first: when, what kind, and what. */
export function Signals({ list, open = false }: { list: readonly Signal[]; open?: boolean }) {
  const t = useText(nurtureText);
  const what = useWhat();
  return (
    <details className="nurture-signals" open={open}>
      <summary>{t('signals')}</summary>
      <ol>{list.map((signal, at) => <li key={`${signal.kind} ${signal.at} ${at}`}><span className="d-caption"><Moment at={signal.at} /></span> <span>{[t(said[signal.kind]), what(signal)].filter(Boolean).join(' · ')}</span></li>)}</ol>
    </details>
  );
}

/** What a signal was, in words: by which way it came in, how one spoke and what came of it, or what was done on a site. */
function useWhat(): (signal: Signal) => string {
  const origin = useText(nurtureWords);
  const other = useText(signalWords);
  const word = (key: string, code: string) => (key in signalWords.table ? other(key as keyof typeof signalWords.table) : code);
  return ({ kind, what }) => {
    if (kind === 'TOUCH') return origin(`LeadOrigin.${what}` as 'LeadOrigin.FORM');
    if (kind === 'EVENT') return word(`EventName.${what}`, what);
    const [how = '', outcome] = what.split(':');
    return [word(`CommunicationKind.${how}`, how), outcome && word(`CommunicationOutcome.${outcome}`, outcome)].filter(Boolean).join(' · ');
  };
}

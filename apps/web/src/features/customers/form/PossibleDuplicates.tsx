import { Link } from '@tanstack/react-router';
import { Section, useText } from '@dossier/ui';
import { useAsk, useFormat } from '@dossier/client';
import { useEffect, useState } from 'react';
import { PossibleDuplicatesDocument } from '../customers.documents';
import { formText } from './form.text';
import { isEmail, isPhone } from './form.values';

export interface Probe { name?: string | null | undefined; phone?: string | null | undefined; email?: string | null | undefined }
const QUIET = 350;
const REASONS = { PHONE: 'reasonPhone', EMAIL: 'reasonEmail', IDENTITY: 'reasonIdentity', NAME: 'reasonName' } as const;

/** Waits for a pause in typing, so that a half-written name asks nothing. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as T), QUIET);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

const given = (written: string | null | undefined, holds: (text: string) => boolean): string | undefined => (written && holds(written) ? written.trim() : undefined);

/** Records within reach that may be the same customer, shown while one types; it never stands in the way. */
export function PossibleDuplicates({ probe }: { probe: Probe }) {
  const f = useText(formText);
  const format = useFormat();
  const settled = useSettled(probe);
  const input = { name: given(settled.name, (name) => name.trim().length > 1), phone: given(settled.phone, isPhone), email: given(settled.email, isEmail) };
  const asked = useAsk(PossibleDuplicatesDocument, { input }, { skip: !input.name && !input.phone && !input.email, keep: true });
  const hits = (asked.data?.possibleDuplicates ?? []).flatMap((hit) => (hit.customer ? [{ ...hit, customer: hit.customer }] : []));
  return (
    <div role="status" className="customer-duplicates">
      {hits.length > 0 && (
        <Section title={f('duplicates')} note={f('duplicatesSeen', { count: hits.length })}>
          <ul className="d-rows">
            {hits.map(({ customer, reason }) => (
              <li key={customer.id} className="d-row">
                <span className="d-row-words">
                  <span className="d-row-title"><Link to={`/customers/${customer.id}`}>{customer.name ?? customer.companyName ?? customer.archiveNo}</Link></span>
                  <span className="d-caption">{[customer.companyName, customer.archiveNo, customer.phone, customer.owner?.name].filter(Boolean).join(' · ') || format.number(null)}</span>
                </span>
                {reason && <span className="d-row-value d-note">{f(REASONS[reason])}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

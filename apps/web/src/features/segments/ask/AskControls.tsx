import type { Ask } from '../rules/rule.types';
import type { Choices } from './choices';
import { EventAsk, SequenceAsk } from './EventAsk';
import { FieldAsk, SearchAsk } from './FieldAsk';
import { MemberAsk } from './MemberAsk';
import { OrderAsk } from './OrderAsk';

interface AskProps { ask: Ask; onChange: (ask: Ask) => void; choices: Choices; focus: boolean; /** What stands where the reader may not see the field. */ unknown: string; searchLabel: string }

/** The controls of one condition, by its kind. */
export function AskControls({ ask, onChange, choices, focus, unknown, searchLabel }: AskProps) {
  switch (ask.kind) {
    case 'orders': return <OrderAsk value={ask.value} onChange={(value) => onChange({ ...ask, value })} choices={choices} focus={focus} />;
    case 'events': return <EventAsk value={ask.value} onChange={(value) => onChange({ ...ask, value })} choices={choices} focus={focus} />;
    case 'sequence': return <SequenceAsk value={ask.value} onChange={(value) => onChange({ ...ask, value })} choices={choices} focus={focus} />;
    case 'member': return <MemberAsk value={ask.value} onChange={(value) => onChange({ ...ask, value })} choices={choices} focus={focus} />;
    case 'customer': {
      if (ask.key === 'search') return <SearchAsk label={searchLabel} value={ask.value} onChange={(value) => onChange({ ...ask, value })} />;
      const field = choices.fields.find((candidate) => candidate.key === ask.key);
      return field ? <FieldAsk field={field} value={ask.value} onChange={(value) => onChange({ ...ask, value })} focus={focus} /> : <span className="d-note">{unknown}</span>;
    }
  }
}

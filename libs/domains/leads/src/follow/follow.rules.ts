import { CommunicationDirection, CommunicationKind, CommunicationOutcome } from '@dossier/vocabulary/archive-enums';

/** What of a contact says whether somebody was answered, and reached. */
export interface Contact {
  kind: CommunicationKind;
  direction: CommunicationDirection;
  outcome: CommunicationOutcome | null;
}

const face: ReadonlySet<CommunicationKind> = new Set([CommunicationKind.VISIT, CommunicationKind.MEETING, CommunicationKind.INTERVIEW]);

/** Whether it answers a lead: the first one that goes out counts, reached or not, for it shows that somebody is at work. */
export const isAnswer = ({ direction }: Contact): boolean => direction === CommunicationDirection.OUTGOING;

/** Whether somebody was spoken with. An outcome says so itself; without one, who came to us or was met has been reached. */
export function isReached({ kind, direction, outcome }: Contact): boolean {
  if (outcome !== null) return outcome !== CommunicationOutcome.NOT_REACHED;
  return direction === CommunicationDirection.INCOMING || face.has(kind);
}

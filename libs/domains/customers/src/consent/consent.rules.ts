import { DomainError } from '@dossier/kernel/errors';
import { ConsentChannel, LegalBasis } from '@dossier/vocabulary/privacy-enums';
import type { KnownPurpose } from './purpose.service';

/** How long a line recorded by mistake can be taken back by whoever recorded it. */
export const UNDO_MINUTES = 15;

/** Refuses what cannot be said: a purpose that rests on contract or law asks nobody, and a way that it does not use is none of its own. */
export function requireAskable(purpose: Pick<KnownPurpose, 'code' | 'legalBasis' | 'channels'>, channel: ConsentChannel): void {
  if (purpose.legalBasis === LegalBasis.CONTRACT || purpose.legalBasis === LegalBasis.LEGAL_DUTY) throw new DomainError('CONSENT_NOT_ASKED', { purpose: purpose.code });
  if (channel !== ConsentChannel.ANY && !purpose.channels.includes(channel)) throw new DomainError('CONSENT_CHANNEL_UNUSED', { purpose: purpose.code });
}

/** The ways a person chooses among: those of the purpose, or the one choice where it needs no way. */
export const waysOf = ({ channels }: Pick<KnownPurpose, 'channels'>): readonly ConsentChannel[] => (channels.length === 0 ? [ConsentChannel.ANY] : channels);

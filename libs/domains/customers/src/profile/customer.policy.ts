import { everyone, policy, withinReach, type Policy } from '@dossier/kernel/access';
import { maskDate, maskName } from '@dossier/kernel/crypto';
import { Customer } from './customer.entity';
import { Tag } from './tag.entity';

const text = (mask: (value: string) => string) => (value: unknown): unknown => mask(String(value));
const live = (row: Customer): boolean => row.archivedAt === null;

/** Which customers a viewer reaches, what each offers, and how masked fields look. */
export const customerPolicy = policy(Customer, {
  read: 'customer.read',
  scope: withinReach({ owner: 'ownerId', team: 'teamId' }),
  stands: 'merged_into_id',
  actions: {
    // Adding is judged on the row as it stands afterwards; no existing row offers it.
    CREATE: { word: 'customer.create', when: () => false },
    UPDATE: { word: 'customer.update', when: live, needs: ['archivedAt'] },
    ASSIGN: { word: 'customer.assign', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'customer.archive', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'customer.archive', when: (row) => !live(row) && row.mergedIntoId === null, needs: ['archivedAt', 'mergedIntoId'] },
    MERGE: { word: 'customer.merge', when: live, needs: ['archivedAt'] },
    UNMERGE: { word: 'customer.merge' },
    CONSENT: { word: 'consent.record', when: live, needs: ['archivedAt'] },
    ERASE: { word: 'privacy.erase', when: (row) => row.erasedAt === null, needs: ['erasedAt'] },
    LOG: { word: 'communication.write', when: live, needs: ['archivedAt'] },
    ADD_NEED: { word: 'need.write', when: live, needs: ['archivedAt'] },
    ADD_FEEDBACK: { word: 'feedback.write', when: live, needs: ['archivedAt'] },
    SIGN: { word: 'customer.update', when: live, needs: ['archivedAt'] },
    SET_STATUS: { word: 'customer.update', when: live, needs: ['archivedAt'] },
    PRINT: { word: 'customer.print' },
    REVEAL: { word: 'customer.reveal', when: live, needs: ['archivedAt'] },
  },
  masks: { name: text(maskName), familyName: text(maskName), givenName: text(maskName), nameLatin: text(maskName), companyName: text(maskName), birthDate: text(maskDate) },
});

/** The same policy where any policy is wanted: for plans, and as the parent of others. */
export const ofCustomers = customerPolicy as unknown as Policy;

/** Tags belong to everybody; managing them takes a word of its own. */
export const tagPolicy = policy(Tag, {
  read: 'customer.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'tag.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'tag.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
  },
});

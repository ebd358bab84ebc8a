import type { MigrationInterface, QueryRunner } from 'typeorm';
import { consentGuards, consentKept, consentNews, consentTables, refreshConsentState } from './privacy/consent';
import { erasePerson } from './privacy/erase';
import { leaveDemo } from './privacy/leave-demo';
import { requestTables } from './privacy/requests';
import { shippedPurposes } from './privacy/shipped';

/** The right to know and to choose: purposes and notices, the ledger of consent, requests of persons, and the way by which a person is forgotten. */
export class Privacy1763780000025 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(consentTables);
    await db.query(consentGuards);
    await db.query(refreshConsentState);
    await db.query(consentNews);
    await db.query(requestTables);
    await db.query(erasePerson);
    await db.query(leaveDemo);
    await db.query(shippedPurposes);
    await db.query(consentKept);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

export { AuditModule } from './audit.module';
export { AuditEntry, AuditChange } from './audit-entry.entity';
export { Alerts, type Cause } from './alerts/alerts';
export { Sealer } from './seal/sealer';
export { Watchman } from './alerts/watchman';
export { checkpointFile, readCheckpoints, trustedFor } from './checkpoints/checkpoint-file';
export { Checkpoints } from './checkpoints/checkpoints';
export { verifyTrail } from './verify/verify-trail';
export { type Ask, type Fault, type Verdict } from './verify/faults';

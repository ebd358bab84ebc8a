export { Spool, AWAY_MS, SPOOL_MOST_BYTES } from './spool';
export { Replay, type Replayer, type Spooled } from './replay';
export { sealedFile, type SealedFile } from './sealed-file';
export { spoolState, type SpoolState } from './spool.state';

export { Signals } from './signals';
export { Events, On } from './events';
export { Job, jobNameOf, type JobRun, type JobHandler } from './job.decorator';
export { Jobs, Queue, QUEUE, SWEEP, type StoredViewer } from './jobs';
export { Worker, ViewerSource, ATTEMPTS, BEAT_SECONDS, LEASE_SECONDS } from './worker';
export { Ticks } from './ticks';
export { Beat } from './beat';
export { JobStatus, JobState, jobPolicy } from './job-status';

export { Signals } from './signals';
export { Job, type JobRun, type JobHandler } from './job.decorator';
export { Jobs, Queue, QUEUE, SWEEP, type StoredViewer } from './jobs';
export { Worker, ViewerSource } from './worker';
export { Ticks } from './ticks';
export { JobStatus, JobState, jobPolicy } from './job-status';

export { threadEntry, WorkerThread, type ThreadEntry } from './worker-thread';

/** Runs one named computation after the other in a thread of its own (see compute.ts). It imports pure functions alone. */
import { parentPort } from 'node:worker_threads';
import { computations } from './computations';

interface Ask {
  name: keyof typeof computations;
  input: unknown;
}

/** The buffers of typed arrays anywhere in an answer: they are handed over, not copied. */
function buffersOf(value: unknown, found: Set<ArrayBuffer>, depth = 0): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null && depth < 6) {
    for (const inner of Array.isArray(value) ? value.slice(0, 100) : Object.values(value)) buffersOf(inner, found, depth + 1);
  }
  return found;
}

parentPort?.on('message', ({ name, input }: Ask) => {
  try {
    const answer = (computations[name] as (input: unknown) => unknown)(input);
    parentPort!.postMessage({ answer }, [...buffersOf(answer, new Set<ArrayBuffer>())]);
  } catch (fault) {
    parentPort!.postMessage({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  }
});

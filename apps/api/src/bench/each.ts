import { say } from './place';

/** Measures one after the other; what fails is told and does not keep the others from being measured, but the run ends with it. */
export async function each<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const faults: string[] = [];
  for (const item of items)
    await run(item).catch((fault: unknown) => {
      faults.push(String(fault));
      say(`FAILED ${String(fault)}`);
    });
  if (faults.length > 0) throw new Error(`${faults.length} of ${items.length} failed: ${faults.join('\n')}`);
}

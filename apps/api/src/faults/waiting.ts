/** Waits. */
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Waits until something is so, and tells how long that took. @throws Error when it does not come to pass in time. */
export async function until(is: () => boolean | Promise<boolean>, within: number, every = 50): Promise<number> {
  const begun = performance.now();
  while (!(await is())) {
    if (performance.now() - begun > within) throw new Error(`What was waited for did not come to pass within ${within} ms`);
    await pause(every);
  }
  return performance.now() - begun;
}

import type { Cause } from './alerts';

/** What a look at the trail needs: a way to ask, and the company's zone. */
export interface Look {
  ask<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
  zone: string;
}

/** One kind of look: it gives what is to be told; whether it was told before is not its concern. */
export type Watch = (look: Look) => Promise<Cause[]>;

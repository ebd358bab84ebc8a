import pg from 'pg';

const { builtins } = pg.types;
const asNumber = (text: string): number => Number(text);
const asIs = (text: string): string => text;

/** `2026-11-22 02:00:00.5+00` -> `2026-11-22T02:00:00.5Z`. The sessions of the product all speak UTC. */
export const isoInstant = (text: string): string => `${text.slice(0, 10)}T${text.slice(11).replace(/\+00(:?00)?$/, 'Z')}`;

let done = false;
/** Dates stay days, int8 and numeric become numbers (all our counts and minor units are below 2^53). Once per process. */
export function setParsers(): void {
  if (done) return;
  done = true;
  pg.types.setTypeParser(builtins.DATE, asIs);
  pg.types.setTypeParser(builtins.INT8, asNumber);
  pg.types.setTypeParser(builtins.NUMERIC, asNumber);
}

/** Parsers of the read path: an instant stays text in the form that the answer shows. */
export const readTypes = {
  getTypeParser: (oid: number, format?: string): ((text: string) => unknown) => {
    if (oid === builtins.TIMESTAMPTZ) return isoInstant as (text: string) => unknown;
    return pg.types.getTypeParser(oid as never, format as never) as (text: string) => unknown;
  },
};

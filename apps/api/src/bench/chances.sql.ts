/* Choices in SQL that follow from a key and a number: the same in each generation. */

/** A whole number from 0 out of a hash. */
export const fromHash = (hash: string): string => `(${hash} & 2147483647)`;

/** A number above 0 and below 1 that follows from a text and a number. */
export const share = (text: string, number: string): string => `((${fromHash(`hashtextextended(${text}, ${number})`)} + 0.5) / 2147483648)::float8`;

export const DAY = `interval '1 day'`;

/** The last moment of which the generated company knows. */
export const UNTIL = `timestamptz '2026-11-20 00:00:00+00'`;

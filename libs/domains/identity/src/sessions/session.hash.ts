import { createHash } from 'node:crypto';

/** What the table keeps of a token: whoever reads the table cannot sign in with it. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

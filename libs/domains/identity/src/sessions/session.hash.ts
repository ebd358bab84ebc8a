import { hash } from 'node:crypto';

/** What the table keeps of a token: whoever reads the table cannot sign in with it. */
export const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');

/** The same as text, by which a process keeps what it knows of a session. */
export const hexOf = (token: string): string => hash('sha256', token, 'hex');

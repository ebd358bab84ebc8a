import { currentWork } from '@dossier/kernel/data';

/** Says for the rest of this unit of work whose sign-in it serves: the rows of secrets open to that user alone. */
export const asSubject = async (userId: string): Promise<void> => void (await currentWork().query(`select set_config('app.subject', $1, true)`, [userId]));

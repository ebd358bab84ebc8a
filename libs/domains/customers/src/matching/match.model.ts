import type { Linkage } from '@dossier/metrics';

/** What matching knows of how often fields agree: among the same people (m), and among different ones (u). */
export interface MatchModel {
  linkage: Linkage;
  /** How many pairs of one person are expected for each record. */
  expected: number;
}

/**
 * What is taken for true until the data of the company tells better: the m of carefully kept customer data, the u of names, birthdays and
 * places as they are spread in the demo set.
 */
export const shippedModel: MatchModel = {
  expected: 0.05,
  linkage: {
    NAME: { EXACT: { m: 0.76, u: 0.002 }, SOUND: { m: 0.11, u: 0.001 }, SIMILAR: { m: 0.08, u: 0.004 }, DIFFERENT: { m: 0.05, u: 0.993 } },
    BIRTH: { FULL: { m: 0.82, u: 0.00006 }, PARTIAL: { m: 0.08, u: 0.008 }, NEAR: { m: 0.05, u: 0.003 }, DIFFERENT: { m: 0.05, u: 0.98894 } },
    CITY: { SAME: { m: 0.86, u: 0.04 }, DIFFERENT: { m: 0.14, u: 0.96 } },
    COMPANY: { SAME: { m: 0.8, u: 0.001 }, SIMILAR: { m: 0.1, u: 0.005 }, DIFFERENT: { m: 0.1, u: 0.994 } },
    GENDER: { SAME: { m: 0.98, u: 0.51 }, DIFFERENT: { m: 0.02, u: 0.49 } },
    PHONE: { SAME: { m: 0.75, u: 0.00003 }, TAIL: { m: 0.03, u: 0.0003 }, DIFFERENT: { m: 0.22, u: 0.99967 } },
    EMAIL: { SAME: { m: 0.72, u: 0.00001 }, LOCAL: { m: 0.08, u: 0.0002 }, SIMILAR: { m: 0.03, u: 0.002 }, DIFFERENT: { m: 0.17, u: 0.99779 } },
    IDENTITY: { SAME: { m: 0.9, u: 0.00001 } },
  },
};

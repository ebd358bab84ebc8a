import { fitOutcome, leaksOf, probabilityOf } from './outcome.compute';
import { learn, partsOf, said } from './outcome.learn';
import { LATEST, shiftOf } from './outcome.recalibrate';

/**
 * How what is known of something goes with what became of it, for any kind of model: `fit` learns, calibrates and judges; `learn` and `said` are a
 * fit without any calibration; `leaks` are features that must not be read; `probability`, `parts` and `shift` are what scoring asks for;
 * `latest` is how many outcomes say where the intercept lies.
 */
export const outcomes = { fit: fitOutcome, learn, said, leaks: leaksOf, probability: probabilityOf, parts: partsOf, shift: shiftOf, latest: LATEST } as const;

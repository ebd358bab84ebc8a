import { RecordReader } from './as-of/record.reader';
import { snapshotPolicy } from './as-of/profile-snapshot.entity';
import { RecordsThen } from './as-of/records-then';
import { RecordsThenResolver } from './as-of/records-then.resolver';
import { FactReader } from './fact.reader';
import { FactResolver } from './fact.resolver';
import { Facts } from './facts';
import { observationPolicy } from './observation.entity';

export const factsPolicies = [observationPolicy, snapshotPolicy];
export const factsProviders = [Facts, FactReader, FactResolver, RecordReader, RecordsThen, RecordsThenResolver];

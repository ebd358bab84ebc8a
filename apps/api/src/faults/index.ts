import { apiKilled } from './api-killed';
import { diskFull } from './disk-full';
import type { Fault } from './figures';
import { hugeQuery } from './huge-query';
import { importKilled } from './import-killed';
import { poolExhausted } from './pool-exhausted';
import { postgresKilled } from './postgres-killed';
import { receiverAway } from './receiver-away';
import { subscribers } from './subscribers';
import { termUnderLoad } from './term-under-load';
import { webhookFlood } from './webhook-flood';

/** Every fault that can be brought about, in the order in which they are run. */
export const faults: readonly Fault[] = [postgresKilled, apiKilled, importKilled, diskFull, poolExhausted, termUnderLoad, hugeQuery, subscribers, webhookFlood, receiverAway];

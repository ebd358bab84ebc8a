import { apiKilled } from './api-killed';
import { capture } from './capture';
import { diskFull } from './disk-full';
import type { Fault } from './figures';
import { hugeQuery } from './huge-query';
import { importKilled } from './import-killed';
import { manyProcesses } from './many-processes';
import { oddFilesFault } from './odd-files';
import { oneRecord } from './one-record';
import { poolExhausted } from './pool-exhausted';
import { postgresKilled } from './postgres-killed';
import { receiverAway } from './receiver-away';
import { sameRequest } from './same-request';
import { segmentsKilled } from './segments-killed';
import { subscribers } from './subscribers';
import { termUnderLoad } from './term-under-load';
import { twoAssigners } from './two-assigners';
import { webhookFlood } from './webhook-flood';

/** Every fault that can be brought about, in the order in which they are run. */
export const faults: readonly Fault[] = [postgresKilled, apiKilled, importKilled, diskFull, poolExhausted, termUnderLoad, hugeQuery, subscribers, webhookFlood, sameRequest, oneRecord, manyProcesses, segmentsKilled, oddFilesFault, receiverAway, capture, twoAssigners];

import { Kernel1763780000001 } from './20261122-1-kernel';
import { People1763780000002 } from './20261122-2-people';
import { Workspace1763780000003 } from './20261122-3-workspace';
import { Exchange1763780000004 } from './20261122-4-exchange';
import { Customers1763780000005 } from './20261122-5-customers';
import { Orders1763780000006 } from './20261122-6-orders';
import { Demo1763780000008 } from './20261122-8-demo';

/** Every migration, in the order in which it was written. */
export const migrations = [Kernel1763780000001, People1763780000002, Workspace1763780000003, Exchange1763780000004, Customers1763780000005, Orders1763780000006, Demo1763780000008];

import { Kernel1763780000001 } from './20261122-1-kernel';
import { People1763780000002 } from './20261122-2-people';
import { Workspace1763780000003 } from './20261122-3-workspace';
import { Exchange1763780000004 } from './20261122-4-exchange';
import { Customers1763780000005 } from './20261122-5-customers';
import { Orders1763780000006 } from './20261122-6-orders';
import { Demo1763780000008 } from './20261122-8-demo';
import { AuditSeal1763780000009 } from './20261122-9-audit-seal';
import { Rights1763780000010 } from './20261122-10-rights';
import { SignIn1763780000011 } from './20261122-11-sign-in';
import { Clients1763780000012 } from './20261122-12-clients';
import { Webhooks1763780000013 } from './20261122-13-webhooks';
import { Live1763780000014 } from './20261122-14-live';
import { Operations1763780000015 } from './20261122-15-operations';
import { Rotation1763780000016 } from './20261122-16-rotation';
import { Speed1763780000017 } from './20261122-17-speed';
import { AuditMonths1763780000018 } from './20261122-18-audit-months';
import { Sides1763780000019 } from './20261122-19-sides';

/** Every migration, in the order in which it was written. */
export const migrations = [Kernel1763780000001, People1763780000002, Workspace1763780000003, Exchange1763780000004, Customers1763780000005, Orders1763780000006, Demo1763780000008, AuditSeal1763780000009, Rights1763780000010, SignIn1763780000011, Clients1763780000012, Webhooks1763780000013, Live1763780000014, Operations1763780000015, Rotation1763780000016, Speed1763780000017, AuditMonths1763780000018, Sides1763780000019];

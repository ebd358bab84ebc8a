import type { Provider } from '@nestjs/common';
import { Assigner } from './assigner';
import { assignmentPolicyPolicy, assignmentSimulationPolicy, assignmentVersionPolicy, leadAssignmentPolicy, salesProfilePolicy } from './assignment.policy';
import { AssignmentResolver, GivingResolver } from './assignment.resolver';
import { DecisionsField } from './decisions.field';
import { DeskReader } from './desk.reader';
import { GiveJob } from './give.job';
import { GivingService } from './giving.service';
import { LeadOwnership } from './ownership';
import { PeopleService } from './people.service';
import { PolicyService } from './policy.service';
import { Presence } from './presence';
import { SimulationJob, SimulationService } from './simulation.job';
import { Waits } from './waits';

export const assignmentPolicies: readonly object[] = [assignmentPolicyPolicy, assignmentVersionPolicy, salesProfilePolicy, assignmentSimulationPolicy, leadAssignmentPolicy];
export const assignmentProviders: readonly Provider[] = [
  Presence, LeadOwnership, DeskReader, Waits, Assigner, PolicyService, PeopleService, GivingService, GiveJob, SimulationService, SimulationJob, AssignmentResolver, GivingResolver, DecisionsField,
];

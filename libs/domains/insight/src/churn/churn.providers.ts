import { ChurnBoards } from './churn.board';
import { churnDefinitionPolicy } from './churn.entities';
import { ChurnJob } from './churn.job';
import { ChurnModel } from './churn.model';
import { ChurnReader } from './churn.reader';
import { ChurnResolver } from './churn.resolver';
import { ChurnService } from './churn.service';
import { ChurnShelf } from './churn.shelf-writer';

export const churnPolicies = [churnDefinitionPolicy];
export const churnProviders = [ChurnReader, ChurnShelf, ChurnModel, ChurnJob, ChurnBoards, ChurnService, ChurnResolver];

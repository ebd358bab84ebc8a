import { Contributions } from './contributions';
import { DryRunJob, DryRunService } from './dry.run';
import { GradeReports } from './grade.report';
import { LeadOf } from '../lead/lead.loader';
import { LeadModel } from './lead.model';
import { LeadPredictor } from './lead.predictor';
import { LeadScorer } from './lead.scorer';
import { RuleNames } from './rule.names';
import { dryRunPolicy, scorecardPolicy } from './scorecard.entity';
import { LeadGradeChangeResolver, LeadScoreResolver, ScorecardResolver } from './scorecard.resolver';
import { ScorecardService } from './scorecard.service';
import { ScoreAgeing, ScoreKeeper } from './score.keeper';

export const scoringPolicies = [scorecardPolicy, dryRunPolicy];
export const scoringProviders = [LeadScorer, LeadPredictor, ScoreKeeper, ScoreAgeing, LeadModel, RuleNames, Contributions, ScorecardService, DryRunService, DryRunJob, GradeReports, ScorecardResolver, LeadScoreResolver, LeadOf, LeadGradeChangeResolver];

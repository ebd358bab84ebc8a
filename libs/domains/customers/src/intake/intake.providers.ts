import { FormResolver } from './forms/form.resolver';
import { FormResults } from './forms/form.results';
import { FormService } from './forms/form.service';
import { formPolicy } from './forms/form.entity';
import { SurveyLinks } from './forms/survey-links';
import { SurveyTokens } from './forms/survey-tokens';
import { FormThrottle } from './hosted/form-throttle';
import { FormToken } from './hosted/form-token';
import { EmbedController } from './hosted/embed.controller';
import { HostedController } from './hosted/hosted.controller';
import { HostedForms } from './hosted/hosted-forms';
import { Captcha } from './hosted/captcha';
import { PublishedForms } from './hosted/published-forms';
import { Confirmations } from './confirmations';
import { Intake } from './intake';
import { IntakeConsents } from './intake.consents';
import { IntakeJob } from './intake.job';
import { IntakeMatch } from './intake.match';
import { IntakePump } from './intake.pump';
import { IntakeRecords } from './intake.records';
import { IntakeReplay } from './intake.replay';
import { IntakeRotation } from './intake.rotation';
import { IntakeSamples } from './intake.samples';
import { IntakeUpkeep } from './intake-upkeep.job';
import { PersonSeal } from './person.seal';
import { submissionPolicy } from './submission.entity';
import { SubmissionResolver } from './submission.resolver';
import { SubmissionService } from './submission.service';
import { receivedPolicy } from './timeline.source';
import { suggestionPolicy } from './suggestion.entity';
import { SuggestionResolver } from './suggestion.resolver';
import { SuggestionService } from './suggestion.service';

export const intakePolicies = [formPolicy, submissionPolicy, receivedPolicy, suggestionPolicy];

export const intakeControllers = [HostedController, EmbedController];

/** Everything by which something comes in and is brought to its record. */
export const intakeProviders = [
  PersonSeal, Intake, IntakeMatch, IntakeConsents, IntakeRecords, IntakeJob, IntakePump, IntakeReplay, Confirmations, IntakeSamples, IntakeUpkeep, IntakeRotation,
  FormService, FormResults, SurveyTokens, SurveyLinks, FormResolver, FormToken, FormThrottle, Captcha, PublishedForms, HostedForms,
  SubmissionService, SubmissionResolver, SuggestionService, SuggestionResolver,
];

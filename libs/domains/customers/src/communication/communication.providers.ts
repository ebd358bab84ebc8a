import { CommunicationFiles } from './communication.files';
import { communicationFilePolicy, communicationPolicy, interviewTemplatePolicy } from './communication.policy';
import { CommunicationResolver } from './communication.resolver';
import { CommunicationService } from './communication.service';
import { CustomerStanding } from './customer.standing';
import { InterviewTemplateResolver } from './interview-template.resolver';
import { InterviewTemplates } from './interview-template.service';
import { LetterDesk } from './letter.desk';
import { PersonBox } from './person.box';

export const communicationPolicies = [communicationPolicy, communicationFilePolicy, interviewTemplatePolicy];

export const communicationProviders = [CustomerStanding, PersonBox, InterviewTemplates, InterviewTemplateResolver, CommunicationService, CommunicationFiles, LetterDesk, CommunicationResolver];

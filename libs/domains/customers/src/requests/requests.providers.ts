import { EraseFilesJob } from '../erasure/erase-files.job';
import { erasurePolicy } from '../erasure/erasure.entity';
import { ErasureList } from '../erasure/erasure.list';
import { ErasureResolver } from '../erasure/erasure.resolver';
import { ErasureService } from '../erasure/erasure.service';
import { requestPolicy, subjectFilePolicy } from './request.entity';
import { SubjectRequestJob } from './request.job';
import { SubjectRequestResolver } from './request.resolver';
import { SubjectRequestService } from './request.service';
import { SubjectFileController } from './subject-file.controller';
import { SubjectFileService } from './subject-file.service';

export const requestPolicies = [requestPolicy, subjectFilePolicy, erasurePolicy];

export const requestControllers = [SubjectFileController];

export const requestProviders = [ErasureList, ErasureService, ErasureResolver, EraseFilesJob, SubjectRequestService, SubjectRequestResolver, SubjectRequestJob, SubjectFileService];

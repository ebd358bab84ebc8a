import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { IdentityModule } from '@dossier/identity';
import { companyPolicy } from './company.policy';
import { CompanyResolver } from './company.resolver';
import { CompanyService } from './company.service';
import { MeCompanyResolver } from './me-company.resolver';

@Module({
  imports: [IdentityModule],
  providers: [provideRecords(companyPolicy), CompanyService, CompanyResolver, MeCompanyResolver],
  exports: [CompanyService],
})
export class CompanyModule {}

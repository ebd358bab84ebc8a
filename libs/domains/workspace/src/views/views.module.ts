import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { viewPolicy } from './view.policy';
import { ViewResolver } from './view.resolver';
import { ViewService } from './view.service';

@Module({ providers: [provideRecords(viewPolicy), ViewService, ViewResolver] })
export class ViewsModule {}

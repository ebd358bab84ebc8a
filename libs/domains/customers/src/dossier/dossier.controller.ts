import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { sendBytes } from '../communication/send-bytes';
import { DossierService } from './dossier.service';

/** The record of a customer as PDF. */
@Controller('api/customers')
export class DossierController {
  constructor(private readonly dossier: DossierService) {}

  @Get(':id/record.pdf')
  @Access('customer.print')
  async printCustomer(@By() viewer: Viewer, @Param('id') id: string, @Query('language') language: string | undefined, @Res() response: Response): Promise<void> {
    sendBytes(response, await this.dossier.print(viewer, id, language === 'en' || language === 'zh' ? language : viewer.language));
  }
}

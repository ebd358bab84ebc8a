import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { sendFile } from '../files/file-answer';
import { ExportService } from './export.service';

@Controller('api/exports')
export class ExportController {
  constructor(private readonly service: ExportService) {}

  @Get(':id/file')
  @Access('signed-in')
  async file(@By() viewer: Viewer, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const file = await this.service.download(viewer, id);
    await sendFile(response, file.name, file.kind, file.bytes);
  }
}

import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { subjectPage } from './subject-file.page';
import { SubjectFileService } from './subject-file.service';

/** Hands out copies of personal data: as a download, never shown within the product, never kept by caches. */
@Controller('api/subject-files')
@Access('privacy.manage', { stepUp: true })
export class SubjectFileController {
  constructor(private readonly service: SubjectFileService) {}

  @Get(':id/json')
  @Access('privacy.manage', { stepUp: true })
  async json(@By() viewer: Viewer, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const data = await this.service.open(viewer, id);
    this.send(response, 'application/json', 'personal-data.json', JSON.stringify(data, null, 2));
  }

  @Get(':id/html')
  @Access('privacy.manage', { stepUp: true })
  async html(@By() viewer: Viewer, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const data = await this.service.open(viewer, id);
    this.send(response, 'text/html', 'personal-data.html', subjectPage(data, viewer.language));
  }

  private send(response: Response, type: string, name: string, text: string): void {
    response.setHeader('Content-Type', `${type}; charset=utf-8`);
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.end(text);
  }
}

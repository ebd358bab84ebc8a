import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access } from '@dossier/kernel/access';
import { embedScript } from './embed.script';

/** The script that other pages carry to show a form. No cookie is read or set. */
@Controller()
export class EmbedController {
  @Get('embed.js')
  @Access('anyone')
  embedScript(@Res() response: Response): void {
    response.set({ 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=3600', 'Cross-Origin-Resource-Policy': 'cross-origin' }).send(embedScript);
  }
}

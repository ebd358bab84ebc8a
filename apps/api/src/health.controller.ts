import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Queue } from '@dossier/kernel/events';
import { METRICS_TYPE, printedMetrics } from '@dossier/kernel/metrics';
import { migrations } from './migrations';

/** For whatever watches the process: alive, and ready to serve; asked on connections that nobody else takes. */
@Controller()
@Access('anyone')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly queue: Queue,
  ) {}

  @Get('healthz')
  @Access('anyone')
  health(): object {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Access('anyone')
  async ready(@Res() response: Response): Promise<void> {
    const count = await this.database.look<{ count: number }>('select count(*)::int as count from migrations').then(([row]) => row?.count ?? 0, () => null);
    const checks = { database: count !== null, migrations: count === migrations.length, queue: this.queue.started };
    const isReady = Object.values(checks).every(Boolean);
    if (!isReady) response.setHeader('Retry-After', '2');
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'not ready', checks });
  }

  /** Figures for Prometheus: for people and keys with the right; a scraper with the token of the settings comes in before. */
  @Get('metrics')
  @Access('operation.read')
  async metrics(@Res() response: Response): Promise<void> {
    response.setHeader('Content-Type', METRICS_TYPE);
    response.setHeader('Cache-Control', 'no-store');
    response.end(await printedMetrics());
  }
}

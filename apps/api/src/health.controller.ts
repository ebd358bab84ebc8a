import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Queue } from '@dossier/kernel/events';
import { migrations } from './migrations';

/** For whatever watches the process: alive, and ready to serve. */
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
    const checks = { database: await this.databaseAnswers(), migrations: await this.migrationsStand(), queue: this.queue.started };
    const isReady = Object.values(checks).every(Boolean);
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'not ready', checks });
  }

  private databaseAnswers(): Promise<boolean> {
    return this.database.query('select 1').then(() => true, () => false);
  }

  private migrationsStand(): Promise<boolean> {
    return this.database.query<{ count: number }>('select count(*) from migrations').then(([row]) => row?.count === migrations.length, () => false);
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { Alert } from './alert.entity';
import type { AlertArgs } from './alert.inputs';
import { alertList } from './alert.policy';

/** The alerts as people see them; they are raised by the product alone. */
@Injectable()
export class AlertService {
  constructor(
    @InjectRecords(Alert) private readonly alerts: Records<Alert>,
    private readonly clock: Clock,
  ) {}

  page(viewer: Viewer, args: AlertArgs, asked: Selection): Promise<Page<Raw>> {
    return this.alerts.page(viewer, args, alertList, asked);
  }

  /** Somebody has looked into it: the same cause may then be told again. */
  async acknowledge(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    const alert = await this.alerts.get(viewer, id, 'ACKNOWLEDGE');
    await this.alerts.save(viewer, alert, { acknowledgedAt: this.clock.now(), acknowledgedById: viewer.userId }, 'ACKNOWLEDGE');
    return this.alerts.read(viewer, id, asked);
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { sayHealth, worstOf } from '@dossier/vocabulary/health';
import { VitalSigns } from '../vitals/vital-signs';
import { examine } from './examine';
import type { Health, RunningProcess } from './health.view';
import { Installation } from './source';

/** Measures the state of the product for whoever operates it. */
@Injectable()
export class HealthService {
  constructor(
    private readonly database: Database,
    private readonly installation: Installation,
    private readonly signs: VitalSigns,
    private readonly clock: Clock,
  ) {}

  async health(viewer: Viewer): Promise<Health> {
    const findings = await examine({
      installation: this.installation,
      look: (text, values) => this.database.look(text, values),
      vitals: this.signs.read(),
      now: () => this.clock.now(),
    });
    const lines = findings.map((finding) => ({ key: finding.check, facts: finding.facts, measuredAt: new Date(finding.measuredAt), ...sayHealth(finding, viewer.language) }));
    return { state: worstOf(lines.map((line) => line.state)), measuredAt: this.clock.now(), lines, processes: await this.processes() };
  }

  private processes(): Promise<RunningProcess[]> {
    return this.database.look<RunningProcess & Record<string, unknown>>(
      `select id, part, host, pid, version as build, started_at as "startedAt", seen_at as "seenAt" from running_process where seen_at > now() - interval '1 minute' order by started_at`,
    ).catch(() => []);
  }
}

import type { INestApplicationContext } from '@nestjs/common';
import { jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { GroupSamples, ModelService } from '@dossier/insight';

/**
 * Has every kind of model fitted to the demo and published, by the product's own verbs: jobs in the background, one kind after the other, so
 * that the start waits for none of them. What a kind is: `models.registry.ts` of insight.
 */
export async function fitDemo(app: INestApplicationContext): Promise<void> {
  const viewer = jobViewer('job.model', ['job.model'], 'demo');
  await app.get(Database).work(viewer, 'loadDemo', () => app.get(ModelService).fitAll(viewer));
  const marketer = jobViewer('job.model', ['job.model', 'insight.read', 'order.read', 'segment.write'], 'demo');
  await app.get(Database).work(marketer, 'loadDemo', () => app.get(GroupSamples).begin(marketer));
}

import type { NestExpressApplication } from '@nestjs/platform-express';
import { static as files, type NextFunction, type Request, type Response } from 'express';
import { join } from 'node:path';
import { isRead } from './cross-site';

/** The built SPA: its files, and its one page for every address that is not the server's own. */
export function serveWeb(app: NestExpressApplication, webDir: string): void {
  app.use(files(webDir, { index: false, setHeaders: (response, path) => response.setHeader('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = isRead(request.method) && !/^\/(api|graphql|healthz|readyz|metrics|f)(\/|$)/.test(request.path) && !/\.[a-z0-9]+$/i.test(request.path);
    if (!isPage) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(webDir, 'index.html'));
  });
}

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient, sendHashes } from '@dossier/client';
import { paintAppearance } from '@dossier/ui';
import { begin } from './shell/Entry';
import { router } from './shell/router';

paintAppearance();
sendHashes(import.meta.env.PROD);
begin();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}><RouterProvider router={router} /></QueryClientProvider>
  </StrictMode>,
);

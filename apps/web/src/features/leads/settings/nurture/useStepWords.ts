import { useText } from '@dossier/ui';
import { nurtureText } from './nurture.text';

interface Standing { state?: string | null; step?: number | null; silent?: number | null }

/** How far a lead came on its track, in words; with the steps of the track it says which of how many, and what it is. */
export function useStepWords(): (standing: Standing, steps?: readonly { title?: string | null }[]) => string {
  const t = useText(nurtureText);
  return ({ state, step, silent }, steps = []) => {
    const at = step ?? 0;
    if (at === 0) return state === 'ACTIVE' ? [t('justEntered'), steps[0]?.title && t('firstStep', { title: steps[0].title })].filter(Boolean).join(' · ') : t('noStepYet');
    const which = steps.length >= at ? t('stepOf', { step: at, all: steps.length, title: steps[at - 1]?.title ?? '' }) : t('atStep', { step: at });
    return [which, silent ? t('silentTimes', { count: silent }) : ''].filter(Boolean).join(' · ');
  };
}

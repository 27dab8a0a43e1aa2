import type { ProfileName } from '../options.ts';
import { apacheFlinkProfile } from './apache-flink.ts';
import { headraceProfile } from './headrace.ts';
import { ibmProfile } from './ibm.ts';
import type { Profile } from './profile.ts';

/** How each profile calls its pods. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  headrace: headraceProfile,
  'apache-flink': apacheFlinkProfile,
  'ibm-event-automation': ibmProfile,
};

import { downsamplesGroup } from './downsamples.js';
import { latencyGroup } from './latency.js';
import { ordersGroup } from './orders.js';
import type { RecordingGroup } from './recording-rule.js';

export const RECORDING_GROUPS: readonly RecordingGroup[] = [
  ordersGroup,
  latencyGroup,
  downsamplesGroup,
];

import type { RecordingCase } from '../support/rule-case.js';
export const RECORDING_CASES: readonly RecordingCase[] = [];

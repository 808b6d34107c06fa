import { alertTable } from '../firing-alerts.js';
import type { Section } from '../kit/dashboard.js';

export const RINGING: Section = { title: 'Alerts', panels: [alertTable(24, 9)] };

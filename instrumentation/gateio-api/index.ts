export { GATE_VERSIONS, GateInstrumentation } from './instrumentation.js';

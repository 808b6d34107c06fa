/** For how long the loop of a bot is blocked that is asked to hang. */
export const HANG_MS = 5_000;

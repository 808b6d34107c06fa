/** An ES module bot that knows nothing of metrics, with the client and the script that it is told. */
const { BOT_CLIENT = '', BOT_SCRIPT = '' } = process.env;

const { main } = await import(BOT_SCRIPT);
await main(await import(BOT_CLIENT));

export {};

/** A CommonJS bot that knows nothing of metrics, with the client and the script that it is told. */
const { BOT_CLIENT = '', BOT_SCRIPT = '' } = process.env;

void require(BOT_SCRIPT).main(require(BOT_CLIENT));

export {};

/** A bot that is done at once. */
process.stdout.write('done\n');

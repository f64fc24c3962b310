#!/usr/bin/env node
/** The commands of this package: `install` and `export`. */

const NAME = "jupyterlab-tslab-dicom";

/** Each reads its own arguments, prints what it did, and throws what went wrong. */
const COMMANDS = { install: () => require("./install.js"), export: () => require("./export.js") };

function main([name, ...args]) {
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name]() : null;
  if (!command || args.includes("--help") || args.includes("-h")) {
    const usages = command ? [command.usage] : Object.values(COMMANDS).map((load) => load().usage);
    process.stdout.write(usages.map((usage) => `usage: ${NAME} ${usage}\n`).join("\n"));
    const asked = ["--help", "-h"].some((flag) => [name, ...args].includes(flag));
    process.exitCode = asked ? 0 : 2;
    return;
  }
  process.stdout.write(command.run(args));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${NAME}: ${error.message}\n`);
  process.exitCode = 1;
}

// Every request of our own client for Dodo Payments against Prism with the provider's API description: the program does
// it all (tests/providers/tst_prism.cpp); here Prism is installed for certain. Prints TAP.
// usage: node prism.mjs PATH/TO/billingctl
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const program = join(dirname(process.argv[2]), "..", "tests", "providers", "tst_prism");
if (!existsSync(program)) {
  console.log("TAP version 13\n1..1\nok 1 - our requests before Dodo's API description # SKIP tst_prism is not built");
  process.exit(0);
}
process.exit(spawnSync(program, ["-tap"], { stdio: ["ignore", "inherit", "inherit"] }).status ?? 1);

// What every script here reports with: the Test Anything Protocol, one line for each check and the reasons below it.
let count = 0;
let failed = 0;

export function report(good, name, why = []) {
  console.log(`${good ? 'ok' : 'not ok'} ${++count} - ${name}`);
  if (good) return;
  ++failed;
  for (const line of why.slice(0, 20)) console.log(`# ${line}`);
}

export const same = (got, wanted, name) => report(JSON.stringify(got) === JSON.stringify(wanted), name, [`${JSON.stringify(got)} is not ${JSON.stringify(wanted)}`]);

export const skip = (name, why) => console.log(`ok ${++count} - ${name} # SKIP ${why}`);

export function plan() {
  console.log(`1..${count}`);
}

export const exitCode = () => (failed === 0 ? 0 : 1);

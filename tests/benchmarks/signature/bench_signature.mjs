// The same task for the npm package standardwebhooks: verify, then JSON.parse. usage and output as bench_signature.cpp
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const { Webhook } = createRequire(new URL('../../conformance/package.json', import.meta.url))('standardwebhooks');
const [secret] = process.argv.slice(2);

function eventOf(bytes) {
  let body = '{"business_id":"bus_1","type":"subscription.active","timestamp":"2026-03-01T12:00:00Z","data":{';
  for (let i = 0; body.length + 40 < bytes; ++i) body += `"field_${i}":"value of it",`;
  return `${body}"last":null}}`;
}

function microseconds(work) {
  const begin = process.cpuUsage();
  const used = () => { const { user, system } = process.cpuUsage(begin); return user + system; };
  let runs = 0;
  do {
    for (let i = 0; i < 100; ++i) work();
    runs += 100;
  } while (used() < 250_000);
  return used() / runs;
}

for await (const line of createInterface({ input: process.stdin })) {
  const body = eventOf(Number(line));
  const webhook = new Webhook(secret);
  const now = new Date();
  const id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W';
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(now / 1000)), 'webhook-signature': webhook.sign(id, now, body) };
  const verifying = microseconds(() => new Webhook(secret).verify(body, headers, { jsonParse: false }));
  const checking = microseconds(() => JSON.parse(body));
  console.log(`${body.length} ${verifying.toFixed(3)} ${checking.toFixed(3)}`);
}

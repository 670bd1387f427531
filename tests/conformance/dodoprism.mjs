// Dodo's own API description, read by a mock of somebody else's that passes every call on and looks at both ways.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const shared = process.env.BILLING_SHARED || join(here, '../../../shared');
export const specification = join(shared, 'data/dodo/dodo-openapi-1.86.0.nosamples.json');

// Where SDK 2.52.0 is newer than specification 1.86.0: what the description must complain of.
const newer = [
  { path: /(^|\.)status($|\.)/, why: 'paused and past_due came later', when: (call) => /"status":\s*"(paused|past_due)"/.test(call.sent + call.text) },
  { path: /proration_billing_mode/, why: 'do_not_bill came later', when: (call) => call.sent.includes('"do_not_bill"') },
  { path: /metadata/, why: 'a whole number is an integer and a number, which its oneOf calls ambiguous', when: (call) => /"metadata":\s*\{[^}]*:\s*\d/.test(call.sent + call.text) },
];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

// The templates of the description: what it does not know goes to the sandbox directly.
function known(paths) {
  const templates = Object.entries(paths).map(([path, methods]) => ({ path: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`), methods: new Set(Object.keys(methods)) }));
  return (method, path) => templates.some((one) => one.path.test(path) && one.methods.has(method.toLowerCase()));
}

// null where the description is absent.
export async function startPrism(upstream) {
  if (!(await access(specification).then(() => true, () => false))) return null;
  const port = await freePort();
  const bin = join(here, 'node_modules/@stoplight/prism-cli/dist/index.js');
  const child = spawn(process.execPath, [bin, 'proxy', '-h', '127.0.0.1', '-p', String(port), specification, upstream], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const listens = new Promise((resolve) => child.stdout.on('data', (part) => { if (String(part).includes('listening')) resolve(); }));
  child.stderr.resume();
  await Promise.race([listens, ended.then(([code]) => { throw new Error(`prism ended with ${code}`); })]);
  const { paths } = JSON.parse(await readFile(specification, 'utf8'));
  return { base: `http://127.0.0.1:${port}`, knows: known(paths), stop: async () => { child.kill('SIGTERM'); await ended; } };
}

// What it found wrong with one call, without what is known to be newer than the description.
export function violationsOf(call) {
  const all = JSON.parse(call.violations || '[]');
  return all.filter((one) => !newer.some((exception) => exception.path.test(one.location.join('.')) && exception.when(call)))
    .map((one) => `${call.method} ${call.path} ${call.status}: ${one.location.join('.')}: ${one.message}`);
}

// `billingctl sandbox` as Dodo Payments, an ear for its webhooks, and a buyer without a browser.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

export async function startSandbox(billingctl, deliverTo, secret) {
  const folder = await mkdtemp(join(tmpdir(), 'dodo-'));
  await writeFile(join(folder, 'secret'), `${secret} label=dodo\n`, { mode: 0o600 });
  const args = ['sandbox', '--port', '0', '--print-port', '--deliver-to', deliverTo, '--secret-file', join(folder, 'secret')];
  const child = spawn(billingctl, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const port = await Promise.race([once(createInterface(child.stdout), 'line').then(([line]) => Number(line)), ended.then(([code]) => { throw new Error(`billingctl sandbox ended with ${code}`); })]);
  const base = `http://127.0.0.1:${port}`;
  const control = async (path, body) => (await fetch(`${base}/sandbox${path}`, body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })).json();
  return {
    base,
    advance: (by) => control('/clock', by),
    counts: async () => (await control('')).counts,
    stop: async () => { child.kill('SIGTERM'); await ended; await rm(folder, { recursive: true, force: true }); },
  };
}

// Keeps every delivery as it came: path, headers, bytes.
export async function startEar() {
  const heard = [];
  let waiting = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => {
      heard.push({ path: request.url, headers: request.headers, body });
      response.writeHead(200).end();
      waiting = waiting.filter((one) => !one());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const until = (wanted, timeoutMs) => new Promise((resolve) => {
    if (heard.length >= wanted) return resolve(true);
    const timer = setTimeout(() => resolve(false), timeoutMs);
    waiting.push(() => heard.length >= wanted && (clearTimeout(timer), resolve(true), true));
  });
  return { base: `http://127.0.0.1:${server.address().port}`, heard, until, stop: async () => { server.closeAllConnections(); server.close(); await once(server, 'close'); } };
}

// Pays a hosted page as a browser would send its form.
export async function payPage(url, number, email = 'ada@example.com') {
  const page = await (await fetch(url)).text();
  const form = page.match(/name="form" value="([0-9a-f]+)"/)?.[1] ?? '';
  const entered = { form, email, name: 'Ada Lovelace', 'card-number': number, 'card-expiry': '06/32', 'card-cvc': '123', action: 'pay' };
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers: { origin: new URL(url).origin }, body: new URLSearchParams(entered) });
  return answer.status;
}

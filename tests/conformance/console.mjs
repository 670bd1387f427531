// billingctl as the conformance test uses it.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function startListener(billingctl, database, secretFile, routes) {
  const args = ['listen', '--port', '0', '--print-port', '--database', database, '--secret-file', secretFile, ...routes.flatMap((route) => ['--route', route])];
  const child = spawn(billingctl, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const port = await Promise.race([once(createInterface(child.stdout), 'line').then(([line]) => Number(line)), ended.then(([code]) => { throw new Error(`billingctl listen ended with ${code}`); })]);
  const stop = async () => { child.kill('SIGTERM'); await ended; };
  return { port, stop };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

export function post(port, path, headers, body) {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const request = http.request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers } }, (response) => {
      let answer = '';
      response.on('data', (part) => { answer += part; });
      response.on('end', () => resolve({ status: response.statusCode, answer }));
    });
    request.on('error', reject);
    request.end(bytes);
  });
}

// What the log holds of each event: its id, and the hash of the bytes as they were received.
export async function loggedEvents(database) {
  const sql = "SELECT e.event_id AS id, e.provider, lower(hex(a.body_sha256)) AS sha256 FROM webhook_events e JOIN webhook_attempts a ON a.event_row = e.id AND a.number = 1 WHERE e.verdict = 'ok' AND e.payload = 'ok'";
  const { stdout } = await run('sqlite3', ['-json', '-readonly', database, sql], { maxBuffer: 1 << 28 });
  return new Map(JSON.parse(stdout || '[]').map((row) => [row.id, row]));
}

// What a person is shown of each event: id and verdict.
export async function shownEvents(billingctl, database) {
  const { stdout } = await run(billingctl, ['events', 'list', '--json', '--limit', '100000', '--database', database], { maxBuffer: 1 << 28 });
  return new Map(JSON.parse(stdout).map((row) => [row.eventId, row.verdict]));
}

// The signed request that `billingctl fire` would send.
export async function firedRequest(billingctl, secretFile, scheme, bodyArguments) {
  const { stdout } = await run(billingctl, ['fire', '--dry-run', '--json', '--secret-file', secretFile, '--scheme', scheme, ...bodyArguments], { maxBuffer: 1 << 26 });
  const { request } = JSON.parse(stdout);
  return { body: request.body, headers: Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value])) };
}

export async function eventTypes(billingctl, provider) {
  const { stdout } = await run(billingctl, ['fire', '--list-types', '--json', '--provider', provider]);
  return JSON.parse(stdout).map((entry) => entry.type);
}

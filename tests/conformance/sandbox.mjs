// `billingctl sandbox` as the conformance tests use it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const testKey = ['sk', 'test', 'conformance0123456789'].join('_');

async function counts(base) {
  const answer = await fetch(`${base}/sandbox`);
  return (await answer.json()).counts;
}

export async function startSandbox(billingctl, { deliverTo, secret }) {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  await writeFile(join(folder, 'secret'), `${secret} label=stripe\n`, { mode: 0o600 });
  const args = ['sandbox', '--port', '0', '--print-port', '--deliver-to', deliverTo, '--secret-file', join(folder, 'secret')];
  const child = spawn(billingctl, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const port = await Promise.race([once(createInterface(child.stdout), 'line').then(([line]) => Number(line)), ended.then(([code]) => { throw new Error(`billingctl sandbox ended with ${code}`); })]);
  const base = `http://127.0.0.1:${port}`;
  return {
    base,
    port,
    // Until the ear has heard all that there is to deliver: the next test must not hear of this one.
    settled: async (ear) => {
      for (;;) {
        const { deliveries } = await counts(base);
        if (ear.total() >= deliveries) return;
        await ear.next();
      }
    },
    stop: async () => { child.kill('SIGTERM'); await ended; await rm(folder, { recursive: true, force: true }); },
  };
}

// The official SDK's own types judge what the sandbox answered and told.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// What a list answers is one page: only its data, not the SDK's methods upon it.
const head = `import DodoPayments from 'dodopayments';
import type { WebhookPayload } from 'dodopayments/resources/webhook-events';
declare const client: DodoPayments;
type Page<T> = T extends { items: infer I } ? { items: I } : T extends { data: infer D } ? { data: D; done: boolean; iterator?: string | null; prev_iterator?: string | null } : T;
type Answer<F extends (...a: never[]) => unknown> = Awaited<ReturnType<F>>;
`;

// The last line is wrong on purpose: a judge that passes it is asleep.
const wrong = "const wrong: DodoPayments.Subscription['status'] = 'canceled'; // nobody";

// One statement for each answer; `answers`: { name: 'subscriptions.retrieve', list, json }. `events`: bodies told.
function program(answers, events) {
  const lines = answers.map(({ name, list, json }, i) => {
    const type = `Answer<typeof client.${name}>`;
    return `const answer${i}: ${list ? `Page<${type}>` : type} = ${JSON.stringify(json)}; // ${name}`;
  });
  const told = events.map((event, i) => `const told${i}: WebhookPayload = ${JSON.stringify(event)}; // ${event.type}`);
  return `${head}${[...lines, ...told, wrong].join('\n')}\n`;
}

// The complaints of `tsc --strict`, each with the call or event that it is about.
export async function typeProblems(answers, events) {
  const folder = await mkdtemp(join(tmpdir(), 'dodo-types-'));
  try {
    await symlink(join(here, 'node_modules'), join(folder, 'node_modules'));
    const text = program(answers, events);
    await writeFile(join(folder, 'answers.ts'), text);
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { noEmit: true, strict: true, skipLibCheck: true, types: [], module: 'nodenext', target: 'es2022' }, files: ['answers.ts'] }));
    const args = [join(here, 'node_modules/typescript/bin/tsc'), '-p', '.'];
    const output = await new Promise((resolve) => execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout) => resolve(error ? stdout || String(error) : '')));
    const about = text.split('\n').map((line) => line.match(/\/\/ ([\w.]+)$/)?.[1] ?? '');
    const complaints = output.split('\n').filter(Boolean).map((line) => line.replace(/^answers\.ts\((\d+),\d+\): error /, (_, number) => `${about[number - 1]}: `));
    const awake = complaints.findIndex((line) => line.startsWith('nobody: '));
    if (awake < 0) return ['the compiler passed a status that does not exist', ...complaints];
    complaints.splice(awake, 1);
    return complaints;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

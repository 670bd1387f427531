// Answers of the sandbox against the official Stripe library's own types: each becomes a literal of its type in a TypeScript
// file, and tsc says what is missing, misspelt or of the wrong type. providers.md 3e.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const packages = dirname(dirname(require.resolve('typescript/package.json')));
const run = promisify(execFile);

// Stripe's types leave enumerations open and hold decimals as objects; JSON has words and texts.
async function closeStripe(folder) {
  const shared = join(folder, 'esm', 'shared.d.ts');
  const text = await readFile(shared, 'utf8');
  await writeFile(shared, text.replace(/export type OtherString = .*/, 'export type OtherString = never;'));
  await writeFile(join(folder, 'esm', 'Decimal.d.ts'), 'export type Decimal = string;\nexport type DecimalRoundingOptions = unknown;\nexport type DecimalRoundingPresets = unknown;\nexport type RoundDirection = string;\n');
}

// The library's declarations alone, closed.
async function install(folder) {
  const to = join(folder, 'node_modules', 'stripe');
  await mkdir(dirname(to), { recursive: true });
  const declares = (path) => !/\.(js|map|mjs|cjs)$/.test(path) && !path.includes('/cjs');
  await cp(join(packages, 'stripe'), to, { recursive: true, filter: declares });
  return closeStripe(to);
}

const options = {
  strict: true, noEmit: true, skipLibCheck: true, module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022', types: [],
};

const head = "import Stripe from 'stripe';";
// Wrong on purpose: a judge that passes it is asleep.
const wrong = { name: 'nobody', type: "Stripe.Subscription['status']", value: 'cancelled' };

function literals(samples) {
  return samples.map(({ type, value }, i) => `export const x${i}: ${type} = ${JSON.stringify(value)};`);
}

function problemsIn(output, samples) {
  const found = [];
  for (const line of output.split('\n')) {
    const place = /^samples\.ts\((\d+),\d+\): error (.*)/.exec(line);
    if (place) found.push(`${samples[Number(place[1]) - 2]?.name ?? 'head'}: ${place[2].slice(0, 600)}`);
    else if (found.length && /^\s{2,}/.test(line) && found.at(-1).length < 900) found[found.length - 1] += ` |${line.trimEnd().slice(0, 300)}`;
  }
  return found;
}

// samples: [{name, type: 'Stripe.Customer', value}]; the problems found, one line each.
export async function typeProblems(answers) {
  const samples = [...answers, wrong];
  const folder = await mkdtemp(join(tmpdir(), 'types-'));
  try {
    await install(folder);
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['samples.ts'] }));
    await writeFile(join(folder, 'samples.ts'), [head, ...literals(samples)].join('\n'));
    await run(process.execPath, [join(packages, 'typescript', 'bin', 'tsc'), '-p', folder, '--pretty', 'false'], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    return ['the compiler passed a status that does not exist'];
  } catch (error) {
    if (!error.stdout) throw error;
    return problemsIn(error.stdout, samples).filter((line) => !line.startsWith('nobody: '));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

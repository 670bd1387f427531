// The official SDK, pointed at the sandbox; everything that it is answered is kept.
import DodoPayments from 'dodopayments';

function resolve(client, name) {
  const parts = name.split('.');
  const method = parts.pop();
  const resource = parts.reduce((at, part) => at[part], client);
  return resource[method].bind(resource);
}

export function recordingClient(base, webhookKey, prism) {
  const calls = [];
  const answers = [];
  const watched = async (input, init) => {
    const url = new URL(input);
    const path = url.pathname;
    const method = (init?.method ?? 'GET').toUpperCase();
    const pdf = path.startsWith('/invoices/');
    const through = prism && !pdf && prism.knows(method, path);
    const response = await fetch(`${through ? prism.base : base}${path}${url.search}`, init);
    const text = pdf ? '' : await response.clone().text();
    calls.push({ method, path, status: response.status, sent: String(init?.body ?? ''), text, violations: response.headers.get('sl-violations') });
    return response;
  };
  const client = new DodoPayments({ bearerToken: 'conformance', baseURL: base, webhookKey, maxRetries: 0, fetch: watched });
  // The method by its name in the SDK, so that its type can judge the answer afterwards.
  const ask = async (name, ...args) => {
    const result = await resolve(client, name)(...args);
    const { text, status } = calls.at(-1);
    const list = result !== null && typeof result === 'object' && typeof result.getPaginatedItems === 'function';
    if (text && status < 300) answers.push({ name, list, json: JSON.parse(text) });
    return result;
  };
  // The error that is expected.
  const refused = async (name, ...args) => {
    try {
      await resolve(client, name)(...args);
    } catch (error) {
      return error;
    }
    return { status: 'nothing was refused' };
  };
  return { client, calls, answers, ask, refused };
}

// Bodies as providers could send them, from a printed seed: valid JSON, any Unicode, up to 200 kB, in several spellings.
export class Random {
  constructor(seed) { this.state = seed >>> 0; }
  next() {  // mulberry32
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) { return Math.floor(this.next() * n); }
  pick(list) { return list[this.below(list.length)]; }
}

const ranges = [[0x20, 0x7e], [0x20, 0x7e], [0xa1, 0x24f], [0x390, 0x3c9], [0x5d0, 0x5ea], [0x4e00, 0x4fff], [0x1f300, 0x1f6ff], [0x1, 0x1f], [0xe000, 0xe010], [0x2028, 0x2029]];

export function text(random, length) {
  let out = '';
  for (let i = 0; i < length; ++i) {
    const [low, high] = random.pick(ranges);
    out += String.fromCodePoint(low + random.below(high - low + 1));
  }
  return out;
}

function value(random, depth) {
  switch (random.below(depth > 0 ? 8 : 6)) {
    case 0: return random.below(2) === 1;
    case 1: return null;
    case 2: return random.below(2 ** 31) - 2 ** 30;
    case 3: return random.next() * 10 ** (random.below(40) - 20);
    case 4:
    case 5: return text(random, random.below(40));
    case 6: return Array.from({ length: random.below(6) }, () => value(random, depth - 1));
    default: return Object.fromEntries(Array.from({ length: random.below(6) }, (_, i) => [`${i}${text(random, random.below(12))}`, value(random, depth - 1)]));
  }
}

// Most are small, some are large: the size grows evenly on a logarithmic scale.
function filler(random) {
  const bytes = Math.floor(10 ** (random.next() * 5.3));
  return text(random, Math.min(70_000, Math.floor(bytes / 2.6)));
}

function spelled(random, event) {
  const plain = JSON.stringify(event, null, random.pick([0, 0, 1, 2, '\t']));
  const escaped = random.below(4) === 0 ? plain.replace(/[\u0080-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')) : plain;
  return escaped + random.pick(['', '', '\n', ' \r\n']);
}

export function dodoEvent(random, type) {
  return spelled(random, { business_id: 'bus_conformance', type, timestamp: new Date().toISOString(), data: { note: filler(random), value: value(random, 5) } });
}

export function stripeEvent(random, type, id) {
  return spelled(random, { id, object: 'event', api_version: '2026-10-28.endive', created: Math.floor(Date.now() / 1000), livemode: false, pending_webhooks: 1, request: null, type,
    data: { object: { note: filler(random), value: value(random, 5) } } });
}

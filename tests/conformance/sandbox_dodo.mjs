// The official SDK of Dodo Payments lives a merchant's life against the sandbox: it sells, changes, pauses, refunds,
// pages, and verifies what the webhooks tell. Its types and Dodo's own API description judge every answer. Prints TAP.
// usage: node sandbox_dodo.mjs BILLINGCTL
import { Webhook } from 'standardwebhooks';
import { recordingClient } from './dodoclient.mjs';
import { specification, startPrism, violationsOf } from './dodoprism.mjs';
import { newSecret, payPage, startEar, startSandbox } from './dodosandbox.mjs';
import { typeProblems } from './dodotypes.mjs';
import { exitCode, plan, report, same, skip } from './tap.mjs';

const [billingctl] = process.argv.slice(2);

const monthly = (price, more = {}) => ({ type: 'recurring_price', currency: 'USD', price, discount: 0, purchasing_power_parity: false, payment_frequency_count: 1, payment_frequency_interval: 'Month', subscription_period_count: 10, subscription_period_interval: 'Year', ...more });
const billing = { country: 'US', city: 'Springfield', state: 'NY', street: '1 Main Street', zipcode: '10001' };

async function catalogue({ ask }) {
  const product = (name, price) => ask('products.create', { name, price, tax_category: 'saas', metadata: { tier: name } });
  const shop = {
    basic: await product('Basic', monthly(1000)),
    pro: await product('Pro', monthly(3000)),
    once: await product('Credits', { type: 'one_time_price', currency: 'USD', price: 500, discount: 0, purchasing_power_parity: false }),
    addon: await ask('addons.create', { name: 'Seat', currency: 'USD', price: 250, tax_category: 'saas' }),
    meter: await ask('meters.create', { name: 'Calls', event_name: 'call', measurement_unit: 'call', aggregation: { type: 'sum', key: 'n' } }),
    credits: await ask('creditEntitlements.create', { name: 'Tokens', unit: 'token', precision: 2, overage_enabled: false, rollover_enabled: false, expires_after_days: 30 }),
    discount: await ask('discounts.create', { amount: 1000, type: 'percentage', code: 'TENTH' }),
  };
  const usage = { type: 'usage_based_price', currency: 'USD', fixed_price: 100, discount: 0, purchasing_power_parity: false, payment_frequency_count: 1, payment_frequency_interval: 'Month', subscription_period_count: 10, subscription_period_interval: 'Year', meters: [{ meter_id: shop.meter.id, price_per_unit: '0.02', free_threshold: 10 }] };
  shop.metered = await ask('products.create', { name: 'Metered', price: usage, tax_category: 'saas' });
  await ask('products.update', shop.once.product_id, { name: 'Credit pack' });
  await ask('products.update', shop.basic.product_id, { credit_entitlements: [{ credit_entitlement_id: shop.credits.id, credits_amount: '100', low_balance_threshold_percent: 20 }] });
  await ask('products.retrieve', shop.basic.product_id);
  await ask('products.archive', shop.once.product_id);
  await ask('products.unarchive', shop.once.product_id);
  for (const name of ['products.list', 'addons.list', 'meters.list', 'creditEntitlements.list', 'discounts.list']) await ask(name, { page_number: 0 });
  await ask('products.retrieve', shop.pro.product_id);
  await ask('addons.retrieve', shop.addon.id);
  await ask('meters.retrieve', shop.meter.id);
  await ask('creditEntitlements.retrieve', shop.credits.id);
  await ask('discounts.retrieveByCode', 'TENTH');
  return shop;
}

// A checkout that is paid on its page; the subscription that came of it.
async function bought({ ask }, product, email, card = '4242424242424242', more = {}) {
  const order = { product_cart: [{ product_id: product, quantity: 1 }], customer: { email, name: 'Ada Lovelace' }, billing_address: billing, return_url: 'http://127.0.0.1:1/back', ...more };
  const session = await ask('checkoutSessions.create', order);
  await payPage(session.checkout_url, card, email);
  const status = await ask('checkoutSessions.retrieve', session.session_id);
  const payment = status.payment_id ? await ask('payments.retrieve', status.payment_id) : undefined;
  return { status, payment, subscription: payment?.subscription_id };
}

async function selling(dodo, shop) {
  const { ask } = dodo;
  const preview = await ask('checkoutSessions.preview', { product_cart: [{ product_id: shop.basic.product_id, quantity: 2 }], discount_code: 'TENTH' });
  same(preview.total_price, 1800, 'a preview of a checkout takes the discount off');
  const sale = await bought(dodo, shop.basic.product_id, 'ada@example.com', undefined, { metadata: { user_id: '7' } });
  const subscription = await ask('subscriptions.retrieve', sale.subscription);
  same([sale.status.payment_status, subscription.status, subscription.metadata.user_id], ['succeeded', 'active', '7'], 'a checkout that is paid makes an active subscription');
  const refusal = await bought(dodo, shop.basic.product_id, 'eve@example.com', '4000000000000002');
  same([refusal.status.payment_status, refusal.payment.error_code], ['failed', 'generic_decline'], 'a declined card leaves a failed payment');
  await ask('subscriptions.list', { page_number: 0, status: 'active' });
  await ask('payments.list', { page_number: 0, subscription_id: sale.subscription });
  return { id: sale.subscription, payment: sale.payment.payment_id, customer: subscription.customer.customer_id };
}

async function changing({ ask, refused }, shop, { id }) {
  const change = { product_id: shop.pro.product_id, quantity: 1, proration_billing_mode: 'prorated_immediately' };
  const preview = await ask('subscriptions.previewChangePlan', id, change);
  const { payment_id } = await ask('subscriptions.changePlan', id, change);
  const paid = await ask('payments.retrieve', payment_id);
  same([paid.status, paid.total_amount], ['succeeded', preview.immediate_charge.summary.total_amount], 'a plan change costs what its preview said');
  same((await ask('subscriptions.retrieve', id)).product_id, shop.pro.product_id, 'the plan has changed');
  const later = { product_id: shop.basic.product_id, quantity: 1, proration_billing_mode: 'do_not_bill', effective_at: 'next_billing_date' };
  await ask('subscriptions.changePlan', id, later);
  same((await ask('subscriptions.retrieve', id)).scheduled_change?.product_id, shop.basic.product_id, 'a change for later is shown');
  const again = await refused('subscriptions.changePlan', id, later);
  same([again.constructor.name, again.status], ['ConflictError', 409], 'a second pending change is a conflict');
  await ask('subscriptions.cancelChangePlan', id);
  same((await ask('subscriptions.retrieve', id)).scheduled_change, null, 'it can be taken back');
}

async function pausing({ ask, refused }, { id }) {
  same((await ask('subscriptions.update', id, { status: 'paused' })).status, 'paused', 'a subscription is paused');
  same((await ask('subscriptions.update', id, { status: 'active' })).status, 'active', 'and resumed');
  same((await refused('subscriptions.update', id, { pause: true })).status, 422, 'the switch "pause" is refused');
  same((await refused('subscriptions.update', id, { status: 'paused', metadata: {} })).status, 422, 'pausing is sent alone');
}

async function refunding({ ask, refused }, sandbox, sale) {
  const { items } = await ask('payments.retrieveLineItems', sale.payment);
  const part = await ask('refunds.create', { payment_id: sale.payment, items: [{ item_id: items[0].items_id, amount: 400, tax_inclusive: true }], reason: 'asked for' });
  same([part.status, part.amount, part.is_partial], ['succeeded', 400, true], 'part of a payment is refunded');
  const much = await refused('refunds.create', { payment_id: sale.payment, items: [{ item_id: items[0].items_id, amount: 601, tax_inclusive: true }] });
  same([much.status, much.error?.code], [400, 'LINE_ITEM_REFUND_AMOUNT_TOO_HIGH'], 'more than is left is refused with its code');
  same((await ask('refunds.create', { payment_id: sale.payment })).amount, 600, 'the rest is refunded');
  same((await refused('refunds.create', { payment_id: sale.payment })).error?.code, 'PAYMENT_ALREADY_REFUNDED', 'nothing is refunded twice');
  await ask('refunds.retrieve', part.refund_id);
  await ask('refunds.list', { page_number: 0 });
  await ask('payments.retrieve', sale.payment);
  const begins = [];
  for (const pdf of [await ask('invoices.payments.retrieve', sale.payment), await ask('invoices.payments.retrieveRefund', part.refund_id)]) begins.push(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString());
  same(begins, ['%PDF-', '%PDF-'], 'payments and refunds have an invoice as PDF');
}

async function disputed(dodo, shop) {
  const sale = await bought(dodo, shop.basic.product_id, 'dora@example.com', '4000000000000259');
  const row = (await dodo.ask('disputes.list', { page_number: 0 })).items.find((one) => one.payment_id === sale.payment.payment_id);
  same(row?.dispute_status, 'dispute_opened', 'the dispute card opens a dispute');
  if (row) await dodo.ask('disputes.retrieve', row.dispute_id);
  await dodo.ask('payments.list', { page_number: 0 });
}

async function renewing(dodo, sandbox, shop) {
  const { ask } = dodo;
  const good = await bought(dodo, shop.basic.product_id, 'renew@example.com');
  const bad = await bought(dodo, shop.basic.product_id, 'later@example.com');
  const otherCard = async (number) => payPage((await ask('subscriptions.updatePaymentMethod', bad.subscription, { payment_method: { type: 'new', return_url: 'http://127.0.0.1:1/' } })).payment_link, number, 'later@example.com');
  await otherCard('4000000000000341');
  const used = await bought(dodo, shop.metered.product_id, 'meter@example.com');
  const meter = await ask('subscriptions.retrieve', used.subscription);
  const event = (n) => ({ event_id: `call-${n}`, customer_id: meter.customer.customer_id, event_name: 'call', metadata: { n: 30, plan: 'x', good: true } });
  same((await ask('usageEvents.ingest', { events: [event(1), event(2)] })).ingested_count, 2, 'usage is counted');
  same((await ask('usageEvents.ingest', { events: [event(2)] })).ingested_count, 0, 'the same event counts once');
  await ask('usageEvents.retrieve', 'call-1');
  await ask('usageEvents.list', { page_number: 0, meter_id: shop.meter.id });
  const history = await ask('subscriptions.retrieveUsageHistory', used.subscription, { page_number: 0 });
  same(history.items[0].meters[0]?.total_price, 100, 'and priced: (60 - 10) at 0.02 USD');
  await sandbox.advance({ months: 1 });
  const last = async (sale) => (await ask('payments.list', { page_number: 0, subscription_id: sale.subscription })).items[0];
  same([(await last(good)).status, (await ask('payments.list', { page_number: 0, subscription_id: good.subscription })).items.length], ['succeeded', 2], 'a month later the subscription has renewed');
  same((await last(used)).total_amount, 200, 'and the usage was billed with it');
  same((await ask('subscriptions.retrieve', bad.subscription)).status, 'on_hold', 'one whose card fails is on hold');
  await otherCard('4242424242424242');
  same((await ask('subscriptions.retrieve', bad.subscription)).status, 'active', 'and comes back with another card');
  return good;
}

// With a card on file: subscriptions and payments that are charged at once.
async function directly({ ask, refused }, shop, { customer }) {
  const { items } = await ask('customers.retrievePaymentMethods', customer);
  const saved = { billing, customer: { customer_id: customer }, payment_method_id: items[0].payment_method_id };
  const made = await ask('subscriptions.create', { ...saved, product_id: shop.basic.product_id, quantity: 1, addons: [{ addon_id: shop.addon.id, quantity: 2 }], discount_code: 'TENTH' });
  const read = await ask('subscriptions.retrieve', made.subscription_id);
  same([read.status, read.recurring_pre_tax_amount, read.addons.length, read.discounts?.length], ['active', 1500, 1, 1], 'a card on file, an addon and a discount make a subscription at once');
  const paid = await ask('payments.create', { ...saved, product_cart: [{ product_id: shop.once.product_id, quantity: 3 }] });
  same((await ask('payments.retrieve', paid.payment_id)).total_amount, 1500, 'and a one-off payment');
  const open = await ask('subscriptions.create', { billing, customer: { email: 'link@example.com', name: 'L' }, product_id: shop.pro.product_id, quantity: 1, payment_link: true });
  same((await ask('subscriptions.retrieve', open.subscription_id)).status, 'pending', 'without a card it waits');
  await payPage(open.payment_link, '4242424242424242', 'link@example.com');
  same((await ask('subscriptions.retrieve', open.subscription_id)).status, 'active', 'until its page is paid');
  const demand = await ask('subscriptions.create', { ...saved, product_id: shop.basic.product_id, quantity: 1, on_demand: { mandate_only: true } });
  const charge = await ask('subscriptions.charge', demand.subscription_id, { product_price: 777 });
  same((await ask('payments.retrieve', charge.payment_id)).total_amount, 777, 'an on-demand subscription is charged when asked');
  same((await refused('subscriptions.charge', made.subscription_id, { product_price: 1 })).error?.code, 'SUBSCRIPTION_NOT_ON_DEMAND', 'and no other');
  await ask('payments.retrieveRetryState', paid.payment_id);
  return made.subscription_id;
}

async function people({ ask, refused }, shop, { customer, id }, second) {
  await ask('customers.retrieve', customer);
  await ask('customers.update', customer, { phone_number: '+15555550100' });
  const made = await ask('customers.create', { email: 'wallet@example.com', name: 'W' });
  await ask('customers.wallets.ledgerEntries.create', made.customer_id, { amount: 500, currency: 'USD', entry_type: 'credit', idempotency_key: 'w1' });
  await ask('customers.wallets.ledgerEntries.list', made.customer_id, { page_number: 0 });
  same((await ask('customers.wallets.list', made.customer_id)).total_balance_usd, 500, 'a wallet holds what was put in');
  const target = { credit_entitlement_id: shop.credits.id };
  const entry = await ask('creditEntitlements.balances.createLedgerEntry', made.customer_id, { ...target, amount: '10.5', entry_type: 'credit' });
  await ask('creditEntitlements.balances.createLedgerEntry', made.customer_id, { ...target, amount: '0.25', entry_type: 'debit', reason: 'used' });
  same([entry.amount, (await ask('creditEntitlements.balances.retrieve', made.customer_id, target)).balance], ['10.5', '10.25'], 'credits are decimals, exactly');
  same((await refused('creditEntitlements.balances.createLedgerEntry', made.customer_id, { ...target, amount: '11', entry_type: 'debit' })).status, 400, 'more than there is cannot be taken');
  await ask('creditEntitlements.balances.createLedgerEntry', customer, { ...target, amount: '285', entry_type: 'debit' });
  const cart = (await ask('subscriptions.retrieve', second)).credit_entitlement_cart;
  same(cart[0]?.remaining_balance, '15', 'a product brings its credits with each subscription');
  await ask('creditEntitlements.balances.list', shop.credits.id, { page_number: 0 });
  await ask('creditEntitlements.balances.listGrants', made.customer_id, { ...target, page_number: 0 });
  await ask('creditEntitlements.balances.listLedger', made.customer_id, { ...target, page_number: 0 });
  await ask('customers.listCreditEntitlements', made.customer_id);
  await ask('subscriptions.retrieveCreditUsage', id);
  const { link } = await ask('customers.customerPortal.create', customer);
  same((await fetch(link)).status, 200, 'the portal opens');
}

async function account({ ask, refused }) {
  for (const name of ['payouts.list', 'balances.retrieveLedger', 'licenseKeys.list', 'licenseKeyInstances.list']) await ask(name, { page_number: 0 });
  const { items: [payout] } = await ask('payouts.list', { page_number: 0 });
  const { items: parts } = await ask('payouts.breakup.details.list', payout.payout_id, { page_number: 0, page_size: 100 });
  same(parts.reduce((sum, one) => sum + one.payout_currency_amount, 0), payout.amount, 'the parts of a payout sum to it');
  const kinds = await ask('payouts.breakup.retrieve', payout.payout_id);
  same(kinds.find((one) => one.event_type === 'payment_fees')?.total, -payout.fee, 'and so do their kinds');
  const brands = await ask('brands.list');
  await ask('brands.retrieve', brands.items[0].brand_id);
  same((await ask('misc.listSupportedCountries')).length > 200, true, 'the countries are listed');
  same((await ask('licenses.validate', { license_key: 'none' })).valid, false, 'a licence key that nobody has is not valid');
  same((await refused('licenses.activate', { license_key: 'none', name: 'n' })).status, 404, 'nor can it be activated');
  const wrong = await refused('customers.retrieve', 'cus_none');
  same([wrong.constructor.name, wrong.error?.code], ['NotFoundError', 'NOT_FOUND'], 'what is not there is not found');
  same((await refused('customers.create', { email: 'x@example.com' })).error?.message.includes('`name`'), true, 'a field that is missing is named');
}

async function ending({ ask, refused }, { subscription: id }) {
  same((await ask('subscriptions.update', id, { cancel_at_next_billing_date: true, cancellation_feedback: 'unused' })).cancel_at_next_billing_date, true, 'a cancellation can wait for the end of the period');
  same((await ask('subscriptions.update', id, { cancel_at_next_billing_date: false })).cancel_at_next_billing_date, false, 'and be undone');
  const held = await ask('subscriptions.retrieve', id);
  const later = new Date(Date.parse(held.next_billing_date) + 864e6).toISOString();
  same(Date.parse((await ask('subscriptions.update', id, { next_billing_date: later })).next_billing_date), Date.parse(later), 'a renewal is moved');
  const sales = async () => (await ask('payments.list', { page_number: 0, subscription_id: id })).items.length;
  const before = await sales();
  await ask('subscriptions.changePlan', id, { product_id: held.product_id, quantity: held.quantity, proration_billing_mode: 'do_not_bill', discount_codes: ['TENTH'], metadata: { billing_console: 'op-1' } });
  const discounted = await ask('subscriptions.retrieve', id);
  same([discounted.discounts?.length, discounted.metadata.billing_console, (await sales()) - before], [1, undefined, 0], 'a code comes with a change to the same plan, which bills nothing');
  same((await ask('subscriptions.update', id, { status: 'cancelled' })).status, 'cancelled', 'or be at once');
  same((await refused('subscriptions.update', id, { status: 'active' })).error?.code, 'SUBSCRIPTION_INACTIVE', 'what is cancelled stays so');
}

// 250 objects, read by the SDK's own iteration: page_number 0 said, because it begins to count at 1 otherwise.
async function paging({ client }, base) {
  for (let i = 0; i < 250; i += 25) await Promise.all(Array.from({ length: 25 }, (_, n) => fetch(`${base}/customers`, { method: 'POST', headers: { authorization: 'Bearer conformance', 'content-type': 'application/json' }, body: JSON.stringify({ email: `many${i + n}@example.com`, name: 'Many' }) })));
  for (const page_size of [100, 7]) {
    const seen = new Set();
    let read = 0;
    for await (const customer of client.customers.list({ page_number: 0, page_size, name: 'Many' })) ++read && seen.add(customer.customer_id);
    same([read, seen.size], [250, 250], `250 customers by pages of ${page_size}, each once`);
  }
}

async function endpoint({ ask }, ear) {
  const made = await ask('webhooks.create', { url: `${ear.base}/registered`, description: 'of the SDK', filter_types: ['payment.succeeded'] });
  const { secret } = await ask('webhooks.retrieveSecret', made.id);
  await ask('webhooks.update', made.id, { rate_limit: 5 });
  await ask('webhooks.retrieve', made.id);
  await ask('webhooks.headers.update', made.id, { headers: { 'x-of-mine': 'yes' } });
  await ask('webhooks.headers.retrieve', made.id);
  await ask('webhooks.list');
  return secret;
}

const expected = ['payment.succeeded', 'payment.failed', 'subscription.active', 'subscription.renewed', 'subscription.on_hold', 'subscription.plan_changed', 'subscription.paused', 'subscription.unpaused', 'subscription.cancelled', 'subscription.updated', 'subscription.update_payment_method', 'refund.succeeded', 'dispute.opened', 'credit.added', 'credit.deducted', 'credit.balance_low'];

async function deliveries({ client }, sandbox, ear, secret, registered) {
  const { deliveries: wanted } = await sandbox.counts();
  report(await ear.until(wanted, 10000), `all ${wanted} deliveries arrive`, [`${ear.heard.length} arrived`]);
  const problems = [];
  const types = new Set();
  for (const { path, headers, body } of ear.heard) {
    const key = path === '/registered' ? registered : secret;
    try {
      types.add(client.webhooks.unwrap(body, { headers, key }).type);
      new Webhook(key).verify(body, headers);
    } catch (error) {
      problems.push(`${path} ${body.slice(0, 80)}: ${error.message}`);
    }
  }
  same(problems, [], 'each is verified by the SDK and by standardwebhooks');
  same(expected.filter((type) => !types.has(type)), [], `all of ${expected.length} billing events are told`);
  const filtered = ear.heard.filter((one) => one.path === '/registered');
  report(filtered.length > 0 && filtered.every((one) => JSON.parse(one.body).type === 'payment.succeeded' && one.headers['x-of-mine'] === 'yes'), 'a registered endpoint hears what it asked for, with its own header');
  const [first] = ear.heard;
  let forged = false;
  try { client.webhooks.unwrap(`${first.body} `, { headers: first.headers, key: secret }); forged = true; } catch { /* as it should */ }
  report(!forged, 'a changed body is not');
}

async function judged(dodo, prism, ear) {
  const events = [...new Map(ear.heard.map((one) => JSON.parse(one.body)).map((event) => [event.type, event])).values()];
  const problems = await typeProblems(dodo.answers, events);
  report(problems.length === 0, `${dodo.answers.length} answers and ${events.length} kinds of events fit the SDK's types`, problems);
  if (!prism) return skip("Dodo's API description agrees", `${specification.split('/').slice(-3).join('/')} is not here`);
  const seen = dodo.calls.filter((call) => call.violations !== null);
  const violations = dodo.calls.flatMap((call) => (call.status < 300 ? violationsOf(call) : []));
  report(seen.some((call) => call.violations.includes('"response"')), 'the description is held against answers: it knows no subscription that is paused');
  report(violations.length === 0, `${dodo.calls.length} calls agree with Dodo's API description (${seen.length} use what is newer)`, violations);
}

async function main(sandbox, ear, secret, prism) {
  const dodo = recordingClient(sandbox.base, secret, prism);
  const registered = await endpoint(dodo, ear);
  const shop = await catalogue(dodo);
  const sale = await selling(dodo, shop);
  await changing(dodo, shop, sale);
  await pausing(dodo, sale);
  await refunding(dodo, sandbox, sale);
  const second = await directly(dodo, shop, sale);
  await people(dodo, shop, sale, second);
  await disputed(dodo, shop);
  const good = await renewing(dodo, sandbox, shop);
  await ending(dodo, good);
  await account(dodo);
  await paging(dodo, sandbox.base);
  await deliveries(dodo, sandbox, ear, secret, registered);
  await judged(dodo, prism, ear);
}

const secret = newSecret();
const ear = await startEar();
const sandbox = await startSandbox(billingctl, `${ear.base}/told`, secret);
let prism = null;
try {
  prism = await startPrism(sandbox.base);
  await main(sandbox, ear, secret, prism);
} catch (error) {
  report(false, `the test itself: ${error.message}`, String(error.stack).split('\n'));
} finally {
  await prism?.stop();
  await sandbox.stop();
  await ear.stop();
}
plan();
process.exit(exitCode());

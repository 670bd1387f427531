// The official Stripe library against the other half of the sandbox: payments with the test cards and 3-D Secure,
// refunds, disputes, checkout, portal, coupons, credit notes, usage, credits, quotes. Every delivery verifies and every
// answer is of the type that the library promises. Prints TAP.
// usage: node sandbox_stripe_more.mjs BILLINGCTL
import Stripe from 'stripe';
import { startEar } from './ear.mjs';
import { startSandbox, testKey } from './sandbox.mjs';
import { Answers } from './stripeanswers.mjs';
import { typeProblems } from './stripetypes.mjs';
import { exitCode, plan, report, same } from './tap.mjs';

const [billingctl] = process.argv.slice(2);

const ear = await startEar();
const box = await startSandbox(billingctl, { deliverTo: ear.url, secret: ear.secret });
const answers = new Answers();
const stripe = new Stripe(testKey, { host: '127.0.0.1', port: box.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, httpClient: answers.client() });
const form = (fields) => ({ method: 'POST', headers: { authorization: `Bearer ${testKey}`, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });
const ours = (path, fields = {}) => fetch(`${box.base}${path}`, form(fields)).then((answer) => answer.json());

async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return null;
}

const customer = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada L.', payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' } });
const product = await stripe.products.create({ name: 'Plan' });
const price = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 1500, recurring: { interval: 'month' } });

async function payments() {
  const paid = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', customer: customer.id, payment_method: customer.invoice_settings.default_payment_method, confirm: true, expand: ['latest_charge', 'payment_method'], metadata: { order: '7' } });
  same([paid.status, paid.latest_charge.paid, paid.latest_charge.payment_method_details.card.last4], ['succeeded', true, '4242'], 'a payment succeeds');
  const declined = await refused(stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds', confirm: true }));
  same([declined?.statusCode, declined?.code, declined?.decline_code], [402, 'card_declined', 'insufficient_funds'], 'a decline carries its code');
  await stripe.paymentIntents.retrieve(declined.payment_intent.id);
  await stripe.charges.retrieve(declined.charge);
  const asked = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method: 'pm_card_authenticationRequired', confirm: true, return_url: 'https://example.com/back' });
  same([asked.status, asked.next_action.type], ['requires_action', 'redirect_to_url'], '3-D Secure asks the customer');
  await ours(`/v1/test_helpers/payment_intents/${asked.id}/authenticate`, { success: 'true' });
  same((await stripe.paymentIntents.retrieve(asked.id)).status, 'succeeded', 'and is paid once they have said yes');
  const held = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, capture_method: 'manual' });
  const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1200 });
  same([held.status, held.amount_capturable, taken.amount_received], ['requires_capture', 2000, 1200], 'a part of what was held is captured');
  const open = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', automatic_payment_methods: { enabled: true } });
  await stripe.paymentIntents.update(open.id, { metadata: { a: 'b' }, description: 'changed' });
  same((await stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' })).status, 'canceled', 'an open one is cancelled');
  const wrong = await refused(stripe.paymentIntents.confirm(open.id));
  same(wrong?.code, 'payment_intent_unexpected_state', 'and cannot be confirmed then');
  await stripe.paymentIntents.list({ customer: customer.id });
  await stripe.charges.list({ payment_intent: paid.id });
  await stripe.charges.update(paid.latest_charge.id, { description: 'changed', metadata: { a: 'b' } });
  return paid;
}

async function setups() {
  const kept = await stripe.setupIntents.create({ customer: customer.id, payment_method: 'pm_card_mastercard', confirm: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' } });
  same(kept.status, 'succeeded', 'a card is kept for later');
  same((await refused(stripe.setupIntents.create({ payment_method: 'pm_card_chargeDeclined', confirm: true })))?.code, 'card_declined', 'a bad one is not');
  const open = await stripe.setupIntents.create({ description: 'later' });
  await stripe.setupIntents.cancel(open.id);
  await stripe.setupIntents.list({ customer: customer.id });
}

async function refundsAndDisputes(paid) {
  const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 500, reason: 'requested_by_customer' });
  await stripe.refunds.update(part.id, { metadata: { a: 'b' } });
  const tooMuch = await refused(stripe.refunds.create({ payment_intent: paid.id, amount: 1501 }));
  same(tooMuch?.param, 'amount', 'no more is refunded than was paid');
  await stripe.refunds.create({ charge: paid.latest_charge.id });
  same((await refused(stripe.refunds.create({ payment_intent: paid.id })))?.code, 'charge_already_refunded', 'and nothing twice');
  const disputed = await stripe.paymentIntents.create({ amount: 3000, currency: 'usd', payment_method: 'pm_card_createDispute', confirm: true });
  const { data: [dispute] } = await stripe.disputes.list({ payment_intent: disputed.id });
  same(dispute?.status, 'needs_response', 'the dispute card is disputed');
  const won = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } });
  same(won.status, 'won', 'the winning evidence wins');
  const second = await stripe.paymentIntents.create({ amount: 3000, currency: 'usd', payment_method: 'pm_card_createDispute', confirm: true });
  const { data: [lost] } = await stripe.disputes.list({ payment_intent: second.id });
  same((await stripe.disputes.close(lost.id)).status, 'lost', 'a closed one is lost');
}

async function checkout() {
  const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'repeating', duration_in_months: 3, name: 'Spring' });
  await stripe.coupons.create({ amount_off: 500, currency: 'usd' });
  await stripe.coupons.update(coupon.id, { metadata: { a: 'b' } });
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'SPRING20' });
  await stripe.promotionCodes.update(code.id, { metadata: { a: 'b' } });
  same((await stripe.promotionCodes.list({ code: 'SPRING20' })).data[0].id, code.id, 'a promotion code is found by its code');
  const session = await stripe.checkout.sessions.create({ mode: 'subscription', customer_email: 'bea@example.com', success_url: 'https://example.com/ok', line_items: [{ price: price.id, quantity: 2 }], discounts: [{ promotion_code: code.id }], subscription_data: { metadata: { plan: 'pro' } }, metadata: { cart: '1' }, client_reference_id: 'user-1' });
  same([session.amount_subtotal, session.amount_total, session.url], [3000, 2400, `${box.base}/pay/${session.id}`], 'a session knows its sum and its page');
  await ours(`/v1/payment_pages/${session.id}/confirm`, { payment_method: 'pm_card_visa', expected_amount: '2400' });
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'subscription', 'customer', 'invoice'] });
  same([done.status, done.payment_status, done.subscription.status, done.invoice.total, done.line_items.data.length], ['complete', 'paid', 'active', 2400, 1], 'paid, it is a subscription');
  const once = await stripe.checkout.sessions.create({ mode: 'payment', customer: customer.id, success_url: 'https://example.com/ok', line_items: [{ price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'Credits' } }, quantity: 1 }] });
  await ours(`/v1/payment_pages/${once.id}/confirm`, { payment_method: 'pm_card_visa' });
  same((await stripe.checkout.sessions.retrieve(once.id, { expand: ['payment_intent'] })).payment_intent.status, 'succeeded', 'or a payment');
  const late = await stripe.checkout.sessions.create({ mode: 'setup', currency: 'usd', customer: customer.id, success_url: 'https://example.com/ok' });
  same((await stripe.checkout.sessions.expire(late.id)).status, 'expired', 'or expires');
  await stripe.checkout.sessions.listLineItems(session.id);
  await stripe.checkout.sessions.list({ limit: 3 });
  await stripe.coupons.list();
  await stripe.coupons.del(coupon.id);
}

async function portal() {
  const configuration = await stripe.billingPortal.configurations.create({ features: { subscription_cancel: { enabled: true, mode: 'immediately' }, invoice_history: { enabled: true } }, business_profile: { headline: 'Ours' } });
  same([configuration.features.subscription_cancel.mode, configuration.business_profile.headline], ['immediately', 'Ours'], 'a portal configuration keeps what it was told');
  await stripe.billingPortal.configurations.update(configuration.id, { metadata: { a: 'b' } });
  await stripe.billingPortal.configurations.list();
  const session = await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: 'https://example.com', configuration: configuration.id });
  same(session.url, `${box.base}/portal/${session.id}`, 'a portal session knows its page');
  await stripe.billingPortal.sessions.create({ customer: customer.id, flow_data: { type: 'payment_method_update' } });
}

async function byHand() {
  const made = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const until = made.items.data[0].current_period_end + 864000;
  const moved = await stripe.subscriptions.update(made.id, { trial_end: until, proration_behavior: 'none', metadata: { billing_console: 'op_1' } }, { idempotencyKey: 'op_1' });
  same([moved.status, moved.items.data[0].current_period_end, moved.metadata.billing_console], ['trialing', until, 'op_1'], 'a renewal is moved by a trial');
  same((await stripe.invoices.retrieve(moved.latest_invoice)).total, 0, 'at no charge');
  const ends = await stripe.subscriptions.update(made.id, { cancel_at: until - 86400, proration_behavior: 'none' });
  const stays = await stripe.subscriptions.update(made.id, { cancel_at: '', proration_behavior: 'none' });
  same([ends.cancel_at, stays.cancel_at], [until - 86400, null], 'an end on a date comes and goes');
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: made.id });
  const led = await refused(stripe.subscriptions.update(made.id, { cancel_at_period_end: true }));
  same(led?.message.includes(schedule.id), true, 'nobody else says when ends what a schedule leads');
  same((await stripe.subscriptionSchedules.release(schedule.id)).status, 'released', 'until it is released');
  await stripe.subscriptions.cancel(made.id);
}

async function creditNotes() {
  await stripe.invoiceItems.create({ customer: customer.id, amount: 2000, currency: 'usd' });
  const draft = await stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include', auto_advance: false });
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  const lines = [{ type: 'custom_line_item', unit_amount: 500, quantity: 2, description: 'Sorry' }];
  const preview = await stripe.creditNotes.preview({ invoice: invoice.id, lines });
  const note = await stripe.creditNotes.create({ invoice: invoice.id, lines, reason: 'order_change' });
  same([preview.amount, note.amount, (await stripe.invoices.retrieve(invoice.id)).amount_remaining], [1000, 1000, 1000], 'a credit note lessens what is due');
  await stripe.creditNotes.update(note.id, { memo: 'As agreed' });
  await stripe.creditNotes.listLineItems(note.id);
  same((await stripe.creditNotes.voidCreditNote(note.id)).status, 'void', 'until it is voided');
  await stripe.invoices.pay(invoice.id);
  const back = await stripe.creditNotes.create({ invoice: invoice.id, amount: 700, refund_amount: 700 });
  same([back.type, back.refunds.length], ['post_payment', 1], 'of a paid invoice it refunds');
  await stripe.creditNotes.list({ invoice: invoice.id });
}

async function usage() {
  const meter = await stripe.billing.meters.create({ display_name: 'Calls', event_name: 'api_call', default_aggregation: { formula: 'sum' } });
  await stripe.billing.meters.update(meter.id, { display_name: 'API calls' });
  for (const value of ['40', '2']) await stripe.billing.meterEvents.create({ event_name: 'api_call', payload: { stripe_customer_id: customer.id, value }, identifier: `use-${value}` });
  const wrong = await stripe.v2.billing.meterEvents.create({ event_name: 'api_call', payload: { stripe_customer_id: customer.id, value: '100' }, identifier: 'wrong' });
  await stripe.billing.meterEventAdjustments.create({ event_name: 'api_call', type: 'cancel', cancel: { identifier: wrong.identifier } });
  const midnight = Math.floor(Date.now() / 86_400_000) * 86_400;
  const { data: [summary] } = await stripe.billing.meters.listEventSummaries(meter.id, { customer: customer.id, start_time: midnight, end_time: midnight + 86_400 });
  same(summary.aggregated_value, 42, 'usage is summed up, without what was taken back');
  await stripe.billing.meters.deactivate(meter.id);
  await stripe.billing.meters.reactivate(meter.id);
  await stripe.billing.meters.list({ status: 'active' });
  const alert = await stripe.billing.alerts.create({ alert_type: 'usage_threshold', title: 'Much', usage_threshold: { gte: 100, meter: meter.id, recurrence: 'one_time' } });
  await stripe.billing.alerts.archive(alert.id);
}

async function credits() {
  const grant = await stripe.billing.creditGrants.create({ customer: customer.id, name: 'Gift', category: 'promotional', amount: { type: 'monetary', monetary: { currency: 'usd', value: 1000 } }, applicability_config: { scope: { price_type: 'metered' } } });
  await stripe.billing.creditGrants.update(grant.id, { metadata: { a: 'b' } });
  const summary = await stripe.billing.creditBalanceSummaries.retrieve({ customer: customer.id, filter: { type: 'applicability_scope', applicability_scope: { price_type: 'metered' } } });
  same(summary.balances[0].available_balance.monetary.value, 1000, 'a credit grant is the balance');
  same((await stripe.billing.creditGrants.voidGrant(grant.id)).voided_at > 0, true, 'until it is voided');
  const { data } = await stripe.billing.creditBalanceTransactions.list({ customer: customer.id });
  same(data.map((one) => one.type), ['debit', 'credit'], 'both are in the ledger');
  await stripe.billing.creditGrants.list({ customer: customer.id });
}

async function offers() {
  const quote = await stripe.quotes.create({ customer: customer.id, line_items: [{ price: price.id, quantity: 10 }] });
  await stripe.quotes.finalizeQuote(quote.id);
  await stripe.quotes.listLineItems(quote.id);
  const accepted = await stripe.quotes.accept(quote.id, { expand: ['subscription'] });
  same([accepted.status, accepted.subscription.status, accepted.amount_total], ['accepted', 'active', 15_000], 'an accepted quote is a subscription');
  await stripe.quotes.cancel((await stripe.quotes.create({ customer: customer.id })).id);
  const link = await stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 1 }] });
  await stripe.paymentLinks.update(link.id, { active: false });
  await stripe.paymentLinks.listLineItems(link.id);
}

async function oldWays() {
  const plan = await stripe.plans.create({ amount: 2000, currency: 'usd', interval: 'month', product: { name: 'Old' } });
  same((await stripe.prices.retrieve(plan.id)).unit_amount, 2000, 'a plan is a price');
  await stripe.plans.update(plan.id, { nickname: 'Old' });
  await stripe.plans.list();
  await stripe.plans.del(plan.id);
  const source = await stripe.customers.createSource(customer.id, { source: 'tok_visa' });
  await stripe.customers.updateSource(customer.id, source.id, { metadata: { a: 'b' } });
  await stripe.customers.listSources(customer.id);
  const charge = await stripe.charges.create({ amount: 900, currency: 'usd', source: 'tok_visa' });
  same([charge.paid, charge.amount_captured], [true, 900], 'a token is charged');
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19.5, inclusive: false });
  await stripe.taxRates.update(rate.id, { active: false });
  await stripe.balance.retrieve();
  await stripe.balanceTransactions.list({ limit: 3 });
  await stripe.payouts.create({ amount: 100, currency: 'usd' });
}

// A week later everything that was paid has been paid out, less the fees, and what it is made of sums to it.
async function payouts(paid) {
  await fetch(`${box.base}/sandbox/clock`, { method: 'POST', body: JSON.stringify({ days: 9 }), headers: { 'content-type': 'application/json' } });
  const { data } = await stripe.payouts.list({ limit: 100 });
  const weekly = data.find((one) => one.automatic);
  const { data: parts } = await stripe.balanceTransactions.list({ payout: weekly.id, limit: 100, expand: ['data.source'] });
  const items = parts.filter((one) => one.type !== 'payout');
  same([items.reduce((sum, one) => sum + one.net, 0), parts.length - items.length], [weekly.amount, 1], 'the parts of a payout sum to it');
  const part = items.find((one) => one.source?.payment_intent === paid.id && one.type === 'charge');
  same([part?.amount, part?.fee, part?.net], [2000, 88, 1912], 'a payment is paid out less its fee');
  same((await stripe.payouts.retrieve(weekly.id)).id, weekly.id, 'a payout is read by its id');
}

async function main() {
  const paid = await payments();
  await setups();
  await refundsAndDisputes(paid);
  await checkout();
  await portal();
  await byHand();
  await creditNotes();
  await usage();
  await credits();
  await offers();
  await oldWays();
  await payouts(paid);
  await box.settled(ear);
  report(ear.problems().length === 0 && ear.heard().length > 50, 'every delivery verifies with the library', ear.problems());
  const problems = await typeProblems(answers.samples());
  report(problems.length === 0, `all ${answers.samples().length} answers are of the types of stripe ${Stripe.PACKAGE_VERSION}`, problems);
}

try {
  await main();
} catch (error) {
  report(false, `the test itself: ${error.message}`, String(error.stack).split('\n'));
} finally {
  await box.stop();
  await ear.stop();
}
plan();
process.exit(exitCode());

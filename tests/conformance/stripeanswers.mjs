// Keeps what the sandbox answers to the official library, as samples to be held against its types.
import Stripe from 'stripe';

const types = {
  balance: 'Stripe.Balance',
  balance_transaction: 'Stripe.BalanceTransaction',
  'billing.alert': 'Stripe.Billing.Alert',
  'billing.credit_balance_summary': 'Stripe.Billing.CreditBalanceSummary',
  'billing.credit_balance_transaction': 'Stripe.Billing.CreditBalanceTransaction',
  'billing.credit_grant': 'Stripe.Billing.CreditGrant',
  'billing.meter': 'Stripe.Billing.Meter',
  'billing.meter_event': 'Stripe.Billing.MeterEvent',
  'billing.meter_event_adjustment': 'Stripe.Billing.MeterEventAdjustment',
  'billing.meter_event_summary': 'Stripe.Billing.MeterEventSummary',
  'billing_portal.configuration': 'Stripe.BillingPortal.Configuration',
  'billing_portal.session': 'Stripe.BillingPortal.Session',
  card: 'Stripe.Card',
  charge: 'Stripe.Charge',
  'checkout.session': 'Stripe.Checkout.Session',
  coupon: 'Stripe.Coupon',
  credit_note: 'Stripe.CreditNote',
  credit_note_line_item: 'Stripe.CreditNoteLineItem',
  customer: 'Stripe.Customer',
  discount: 'Stripe.Discount',
  dispute: 'Stripe.Dispute',
  event: 'Stripe.Event',
  invoice: 'Stripe.Invoice',
  invoice_payment: 'Stripe.InvoicePayment',
  invoiceitem: 'Stripe.InvoiceItem',
  item: 'Stripe.LineItem',
  line_item: 'Stripe.InvoiceLineItem',
  payment_intent: 'Stripe.PaymentIntent',
  payment_link: 'Stripe.PaymentLink',
  payment_method: 'Stripe.PaymentMethod',
  payout: 'Stripe.Payout',
  plan: 'Stripe.Plan',
  price: 'Stripe.Price',
  product: 'Stripe.Product',
  promotion_code: 'Stripe.PromotionCode',
  quote: 'Stripe.Quote',
  refund: 'Stripe.Refund',
  setup_intent: 'Stripe.SetupIntent',
  subscription: 'Stripe.Subscription',
  subscription_item: 'Stripe.SubscriptionItem',
  subscription_schedule: 'Stripe.SubscriptionSchedule',
  tax_rate: 'Stripe.TaxRate',
  'test_helpers.test_clock': 'Stripe.TestHelpers.TestClock',
  'v2.billing.meter_event': 'Stripe.V2.Billing.MeterEvent',
  webhook_endpoint: 'Stripe.WebhookEndpoint',
};
const deleted = { card: 'Stripe.DeletedCard', coupon: 'Stripe.DeletedCoupon', plan: 'Stripe.DeletedPlan', customer: 'Stripe.DeletedCustomer', invoice: 'Stripe.DeletedInvoice', subscription_item: 'Stripe.DeletedSubscriptionItem', webhook_endpoint: 'Stripe.DeletedWebhookEndpoint' };

function typeOf(value) {
  if (value.deleted) return deleted[value.object];
  if (value.object !== 'list' && value.object !== 'search_result') return types[value.object];
  const inner = types[value.data[0]?.object];
  return inner && `Stripe.${value.object === 'list' ? 'ApiList' : 'ApiSearchResult'}<${inner}>`;
}

// A long list tells no more than its first entries.
const shortened = (value) => (Array.isArray(value.data) ? { ...value, data: value.data.slice(0, 3) } : value);

export class Answers {
  #samples = [];
  #looks = new Map();
  #fields;

  // What looks like an answer that is there already three times (the same object, fields and status) is left out.
  keep(name, text) {
    const value = JSON.parse(text);
    if (value.error) return;
    if (value.data?.[0]?.object === 'event') return this.#keepEvents(value.data);
    const look = `${value.object} ${value.status} ${Object.keys(value).length} ${value.deleted}`;
    const times = (this.#looks.get(look) ?? 0) + 1;
    this.#looks.set(look, times);
    if (times > 3) return;
    const type = typeOf(value);
    if (value.object === 'list' && value.data.length === 0) return;
    this.#samples.push({ name: `${name} (${value.object})`, type: type ?? `never /* no type is known for ${value.object} */`, value: shortened(value) });
  }

  // One of each type. What changed is told in part only, deeper than the types have it: left out.
  #keepEvents(events) {
    for (const event of events) {
      if (this.#looks.has(event.type)) continue;
      this.#looks.set(event.type, 1);
      this.#samples.push({ name: event.type, type: types.event, value: { ...event, data: { object: event.data.object } } });
    }
  }

  // Of the answer that came last.
  field(name) {
    return this.#fields?.get(name);
  }

  samples() {
    return this.#samples;
  }

  client() {
    return Stripe.createFetchHttpClient(async (url, init) => {
      const answer = await fetch(url, init);
      this.#fields = answer.headers;
      this.keep(`${init.method} ${new URL(url).pathname}`, await answer.clone().text());
      return answer;
    });
  }
}

// Names of the fields by which lists may be filtered and sorted. The store maps them to columns; others are refused.
// clang-format off: the tests read this table
//
//   webhookEvents: received_at occurred_at type subject verdict payload state origin provider route attempts http_status
//                  body_changed event_id customer_external_id took_ms
//   subscriptions: customer plan status provider renews_at mrr amount created_at cancel_at_period_end external_id
//                  customer_external_id product_id updated_at trial_end currency interval_unit quantity confirmed_at
//                  discount ends_at payment_method catalogue access flag reviewed has_note
//   customers:     name email created_at status provider subscriptions mrr paid last_payment_at last_event_at external_id
//                  confirmed_at flag reviewed has_note
//   invoices:      number customer status provider issued_at due_at total remaining paid_at external_id customer_external_id
//                  subscription_external_id currency confirmed_at flag reviewed has_note
//   payments:      created_at amount status customer_external_id subscription_external_id provider currency
//   plans:         name product_id price_id provider amount interval_unit subscribers mrr active
//   usage:         customer name unit remaining percent updated_at provider quota state account period_end
// clang-format on
//
// Words of fields that stand for conditions: payment_method has, none, not_told; catalogue differs (from its price),
// not_sold (any more), unknown (no such price), as_listed; access paid_without_access, access_without_payment, as_paid;
// flag follow_up, question, dispute, ok; reviewed reviewed, changed_since, not_reviewed; has_note yes, no. discount is
// its duration (once, repeating, forever, untold), empty without one; ends_at is empty for what goes on.
#pragma once

// The sandbox speaks Dodo's API as Dodo does: who may ask, what is refused and in which words, pages, and what its
// webhooks tell. Sources: facts of SDK 2.52.0, specification 1.86.0.
#pragma once

#include <QTest>

#include "sandbox/dodocaller.h"
#include "sandbox/faces/pdfmaker.h"
#include "sandbox/faces/query.h"
#include "sandbox/faces/router.h"

namespace billing::sandbox::facetest {

inline QString field(const CallAnswer& answer, const char* name) {
  for (const auto& one : answer.fields)
    if (http::equalsIgnoringCase(one.name, name)) return QString::fromStdString(one.value);
  return {};
}

// A customer with a card, on the plan of 10 dollars a month.
struct Subscribed {
  DodoCaller dodo;
  QString customer = dodo.customer();
  QString card = dodo.card(customer);
  QString plan = dodo.product(1000);
  QString id = dodo.subscription(customer, plan, card);
  Subscribed() { static_cast<void>(dodo.told()); }

  QString path(const char* rest = "") const { return "/subscriptions/"_L1 + id + QLatin1String(rest); }
  Answered now() { return dodo.get(path()); }
  QString payment() {
    return dodo.get("/payments?subscription_id="_L1 + id).items().first().toObject()["payment_id"_L1].toString();
  }
  static QString change(const QString& product, const char* mode = "prorated_immediately", const char* more = "") {
    return QStringLiteral("{'product_id':'%1','quantity':1,'proration_billing_mode':'%2'%3}")
        .arg(product, QLatin1String(mode), QLatin1String(more));
  }
};

class TestDodoFace : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_router_prefers_fixed_parts_and_decodes_the_others();
  void queries_know_both_spellings_of_a_space();
  void only_a_test_key_of_dodos_is_let_in();
  void every_answer_carries_its_id_and_the_limits();
  void what_cannot_be_read_is_refused_by_name_data();
  void what_cannot_be_read_is_refused_by_name();
  void fields_that_nobody_knows_are_passed_over();
  void pages_count_from_zero_newest_first_and_end_short();
  void a_product_changes_its_price_for_the_next_buyers_only();
  void an_archived_product_is_listed_apart_and_not_sold();
  void a_paid_checkout_tells_of_the_payment_and_the_subscription();
  void a_declined_checkout_stays_open_for_another_card();
  void a_session_says_what_is_wrong_with_it_and_what_it_would_cost();
  void a_subscription_without_a_card_waits_on_a_page();
  void a_trial_may_begin_without_a_card();
  void pages_of_a_long_list_cost_the_same_wherever_they_are();
  void a_renewal_is_told_and_a_failed_one_puts_it_on_hold_until_another_card_pays();
  void with_dunning_a_failed_renewal_is_past_due();
  void pausing_is_sent_alone();
  void a_cancellation_can_wait_and_be_taken_back();
  void what_has_ended_refuses_with_its_code();
  void a_plan_change_costs_what_its_preview_said();
  void a_change_for_later_is_shown_conflicts_with_another_and_can_be_taken_back();
  void a_change_that_must_be_paid_keeps_the_old_plan_when_it_is_not();
  void addons_are_billed_and_go_when_a_change_does_not_name_them();
  void on_demand_is_charged_when_asked();
  void a_payment_is_refunded_by_lines_and_never_beyond();
  void a_refund_comes_within_30_days();
  void one_off_payments_are_charged_or_wait_on_a_page();
  void invoices_are_pdfs_by_payment_and_refund();
  void a_disputed_payment_shows_its_dispute();
  void wallets_hold_what_was_put_in_and_once_for_a_key();
  void usage_counts_once_and_is_billed_with_the_period();
  void events_of_another_time_are_refused();
  void credits_are_decimals_as_text_and_tell_of_their_entries();
  void a_product_brings_its_credits_with_each_paid_period();
  void a_discount_takes_its_share_for_its_cycles();
  void webhook_endpoints_keep_their_secret_and_page_by_cursor();
  void the_portal_has_a_link();
  void a_late_delivery_tells_the_latest_state();
  void what_dodo_does_not_tell_is_not_told();
};

}  // namespace billing::sandbox::facetest

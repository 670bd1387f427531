#pragma once

#include <QtTest>
#include <set>

#include "providers/dodo/answers.h"
#include "support/playedtransport.h"
#include "support/quotes.h"

namespace billing::providers::dodotest {

using test::codeOf;
using test::json;

struct Stage : test::PlayedProvider {
  Stage() : PlayedProvider(Provider::Dodo) {}
};

inline std::string listOf(const std::vector<std::string>& items) {
  std::string body = json("{'items':[");
  for (std::size_t i = 0; i < items.size(); ++i) body += (i == 0 ? "" : ",") + items[i];
  return body + "]}";
}

inline std::string customerJson(const std::string& id) {
  return json("{'customer_id':'") + id +
         json(
             "','business_id':'bus_1','name':'Ada "
             "GmbH','email':'ada@example.com','created_at':'2026-01-10T08:00:00Z'}");
}

inline std::string subscriptionJson(const std::string& status = "active", const std::string& more = {}) {
  return json("{'subscription_id':'sub_1','product_id':'pdt_pro','status':'") + status +
         json(
             "','recurring_pre_tax_amount':3600,'currency':'EUR','quantity':3,'payment_frequency_count':1,"
             "'payment_frequency_interval':'Month','created_at':'2026-01-10T08:00:00Z',"
             "'previous_billing_date':'2026-03-10T08:00:00Z','next_billing_date':'2026-04-10T08:00:00Z',"
             "'cancel_at_next_billing_date':false,'trial_period_days':0,'metadata':{},"
             "'customer':{'customer_id':'cus_1','name':'Ada GmbH','email':'ada@example.com'}") +
         more + "}";
}

inline std::string paymentJson(const std::string& id, const std::string& more = {}) {
  return json("{'payment_id':'") + id +
         json(
             "','status':'succeeded','total_amount':1428,'currency':'EUR','subscription_id':'sub_1',"
             "'created_at':'2026-03-10T08:00:01Z','metadata':{},'customer':{'customer_id':'cus_1','name':'A','email':'"
             "a@b.c'}") +
         more + "}";
}

inline std::string refundJson(const std::string& status) {
  return json("{'refund_id':'ref_1','payment_id':'pay_1','status':'") + status +
         json("','amount':500,'currency':'EUR','is_partial':true,'created_at':'2026-03-10T12:00:00Z','metadata':{}}");
}

inline PlanChange change(ChangeCharge charge = ChangeCharge::Prorated) {
  PlanChange wanted;
  wanted.subscription = "sub_1";
  wanted.product = "pdt_max";
  wanted.quantity = 2;
  wanted.charge = charge;
  return wanted;
}

class DodoProviderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pages_count_from_zero_and_stop_at_a_short_or_empty_one();
  void filters_have_dodos_names_data();
  void filters_have_dodos_names();
  void a_cursor_that_is_no_page_number_is_refused();
  void the_catalogue_tells_the_archived_products_after_the_others();
  void one_object_that_cannot_be_read_spoils_no_other();
  void an_object_keeps_its_bytes_and_tells_what_is_not_known_of_it();
  void a_trial_counts_as_one_until_it_has_ended();
  void a_payment_without_a_status_is_under_way_and_an_invoice_was_paid_with_its_payment();
  void a_change_sends_the_addons_again_and_reads_the_subscription_afterwards();
  void each_way_to_charge_has_its_word_or_is_refused_unsent();
  void a_pending_change_stays_a_conflict_and_is_not_sent_again();
  void a_write_without_an_answer_stays_unconfirmed_and_is_never_sent_again();
  void an_accepted_write_whose_outcome_cannot_be_read_is_unconfirmed_too();
  void a_preview_tells_what_is_due_now_by_lines();
  void a_partial_refund_is_spread_over_the_lines_of_the_payment();
  void amounts_that_cannot_be_are_refused_before_anything_is_sent();
  // One by one: within the payment they come without their metadata, where our mark is.
  void refunds_of_one_payment_are_found_in_the_payment_and_read_whole();
  void a_subscription_is_made_with_the_customers_own_country_and_card();
  void a_checkout_and_a_portal_are_addresses();
  void an_invoice_is_bytes_of_a_pdf_or_nothing();
  void uses_go_out_in_thousands_and_each_of_them_once();
  void credits_are_decimals_as_text_or_number();
  void a_key_that_has_been_seen_means_that_the_credits_are_there();
  void endpoints_are_listed_by_cursor_and_their_secret_is_read();
  void a_keys_abilities_are_found_by_asking_for_one_of_each();
  void ids_cannot_reach_another_path();
};

}  // namespace billing::providers::dodotest

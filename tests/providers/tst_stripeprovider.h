#pragma once

#include <QtTest>

#include "providers/stripe/answers.h"
#include "support/edits.h"
#include "support/playedtransport.h"
#include "support/quotes.h"

namespace billing::providers::stripetest {

using test::codeOf;
using test::edit;
using test::EditKind;
using test::json;

struct Stage : test::PlayedProvider {
  Stage() : PlayedProvider(Provider::Stripe) { played->base = "https://api.stripe.com"; }
};

inline std::string listOf(const std::vector<std::string>& items, bool more = false) {
  std::string body = json("{'object':'list','data':[");
  for (std::size_t i = 0; i < items.size(); ++i) body += (i == 0 ? "" : ",") + items[i];
  return body + json(more ? "],'has_more':true}" : "],'has_more':false}");
}

inline std::string customerJson(const std::string& id) {
  return json("{'id':'" + id +
              "','object':'customer','created':1767225600,'name':'Ada','email':null,'livemode':false}");
}

inline std::string itemJson(const std::string& more = ",'quantity':2") {
  return json(
      "{'id':'si_1','object':'subscription_item','current_period_start':1772323200,'current_period_end':1775001600,"
      "'price':{'id':'price_pro','object':'price','currency':'eur','unit_amount':1200,"
      "'recurring':{'interval':'month','interval_count':1,'usage_type':'licensed'}}" +
      more + "}");
}

inline std::string subscriptionJson(const std::string& more = {}, const std::string& item = itemJson()) {
  return json(
             "{'id':'sub_1','object':'subscription','status':'active','currency':'eur','customer':'cus_1',"
             "'created':1767225600,'cancel_at_period_end':false" +
             more + ",'items':{'object':'list','data':[") +
         item + "]}}";
}

inline PlanChange change(ChangeCharge charge = ChangeCharge::Prorated) {
  PlanChange wanted;
  wanted.subscription = "sub_1";
  wanted.product = "price_max";
  wanted.quantity = 3;
  wanted.charge = charge;
  wanted.idempotencyKey = "key-1";
  return wanted;
}

inline std::string prorationLine(int amount, const std::string& more = {}) {
  return json("{'id':'il_1','object':'line_item','amount':" + std::to_string(amount) +
              ",'currency':'eur','description':'Proration','period':{'start':1773144000,'end':1775001600},"
              "'parent':{'type':'subscription_item_details','subscription_item_details':{'proration':true}}" +
              more + "}");
}

inline std::string renewalLine(int amount) {
  return json("{'id':'il_2','object':'line_item','amount':" + std::to_string(amount) +
              ",'currency':'eur','description':'Max','period':{'start':1775001600,'end':1777593600},"
              "'parent':{'type':'subscription_item_details','subscription_item_details':{'proration':false}}}");
}

inline std::string previewJson(int due, const std::vector<std::string>& lines, const std::string& more = {}) {
  return json("{'object':'invoice','currency':'eur','amount_due':" + std::to_string(due) +
              ",'period_end':1775001600,'parent':{'subscription_details':"
              "{'subscription':'sub_1','subscription_proration_date':1773144000}}" +
              more + ",'lines':") +
         listOf(lines) + "}";
}

const std::string kReadSubscription =
    "GET "
    "/v1/subscriptions/sub_1?expand[0]=customer&expand[1]=discounts.promotion_code&expand[2]=discounts.source.coupon";

class StripeProviderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pages_go_on_after_the_last_id_while_there_are_more();
  void a_list_that_claims_more_and_gives_nothing_ends();
  void lists_expand_what_is_read_and_ask_for_the_ended_ones_too_data();
  void lists_expand_what_is_read_and_ask_for_the_ended_ones_too();
  void a_filter_that_stripe_does_not_know_is_refused_rather_than_left_out();
  void periods_are_found_on_the_items_and_in_their_old_place();
  void an_invoice_finds_its_subscription_and_payments_in_both_places();
  void unknown_words_and_fields_are_told_with_their_path();
  void a_subscription_is_paid_with_the_customers_own_card();
  void a_change_names_the_item_that_it_replaces();
  void a_metered_item_takes_no_quantity();
  void ways_to_charge_that_stripe_does_not_have_are_refused_unsent();
  void a_change_at_the_periods_end_is_a_schedule_of_two_phases();
  void a_schedule_whose_phases_are_refused_is_taken_back();
  void a_preview_of_prorations_alone_is_what_is_charged_now();
  void a_preview_that_shows_the_renewal_too_is_split();
  void a_downgrade_leaves_credit_and_charges_nothing();
  void every_post_has_a_key_of_its_own_unless_one_is_given();
  void a_write_without_an_answer_stays_unconfirmed_and_is_never_sent_again();
  void refunds_go_to_the_intent_or_the_charge_and_never_beyond_what_is_left();
  void a_payment_learns_its_invoice_from_the_invoice_payments();
  void payments_of_a_subscription_are_found_by_its_invoices();
  void the_pdf_is_fetched_from_stripes_hosts_only_and_without_the_key_data();
  void the_pdf_is_fetched_from_stripes_hosts_only_and_without_the_key();
  void a_draft_has_no_pdf();
  void only_the_payouts_own_line_is_left_out_of_its_items();
  void a_checkout_is_a_session_with_the_promotion_code_behind_what_was_typed();
  void uses_are_meter_events_with_their_id();
  void credits_are_money_with_a_balance_and_grants();
  void endpoints_tell_their_secret_once();
  void events_keep_their_bytes();
  void a_keys_abilities_are_found_by_asking_for_one_of_each();
};

}  // namespace billing::providers::stripetest

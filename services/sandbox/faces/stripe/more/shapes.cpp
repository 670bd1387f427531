#include "sandbox/faces/stripe/more/shapes.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace billing::sandbox::stripe {
namespace {

constexpr const char* paymentShapes = R"([
{"id":"","object":"payment_intent","allowed_payment_method_types":null,"amount":0,"amount_capturable":0,
"amount_details":{"tip":{}},"amount_received":0,"application":null,"application_fee_amount":null,
"automatic_payment_methods":null,"canceled_at":null,"cancellation_reason":null,"capture_method":"automatic_async",
"client_secret":null,"confirmation_method":"automatic","created":0,"currency":"","customer":null,
"customer_account":null,"description":null,"excluded_payment_method_types":null,"last_payment_error":null,
"latest_charge":null,"livemode":false,"managed_payments":null,"metadata":{},"next_action":null,"on_behalf_of":null,
"payment_method":null,"payment_method_configuration_details":null,"payment_method_options":{"card":{
"installments":null,"mandate_options":null,"network":null,"request_three_d_secure":"automatic"}},
"payment_method_types":["card"],"payment_record":null,"processing":null,"receipt_email":null,"review":null,
"setup_future_usage":null,"shipping":null,"source":null,"statement_descriptor":null,
"statement_descriptor_suffix":null,"status":"requires_payment_method","transfer_data":null,"transfer_group":null},
{"id":"","object":"setup_intent","allowed_payment_method_types":null,"application":null,
"automatic_payment_methods":null,"cancellation_reason":null,"client_secret":null,"created":0,"customer":null,
"customer_account":null,"description":null,"excluded_payment_method_types":null,"flow_directions":null,
"last_setup_error":null,"latest_attempt":null,"livemode":false,"mandate":null,"metadata":{},"next_action":null,
"on_behalf_of":null,"payment_method":null,"payment_method_configuration_details":null,"payment_method_options":{
"card":{"mandate_options":null,"network":null,"request_three_d_secure":"automatic"}},
"payment_method_types":["card"],"single_use_mandate":null,"status":"requires_payment_method","usage":"off_session"},
{"id":"","object":"charge","amount":0,"amount_captured":0,"amount_refunded":0,"application":null,
"application_fee":null,"application_fee_amount":null,"balance_transaction":null,"billing_details":{"address":{
"city":null,"country":null,"line1":null,"line2":null,"postal_code":null,"state":null},"email":null,"name":null,
"phone":null,"tax_id":null},"calculated_statement_descriptor":"SANDBOX","captured":true,"created":0,"currency":"",
"customer":null,"description":null,"disputed":false,"failure_balance_transaction":null,"failure_code":null,
"failure_message":null,"fraud_details":{},"livemode":false,"metadata":{},"on_behalf_of":null,"outcome":null,
"paid":true,"payment_intent":null,"payment_method":null,"payment_method_details":null,"receipt_email":null,
"receipt_number":null,"receipt_url":null,"refunded":false,"review":null,"shipping":null,"source":null,
"source_transfer":null,"statement_descriptor":null,"statement_descriptor_suffix":null,"status":"succeeded",
"transfer_data":null,"transfer_group":null},
{"object":"charge#card","amount_authorized":null,"authorization_code":null,"brand":null,"checks":{
"address_line1_check":null,"address_postal_code_check":null,"cvc_check":"pass"},"country":null,
"electronic_commerce_indicator":null,"exp_month":0,"exp_year":0,"funding":"credit","installments":null,"last4":null,
"mandate":null,"network":"visa","network_transaction_id":null,"regulated_status":"unregulated",
"three_d_secure":null,"transaction_link_id":null,"wallet":null},
{"object":"charge#outcome","advice_code":null,"network_advice_code":null,"network_decline_code":null,
"network_status":"approved_by_network","reason":null,"risk_level":"normal","risk_score":12,
"seller_message":"Payment complete.","type":"authorized"},
{"id":"","object":"refund","amount":0,"balance_transaction":null,"charge":null,"created":0,"currency":"",
"customer":null,"customer_account":null,"destination_details":{"card":{
"reference_status":"pending","reference_type":"acquirer_reference_number","type":"refund"},"type":"card"},
"metadata":{},"payment_intent":null,"payment_method":null,"reason":null,"receipt_number":null,
"source_transfer_reversal":null,"status":"succeeded","transfer_reversal":null},
{"id":"","object":"dispute","amount":0,"balance_transactions":[],"charge":"","created":0,"currency":"",
"enhanced_eligibility_types":[],"evidence":{},"evidence_details":{"due_by":null,"enhanced_eligibility":{},
"has_evidence":false,"past_due":false,"submission_count":0,"submission_method":"not_submitted"},
"intended_submission_method":null,"is_charge_refundable":false,"livemode":false,"metadata":{},
"payment_intent":null,"reason":"fraudulent","status":"needs_response"},
{"object":"dispute#evidence","access_activity_log":null,"billing_address":null,"cancellation_policy":null,
"cancellation_policy_disclosure":null,"cancellation_rebuttal":null,"customer_communication":null,
"customer_email_address":null,"customer_name":null,"customer_purchase_ip":null,"customer_signature":null,
"duplicate_charge_documentation":null,"duplicate_charge_explanation":null,"duplicate_charge_id":null,
"enhanced_evidence":{},"product_description":null,"receipt":null,"refund_policy":null,
"refund_policy_disclosure":null,"refund_refusal_explanation":null,"service_date":null,
"service_documentation":null,"shipping_address":null,"shipping_carrier":null,"shipping_date":null,
"shipping_documentation":null,"shipping_tracking_number":null,"uncategorized_file":null,"uncategorized_text":null},
{"id":"","object":"balance_transaction","amount":0,"available_on":0,"balance_type":"payments","created":0,
"currency":"","description":null,"exchange_rate":null,"fee":0,"fee_details":[],"net":0,
"reporting_category":"charge","source":null,"status":"available","type":"charge"},
{"id":"","object":"payout","amount":0,"application_fee":null,"application_fee_amount":null,"arrival_date":0,
"automatic":false,"balance_transaction":null,"created":0,"currency":"","description":null,"destination":null,
"failure_balance_transaction":null,"failure_code":null,"failure_message":null,"livemode":false,"metadata":{},
"method":"standard","original_payout":null,"payout_method":null,"reconciliation_status":"not_applicable",
"reversed_by":null,"source_type":"card","statement_descriptor":null,"status":"pending","trace_id":null,
"type":"bank_account"},
{"id":"","object":"card","address_city":null,"address_country":null,"address_line1":null,
"address_line1_check":null,"address_line2":null,"address_state":null,"address_zip":null,"address_zip_check":null,
"brand":"Visa","country":"US","customer":"","cvc_check":"pass","dynamic_last4":null,"exp_month":0,"exp_year":0,
"fingerprint":"","funding":"credit","last4":"","metadata":{},"name":null,"regulated_status":"unregulated",
"tokenization_method":null}
])";

constexpr const char* catalogueShapes = R"([
{"id":"","object":"coupon","amount_off":null,"created":0,"currency":null,"duration":"once",
"duration_in_months":null,"livemode":false,"max_redemptions":null,"metadata":{},"name":null,"percent_off":null,
"redeem_by":null,"times_redeemed":0,"valid":true},
{"id":"","object":"promotion_code","active":true,"code":"","created":0,"customer":null,"customer_account":null,
"expires_at":null,"livemode":false,"max_redemptions":null,"metadata":{},"promotion":{"coupon":null,
"type":"coupon"},"restrictions":{"first_time_transaction":false,"minimum_amount":null,
"minimum_amount_currency":null},"times_redeemed":0},
{"id":"","object":"tax_rate","active":true,"country":null,"created":0,"description":null,"display_name":"",
"effective_percentage":null,"flat_amount":null,"inclusive":false,"jurisdiction":null,"jurisdiction_level":null,
"livemode":false,"metadata":{},"percentage":0,"rate_type":"percentage","state":null,"tax_type":null},
{"id":"","object":"item","adjustable_quantity":null,"amount_discount":0,"amount_subtotal":0,"amount_tax":0,
"amount_total":0,"currency":"","description":null,"metadata":{},"price":null,"quantity":null},
{"id":"","object":"payment_link","active":true,"after_completion":{"hosted_confirmation":{"custom_message":null},
"type":"hosted_confirmation"},"allow_promotion_codes":false,"application":null,"application_fee_amount":null,
"application_fee_percent":null,"automatic_tax":{"enabled":false,"liability":null},
"billing_address_collection":"auto","consent_collection":null,"currency":"","custom_fields":[],"custom_text":{
"after_submit":null,"shipping_address":null,"submit":null,"terms_of_service_acceptance":null},
"customer_creation":"if_required","inactive_message":null,"invoice_creation":null,"livemode":false,
"managed_payments":null,"metadata":{},"on_behalf_of":null,"payment_intent_data":null,
"payment_method_collection":"always","payment_method_options":null,"payment_method_types":null,
"phone_number_collection":{"enabled":false},"restrictions":null,"shipping_address_collection":null,
"shipping_options":[],"submit_type":"auto","subscription_data":null,"tax_id_collection":{"enabled":false,
"required":"never"},"transfer_data":null,"url":""}
])";

constexpr const char* sessionShapes = R"([
{"id":"","object":"checkout.session","adaptive_pricing":null,"after_expiration":null,"allow_promotion_codes":null,
"allowed_payment_method_types":null,"amount_subtotal":null,"amount_total":null,"automatic_tax":{"enabled":false,
"liability":null,"provider":null,"status":null},"billing_address_collection":null,"cancel_url":null,
"client_reference_id":null,"client_secret":null,"collected_information":null,"consent":null,
"consent_collection":null,"created":0,"currency":null,"currency_conversion":null,"custom_fields":[],"custom_text":{
"after_submit":null,"shipping_address":null,"submit":null,"terms_of_service_acceptance":null},"customer":null,
"customer_account":null,"customer_creation":null,"customer_details":null,"customer_email":null,"discounts":[],
"expires_at":0,"integration_identifier":null,"invoice":null,"invoice_creation":null,"livemode":false,
"locale":null,"managed_payments":null,"metadata":{},"mode":"payment","origin_context":null,"payment_intent":null,
"payment_link":null,"payment_method_collection":"always","payment_method_configuration_details":null,
"payment_method_options":{"card":{"request_three_d_secure":"automatic"}},"payment_method_types":["card"],
"payment_status":"unpaid","permissions":null,"phone_number_collection":{"enabled":false},"recovered_from":null,
"saved_payment_method_options":null,"setup_intent":null,"shipping_address_collection":null,"shipping_cost":null,
"shipping_options":[],"status":"open","submit_type":null,"subscription":null,"success_url":null,"total_details":{
"amount_discount":0,"amount_shipping":0,"amount_tax":0},"ui_mode":"hosted_page","url":null,"wallet_options":null},
{"object":"checkout.session#customer","address":null,"business_name":null,"email":null,"individual_name":null,
"name":null,"phone":null,"tax_exempt":"none","tax_ids":[]},
{"id":"","object":"billing_portal.session","configuration":"","created":0,"customer":"","customer_account":null,
"flow":null,"livemode":false,"locale":null,"on_behalf_of":null,"return_url":null,"url":""},
{"object":"billing_portal.session#flow","after_completion":{"hosted_confirmation":null,"redirect":null,
"type":"portal_homepage"},"customer_update":null,"subscription_cancel":null,"subscription_pause":null,
"subscription_update":null,"subscription_update_confirm":null,"type":"payment_method_update"},
{"id":"","object":"billing_portal.configuration","active":true,"application":null,"business_profile":{
"headline":null,"privacy_policy_url":null,"terms_of_service_url":null},"created":0,"default_return_url":null,
"features":{"customer_update":{"allowed_updates":["email","address"],"enabled":true},"invoice_history":{
"enabled":true},"payment_method_update":{"enabled":true,"payment_method_configuration":null},
"subscription_cancel":{"cancellation_reason":{"enabled":false,"feedback_options":null,"options":["too_expensive",
"missing_features","switched_service","unused","other"]},"enabled":true,"mode":"at_period_end",
"proration_behavior":"none"},"subscription_pause":{"duration":{"interval_options":[],"type":"indefinite"},
"enabled":false},"subscription_update":{"billing_cycle_anchor":null,"default_allowed_updates":[],"enabled":false,
"proration_behavior":"none","schedule_at_period_end":{"conditions":[]},"trial_update_behavior":"end_trial"}},
"is_default":false,"livemode":false,"login_page":{"enabled":false,"url":null},"metadata":{},"name":null,
"updated":0},
{"id":"","object":"quote","amount_subtotal":0,"amount_total":0,"application":null,"application_fee_amount":null,
"application_fee_percent":null,"automatic_tax":{"enabled":false,"liability":null,"provider":null,"status":null},
"collection_method":"charge_automatically","computed":{"recurring":null,"upfront":{"amount_subtotal":0,
"amount_total":0,"total_details":{"amount_discount":0,"amount_shipping":0,"amount_tax":0}}},"created":0,
"currency":null,"customer":null,"customer_account":null,"default_tax_rates":[],"description":null,"discounts":[],
"expires_at":0,"footer":null,"from_quote":null,"header":null,"invoice":null,"invoice_settings":{
"custom_fields":null,"days_until_due":null,"description":null,"footer":null,"issuer":{"type":"self"}},
"livemode":false,"metadata":{},"number":null,"on_behalf_of":null,"status":"draft","status_transitions":{
"accepted_at":null,"canceled_at":null,"finalized_at":null},"subscription":null,"subscription_data":{
"billing_mode":{"type":"classic"},"description":null,"effective_date":null,"metadata":{},"trial_period_days":null},
"subscription_schedule":null,"test_clock":null,"total_details":{"amount_discount":0,"amount_shipping":0,
"amount_tax":0},"transfer_data":null}
])";

constexpr const char* billingShapes = R"([
{"id":"","object":"credit_note","amount":0,"amount_shipping":0,"created":0,"currency":"","customer":"",
"customer_account":null,"customer_balance_transaction":null,"discount_amount":0,"discount_amounts":[],
"effective_at":null,"invoice":"","lines":{},"livemode":false,"memo":null,"metadata":{},"number":"",
"out_of_band_amount":null,"pdf":"","post_payment_amount":0,"pre_payment_amount":0,"pretax_credit_amounts":[],
"reason":null,"refunds":[],"shipping_cost":null,"status":"issued","subtotal":0,"subtotal_excluding_tax":0,
"total":0,"total_excluding_tax":0,"total_taxes":[],"type":"pre_payment","voided_at":null},
{"id":"","object":"credit_note_line_item","amount":0,"description":null,"discount_amount":0,"discount_amounts":[],
"livemode":false,"metadata":{},"pretax_credit_amounts":[],"quantity":null,"tax_rates":[],"taxes":[],
"type":"custom_line_item","unit_amount":null,"unit_amount_decimal":null},
{"id":"","object":"billing.meter","created":0,"customer_mapping":{"event_payload_key":"stripe_customer_id",
"type":"by_id"},"default_aggregation":{"formula":"sum"},"display_name":"","event_name":"",
"event_time_window":null,"livemode":false,"status":"active","status_transitions":{"deactivated_at":null},
"updated":0,"value_settings":{"event_payload_key":"value"}},
{"object":"billing.meter_event","created":0,"event_name":"","identifier":"","livemode":false,"payload":{},
"timestamp":0},
{"object":"billing.meter_event_adjustment","cancel":null,"event_name":"","livemode":false,"status":"pending",
"type":"cancel"},
{"id":"","object":"billing.meter_event_summary","aggregated_value":0,"end_time":0,"livemode":false,"meter":"",
"start_time":0},
{"id":"","object":"billing.credit_grant","amount":{"monetary":null,"type":"monetary"},"applicability_config":{
"scope":{"price_type":"metered"}},"category":"promotional","created":0,"customer":"","customer_account":null,
"effective_at":null,"expires_at":null,"livemode":false,"metadata":{},"name":null,"priority":50,"test_clock":null,
"updated":0,"voided_at":null},
{"object":"billing.credit_balance_summary","balances":[],"customer":"","customer_account":null,"livemode":false},
{"id":"","object":"billing.credit_balance_transaction","created":0,"credit":null,"credit_grant":"","debit":null,
"effective_at":0,"livemode":false,"test_clock":null,"type":null},
{"id":"","object":"billing.alert","alert_type":"usage_threshold","livemode":false,"status":"active","title":"",
"usage_threshold":null},
{"object":"v2.billing.meter_event","created":"","event_name":"","identifier":"","livemode":false,"payload":{},
"timestamp":""},
{"id":"","object":"v2.billing.meter_event_session","authentication_token":"","created":"","expires_at":"",
"livemode":false},
{"id":"","object":"v2.billing.meter_event_adjustment","cancel":{"identifier":""},"created":"","event_name":"",
"livemode":false,"status":"pending","type":"cancel"}
])";

QHash<QString, QJsonObject> readShapes() {
  QHash<QString, QJsonObject> all;
  for (const char* text : {paymentShapes, catalogueShapes, sessionShapes, billingShapes}) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(text), &error);
    if (document.isNull()) qFatal("a shape is not JSON at %d: %s", error.offset, qPrintable(error.errorString()));
    const QJsonArray shapes = document.array();
    for (const auto& value : shapes) {
      QJsonObject object = value.toObject();
      const QString name = object.value(QLatin1String("object")).toString();
      if (name.contains(u'#')) object.remove(QLatin1String("object"));
      all.insert(name, object);
    }
  }
  return all;
}

}  // namespace

QJsonObject shape(const char* name) {
  static const QHash<QString, QJsonObject> all = readShapes();
  return all.value(QLatin1String(name));
}

}  // namespace billing::sandbox::stripe

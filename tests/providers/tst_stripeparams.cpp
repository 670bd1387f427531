// No mock that validates Stripe's calls can be had on one machine, so its SDK's own parameter types are the judge:
// every parameter of every request must be one of theirs, and every word one of the words.
#include <QtTest>

#include "providers/stripe/requests.h"
#include "support/edits.h"
#include "support/fieldlists.h"

using namespace billing;
using namespace billing::providers;
using test::EditKind;
using test::FieldLists;
namespace request = billing::providers::stripe::request;

namespace {

struct Judged {
  const char* params;  ///< the SDK's name of what the call takes
  ApiRequest request;
};

PlanChange change() {
  PlanChange wanted;
  wanted.subscription = "sub_1";
  wanted.product = "price_max";
  wanted.quantity = 2;
  wanted.prorationAt = Instant::fromSeconds(1773144000);
  wanted.metadata["by"] = "ada";
  return wanted;
}

CheckoutOrder order(bool recurring) {
  CheckoutOrder wanted;
  wanted.product = "price_pro";
  wanted.recurring = recurring;
  wanted.email = "ada@example.com";
  wanted.trialDays = 7;
  wanted.successUrl = "https://shop.example/done";
  wanted.cancelUrl = "https://shop.example/";
  wanted.metadata["team"] = "7";
  return wanted;
}

NewPrice newPrice() {
  NewPrice wanted;
  wanted.name = "Team";
  wanted.amount = {4500, *Currency::fromCode("EUR")};
  wanted.interval = BillingInterval{IntervalUnit::Year, 1};
  wanted.operation = "op_1";
  return wanted;
}

ApiRequest edited(EditKind kind) {
  SubscriptionEdit wanted = test::edit("sub_1", kind, Instant::fromSeconds(1773144000));
  wanted.operation = "op_1";
  return *request::edit(wanted, {"sub_sched_1", true, {"di_1"}}, "promo_1", "k");
}

std::vector<Judged> calls() {
  PageRequest page;
  page.cursor = "x_1";
  page.createdSince = Instant::fromSeconds(1767225600);
  PageRequest ofCustomer = page, ofPayment = page, ofInvoice = page, ofCharge = page;
  ofCustomer.customer = "cus_1";
  ofPayment.payment = "pi_1";
  ofCharge.payment = "ch_1";
  ofInvoice.subscription = "sub_1";
  ofInvoice.status = "paid";
  const stripe::ChangedItem item{"si_1", "price_pro", 1, {}};
  const stripe::PlannedPhase phase{"sub_sched_1", 10, 20, {{"price_pro", 1}, {"price_meter", {}}}};
  const CreditAmount credit{"cus_1", {},     "5", *Currency::fromCode("EUR"), true, Instant::fromSeconds(1790000000),
                            "sorry", "key-1"};
  const WebhookEndpoint endpoint{"we_1", "https://a.example/hook", "ours", {"invoice.paid"}, true, "2026-10-28.endive"};
  return {{"PriceListParams", *request::prices(page)},
          {"CustomerListParams", *request::customers(page)},
          {"SubscriptionListParams", *request::subscriptions(ofCustomer)},
          {"PaymentIntentListParams", *request::payments(ofCustomer)},
          {"InvoiceListParams", *request::invoices(ofInvoice)},
          {"RefundListParams", *request::refunds(ofPayment)},
          {"RefundListParams", *request::refunds(ofCharge)},
          {"DisputeListParams", *request::disputes(ofPayment)},
          {"EventListParams", *request::events(page)},
          {"CustomerCreateParams", request::createCustomer({"Ada", "a@b.c", {{"team", "7"}}}, "k")},
          {"CustomerListPaymentMethodsParams", request::paymentMethods("cus_1")},
          {"SubscriptionCreateParams",
           request::createSubscription({"cus_1", "price_1", 2, 7, "pm_1", {}, {{"a", "b"}}}, "k")},
          {"SubscriptionCancelParams", edited(EditKind::CancelNow)},
          {"SubscriptionUpdateParams", edited(EditKind::CancelAtPeriodEnd)},
          {"SubscriptionUpdateParams", edited(EditKind::CancelOn)},
          {"SubscriptionUpdateParams", edited(EditKind::UndoCancel)},
          {"SubscriptionUpdateParams", edited(EditKind::ExtendTrial)},
          {"SubscriptionUpdateParams", edited(EditKind::ApplyDiscount)},
          {"SubscriptionScheduleReleaseParams", edited(EditKind::WithdrawChange)},
          {"SubscriptionPauseParams", edited(EditKind::Pause)},
          {"SubscriptionResumeParams", edited(EditKind::Resume)},
          {"SubscriptionUpdateParams", *request::changePlan(change(), item, "k")},
          {"InvoiceCreatePreviewParams", *request::previewChange(change(), item, "k")},
          {"SubscriptionScheduleCreateParams", request::createSchedule("sub_1", "k")},
          {"SubscriptionScheduleUpdateParams", request::planPhases(change(), item, phase, "k")},
          {"SubscriptionScheduleReleaseParams", request::releaseSchedule("sub_sched_1", "k")},
          {"PromotionCodeListParams", request::promotionCode("TEN")},
          {"PromotionCodeListParams", request::promotionCodes("TEN")},
          {"Checkout.SessionCreateParams", request::createCheckout(order(true), {"promo_1", {}}, "k")},
          {"Checkout.SessionCreateParams", request::createCheckout(order(false), {{}, "coupon_1"}, "k")},
          {"BillingPortal.SessionCreateParams", request::createPortal("cus_1", "https://shop.example", "k")},
          {"PaymentIntentRetrieveParams", request::payment("pi_1")},
          {"InvoicePaymentListParams", request::invoicePayments("pi_1")},
          {"InvoiceRetrieveParams", request::invoice("in_1")},
          {"RefundCreateParams", request::refund({"pi_1", 5, "duplicate", {}}, "k")},
          {"InvoiceListLineItemsParams", request::invoiceLines("in_1", {})},
          {"PriceCreateParams", request::createPrice(newPrice(), "k")},
          {"PriceUpdateParams", request::archivePrice("price_1", "k")},
          {"RefundCreateParams", request::refund({"ch_1", {}, "was late", {}}, "k")},
          {"Billing.MeterEventCreateParams", request::meterEvent({"cus_1", "call", "use_1", 3, {}})},
          {"Billing.CreditBalanceSummaryRetrieveParams", request::creditSummary("cus_1")},
          {"Billing.CreditGrantListParams", request::creditGrants("cus_1", "credgr_1")},
          {"Billing.CreditGrantCreateParams", request::grantCredits(credit, 500, "k")},
          {"WebhookEndpointListParams", request::endpoints("we_1")},
          {"WebhookEndpointCreateParams", request::registerEndpoint(endpoint, "k")},
          {"WebhookEndpointUpdateParams", request::updateEndpoint(endpoint, "k")}};
}

QString unwrapped(const QString& type, const QString& wrapper) {
  const bool is = type.startsWith(wrapper + u'<') && type.endsWith(u'>');
  return is ? type.mid(wrapper.size() + 1, type.size() - wrapper.size() - 2) : QString();
}

// What is wrong with the value at the end of that path; empty when it is one that the type knows.
class Judge {
 public:
  explicit Judge(const FieldLists& lists) : lists_(lists) {}

  [[nodiscard]] QString ofObject(const QString& object, QStringList path, const QString& value) const {
    const QString name = path.takeFirst();
    if (path.isEmpty() && QStringList{QStringLiteral("limit"), QStringLiteral("starting_after")}.contains(name) &&
        (object.endsWith(QLatin1String("ListParams")) || object.endsWith(QLatin1String("ListLineItemsParams"))))
      return {};
    for (const auto& field : lists_.fields(object))
      if (field.name == name) return ofType(object, field.type, path, value);
    if (object == QLatin1String("CustomerListPaymentMethodsParams") && name == QLatin1String("limit")) return {};
    return object + QStringLiteral(" has no ") + name;
  }

 private:
  [[nodiscard]] QString ofType(const QString& owner, const QString& type, QStringList path,
                               const QString& value) const {
    if (const QString inner = unwrapped(type, QStringLiteral("Emptyable")); !inner.isEmpty())
      return path.isEmpty() && value.isEmpty() ? QString() : ofType(owner, inner, path, value);
    if (const QString inner = unwrapped(type, QStringLiteral("Array")); !inner.isEmpty()) {
      if (path.isEmpty()) return type + QStringLiteral(" takes a list");
      path.removeFirst();
      return ofType(owner, inner, path, value);
    }
    if (type.contains(QLatin1String(" | ")) && !type.startsWith(u'{')) return ofAny(owner, type, path, value);
    if (type.startsWith(u'{') || type == QLatin1String("MetadataParam"))
      return path.size() == 1 ? QString() : type + QStringLiteral(" takes one level");
    if (type == QLatin1String("RangeQueryParam"))
      return path == QStringList{QStringLiteral("gte")} ? QString() : type + QStringLiteral(" is a range");
    const QString full = lists_.resolve(owner, type);
    if (full.isEmpty()) return path.isEmpty() ? ofPlain(type, value) : type + QStringLiteral(" is no object");
    if (!lists_.words(full).isEmpty())
      return lists_.words(full).contains(value) ? QString() : full + QStringLiteral(" knows no word ") + value;
    return path.isEmpty() ? full + QStringLiteral(" is an object") : ofObject(full, path, value);
  }

  [[nodiscard]] QString ofAny(const QString& owner, const QString& type, const QStringList& path,
                              const QString& value) const {
    QString wrong;
    for (const QString& way : type.split(QStringLiteral(" | "))) {
      wrong = ofType(owner, way.trimmed(), path, value);
      if (wrong.isEmpty()) break;
    }
    return wrong;
  }

  [[nodiscard]] static QString ofPlain(const QString& type, const QString& value) {
    static const QRegularExpression number(QStringLiteral("^-?[0-9]+$"));
    const bool flag = value == QLatin1String("true") || value == QLatin1String("false");
    if (type == QLatin1String("boolean")) return flag ? QString() : value + QStringLiteral(" is no boolean");
    if (type == QLatin1String("number"))
      return number.match(value).hasMatch() ? QString() : value + QStringLiteral(" is no number");
    if (type.startsWith(u'\''))
      return type == u'\'' + value + u'\'' ? QString() : value + QStringLiteral(" is not ") + type;
    // Hundreds of versions, which the list leaves out.
    if (type.endsWith(QLatin1String(".ApiVersion"))) return {};
    return type == QLatin1String("string") ? QString() : QStringLiteral("nobody knows ") + type;
  }

  const FieldLists& lists_;
};

QStringList pathOf(QString key) {
  key.replace(u']', QString());
  return key.split(u'[');
}

}  // namespace

class StripeParamsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_parameter_is_one_that_the_sdk_knows_data() {
    QTest::addColumn<int>("index");
    const auto all = calls();
    for (std::size_t i = 0; i < all.size(); ++i)
      QTest::addRow("%s: %s", all[i].params, all[i].request.what.c_str()) << int(i);
  }
  void every_parameter_is_one_that_the_sdk_knows() {
    QFETCH(int, index);
    const QString given = qEnvironmentVariable("BILLING_SHARED");
    const QString root = given.isEmpty() ? QStringLiteral(BILLING_SOURCE_DIR "/../shared") : given;
    static const FieldLists lists = FieldLists::read(root + QStringLiteral("/data/stripe/stripe-sdk-23.1.0-fields.md"));
    if (lists.empty()) QSKIP("Stripe's field lists are not here");
    const Judged call = calls().at(static_cast<std::size_t>(index));
    QVERIFY2(!lists.fields(QLatin1String(call.params)).isEmpty(), call.params);
    const QString form = QString::fromStdString(call.request.method == "POST" ? call.request.body : call.request.query);
    QStringList wrong;
    for (const QString& pair : form.split(u'&', Qt::SkipEmptyParts)) {
      const QString value = QUrl::fromPercentEncoding(pair.section(u'=', 1).toUtf8());
      const QString said = Judge(lists).ofObject(QLatin1String(call.params), pathOf(pair.section(u'=', 0, 0)), value);
      if (!said.isEmpty()) wrong += pair + QStringLiteral(": ") + said;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }
};

QTEST_GUILESS_MAIN(StripeParamsTest)
#include "tst_stripeparams.moc"

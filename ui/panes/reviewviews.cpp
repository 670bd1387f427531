#include "ui/panes/reviewviews.h"

namespace billing::ui {

using store::FieldFilter;
using store::FilterOp;

namespace {

constexpr int kTrialDays = 14;

QString viewName(const char* text) {
  return SavedViews::tr(text);
}

// Ended ones have neither a charge to come nor anything to be reviewed for.
FieldFilter running() {
  return {"status",
          FilterOp::AnyOf,
          {QStringLiteral("active"), QStringLiteral("trialing"), QStringLiteral("past_due"), QStringLiteral("on_hold"),
           QStringLiteral("paused")}};
}

FieldFilter is(const char* field, const char* word) {
  return {field, FilterOp::Is, {QString::fromLatin1(word)}};
}

SavedView view(const char* name, const QVector<FieldFilter>& filters, const QByteArray& sort, bool descending = false,
               const char* column = nullptr) {
  store::ListQuery query;
  query.filters = filters;
  query.sortField = sort;
  query.descending = descending;
  if (column == nullptr) return {viewName(name), query, {}};
  return {viewName(name),
          query,
          {QStringLiteral("customer"), QStringLiteral("plan"), QStringLiteral("status"), QString::fromLatin1(column),
           QStringLiteral("renews_at"), QStringLiteral("mrr"), QStringLiteral("flag")}};
}

QVector<FieldFilter> between(const char* field, const QDateTime& from, const QDateTime& to) {
  return {{field, FilterOp::AtLeast, {from.toMSecsSinceEpoch()}}, {field, FilterOp::Below, {to.toMSecsSinceEpoch()}}};
}

}  // namespace

QVector<SavedView> subscriptionViews(const QDateTime& now, const QTimeZone& zone) {
  const QDate today = now.toTimeZone(zone).date();
  const QDateTime day = today.startOfDay(zone);
  const QDateTime month = QDate(today.year(), today.month(), 1).startOfDay(zone);
  const QDateTime nextMonth = QDate(today.year(), today.month(), 1).addMonths(1).startOfDay(zone);
  return {
      view("Past due", {is("status", "past_due")}, "renews_at"),
      view("Trials ending in 14 days",
           QVector<FieldFilter>{is("status", "trialing")} +
               between("trial_end", day, today.addDays(kTrialDays + 1).startOfDay(zone)),
           "trial_end"),
      view("In trial", {is("status", "trialing")}, "trial_end"),
      view("Cancelling this month", QVector<FieldFilter>{running()} + between("ends_at", month, nextMonth), "ends_at"),
      view("Cancelling", {running(), {"ends_at", FilterOp::IsNotEmpty, {}}}, "ends_at"),
      view("Discounted", {running(), {"discount", FilterOp::IsNotEmpty, {}}}, "mrr", true, "discount"),
      view("No payment method", {running(), is("payment_method", "none")}, "renews_at", false, "payment_method"),
      view("Price off the catalogue",
           {running(),
            {"catalogue",
             FilterOp::AnyOf,
             {QStringLiteral("differs"), QStringLiteral("not_sold"), QStringLiteral("unknown")}}},
           "mrr", true),
      view("Paid without access", {is("access", "paid_without_access")}, "created_at", true),
      view("Access without payment", {is("access", "access_without_payment")}, "ends_at"),
      view(
          "Not reviewed",
          {running(), {"reviewed", FilterOp::AnyOf, {QStringLiteral("not_reviewed"), QStringLiteral("changed_since")}}},
          "mrr", true, "reviewed"),
      view("Flagged", {{"flag", FilterOp::IsNotEmpty, {}}}, "customer", false, "reviewed")};
}

QVector<SavedView> customerReviewViews() {
  return {view("Not reviewed",
               {{"mrr", FilterOp::AtLeast, {qint64(1)}},
                {"reviewed", FilterOp::AnyOf, {QStringLiteral("not_reviewed"), QStringLiteral("changed_since")}}},
               "mrr", true),
          view("Flagged", {{"flag", FilterOp::IsNotEmpty, {}}}, "name")};
}

QVector<SavedView> invoiceReviewViews() {
  return {view("Flagged", {{"flag", FilterOp::IsNotEmpty, {}}}, "due_at")};
}

FilterFields reviewFilters() {
  return {{"flag", SavedViews::tr("Flag"), FilterKind::Choice},
          {"reviewed", SavedViews::tr("Reviewed"), FilterKind::Choice},
          {"has_note", SavedViews::tr("Notes"), FilterKind::Choice}};
}

}  // namespace billing::ui

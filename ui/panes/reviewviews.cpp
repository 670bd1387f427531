#include "ui/panes/reviewviews.h"

namespace billing::ui {

using store::FieldFilter;
using store::FilterOp;

namespace {

constexpr int kTrialDays = 14;

QString reviewViewName(const char* text) {
  return SavedViews::tr(text);
}

// Ended ones have neither a charge to come nor anything to be reviewed for.
FieldFilter stillRunning() {
  return {"status",
          FilterOp::AnyOf,
          {QStringLiteral("active"), QStringLiteral("trialing"), QStringLiteral("past_due"), QStringLiteral("on_hold"),
           QStringLiteral("paused")}};
}

FieldFilter fieldIs(const char* field, const char* word) {
  return {field, FilterOp::Is, {QString::fromLatin1(word)}};
}

SavedView reviewView(const char* name, const QVector<FieldFilter>& filters, const QByteArray& sort,
                     bool descending = false, const char* column = nullptr) {
  store::ListQuery query;
  query.filters = filters;
  query.sortField = sort;
  query.descending = descending;
  if (column == nullptr) return {reviewViewName(name), query, {}};
  return {reviewViewName(name),
          query,
          {QStringLiteral("customer"), QStringLiteral("plan"), QStringLiteral("status"), QString::fromLatin1(column),
           QStringLiteral("renews_at"), QStringLiteral("mrr"), QStringLiteral("flag")}};
}

QVector<FieldFilter> spanOfDays(const char* field, const QDateTime& from, const QDateTime& to) {
  return {{field, FilterOp::AtLeast, {from.toMSecsSinceEpoch()}}, {field, FilterOp::Below, {to.toMSecsSinceEpoch()}}};
}

}  // namespace

QVector<SavedView> subscriptionViews(const QDateTime& now, const QTimeZone& zone) {
  const QDate today = now.toTimeZone(zone).date();
  const QDateTime day = today.startOfDay(zone);
  const QDateTime month = QDate(today.year(), today.month(), 1).startOfDay(zone);
  const QDateTime nextMonth = QDate(today.year(), today.month(), 1).addMonths(1).startOfDay(zone);
  return {reviewView("Past due", {fieldIs("status", "past_due")}, "renews_at"),
          reviewView("Trials ending in 14 days",
                     QVector<FieldFilter>{fieldIs("status", "trialing")} +
                         spanOfDays("trial_end", day, today.addDays(kTrialDays + 1).startOfDay(zone)),
                     "trial_end"),
          reviewView("In trial", {fieldIs("status", "trialing")}, "trial_end"),
          reviewView("Cancelling this month",
                     QVector<FieldFilter>{stillRunning()} + spanOfDays("ends_at", month, nextMonth), "ends_at"),
          reviewView("Cancelling", {stillRunning(), {"ends_at", FilterOp::IsNotEmpty, {}}}, "ends_at"),
          reviewView("Discounted", {stillRunning(), {"discount", FilterOp::IsNotEmpty, {}}}, "mrr", true, "discount"),
          reviewView("No payment method", {stillRunning(), fieldIs("payment_method", "none")}, "renews_at", false,
                     "payment_method"),
          reviewView("Price off the catalogue",
                     {stillRunning(),
                      {"catalogue",
                       FilterOp::AnyOf,
                       {QStringLiteral("differs"), QStringLiteral("not_sold"), QStringLiteral("unknown")}}},
                     "mrr", true),
          reviewView("Paid without access", {fieldIs("access", "paid_without_access")}, "created_at", true),
          reviewView("Access without payment", {fieldIs("access", "access_without_payment")}, "ends_at"),
          reviewView("Not reviewed",
                     {stillRunning(),
                      {"reviewed", FilterOp::AnyOf, {QStringLiteral("not_reviewed"), QStringLiteral("changed_since")}}},
                     "mrr", true, "reviewed"),
          reviewView("Flagged", {{"flag", FilterOp::IsNotEmpty, {}}}, "customer", false, "reviewed")};
}

QVector<SavedView> customerReviewViews() {
  return {reviewView("Not reviewed",
                     {{"mrr", FilterOp::AtLeast, {qint64(1)}},
                      {"reviewed", FilterOp::AnyOf, {QStringLiteral("not_reviewed"), QStringLiteral("changed_since")}}},
                     "mrr", true),
          reviewView("Flagged", {{"flag", FilterOp::IsNotEmpty, {}}}, "name")};
}

QVector<SavedView> invoiceReviewViews() {
  return {reviewView("Flagged", {{"flag", FilterOp::IsNotEmpty, {}}}, "due_at")};
}

FilterFields reviewFilters() {
  return {{"flag", SavedViews::tr("Flag"), FilterKind::Choice},
          {"reviewed", SavedViews::tr("Reviewed"), FilterKind::Choice},
          {"has_note", SavedViews::tr("Notes"), FilterKind::Choice}};
}

}  // namespace billing::ui

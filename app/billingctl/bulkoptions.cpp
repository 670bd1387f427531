#include "app/billingctl/bulkoptions.h"

#include "app/billingctl/inputfile.h"
#include "app/billingctl/linkoptions.h"
#include "domain/money.h"
#include "operations/links/linkorder.h"

namespace billing::ctl {
namespace {

using operations::AdminOrder;
using operations::OrderKind;

auto badOption(const char* code, const std::string& what, const std::string& hint) {
  return failure(ErrorKind::InvalidInput, code, what, {}, hint);
}

Result<void> readMoney(const BulkOrderOptions& options, AdminOrder& order) {
  if (options.amount.empty()) return {};
  const auto currency = Currency::fromCode(options.currency);
  if (!currency) return badOption("bad_currency", "“" + options.currency + "” is no currency", "Give --currency USD");
  const auto money = fromDecimal(*currency, options.amount);
  if (!money) return badOption("bad_amount", "“" + options.amount + "” is no amount", "Write it like 12.50");
  order.amount = *money;
  return {};
}

Result<void> readDate(const BulkOrderOptions& options, AdminOrder& order) {
  if (options.date.empty()) return {};
  order.date = fromIso8601(options.date);
  if (order.date) return {};
  return badOption("bad_time", "“" + options.date + "” is not a time in ISO 8601",
                   "Write it like 2027-03-01T00:00:00Z");
}

Result<void> readCharge(const BulkOrderOptions& options, AdminOrder& order) {
  if (options.charge.empty()) return {};
  const auto charge = operations::changeChargeFrom(options.charge);
  if (!charge)
    return badOption("unknown_charge", "There is no way to charge called “" + options.charge + "”",
                     "prorated, next_invoice, difference, full or none");
  order.charge = *charge;
  return {};
}

Result<void> readCredits(const BulkOrderOptions& options, AdminOrder& order) {
  if (options.credits.empty()) return {};
  const auto credits = creditsFrom(options.credits);
  if (!credits)
    return badOption("bad_credits", "“" + options.credits + "” is no number of credits", "Write it like 25 or 2.5");
  order.credits = *credits;
  return {};
}

}  // namespace

void addBulkOptions(CLI::App& command, BulkOrderOptions& order, BulkChoiceOptions& choice) {
  command.add_option("--kind", order.kind, "What to do: change_plan, cancel_at_period_end, pause, grant_credits, ...")
      ->required();
  command.add_option("--product", order.product, "change_plan: the product or price id");
  command.add_option("--plan", order.plan, "KEY of the plan, instead of a product id");
  command.add_option("--interval", order.interval, "With --plan: month (the default) or year");
  command.add_option("--quantity", order.quantity, "change_plan: how many")->capture_default_str();
  command.add_option("--charge", order.charge, "change_plan: prorated, next_invoice, difference, full or none");
  command.add_flag("--at-period-end", order.atPeriodEnd, "change_plan: with the next period");
  command.add_option("--date", order.date, "cancel_on, extend_trial, move_renewal: when, in ISO 8601");
  command.add_option("--amount", order.amount, "refund: how much of each; without it all that is left");
  command.add_option("--currency", order.currency, "Of the amount");
  command.add_option("--credits", order.credits, "grant_credits, take_credits: how many");
  command.add_option("--quota", order.quota, "set_usage: which");
  command.add_option("--used", order.used, "set_usage: how much");
  command.add_option("--code", order.code, "apply_discount: the code");
  command.add_option("--reason", order.reason, "Why, for the audit log")->required();
  command.add_option("--list", choice.list, "subscriptions, payments or customers; by default what the kind is about");
  auto* where = command.add_option("--where", choice.where, "FIELD=VALUE of the list, may be repeated: status=active");
  auto* text = command.add_option("--text", choice.text, "Words that are looked for, as in the window");
  command.add_option("--subjects", choice.file, "FILE with one id a line, instead of a view; - for standard input")
      ->excludes(where)
      ->excludes(text);
}

Result<AdminOrder> bulkOrderOf(const BulkOrderOptions& options, const operations::RulesContext& rules) {
  const auto kind = operations::orderKindFrom(options.kind);
  if (!kind || !operations::isBulkKind(*kind))
    return badOption("unknown_kind", "“" + options.kind + "” is not done for many objects at once",
                     "change_plan, cancel_now, cancel_at_period_end, pause, resume, refund, grant_credits, ...");
  AdminOrder order;
  order.kind = *kind;
  order.product = options.product;
  order.plan = options.plan;
  order.interval = intervalFrom(options.interval);
  order.quantity = options.quantity;
  order.atPeriodEnd = options.atPeriodEnd;
  order.quota = options.quota;
  order.used = options.used;
  order.code = options.code;
  order.reason = options.reason;
  for (const auto read : {readMoney, readDate, readCharge, readCredits})
    if (const auto fine = read(options, order); !fine) return failure(fine.error());
  if (*kind != OrderKind::ChangePlan) return order;
  auto complete = operations::withProduct(std::move(order), rules);
  if (!complete) return complete;
  complete->plan.clear();
  complete->interval.reset();
  return complete;
}

Result<operations::BulkSelection> bulkChoiceOf(const BulkChoiceOptions& options, OrderKind kind) {
  operations::BulkSelection selection;
  selection.list =
      options.list.empty() ? operations::bulkLists(kind).value(0) : QByteArray::fromStdString(options.list);
  selection.view.text = QString::fromStdString(options.text);
  QStringList words;
  for (const auto& one : options.where) {
    const auto equals = one.find('=');
    if (equals == 0 || equals == std::string::npos)
      return badOption("bad_filter", "“" + one + "” is not FIELD=VALUE", "Write it like status=active");
    selection.view.filters.append({QByteArray::fromStdString(one.substr(0, equals)),
                                   store::FilterOp::Is,
                                   {QString::fromStdString(one.substr(equals + 1))}});
    words.append(QString::fromStdString(one));
  }
  if (!options.text.empty()) words.append(QStringLiteral("“%1”").arg(selection.view.text));
  selection.words = QString::fromUtf8(selection.list) +
                    (words.isEmpty() ? QString() : QStringLiteral(" with ") + words.join(QStringLiteral(", ")));
  return selection;
}

Result<QVector<operations::BulkSubject>> subjectsOfFile(const BulkChoiceOptions& options, OrderKind kind) {
  QVector<operations::BulkSubject> subjects;
  if (options.file.empty()) return subjects;
  const auto text = readInput(options.file);
  if (!text) return failure(text.error());
  const bool account = operations::isLocal(kind);
  for (const QByteArray& line : text->split('\n')) {
    const QString id = QString::fromUtf8(line.trimmed());
    if (!id.isEmpty() && !id.startsWith(u'#')) subjects.append({id, {}, account ? id : QString(), {}});
  }
  return subjects;
}

}  // namespace billing::ctl
